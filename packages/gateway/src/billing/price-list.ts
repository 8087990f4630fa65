// SPDX-License-Identifier: MIT

import type { Plan } from '@sanyam/types';
import type { Logger } from 'pino';
import type Stripe from 'stripe';
import type { BillingSettings } from './billing-settings';
import { intervalOf } from './price-interval';
import { canBeSold, readPrice } from './read-price';
import type { SoldTiers } from './sold-tiers';
import { orUnavailable } from './stripe-client';

type Price = Plan['prices'][number];

/** Milliseconds for which prices are kept. They change rarely, and the page on which to pay has the present one. */
const LIFETIME = 10 * 60_000;

/** The plans that can be bought, with the prices that Stripe has for them. */
export class PriceList {
    private prices: Promise<ReadonlyMap<string, Stripe.Price>> | undefined;
    private readAt = 0;

    /** @param now milliseconds since 1970 */
    constructor(
        private readonly stripe: Stripe,
        private readonly settings: Pick<BillingSettings, 'prices'>,
        private readonly sold: SoldTiers,
        private readonly log: Logger,
        private readonly now: () => number = Date.now
    ) {}

    /**
     * Returns the plans of the tiers that there are now.
     *
     * @throws CloudError PAYMENT_SERVICE_REFUSED, SERVICE_UNAVAILABLE
     */
    async read(): Promise<readonly Plan[]> {
        const [sold, known] = await Promise.all([this.sold.read(), this.known()]);
        return [...sold].flatMap(([tier, ids]) => {
            const found = ids.flatMap(id => known.get(id) ?? []).filter(canBeSold);
            return found.length === 0 ? [] : [{ tier, prices: onePerInterval(found) }];
        });
    }

    private known(): Promise<ReadonlyMap<string, Stripe.Price>> {
        if (this.prices === undefined || this.now() - this.readAt >= LIFETIME) {
            this.readAt = this.now();
            const prices = orUnavailable(this.log, () => this.ask());
            this.prices = prices;
            prices.catch(() => (this.prices = undefined));
        }
        return this.prices;
    }

    /** Returns the prices by their ids, without those that this account does not have. The other ones can be bought. */
    private async ask(): Promise<ReadonlyMap<string, Stripe.Price>> {
        const known = new Map<string, Stripe.Price>();
        const lists = [...this.settings.prices.values()].map(async ids => {
            for (const id of ids) {
                const price = await readPrice(this.stripe, id);
                if (price !== undefined) {
                    known.set(id, price);
                }
            }
        });
        await Promise.all(lists);
        return known;
    }
}

function onePerInterval(found: readonly Stripe.Price[]): Price[] {
    const prices = new Map<string, Price>();
    for (const price of found) {
        const { unit_amount: amount, currency } = price;
        const interval = intervalOf(price);
        if (interval !== undefined && !prices.has(interval)) {
            prices.set(interval, { interval, amount, currency });
        }
    }
    return [...prices.values()];
}
