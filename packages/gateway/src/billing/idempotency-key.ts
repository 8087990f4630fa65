// SPDX-License-Identifier: MIT

import { createHash } from 'node:crypto';
import Stripe from 'stripe';

/** Errors that Stripe has stored for a call, and repeats. After so many, it is not worth trying. */
const MOST_STORED = 5;

/**
 * Calls Stripe with an idempotency key, so that two calls with these parts at the same time do the same thing once. For a
 * day, Stripe answers the same to the same key, also an error (docs.stripe.com/api/idempotent_requests). So an error that is
 * only repeated leads to another key, which the calls at the same time find, too.
 *
 * @param call sends the request with the key
 */
export async function idempotently<T>(
    purpose: string,
    parts: readonly string[],
    call: (idempotencyKey: string) => Promise<T>
): Promise<T> {
    const stored: string[] = [];
    for (;;) {
        try {
            return await call(keyOf(purpose, [...parts, ...stored]));
        } catch (error) {
            const request = storedRequest(error);
            if (request === undefined || stored.length === MOST_STORED) {
                throw error;
            }
            stored.push(request);
        }
    }
}

function keyOf(purpose: string, parts: readonly string[]): string {
    const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
    return `sanyam-${purpose}-${hash}`;
}

/** Returns the id of the request whose stored error this is; undefined for the answer to this request itself. */
function storedRequest(error: unknown): string | undefined {
    const headers = error instanceof Stripe.errors.StripeError ? error.headers : undefined;
    return headers?.['idempotent-replayed'] === 'true' ? headers['original-request'] : undefined;
}
