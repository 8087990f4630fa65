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

/** An id of a subscription or a charge, as Stripe makes them. */
const id = z.string().regex(/^[\w-]{1,255}$/);
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

const word = z.string().regex(/^[\x20-\x7e]{0,100}$/);

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

/** Why an event is not stored. */
export type NotStored =
    /** Billing does not act on it: another type, no subscription, or an account that is connected to this one. */
    | 'ignored'
    /** Billing acts on events of its type, but does not know this shape of its object. */
    | 'unreadable';

/** Returns what is stored of an event. */
export function factsOf(event: Stripe.Event): StoredEvent | NotStored {
    const reader = Object.hasOwn(READERS, event.type) ? READERS[event.type] : undefined;
    if (reader === undefined || (event.account !== undefined && event.account !== null)) {
        return 'ignored';
    }
    const { data: facts } = reader.safeParse(event.data.object);
    if (facts === undefined) {
        return 'unreadable';
    }
    if (facts['subscription_id'] === undefined && facts['charge_id'] === undefined) {
        return 'ignored';
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
