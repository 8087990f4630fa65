// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { Writable } from 'node:stream';
import type Stripe from 'stripe';
import { createLog } from '../observability/log';
import { SubscriptionReader, type SubscriptionState } from './read-subscription';

const PERIOD = { current_period_start: 1_900_000_000, current_period_end: 1_902_592_000 };
const OTHER_DATE = 1_901_000_000;

describe('a subscription that is read from Stripe', () => {
    let logged: string[];
    beforeEach(() => {
        logged = [];
    });

    async function read(changes: object, items: readonly object[] = [PERIOD]): Promise<SubscriptionState | undefined> {
        const subscription = {
            id: 'sub_1',
            status: 'active',
            customer: 'cus_1',
            cancel_at_period_end: false,
            cancel_at: null,
            ...changes,
            items: { has_more: false, data: items.map(item => ({ price: { id: 'price_pro' }, ...item })) }
        };
        const stripe = {
            subscriptions: { retrieve: () => Promise.resolve(subscription) },
            invoices: { list: () => Promise.resolve({ data: [] }) }
        } as unknown as Stripe;
        const sold = { tierOfPrice: () => Promise.resolve(new Map([['price_pro', 'pro']])) };
        const log = createLog(
            new Writable({
                write(chunk, _encoding, done) {
                    logged.push(String(chunk));
                    done();
                }
            })
        );
        return new SubscriptionReader(stripe, sold, log).read('sub_1');
    }
    const dateOf = (seconds: number) => new Date(seconds * 1000);

    it('ends with its period, or at the date to which it was canceled', async () => {
        expect(await read({ cancel_at_period_end: true })).to.deep.include({
            periodEnd: dateOf(PERIOD.current_period_end),
            cancelAtPeriodEnd: true
        });
        expect(await read({ cancel_at: OTHER_DATE })).to.deep.include({
            periodEnd: dateOf(OTHER_DATE),
            cancelAtPeriodEnd: true
        });
        expect(await read({})).to.deep.include({
            periodEnd: dateOf(PERIOD.current_period_end),
            cancelAtPeriodEnd: false
        });
        expect(logged).to.deep.equal([]);
    });

    it('has its plan also if an item has no period, which is logged', async () => {
        expect(await read({}, [{}])).to.deep.include({
            tiers: ['pro'],
            meaning: { holds: true, until: null },
            periodEnd: null
        });
        expect(await read({}, [{}, PERIOD])).to.deep.include({ periodEnd: dateOf(PERIOD.current_period_end) });
        expect(logged).to.have.length(2);
        expect(logged[0]).to.contain('an item of a subscription has no end of its period').and.contain('sub_1');
    });

    it('changes nothing if it is past due, and nobody knows since when', async () => {
        expect(await read({ status: 'past_due' }, [{}])).to.have.property('meaning', undefined);
        expect(await read({ status: 'past_due' })).to.have.nested.property('meaning.holds', true);
    });
});
