// SPDX-License-Identifier: MIT

import type Stripe from 'stripe';
import { intervalOf } from './price-interval';
import { isMissing } from './stripe-client';

/** Returns a price; undefined if this account does not have it in the mode of the key. */
export async function readPrice(stripe: Stripe, id: string): Promise<Stripe.Price | undefined> {
    try {
        return await stripe.prices.retrieve(id);
    } catch (error) {
        if (isMissing(error)) {
            return undefined;
        }
        throw error;
    }
}

/** Returns whether a subscription can be bought at a price. Nobody would see what a plan costs in another interval. */
export function canBeSold(price: Stripe.Price): boolean {
    return price.active && intervalOf(price) !== undefined;
}
