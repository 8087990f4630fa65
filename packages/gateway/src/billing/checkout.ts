// SPDX-License-Identifier: MIT

import { CloudError, isManaged } from '@sanyam/types';
import type { Logger } from 'pino';
import Stripe from 'stripe';
import { unauthorized } from '../identity/unauthorized';
import type { BillingDatabase } from './billing-database';
import type { Customers } from './customers';
import { idempotently } from './idempotency-key';
import { type Interval, intervalOf } from './price-interval';
import { canBeSold, readPrice } from './read-price';
import { PAGE_SIZE } from './read-subscription';
import type { SoldTiers } from './sold-tiers';
import { orUnavailable } from './stripe-client';

/** What a user wants to buy, and the page to return to. */
export interface Purchase {
    readonly userId: string;
    readonly tier: string;
    readonly interval: Interval | undefined;
    readonly returnTo: string;
}

/** The sessions of a customer that are looked through. An open one is among the newest: it expires after a day. */
const SESSIONS = 20;

/** Tries to make the only open session, while other requests of the user make theirs. */
const ATTEMPTS = 4;

/** Whole sentences, because the IDE translates them. */
const NOT_PAID_BY: Readonly<Record<Interval, string>> = {
    month: 'This plan cannot be paid by the month.',
    year: 'This plan cannot be paid by the year.'
};

/** Opens the pages of Stripe on which users buy, change and end plans. */
export class Checkout {
    constructor(
        private readonly stripe: Stripe,
        private readonly database: BillingDatabase,
        private readonly customers: Customers,
        private readonly sold: SoldTiers,
        private readonly log: Logger
    ) {}

    /**
     * Returns the address of the page on which a user buys a plan. A user with a plan gets that of the portal: a second
     * subscription would cost twice.
     *
     * @throws CloudError VALIDATION_ERROR, UNAUTHORIZED, PAYMENT_SERVICE_REFUSED, SERVICE_UNAVAILABLE
     */
    async buy(purchase: Purchase): Promise<string> {
        const sold = await this.sold.read();
        const ids = sold.get(purchase.tier);
        if (ids === undefined) {
            const plans = [...sold.keys()].join(', ');
            throw invalid('tier', `This plan cannot be bought here. Choose one of these: ${plans}.`);
        }
        const account = await this.database.account(purchase.userId);
        if (account === null) {
            throw unauthorized('invalid');
        }
        return orUnavailable(this.log, async () => {
            const customer = await this.customers.require(purchase.userId, account);
            if (await this.hasPlan(customer)) {
                return this.portalOf(customer, purchase.returnTo);
            }
            return this.sessionOf(customer, await this.choose(ids, purchase), purchase);
        });
    }

    /**
     * Returns the address of the page on which a user changes and ends plans.
     *
     * @throws CloudError NOT_FOUND for a user who never bought a plan, UNAUTHORIZED, PAYMENT_SERVICE_REFUSED,
     * SERVICE_UNAVAILABLE
     */
    async manage(userId: string, returnTo: string): Promise<string> {
        const account = await this.database.account(userId);
        if (account === null) {
            throw unauthorized('invalid');
        }
        const customer = await orUnavailable(this.log, () => this.customers.find(userId, account));
        if (customer === undefined) {
            throw new CloudError('NOT_FOUND', 'You have not bought a plan yet. Choose a plan first.');
        }
        return orUnavailable(this.log, () => this.portalOf(customer, returnTo));
    }

    private async hasPlan(customer: string): Promise<boolean> {
        const { data } = await this.stripe.subscriptions.list({ customer, limit: PAGE_SIZE });
        return data.some(({ status }) => isManaged(status));
    }

    private async portalOf(customer: string, returnTo: string): Promise<string> {
        return (await this.stripe.billingPortal.sessions.create({ customer, return_url: returnTo })).url;
    }

    /** Returns the id of the price for an interval; of the first one in the settings without an interval. */
    private async choose(ids: readonly string[], { tier, interval }: Purchase): Promise<string> {
        let isSold = false;
        for (const id of ids) {
            const price = await readPrice(this.stripe, id);
            if (price === undefined || !canBeSold(price)) {
                continue;
            }
            if (interval === undefined || intervalOf(price) === interval) {
                return id;
            }
            isSold = true;
        }
        if (!isSold) {
            this.log.error({ tier, prices: ids }, 'a plan cannot be bought, because Stripe sells none of its prices');
            throw invalid('tier', 'This plan cannot be bought at present. Ask the administrator of this cloud.');
        }
        throw invalid('interval', NOT_PAID_BY[interval ?? 'month']);
    }

    /** Returns the address of an open session for this price, or of a new one. Other sessions end, so that nobody pays twice. */
    private async sessionOf(customer: string, price: string, purchase: Purchase): Promise<string> {
        for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
            // The other request may have failed. Then there is no session that ends, and this one needs another key.
            const parts = attempt < ATTEMPTS ? [] : [price, purchase.returnTo];
            const url = await this.onlySessionOf(customer, price, purchase, parts);
            if (url !== undefined) {
                return url;
            }
        }
        throw new CloudError('SERVICE_UNAVAILABLE');
    }

    /** Returns undefined if another request of the user, for another plan, has come between. */
    private async onlySessionOf(
        customer: string,
        price: string,
        { userId, returnTo }: Purchase,
        parts: readonly string[]
    ): Promise<string | undefined> {
        const { data: sessions } = await this.stripe.checkout.sessions.list({ customer, limit: SESSIONS });
        for (const session of sessions.filter(({ status }) => status === 'open')) {
            const { sanyam_price: sold, sanyam_return_to: returns } = session.metadata ?? {};
            if (sold === price && returns === returnTo && session.url !== null) {
                return session.url;
            }
            if (!(await this.end(session.id))) {
                return undefined;
            }
        }
        try {
            // Two requests at the same time see the same newest session. They get one session, also for different plans.
            const { url } = await idempotently('checkout', [customer, sessions[0]?.id ?? '', ...parts], options =>
                this.stripe.checkout.sessions.create(
                    {
                        mode: 'subscription',
                        customer,
                        line_items: [{ price, quantity: 1 }],
                        success_url: `${returnTo}?checkout=success`,
                        cancel_url: `${returnTo}?checkout=canceled`,
                        allow_promotion_codes: true,
                        metadata: { sanyam_user_id: userId, sanyam_price: price, sanyam_return_to: returnTo }
                    },
                    options
                )
            );
            if (url === null) {
                throw new Error('Stripe answered a session without an address.');
            }
            return url;
        } catch (error) {
            // Stripe has had the key with another plan.
            if (error instanceof Stripe.errors.StripeIdempotencyError) {
                return undefined;
            }
            throw error;
        }
    }

    /** Ends a session. Returns false if it was not open any more. */
    private async end(sessionId: string): Promise<boolean> {
        try {
            await this.stripe.checkout.sessions.expire(sessionId);
            return true;
        } catch (error) {
            if (error instanceof Stripe.errors.StripeInvalidRequestError) {
                return false;
            }
            throw error;
        }
    }
}

function invalid(field: string, message: string): CloudError {
    return new CloudError('VALIDATION_ERROR', message, { fields: { [field]: [message] } });
}
