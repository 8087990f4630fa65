// SPDX-License-Identifier: MIT

import { createHash } from 'node:crypto';
import type { Mail, MailAddress, MailAttachment } from './mail.js';
import type { StoredMail } from './mail-store.js';

/** Characters of a mail's text in the list. */
const SNIPPET = 250;

/** The list of mails, in the form of Mailpit's `GET /api/v1/messages`. */
export function describeList(mails: readonly StoredMail[], start: number, limit: number): object {
    const shown = mails.slice(start, start + limit);
    const unread = mails.filter(({ read }) => !read).length;
    return {
        total: mails.length,
        unread,
        count: shown.length,
        messages_count: mails.length,
        messages_unread: unread,
        start,
        tags: [],
        messages: shown.map(describeSummary)
    };
}

function describeSummary({ id, mail, received, read }: StoredMail): object {
    return {
        ID: id,
        MessageID: mail.messageId,
        Read: read,
        ...describeAddresses(mail),
        Subject: mail.subject,
        Created: received.toISOString(),
        Username: '',
        Tags: [],
        Size: mail.size,
        Attachments: mail.attachments.length,
        Snippet: mail.text.replaceAll(/\s+/g, ' ').trim().slice(0, SNIPPET)
    };
}

/** A mail, in the form of Mailpit's `GET /api/v1/message/{id}`. */
export function describeMail({ id, mail }: StoredMail): object {
    const parts = mail.attachments.map((attachment, index) => ({
        inline: attachment.inline,
        part: describeAttachment(attachment, index)
    }));
    return {
        ID: id,
        MessageID: mail.messageId,
        ...describeAddresses(mail),
        ReturnPath: mail.returnPath,
        Subject: mail.subject,
        ListUnsubscribe: { Header: '', Links: [], Errors: '', HeaderPost: '' },
        Date: mail.date.toISOString(),
        Tags: [],
        Username: '',
        Text: mail.text,
        HTML: mail.html,
        Size: mail.size,
        Inline: parts.filter(({ inline }) => inline).map(({ part }) => part),
        Attachments: parts.filter(({ inline }) => !inline).map(({ part }) => part)
    };
}

function describeAddresses({ from, to, cc, bcc, replyTo }: Mail): object {
    return {
        From: from === undefined ? null : describeAddress(from),
        To: to.map(describeAddress),
        Cc: cc.map(describeAddress),
        Bcc: bcc.map(describeAddress),
        ReplyTo: replyTo.map(describeAddress)
    };
}

function describeAddress({ name, address }: MailAddress): object {
    return { Name: name, Address: address };
}

function describeAttachment({ fileName, contentType, contentId, content }: MailAttachment, index: number): object {
    const hash = (algorithm: string): string => createHash(algorithm).update(content).digest('hex');
    return {
        PartID: String(index + 1),
        FileName: fileName,
        ContentType: contentType,
        ContentID: contentId,
        Size: content.byteLength,
        Checksums: { MD5: hash('md5'), SHA1: hash('sha1'), SHA256: hash('sha256') }
    };
}
