// SPDX-License-Identifier: MIT

import PostalMime, { type Address, type Attachment } from 'postal-mime';
import type { Mail, MailAddress, MailAttachment } from './mail.js';

/** What SMTP says about a mail, beside the mail itself. */
export interface Envelope {
    /** Empty for a mail that nobody can answer. */
    readonly from: string;
    readonly to: readonly string[];
}

/** Parts in each other. The mail of a test needs a handful. */
const MAX_NESTING = 32;

/**
 * Parses a mail as it arrived over SMTP.
 *
 * @throws Error when its parts are nested too deeply, or its headers are too long
 */
export async function parseMail(raw: Uint8Array, envelope: Envelope): Promise<Mail> {
    const email = await PostalMime.parse(raw, {
        attachmentEncoding: 'arraybuffer',
        maxNestingDepth: MAX_NESTING,
        // A mail in a mail can be encoded, so its parts cannot be counted before.
        forceRfc822Attachments: true
    });
    const to = mailboxesOf(email.to);
    const cc = mailboxesOf(email.cc);
    const named = new Set([...to, ...cc].map(({ address }) => address.toLowerCase()));
    const stated = new Date(email.date ?? '');
    return {
        messageId: (email.messageId ?? '').replace(/^<|>$/g, ''),
        from: mailboxesOf(email.from === undefined ? [] : [email.from])[0],
        to,
        cc,
        // The sender removes the header Bcc. Only the envelope still has its addresses.
        bcc: envelope.to.filter(address => !named.has(address.toLowerCase())).map(address => ({ name: '', address })),
        replyTo: mailboxesOf(email.replyTo),
        returnPath: envelope.from,
        subject: email.subject ?? '',
        date: Number.isNaN(stated.getTime()) ? new Date() : stated,
        text: email.text ?? '',
        html: email.html ?? '',
        attachments: email.attachments.map(attachmentOf),
        size: raw.byteLength
    };
}

/** Returns the addresses, and those in groups. */
function mailboxesOf(addresses: readonly Address[] | undefined): readonly MailAddress[] {
    return (addresses ?? []).flatMap(entry =>
        entry.group === undefined ? [{ name: entry.name, address: entry.address }] : mailboxesOf(entry.group)
    );
}

function attachmentOf({ filename, mimeType, contentId, disposition, related, content }: Attachment): MailAttachment {
    return {
        fileName: filename ?? '',
        contentType: mimeType,
        contentId: (contentId ?? '').replace(/^<|>$/g, ''),
        inline: related === true || disposition === 'inline',
        content: typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content)
    };
}
