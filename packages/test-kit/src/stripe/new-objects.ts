// SPDX-License-Identifier: MIT

import { randomBytes } from 'node:crypto';
import type { Charge, Invoice, Price, Status, Subscription } from './objects.js';

/** Seconds. */
export const DAY = 86_400;
/** Seconds of a period. A month has 30 days here. */
export const PERIODS = { month: 30 * DAY, year: 365 * DAY };

export function newId(prefix: string): string {
    return `${prefix}_${randomBytes(12).toString('hex')}`;
}

/** Returns a subscription whose period begins. @param now seconds since 1970 */
export function newSubscription(customer: string, price: Price, status: Status, now: number): Subscription {
    return {
        id: newId('sub'),
        object: 'subscription',
        created: now,
        customer,
        status,
        cancel_at_period_end: false,
        cancel_at: null,
        pause_collection: null,
        items: {
            object: 'list',
            has_more: false,
            data: [
                {
                    id: newId('si'),
                    object: 'subscription_item',
                    price,
                    current_period_start: now,
                    current_period_end: now + PERIODS[price.recurring.interval]
                }
            ]
        },
        metadata: {}
    };
}

export function newCharge(customer: string, amount: number): Charge {
    return { id: newId('ch'), object: 'charge', customer, amount, amount_refunded: 0, currency: 'eur' };
}

/** Returns the invoice of a subscription. @param now seconds since 1970 */
export function newInvoice(
    subscription: string,
    { id: charge, customer }: Charge,
    status: Invoice['status'],
    now: number
): Invoice {
    return {
        id: newId('in'),
        object: 'invoice',
        created: now,
        customer,
        due_date: null,
        parent: { type: 'subscription_details', subscription_details: { subscription } },
        status,
        charge
    };
}
