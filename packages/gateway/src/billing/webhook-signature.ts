// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import type Stripe from 'stripe';
import { z } from 'zod';

/** Seconds for which a signature is valid, as Stripe recommends. A recorded request is useless after that. */
const TOLERANCE = 300;

/** A header of Stripe has some signatures of 64 digits. */
const LONGEST_HEADER = 4096;

/** Ids and types of Stripe are printable ASCII. So no NUL and no half of a character reaches the database. */
const name = z.string().regex(/^[\x21-\x7e]{1,255}$/);

/** Seconds since 1970: the end of the year 9999. */
const LAST_SECOND = 253_402_300_799;

/** What every event has. The rest depends on its type. */
const eventSchema = z.object({
    id: name,
    type: name,
    created: z.int().nonnegative().max(LAST_SECOND),
    data: z.object({ object: z.looseObject({}) })
});

/**
 * A thin event, as Stripe sends it to an endpoint that is set up for them. It has no object. Its `object` is that of the second
 * version of the API, whatever version follows.
 */
const thinSchema = z.object({ object: z.string().regex(/^v\d+\./), id: name, type: name });

/** What is known of a thin event. */
export interface ThinEvent {
    readonly object: `v${number}.${string}`;
    readonly id: string;
    readonly type: string;
}

/** Returns whether an event is a thin one. */
export function isThin(event: Stripe.Event | ThinEvent): event is ThinEvent {
    return thinSchema.safeParse(event).success;
}

/** Checks the signatures of webhooks. */
export class WebhookSignature {
    /**
     * @param secrets each of them is accepted
     * @param now returns the time in milliseconds
     */
    constructor(
        private readonly stripe: Stripe,
        private readonly secrets: readonly string[],
        private readonly now: () => number = Date.now
    ) {}

    /**
     * Checks what can be checked before the body is read.
     *
     * @returns the header
     * @throws CloudError INVALID_SIGNATURE for a header without a time and a signature, or with a time that is too far away
     */
    requireHeader(header: string | undefined): string {
        const seconds = Number(/(?:^|,)t=(\d{1,12})(?:,|$)/.exec(header ?? '')?.[1] ?? Number.NaN);
        if (header === undefined || header.length > LONGEST_HEADER || Number.isNaN(seconds)) {
            throw invalid('Send the header Stripe-Signature, as Stripe does.');
        }
        // The SDK refuses only times in the past.
        if (Math.abs(this.now() / 1000 - seconds) > TOLERANCE) {
            throw invalid('The signature is older than 5 minutes, or the clock of this server is wrong.');
        }
        return header;
    }

    /**
     * Returns the event of a request. The comparison takes the same time wherever the signatures differ.
     *
     * @param body as it was sent
     * @throws CloudError INVALID_SIGNATURE, INVALID_JSON
     */
    open(body: string, header: string): Stripe.Event | ThinEvent {
        if (!this.secrets.some(secret => this.isSignedWith(secret, body, header))) {
            throw invalid('The signature is invalid. Compare STRIPE_WEBHOOK_SECRET with the secret of the endpoint.');
        }
        try {
            const event = JSON.parse(body) as Stripe.Event | ThinEvent;
            if (!isThin(event)) {
                eventSchema.parse(event);
            }
            return event;
        } catch (error) {
            throw new CloudError('INVALID_JSON', 'The body is not an event of Stripe.', {}, { cause: error });
        }
    }

    private isSignedWith(secret: string, body: string, header: string): boolean {
        try {
            const { signature } = this.stripe.webhooks;
            return signature?.verifyHeader(body, header, secret, TOLERANCE, undefined, this.now()) ?? false;
        } catch {
            // The SDK throws errors of several kinds, such as for an empty signature. None of them is a valid signature.
            return false;
        }
    }
}

function invalid(message: string): CloudError {
    return new CloudError('INVALID_SIGNATURE', message);
}
