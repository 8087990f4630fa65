// SPDX-License-Identifier: MIT

import type { Logger } from 'pino';
import type Stripe from 'stripe';
import { z } from 'zod';
import type { SoldTiers } from './sold-tiers';
import { isMissing } from './stripe-client';
import { type Meaning, meaningOf } from './subscription-meaning';

/** The key in the metadata of a customer that names our user. */
export const USER_ID = 'sanyam_user_id';

/** The largest page of Stripe's lists. */
export const PAGE_SIZE = 100;

/** The last second of the year 9999, after which dates have another form. */
const LAST_SECOND = 253_402_300_799;

/** What is read of the items. */
const itemsShape = z.object({ items: z.array(z.object({ price: z.object({ id: z.string() }) })) });

/** What is read of a subscription, except the times. */
const subscriptionShape = z.object({
    status: z.string(),
    customer: z.union([z.string(), z.object({ id: z.string() })]),
    items: z.object({ data: z.array(z.object({})) })
});

/** A subscription as Stripe has it. */
export interface SubscriptionState {
    readonly id: string;
    readonly customerId: string;
    /** The user whom the customer's metadata names. */
    readonly claimedUserId: string | null;
    readonly status: string;
    /** The tiers of its prices, without those of no tier that is sold. */
    readonly tiers: readonly string[];
    /** The ids of its prices. */
    readonly prices: readonly string[];
    /** Undefined for a status that Sanyam does not know, and for one that is past due since nobody knows when. */
    readonly meaning: Meaning | undefined;
    /** The end of the period, or of a subscription that ends at a date. Null if Stripe says neither. */
    readonly periodEnd: Date | null;
    /** Whether it ends then. */
    readonly cancelAtPeriodEnd: boolean;
}

/** Says that a subscription has a shape that Sanyam does not know. To read it again would not help. */
export class UnreadableSubscription extends Error {
    override readonly name = 'UnreadableSubscription';

    /** @param part what cannot be read, such as `items.0.price` */
    constructor(readonly part: string) {
        super(`A subscription has an unknown shape: ${part}.`);
    }
}

/** A page of a list of subscriptions. */
export interface SubscriptionPage {
    readonly subscriptions: readonly {
        readonly id: string;
        /** Returns its state as of the page. Asks Stripe for what the page leaves out. */
        readonly read: () => Promise<SubscriptionState>;
    }[];
    readonly hasMore: boolean;
}

/** Reads subscriptions from Stripe. */
export class SubscriptionReader {
    constructor(
        private readonly stripe: Stripe,
        private readonly sold: Pick<SoldTiers, 'tierOfPrice'>,
        private readonly log: Logger
    ) {}

    /** Returns a subscription as it is now; undefined if this account has no such subscription. */
    async read(id: string): Promise<SubscriptionState | undefined> {
        try {
            const subscription = await this.stripe.subscriptions.retrieve(id, { expand: ['customer'] });
            return await this.stateOf(subscription, await this.sold.tierOfPrice());
        } catch (error) {
            if (isMissing(error)) {
                return undefined;
            }
            throw error;
        }
    }

    /** Returns a page of the subscriptions that have not ended, the newest first. */
    async readPage(after: string | undefined): Promise<SubscriptionPage> {
        const page = await this.stripe.subscriptions.list({
            limit: PAGE_SIZE,
            expand: ['data.customer'],
            ...(after === undefined ? {} : { starting_after: after })
        });
        const tierOfPrice = await this.sold.tierOfPrice();
        return {
            subscriptions: page.data.map(subscription => ({
                id: subscription.id,
                read: () => this.stateOf(subscription, tierOfPrice)
            })),
            hasMore: page.has_more
        };
    }

    private async stateOf(
        subscription: Stripe.Subscription,
        tierOfPrice: ReadonlyMap<string, string>
    ): Promise<SubscriptionState> {
        requireShape(subscriptionShape, subscription);
        const { id, status, customer, cancel_at_period_end: cancels, cancel_at: cancelAt } = subscription;
        const items = await this.itemsOf(subscription);
        requireShape(itemsShape, { items });
        const prices = items.map(({ price }) => price.id);
        const ends = items.map(({ current_period_end: end }) => end).filter(isTime);
        if (ends.length < items.length) {
            this.log.warn({ subscription: id }, 'an item of a subscription has no end of its period');
        }
        const due = status === 'past_due' ? await this.unpaidSince(subscription) : new Date();
        return {
            id,
            customerId: typeof customer === 'string' ? customer : customer.id,
            claimedUserId: typeof customer === 'string' || customer.deleted ? null : userOf(customer.metadata),
            status,
            tiers: [...new Set(prices.flatMap(price => tierOfPrice.get(price) ?? []))],
            prices,
            meaning: due && meaningOf(status, due),
            // A plan can end at another date than its period.
            periodEnd: isTime(cancelAt) ? dateOf(cancelAt) : ends.length === 0 ? null : dateOf(Math.max(...ends)),
            // With flexible billing, Stripe sets only the date.
            cancelAtPeriodEnd: cancels || isTime(cancelAt)
        };
    }

    private async itemsOf({ id, items }: Stripe.Subscription): Promise<Stripe.SubscriptionItem[]> {
        if (!items.has_more) {
            return items.data;
        }
        return (await this.stripe.subscriptionItems.list({ subscription: id, limit: PAGE_SIZE })).data;
    }

    /**
     * Returns the date of the oldest invoice that is due, so that another period without payment adds no time. Undefined if
     * Stripe has neither an invoice nor the start of a period.
     */
    private async unpaidSince({ id, items }: Stripe.Subscription): Promise<Date | undefined> {
        const open = await this.stripe.invoices.list({ subscription: id, status: 'open', limit: PAGE_SIZE });
        const dates = open.data.map(({ due_date: due, created }) => due ?? created);
        // Without an invoice, the payment for this period is due since the period began.
        const starts = items.data.map(({ current_period_start: start }) => start).filter(isTime);
        const times = dates.length > 0 ? dates : starts;
        return times.length === 0 ? undefined : dateOf(Math.min(...times));
    }
}

/** Returns whether Stripe says a time. The types of the SDK promise it for its own version of the API only. */
function isTime(seconds: number | null | undefined): seconds is number {
    return typeof seconds === 'number';
}

/** @throws UnreadableSubscription for a time that the database cannot store */
function dateOf(seconds: number): Date {
    if (!Number.isSafeInteger(seconds) || seconds < 0 || seconds > LAST_SECOND) {
        throw new UnreadableSubscription(`the time ${seconds}`);
    }
    return new Date(seconds * 1000);
}

/** @throws UnreadableSubscription for a value of another shape */
function requireShape(shape: z.ZodType, value: unknown): void {
    const [issue] = shape.safeParse(value).error?.issues ?? [];
    if (issue !== undefined) {
        throw new UnreadableSubscription(issue.path.join('.'));
    }
}

/** Returns the user whom metadata names; null if it is no id of ours. Operators write it by hand, also with spaces around it. */
export function userOf(metadata: Stripe.Metadata | null): string | null {
    return z
        .string()
        .trim()
        .pipe(z.guid())
        .nullable()
        .catch(null)
        .parse(metadata?.[USER_ID] ?? null);
}
