// SPDX-License-Identifier: MIT

import { LRUCache } from 'lru-cache';

/** Milliseconds after which an uncounted request is forgotten. The next hour has its own count. */
const HOUR = 3_600_000;

/** Requests that nobody counted, because they never reached the database. A later request of the user counts them. */
export class UncountedRequests {
    private readonly ofUsers: LRUCache<string, number>;

    /** @param users that are remembered */
    constructor(users: number) {
        this.ofUsers = new LRUCache({ max: users, ttl: HOUR });
    }

    add(user: string, requests: number): void {
        if (requests > 0) {
            this.ofUsers.set(user, (this.ofUsers.get(user) ?? 0) + requests);
        }
    }

    /**
     * Counts a user's uncounted requests. Two calls at the same time never count the same request, and a call that fails
     * gives its requests back.
     */
    async pay<T>(user: string, count: (requests: number) => Promise<T>): Promise<T> {
        const requests = this.ofUsers.get(user) ?? 0;
        this.ofUsers.delete(user);
        try {
            return await count(requests);
        } catch (error) {
            this.add(user, requests);
            throw error;
        }
    }
}
