// SPDX-License-Identifier: MIT

import { randomBytes } from 'node:crypto';
import type { Mail } from './mail.js';

export interface StoredMail {
    /** As long as an id of Mailpit. */
    readonly id: string;
    readonly mail: Mail;
    readonly received: Date;
    /** Whether somebody opened it. */
    read: boolean;
}

export interface MailLimits {
    /** Mails that are kept. */
    readonly count: number;
    /** Bytes of all mails that are kept. */
    readonly bytes: number;
}

const LIMITS: MailLimits = { count: 500, bytes: 50_000_000 };

/** The mails of a mailbox, in memory. The oldest ones make room for new ones. */
export class MailStore {
    /** The oldest first. */
    private mails: StoredMail[] = [];
    private bytes = 0;
    private readonly watchers = new Set<() => void>();

    constructor(private readonly limits: MailLimits = LIMITS) {}

    /** Adds a mail, and deletes the oldest ones that no longer fit. */
    add(mail: Mail): StoredMail {
        const stored = { id: randomBytes(16).toString('base64url'), mail, received: new Date(), read: false };
        this.mails.push(stored);
        this.bytes += mail.size;
        while (this.mails.length > 1 && (this.mails.length > this.limits.count || this.bytes > this.limits.bytes)) {
            this.bytes -= this.mails.shift()?.mail.size ?? 0;
        }
        this.tell();
        return stored;
    }

    /** Returns all mails, the newest first. */
    list(): readonly StoredMail[] {
        return this.mails.toReversed();
    }

    /** Returns a mail by its id, or the newest one for `latest`. */
    find(id: string): StoredMail | undefined {
        return id === 'latest' ? this.mails.at(-1) : this.mails.find(mail => mail.id === id);
    }

    /** Returns a mail like {@link find}, and marks it as read. */
    open(id: string): StoredMail | undefined {
        const mail = this.find(id);
        if (mail?.read === false) {
            mail.read = true;
            this.tell();
        }
        return mail;
    }

    /** Deletes the mails with these ids, or all mails. */
    delete(ids?: readonly string[]): void {
        this.mails = ids === undefined ? [] : this.mails.filter(({ id }) => !ids.includes(id));
        this.bytes = this.mails.reduce((sum, { mail }) => sum + mail.size, 0);
        this.tell();
    }

    /** Calls a function after each change. Returns a function that ends this. */
    watch(changed: () => void): () => void {
        this.watchers.add(changed);
        return () => void this.watchers.delete(changed);
    }

    private tell(): void {
        for (const changed of [...this.watchers]) {
            changed();
        }
    }
}
