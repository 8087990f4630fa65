// SPDX-License-Identifier: MIT

/** Texts that belong to an object. */
export type Metadata = Record<string, string>;

/** A customer, as Stripe's API shows it. Times are in seconds since 1970. */
export interface Customer {
    readonly id: string;
    readonly object: 'customer';
    readonly created: number;
    email: string | null;
    metadata: Metadata;
    deleted?: true;
}

export interface Price {
    readonly id: string;
    readonly object: 'price';
    readonly active: boolean;
    readonly currency: string;
    readonly unit_amount: number;
    readonly livemode?: boolean;
    readonly recurring: { readonly interval: 'month' | 'year'; readonly interval_count: number };
}

/** The states of subscriptions. */
export const STATUSES = [
    'active',
    'trialing',
    'past_due',
    'unpaid',
    'incomplete',
    'incomplete_expired',
    'paused',
    'canceled'
] as const;
export type Status = (typeof STATUSES)[number];

/** A pause of the collection of payments, in which the status of the subscription stays. */
export interface PauseCollection {
    readonly behavior: 'keep_as_draft' | 'mark_uncollectible' | 'void';
    readonly resumes_at: number | null;
}

export interface Subscription {
    readonly id: string;
    readonly object: 'subscription';
    readonly created: number;
    readonly customer: string;
    status: Status;
    cancel_at_period_end: boolean;
    cancel_at: number | null;
    pause_collection: PauseCollection | null;
    items: {
        readonly object: 'list';
        readonly has_more: false;
        data: {
            readonly id: string;
            readonly object: 'subscription_item';
            price: Price;
            current_period_start: number;
            current_period_end: number;
        }[];
    };
    metadata: Metadata;
}

export interface Invoice {
    readonly id: string;
    readonly object: 'invoice';
    readonly created: number;
    readonly customer: string;
    readonly due_date: number | null;
    readonly parent: {
        readonly type: 'subscription_details';
        readonly subscription_details: { readonly subscription: string };
    };
    status: 'open' | 'paid' | 'void';
    readonly charge: string;
}

export interface Charge {
    readonly id: string;
    readonly object: 'charge';
    readonly customer: string;
    readonly amount: number;
    amount_refunded: number;
    readonly currency: string;
}

export interface CheckoutSession {
    readonly id: string;
    readonly object: 'checkout.session';
    readonly created: number;
    readonly customer: string;
    readonly mode: 'subscription';
    readonly success_url: string;
    readonly cancel_url: string;
    readonly metadata: Metadata;
    /** What it sells. Stripe shows it only as line items. */
    readonly price: string;
    status: 'open' | 'complete' | 'expired';
    url: string | null;
    subscription: string | null;
}

export interface StripeEvent {
    readonly id: string;
    readonly object: 'event';
    readonly api_version: string;
    readonly created: number;
    readonly livemode: false;
    readonly type: string;
    readonly data: { readonly object: unknown };
    readonly account?: string;
}
