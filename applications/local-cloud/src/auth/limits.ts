// SPDX-License-Identifier: MIT

import { AuthError } from './auth-error.js';
import type { AuthSettings } from './auth-settings.js';

const HOUR = 3_600_000;
const WINDOW = 300_000;

/** Wrong links for each wrong code. A link names no address, so that all users share their limit. */
const LINKS = 10;

/** Entries until those that no longer matter are deleted. */
const SWEEP = 10_000;

/**
 * What a request asks for: a link to sign in and one for a forgotten password are of one kind. Requests count by this,
 * not by the mail that is sent: a new address gets a confirmation when it asks for a link. Counted as a confirmation, the
 * next refusal would tell that the address is new.
 */
export type MailKind = 'confirmation' | 'link' | 'email_change' | 'reauthentication';

/**
 * Limits mails and attempts by address, whether it has an account or not. So a refusal does not tell which addresses
 * have one. Supabase Auth limits mails by account, and attempts by network, which are all the same on one machine.
 */
export class Limits {
    private readonly sent = new Map<string, number>();
    private readonly failures = new Map<string, readonly number[]>();
    private lastHour: readonly number[] = [];

    constructor(
        private readonly settings: AuthSettings,
        private readonly now: () => number = Date.now
    ) {}

    /**
     * Counts a mail that is asked for.
     *
     * @throws AuthError when the last one was a moment ago, or the hour had enough of them
     */
    countMail(kind: MailKind, address: string): void {
        const now = this.now();
        const key = `${kind} ${address.toLowerCase()}`;
        const pause = this.settings.mailPause * 1000 - (now - (this.sent.get(key) ?? -Infinity));
        if (pause > 0) {
            const seconds = Math.floor(pause / 1000);
            throw tooManyMails(`For security purposes, you can only request this after ${seconds} seconds.`);
        }
        this.lastHour = this.lastHour.filter(time => now - time < HOUR);
        if (this.settings.mailsAnHour !== undefined && this.lastHour.length >= this.settings.mailsAnHour) {
            throw tooManyMails('email rate limit exceeded');
        }
        this.lastHour = this.settings.mailsAnHour === undefined ? [] : [...this.lastHour, now];
        sweep(this.sent, time => now - time > this.settings.mailPause * 1000);
        this.sent.set(key, now);
    }

    /**
     * Runs an attempt with a code, a link or a password. Counts it if it fails.
     *
     * @param address empty for a link
     * @param failed whether the answer, or the error, means a wrong code or password
     * @throws AuthError when there were too many failures for this address
     */
    async attempt<Result>(
        what: 'code' | 'link' | 'password',
        address: string,
        run: () => Promise<Result>,
        failed: (outcome: unknown) => boolean
    ): Promise<Result> {
        const key = `${what} ${address.toLowerCase()}`;
        const most = this.mostFailures(what);
        if (this.recent(key).length >= most) {
            throw new AuthError(429, 'over_request_rate_limit', 'Request rate limit reached');
        }
        // Counted before it ends, because many attempts may run at once.
        const time = this.now();
        sweep(this.failures, times => times.every(before => time - before > WINDOW));
        this.failures.set(key, [...this.recent(key), time]);
        let outcome: unknown;
        try {
            const result = await run();
            outcome = result;
            return result;
        } catch (error) {
            outcome = error;
            throw error;
        } finally {
            if (!failed(outcome)) {
                this.forget(key, time);
            }
        }
    }

    private mostFailures(what: 'code' | 'link' | 'password'): number {
        switch (what) {
            case 'code':
                return this.settings.codeAttempts;
            case 'link':
                return this.settings.codeAttempts * LINKS;
            case 'password':
                return this.settings.passwordAttempts;
        }
    }

    private recent(key: string): readonly number[] {
        return (this.failures.get(key) ?? []).filter(time => this.now() - time < WINDOW);
    }

    private forget(key: string, time: number): void {
        const times = [...(this.failures.get(key) ?? [])];
        const index = times.indexOf(time);
        if (index >= 0) {
            times.splice(index, 1);
        }
        this.failures.set(key, times);
    }
}

function tooManyMails(message: string): AuthError {
    return new AuthError(429, 'over_email_send_rate_limit', message);
}

function sweep<Value>(entries: Map<string, Value>, isOld: (value: Value) => boolean): void {
    if (entries.size >= SWEEP) {
        for (const [key, value] of entries) {
            if (isOld(value)) {
                entries.delete(key);
            }
        }
    }
}
