// SPDX-License-Identifier: MIT

import { z } from 'zod';

/** Milliseconds for which “Not Now” holds: a week. */
export const DECLINED_FOR = 7 * 24 * 60 * 60 * 1000;

const KEY = 'sanyam.declinedOffers';

/** Needs, with the time until which nothing is offered, in milliseconds since 1970. */
const declinedSchema = z.record(z.string(), z.number());

/** Remembers in the browser what a user does not want to be offered again for a week. */
export class DeclinedOffers {
    /** @param now milliseconds since 1970 */
    constructor(
        private readonly storage: Pick<Storage, 'getItem' | 'setItem'>,
        private readonly now: () => number = Date.now
    ) {}

    /** @param need what the user met, such as `max_documents` */
    isDeclined(userId: string, need: string): boolean {
        return (this.read()[`${userId} ${need}`] ?? 0) > this.now();
    }

    decline(userId: string, need: string): void {
        // What is over is dropped, so that the list stays small.
        const kept = Object.entries(this.read()).filter(([, until]) => until > this.now());
        const next = { ...Object.fromEntries(kept), [`${userId} ${need}`]: this.now() + DECLINED_FOR };
        try {
            this.storage.setItem(KEY, JSON.stringify(next));
        } catch {
            // Without room or permission, the offer comes again.
        }
    }

    private read(): Record<string, number> {
        try {
            return declinedSchema.parse(JSON.parse(this.storage.getItem(KEY) ?? '{}'));
        } catch {
            return {};
        }
    }
}
