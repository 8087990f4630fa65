// SPDX-License-Identifier: MIT

import type { Mail } from './mail.js';
import { MailStore } from './mail-store.js';
import { MailboxServer } from './mailbox-server.js';
import { Smtp } from './smtp.js';

/** A mail to the mailbox, from a part of this cloud. */
export interface OwnMail {
    readonly to: string;
    readonly subject: string;
    readonly text?: string;
    readonly html?: string;
}

/** The sender of the cloud's own mails. Nobody has this address. */
const SENDER = { name: 'Sanyam', address: 'no-reply@sanyam.invalid' };

/** Gets all mails of the cloud, and shows them. No mail leaves this machine. */
export class Mailbox {
    private readonly store = new MailStore();
    private readonly server = new MailboxServer(this.store);
    private readonly smtp = new Smtp(mail => void this.store.add(mail));

    /**
     * Takes the port of the page and of the API.
     *
     * @param port 0 takes a free port
     * @throws the error of `listen`, with the code EADDRINUSE when the port is taken
     */
    listen(port: number): Promise<void> {
        return this.server.listen(port);
    }

    /** Takes the port for programs that send mails, like {@link listen}. */
    listenSmtp(port: number): Promise<void> {
        return this.smtp.listen(port);
    }

    /** The address of the page and of the API. */
    get url(): string {
        return this.server.url;
    }

    get smtpUrl(): string {
        return this.smtp.url;
    }

    /** Delivers a mail of this process, without SMTP. */
    send({ to, subject, text = '', html = '' }: OwnMail): void {
        const now = new Date();
        const mail: Omit<Mail, 'size'> = {
            messageId: `${crypto.randomUUID()}@sanyam.invalid`,
            from: SENDER,
            to: [{ name: '', address: to }],
            cc: [],
            bcc: [],
            replyTo: [],
            returnPath: SENDER.address,
            subject,
            date: now,
            text,
            html,
            attachments: []
        };
        this.store.add({ ...mail, size: Buffer.byteLength(`${to}${subject}${text}${html}`) });
    }

    async close(): Promise<void> {
        await Promise.all([this.server.close(), this.smtp.close()]);
    }
}
