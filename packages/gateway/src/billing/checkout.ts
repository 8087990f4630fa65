// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import type Stripe from 'stripe';
import { unauthorized } from '../identity/unauthorized';
import type { BillingDatabase } from './billing-database';
import type { BillingSettings } from './billing-settings';
import type { Customers } from './customers';
import { keyOf } from './idempotency-key';
import { PAGE_SIZE } from './read-subscription';
import { orUnavailable } from './stripe-client';
import { isManaged } from './subscription-meaning';

export type Interval = 'month' | 'year';

/** What a user wants to buy, and the page to return to. */
export interface Purchase {
    readonly userId: string;
    readonly tier: string;
    readonly interval: Interval | undefined;
    readonly returnTo: string;
}

/** The sessions of a customer that are looked through. An open one is among the newest: it expires after a day. */
const SESSIONS = 20;

/** Opens the pages of Stripe on which users buy, change and end plans. */
export class Checkout {
    constructor(
        private readonly stripe: Stripe,
        private readonly database: BillingDatabase,
        private readonly customers: Customers,
        private readonly settings: Pick<BillingSettings, 'prices'>
    ) {}

    /**
     * Returns the address of the page on which a user buys a plan. A user with a plan gets that of the portal: a second
     * subscription would cost twice.
     *
     * @throws CloudError VALIDATION_ERROR, UNAUTHORIZED, SERVICE_UNAVAILABLE
     */
    async buy(purchase: Purchase): Promise<string> {
        const ids = this.settings.prices.get(purchase.tier);
        if (ids === undefined) {
            const plans = [...this.settings.prices.keys()].join(', ');
            throw invalid('tier', `This plan cannot be bought here. Choose one of these: ${plans}.`);
        }
        const account = await this.database.account(purchase.userId);
        if (account === null) {
            throw unauthorized('invalid');
        }
        return orUnavailable(async () => {
            const customer = await this.customers.require(purchase.userId, account);
            if (await this.hasPlan(customer)) {
                return this.portalOf(customer, purchase.returnTo);
            }
            return this.sessionOf(customer, await this.choose(ids, purchase.interval), purchase);
        });
    }

    /**
     * Returns the address of the page on which a user changes and ends plans.
     *
     * @throws CloudError NOT_FOUND for a user who never bought a plan, UNAUTHORIZED, SERVICE_UNAVAILABLE
     */
    async manage(userId: string, returnTo: string): Promise<string> {
        const account = await this.database.account(userId);
        if (account === null) {
            throw unauthorized('invalid');
        }
        const customer = await orUnavailable(() => this.customers.find(userId, account));
        if (customer === undefined) {
            throw new CloudError('NOT_FOUND', 'You have not bought a plan yet. Choose a plan first.');
        }
        return orUnavailable(() => this.portalOf(customer, returnTo));
    }

    private async hasPlan(customer: string): Promise<boolean> {
        const { data } = await this.stripe.subscriptions.list({ customer, limit: PAGE_SIZE });
        return data.some(({ status }) => isManaged(status));
    }

    private async portalOf(customer: string, returnTo: string): Promise<string> {
        return (await this.stripe.billingPortal.sessions.create({ customer, return_url: returnTo })).url;
    }

    /** Returns the id of the price for an interval; of the first one in the settings without an interval. */
    private async choose(ids: readonly string[], interval: Interval | undefined): Promise<string> {
        for (const id of ids) {
            if (interval === undefined) {
                return id;
            }
            const { recurring, active } = await this.stripe.prices.retrieve(id);
            if (active && recurring?.interval === interval && recurring.interval_count === 1) {
                return id;
            }
        }
        throw invalid('interval', `This plan cannot be paid by the ${interval}.`);
    }

    /** Returns the address of an open session for this price, or of a new one. Other sessions end, so that nobody pays twice. */
    private async sessionOf(customer: string, price: string, { userId, returnTo }: Purchase): Promise<string> {
        const { data: sessions } = await this.stripe.checkout.sessions.list({ customer, limit: SESSIONS });
        for (const session of sessions.filter(({ status }) => status === 'open')) {
            if (session.metadata?.['sanyam_price'] === price && session.metadata['sanyam_return_to'] === returnTo) {
                if (session.url !== null) {
                    return session.url;
                }
            }
            await this.stripe.checkout.sessions.expire(session.id);
        }
        const { url } = await this.stripe.checkout.sessions.create(
            {
                mode: 'subscription',
                customer,
                line_items: [{ price, quantity: 1 }],
                success_url: `${returnTo}?checkout=success`,
                cancel_url: `${returnTo}?checkout=canceled`,
                allow_promotion_codes: true,
                metadata: { sanyam_user_id: userId, sanyam_price: price, sanyam_return_to: returnTo }
            },
            // Two requests at the same time see the same newest session, and get one session.
            { idempotencyKey: keyOf('checkout', customer, price, returnTo, sessions[0]?.id ?? '') }
        );
        if (url === null) {
            throw new Error('Stripe answered a session without an address.');
        }
        return url;
    }
}

function invalid(field: string, message: string): CloudError {
    return new CloudError('VALIDATION_ERROR', message, { fields: { [field]: [message] } });
}
