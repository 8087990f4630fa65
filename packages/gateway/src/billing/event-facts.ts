// SPDX-License-Identifier: MIT

import type Stripe from 'stripe';
import { z } from 'zod';
import type { StoredEvent } from './billing-database';

/** What an event is about. Only these parts of it are stored. */
export type Subject =
    | { readonly kind: 'subscription'; readonly subscription_id: string }
    | {
          readonly kind: 'payment';
          readonly action: 'payment.refunded' | 'payment.disputed';
          readonly charge_id: string;
      };

const id = z.string().min(1).max(255);
const idOrObject = z.union([id, z.looseObject({ id }).transform(object => object.id)]);

const subscriptionSchema = z.looseObject({ id }).transform(({ id: subscription_id }) => ({ subscription_id }));

/** Not every session sells a subscription. */
const sessionSchema = z
    .looseObject({ subscription: idOrObject.nullish() })
    .transform(({ subscription }) => ({ subscription_id: subscription ?? undefined }));

/** An invoice names its subscription at another place since API version 2025-03-31. An endpoint can have an older one. */
const invoiceSchema = z
    .looseObject({
        parent: z
            .looseObject({ subscription_details: z.looseObject({ subscription: idOrObject.nullish() }).nullish() })
            .nullish(),
        subscription: idOrObject.nullish()
    })
    .transform(({ parent, subscription }) => ({
        subscription_id: parent?.subscription_details?.subscription ?? subscription ?? undefined
    }));

const word = z.string().max(100);

const chargeSchema = z
    .looseObject({ id, amount_refunded: z.int(), currency: word })
    .transform(({ id: charge_id, amount_refunded: amount, currency }) => ({ charge_id, amount, currency }));

const disputeSchema = z
    .looseObject({ charge: idOrObject, amount: z.int(), currency: word, reason: word, status: word })
    .transform(({ charge: charge_id, amount, currency, reason, status }) => ({
        charge_id,
        amount,
        currency,
        reason,
        status
    }));

type Facts = Readonly<Record<string, unknown>>;

/** The events that billing acts on, and how to find out what each is about. */
const READERS: Readonly<Record<string, z.ZodType<Facts>>> = {
    'customer.subscription.created': subscriptionSchema,
    'customer.subscription.updated': subscriptionSchema,
    'customer.subscription.deleted': subscriptionSchema,
    'customer.subscription.paused': subscriptionSchema,
    'customer.subscription.resumed': subscriptionSchema,
    'customer.subscription.trial_will_end': subscriptionSchema,
    'checkout.session.completed': sessionSchema,
    'invoice.paid': invoiceSchema,
    'invoice.payment_failed': invoiceSchema,
    'charge.refunded': chargeSchema,
    'charge.dispute.created': disputeSchema,
    'charge.dispute.closed': disputeSchema
};

/** Returns the type of an event for a metric: others share one label. */
export function labelOf(type: string): string {
    return Object.hasOwn(READERS, type) ? type : 'other';
}

/**
 * Returns what is stored of an event.
 *
 * @returns undefined for an event that billing does not act on: of another type, without a subscription, or of an account
 *     that is connected to this one
 */
export function factsOf(event: Stripe.Event): StoredEvent | undefined {
    const reader = Object.hasOwn(READERS, event.type) ? READERS[event.type] : undefined;
    if (reader === undefined || (event.account !== undefined && event.account !== null)) {
        return undefined;
    }
    const facts = reader.parse(event.data.object);
    if (facts['subscription_id'] === undefined && facts['charge_id'] === undefined) {
        return undefined;
    }
    return { id: event.id, type: event.type, created_at: new Date(event.created * 1000).toISOString(), facts };
}

/** Returns what a stored event is about. @throws ZodError when somebody changed the row */
export function subjectOf({ type, facts }: StoredEvent): Subject {
    if (type.startsWith('charge.')) {
        const { charge_id } = z.looseObject({ charge_id: id }).parse(facts);
        return {
            kind: 'payment',
            action: type === 'charge.refunded' ? 'payment.refunded' : 'payment.disputed',
            charge_id
        };
    }
    return { kind: 'subscription', ...z.object({ subscription_id: id }).parse(facts) };
}
