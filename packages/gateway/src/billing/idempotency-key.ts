// SPDX-License-Identifier: MIT

import { createHash } from 'node:crypto';
import Stripe from 'stripe';

/** The options of a request that can be sent again. */
export type IdempotentOptions = Readonly<Pick<Stripe.RequestOptions, 'idempotencyKey' | 'maxNetworkRetries'>>;

/**
 * Calls Stripe with an idempotency key, so that two calls with these parts at the same time do the same thing once. For a
 * day, Stripe answers the same to the same key, also an error (docs.stripe.com/api/idempotent_requests). So an error that is
 * only repeated leads to another key, which the calls at the same time find, too.
 *
 * @param call sends the request with these options
 */
export async function idempotently<T>(
    purpose: string,
    parts: readonly string[],
    call: (options: IdempotentOptions) => Promise<T>
): Promise<T> {
    const stored: string[] = [];
    // When the SDK sends a request again, Stripe repeats the error that it has just made. With another key, the SDK sends
    // each request once: then a repeated error is older than this call, and there are not endlessly many of these.
    let isSentOnce = false;
    for (;;) {
        const idempotencyKey = keyOf(purpose, [...parts, ...stored]);
        try {
            return await call(isSentOnce ? { idempotencyKey, maxNetworkRetries: 0 } : { idempotencyKey });
        } catch (error) {
            const request = storedRequest(error);
            if (request !== undefined) {
                stored.push(request);
                isSentOnce = true;
            } else if (isSentOnce && isInUse(error)) {
                // The SDK waits for the request at the same time, whose answer is the one of this call.
                isSentOnce = false;
            } else {
                throw error;
            }
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

/** Returns whether Stripe is answering another request with this key. */
function isInUse(error: unknown): boolean {
    return error instanceof Stripe.errors.StripeError && error.statusCode === 409;
}
