// SPDX-License-Identifier: MIT

import { withDatabase } from '@sanyam/test-kit/database';
import { signatureOf } from '@sanyam/test-kit/stripe/signature';
import { expect } from 'chai';
import { USER_ID } from '../billing/read-subscription';
import { billingOf, PRICES, stageBilling, WEBHOOK_SECRET } from './billing-stage';
import { judgeBy, readContract } from './contract';
import { send } from './gateway-user';

const PATH = '/api/v1/webhooks/billing';

describe('a signed event of an unknown shape', () => {
    const stage = stageBilling();

    const post = (event: object): ReturnType<typeof send> => {
        const raw = JSON.stringify(event);
        const headers = { 'Stripe-Signature': signatureOf(raw, WEBHOOK_SECRET) };
        return send(stage.gateway.url, 'POST', PATH, { raw, headers });
    };

    it('gets 200, is logged and counted, and the reconciliation mends the tier', async () => {
        const judge = judgeBy(await readContract(stage.gateway.url));
        const ada = await stage.newUser();
        const customer = stage.stripe.account.addCustomer({ [USER_ID]: ada.id }).id;
        stage.stripe.account.subscribe(customer, PRICES.pro);
        const sent: string[] = [];
        const dispute = { charge: 'ch_1', amount: 1, currency: 'eur', reason: 'x', status: 'y' };
        for (const [type, object] of [
            ['customer.subscription.updated', {}],
            ['customer.subscription.updated', { id: null }],
            ['customer.subscription.updated', { id: 'sub_\0' }],
            ['customer.subscription.updated', { id: 'sub_\ud800' }],
            ['customer.subscription.updated', { id: '../customers/cus_1' }],
            ['customer.subscription.updated', { id: 'x'.repeat(256) }],
            ['checkout.session.completed', { subscription: 7 }],
            ['invoice.paid', { parent: 'text' }],
            ['invoice.paid', { parent: { subscription_details: { subscription: {} } } }],
            ['charge.refunded', { id: 'ch_1', amount_refunded: '5', currency: 'eur' }],
            ['charge.refunded', { id: 'ch_1', amount_refunded: 5, currency: 'e\0r' }],
            ['charge.dispute.created', { ...dispute, charge: null }],
            ['charge.dispute.closed', { ...dispute, reason: '\ud800' }],
            ['charge.dispute.closed', { ...dispute, status: 'x'.repeat(101) }]
        ] as const) {
            const event = stage.stripe.account.emit(type, object);
            sent.push(event.id);
            const answer = await post(event);
            judge('billing.webhook', answer);
            expect([answer.status, answer.body], JSON.stringify(event)).to.deep.equal([
                200,
                { data: { result: 'unreadable' } }
            ]);
            const line = stage.gateway.logged.find(each => each['event'] === event.id);
            expect(line).to.include({ message: 'an event of Stripe has an unknown shape', type });
        }
        const rows = await withDatabase(stage.cloud, database =>
            database.query('select from sanyam_private.billing_events where id = any ($1)', [sent])
        );
        expect(rows).to.deep.equal([]);
        const { text } = await send(stage.gateway.url, 'GET', '/metrics');
        expect(text).to.match(/sanyam_billing_events_total\{type="charge\.refunded",result="unreadable"\} 2/);
        expect(await stage.tierOf(ada)).to.equal('free');
        // The reconciliation mends what the event did not.
        await billingOf(stage.cloud, stage.stripe).reconciliation().run();
        expect(await stage.tierOf(ada)).to.equal('pro');
    });

    it('applies a subscription whose items have no period', async () => {
        const ada = await stage.newUser();
        const customer = stage.stripe.account.addCustomer({ [USER_ID]: ada.id }).id;
        const { id, items } = stage.stripe.account.subscribe(customer, PRICES.pro);
        items.data.forEach(item => Reflect.deleteProperty(item, 'current_period_end'));
        const answer = await post(stage.stripe.account.emit('customer.subscription.updated', { id }));
        expect([answer.status, answer.body]).to.deep.equal([200, { data: { result: 'applied' } }]);
        expect(await stage.tierOf(ada)).to.equal('pro');
    });

    const ITEM = { current_period_end: 1_900_000_000 };
    for (const [part, changes] of [
        ['items.0.price', { items: { data: [{ ...ITEM, price: null }] } }],
        ['items', { items: null }],
        ['customer', { customer: null }],
        ['the time 1000000000000000', { cancel_at: 1e15 }],
        ['the time -1', { cancel_at: -1 }]
    ] as const) {
        it(`about a subscription with another shape gets 200 and changes nothing: ${part}`, async () => {
            const ada = await stage.newUser();
            const customer = stage.stripe.account.addCustomer({ [USER_ID]: ada.id }).id;
            const { id } = Object.assign(stage.stripe.account.subscribe(customer, PRICES.pro), changes);
            const event = stage.stripe.account.emit('customer.subscription.updated', { id });
            const answer = await post(event);
            stage.stripe.account.subscriptions.delete(id);
            expect([answer.status, answer.body]).to.deep.equal([200, { data: { result: 'unreadable' } }]);
            const line = stage.gateway.logged.find(each => each['event'] === event.id);
            expect(line).to.include({
                message: 'a subscription of Stripe has an unknown shape',
                subscription: id,
                part
            });
            expect(await stage.tierOf(ada)).to.equal('free');
        });
    }

    it('knows a user with spaces around the id, and no user without metadata', async () => {
        const { account } = stage.stripe;
        const results: unknown[] = [];
        const ada = await stage.newUser();
        for (const metadata of [null, { [USER_ID]: ` ${ada.id}\n` }]) {
            const customer = account.addCustomer(metadata as never).id;
            const { id } = account.subscribe(customer, PRICES.pro);
            results.push((await post(account.emit('customer.subscription.updated', { id }))).body);
        }
        expect(results).to.deep.equal([{ data: { result: 'unknown_customer' } }, { data: { result: 'applied' } }]);
        expect(await stage.tierOf(ada)).to.equal('pro');
    });
});
