// SPDX-License-Identifier: MIT

import type { Plan } from '@sanyam/types';
import type Stripe from 'stripe';
import type { BillingSettings } from './billing-settings';
import { intervalOf } from './price-interval';
import { isMissing, orUnavailable } from './stripe-client';

type Price = Plan['prices'][number];

/** Milliseconds for which prices are kept. They change rarely, and the page on which to pay has the present one. */
const LIFETIME = 10 * 60_000;

/** The plans that can be bought, with the prices that Stripe has for them. */
export class PriceList {
    private plans: Promise<readonly Plan[]> | undefined;
    private readAt = 0;

    /** @param now milliseconds since 1970 */
    constructor(
        private readonly stripe: Stripe,
        private readonly settings: Pick<BillingSettings, 'prices'>,
        private readonly now: () => number = Date.now
    ) {}

    /** @throws CloudError SERVICE_UNAVAILABLE */
    async read(): Promise<readonly Plan[]> {
        if (this.plans === undefined || this.now() - this.readAt >= LIFETIME) {
            this.readAt = this.now();
            const plans = orUnavailable(() => this.ask());
            this.plans = plans;
            plans.catch(() => (this.plans = undefined));
        }
        return this.plans;
    }

    private async ask(): Promise<Plan[]> {
        return Promise.all(
            [...this.settings.prices].map(async ([tier, ids]) => {
                const prices = new Map<string, Price>();
                for (const id of ids) {
                    const found = await this.find(id);
                    if (found === undefined) {
                        continue;
                    }
                    const { unit_amount: amount, currency } = found;
                    const interval = intervalOf(found);
                    if (interval !== undefined && !prices.has(interval)) {
                        prices.set(interval, { interval, amount, currency });
                    }
                }
                return { tier, prices: [...prices.values()] };
            })
        );
    }

    /** Returns undefined for a price that this account does not have. The other prices can be bought. */
    private async find(id: string): Promise<Stripe.Price | undefined> {
        try {
            return await this.stripe.prices.retrieve(id);
        } catch (error) {
            if (isMissing(error)) {
                return undefined;
            }
            throw error;
        }
    }
}
