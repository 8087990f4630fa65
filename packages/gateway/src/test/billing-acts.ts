// SPDX-License-Identifier: MIT

import type { StripeAccount } from '@sanyam/test-kit/stripe/account';
import { STATUSES } from '@sanyam/test-kit/stripe/objects';
import fc from 'fast-check';
import { PRICES } from './billing-stage';

/** What somebody does in an account of Stripe. */
export type Act = (account: StripeAccount, customers: readonly string[]) => void;

/** The tier of each price, the smallest first. */
const TIERS: readonly (readonly [price: string, tier: string])[] = [
    [PRICES.pro, 'pro'],
    [PRICES.proByYear, 'pro'],
    [PRICES.enterprise, 'enterprise']
];

const price = fc.constantFrom(...TIERS.map(([id]) => id));

/** Returns what happens to some customers. The first act is that one of them subscribes. */
export function acts(customers: number): fc.Arbitrary<Act[]> {
    const who = fc.nat(customers - 1);
    const subscribe = fc
        .record({ who, price, status: fc.constantFrom('active', 'trialing', 'incomplete') })
        .map<Act>(each => (account, all) => {
            account.subscribe(all[each.who] ?? '', each.price, each.status as 'active');
        });
    const change = fc
        .record({
            who,
            which: fc.nat(3),
            price,
            status: fc.constantFrom(...STATUSES),
            what: fc.constantFrom('price', 'status', 'cancel', 'cancel later', 'keep', 'fail', 'pay')
        })
        .map<Act>(each => (account, all) => {
            const own = account.subscriptionsOf(all[each.who] ?? '').filter(({ status }) => status !== 'canceled');
            const id = own[each.which % Math.max(own.length, 1)]?.id;
            if (id === undefined) {
                return;
            }
            switch (each.what) {
                case 'price':
                    return account.setPrice(id, each.price);
                case 'status':
                    return account.setStatus(id, each.status);
                case 'cancel':
                    return account.cancel(id);
                case 'cancel later':
                case 'keep':
                    return account.cancelAtPeriodEnd(id, each.what === 'cancel later');
                case 'fail':
                    return account.failPayment(id);
                case 'pay':
                    account.insolvent.delete(all[each.who] ?? '');
                    return account.payInvoices(id);
            }
        });
    return fc
        .tuple(
            subscribe,
            fc.array(fc.oneof({ weight: 1, arbitrary: subscribe }, { weight: 4, arbitrary: change }), { maxLength: 9 })
        )
        .map(([first, rest]) => [first, ...rest]);
}

/** Returns the tier that a customer has by what Stripe says, worked out without the code of the gateway. */
export function tierAt(account: StripeAccount, customer: string): string {
    const held = account
        .subscriptionsOf(customer)
        // The time to pay is not over: the clock does not move.
        .filter(({ status }) => status === 'active' || status === 'trialing' || status === 'past_due')
        .flatMap(({ items }) => items.data.map(item => TIERS.find(([id]) => id === item.price.id)?.[1]));
    return held.includes('enterprise') ? 'enterprise' : (held[0] ?? 'free');
}
