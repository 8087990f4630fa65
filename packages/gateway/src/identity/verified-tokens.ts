// SPDX-License-Identifier: MIT

import { LRUCache } from 'lru-cache';
import { hash } from 'node:crypto';
import type { SessionCredentials } from './caller';

/** Tokens of one process. At 200 bytes each, these are 4 MB. */
const CAPACITY = 20_000;

/** What the gateway takes from a token. */
export type VerifiedToken = Pick<SessionCredentials, 'userId' | 'scopesClaim' | 'signInClaims'>;

/**
 * Remembers the users of verified tokens until the tokens expire, so that no signature is checked twice. Keeps
 * digests only, and forgets the least recently used first.
 */
export class VerifiedTokens {
    private readonly users: LRUCache<string, VerifiedToken>;

    /** @param now returns milliseconds since 1970 */
    constructor(
        private readonly now: () => number,
        capacity = CAPACITY
    ) {
        // Without a resolution, the cache keeps the time of its last look for a moment.
        this.users = new LRUCache({ max: capacity, perf: { now }, ttlResolution: 0 });
    }

    /** Returns `undefined` for a token that is unknown or has expired. */
    find(token: string): VerifiedToken | undefined {
        return this.users.get(digestOf(token));
    }

    /** @param expiresAt milliseconds since 1970 */
    remember(token: string, verified: VerifiedToken, expiresAt: number): void {
        // A token has expired at the moment of its expiry. The cache still has an entry when its time to live is over.
        const ttl = Math.ceil(expiresAt - this.now()) - 1;
        // The cache would keep an entry with a time to live of 0 forever.
        if (ttl > 0) {
            this.users.set(digestOf(token), verified, { ttl });
        }
    }

    get size(): number {
        return this.users.size;
    }
}

function digestOf(token: string): string {
    return hash('sha256', token, 'base64');
}
