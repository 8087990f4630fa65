// SPDX-License-Identifier: MIT

import { hash } from 'node:crypto';

/** At 200 bytes an entry, a few megabytes for as many people at once as one process serves. */
const CAPACITY = 20_000;

interface Entry {
    readonly userId: string;
    /** Seconds since 1970. */
    readonly expiresAt: number;
}

/**
 * Users by tokens that were verified before, until the token expires: checking a signature again would give the same
 * answer. Only digests are kept, and the longest unused goes first.
 */
export class VerifiedTokens {
    private readonly entries = new Map<string, Entry>();

    constructor(private readonly capacity = CAPACITY) {}

    /** @param now seconds since 1970 */
    find(token: string, now: number): string | undefined {
        const digest = digestOf(token);
        const entry = this.entries.get(digest);
        if (entry === undefined) {
            return undefined;
        }
        this.entries.delete(digest);
        if (entry.expiresAt <= now) {
            return undefined;
        }
        this.entries.set(digest, entry);
        return entry.userId;
    }

    remember(token: string, userId: string, expiresAt: number): void {
        const [oldest] = this.entries.keys();
        if (this.entries.size >= this.capacity && oldest !== undefined) {
            this.entries.delete(oldest);
        }
        this.entries.set(digestOf(token), { userId, expiresAt });
    }

    get size(): number {
        return this.entries.size;
    }
}

function digestOf(token: string): string {
    return hash('sha256', token, 'base64');
}
