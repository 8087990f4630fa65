// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { z } from 'zod';
import { USER_ID } from '../billing/read-subscription';
import { billingOf, PRICES, stageBilling } from './billing-stage';
import { errorOf, GatewayUser } from './gateway-user';

const urlSchema = z.object({ data: z.object({ url: z.url() }) });

describe('a customer that Stripe has lost', () => {
    const stage = stageBilling();
    let ada: GatewayUser;
    let first: string;
    beforeEach(async () => {
        ada = await stage.newUser();
        first = (await buy()).customer;
        await stage.deliver();
        expect(await stage.tierOf(ada)).to.equal('pro');
    });

    /** Opens the page for the plan, and returns its session. */
    const openCheckout = async (user = ada, tier = 'pro') => {
        const answer = await user.send('POST', '/api/v1/billing/checkout', { json: { tier } });
        expect(answer.status, answer.text).to.equal(200);
        const id = urlSchema.parse(answer.body).data.url.split('/').at(-1) ?? '';
        return stage.stripe.account.sessions.get(id) ?? expect.fail(`There is no session ${id}.`);
    };
    const buy = async (tier = 'pro') => {
        const session = await openCheckout(ada, tier);
        return stage.stripe.account.pay(session);
    };
    /** Makes the customer one of another account, of which this one knows nothing. */
    const forget = (customer: string) => {
        const { customers, subscriptions } = stage.stripe.account;
        customers.delete(customer);
        for (const { id } of stage.stripe.account.subscriptionsOf(customer)) {
            subscriptions.delete(id);
        }
    };

    it('because it was deleted lets its user buy again, and late events neither give nor take a plan', async () => {
        stage.stripe.account.deleteCustomer(first);
        const second = await buy('enterprise');
        expect(second.customer).not.to.equal(first);
        // The end of the first subscription arrives before the new one, and again after it.
        expect(new Set(await stage.deliver())).to.deep.equal(new Set([200]));
        expect(await stage.tierOf(ada)).to.equal('enterprise');
        const [old] = stage.stripe.account.subscriptionsOf(first);
        stage.stripe.account.emit('customer.subscription.updated', old ?? {});
        await stage.deliver();
        expect(await stage.tierOf(ada)).to.equal('enterprise');
        stage.stripe.account.cancel(second.id);
        await stage.deliver();
        expect(await stage.tierOf(ada)).to.equal('free');
    });

    it('loses its plan also if the end of that arrives after the user has a new customer', async () => {
        stage.stripe.account.deleteCustomer(first);
        expect((await openCheckout()).customer).not.to.equal(first);
        await stage.deliver();
        expect(await stage.tierOf(ada)).to.equal('free');
    });

    it('because another account has it lets its user buy again, and a reconciliation ends what it had', async () => {
        forget(first);
        const session = await openCheckout();
        expect(session.customer).not.to.equal(first);
        await billingOf(stage.cloud, stage.stripe).reconciliation().run();
        expect(await stage.tierOf(ada)).to.equal('free');
        stage.stripe.account.pay(session);
        await stage.deliver();
        expect(await stage.tierOf(ada)).to.equal('pro');
    });

    it('gets one new customer from two requests at the same time', async () => {
        stage.stripe.account.deleteCustomer(first);
        const sessions = await Promise.all(Array.from({ length: 4 }, () => openCheckout()));
        expect(new Set(sessions.map(({ id }) => id)).size).to.equal(1);
        expect(sessions[0]?.customer).not.to.equal(first);
    });

    it('gives way to one that an operator made for the same user, with its subscription', async () => {
        stage.stripe.account.deleteCustomer(first);
        const made = stage.stripe.account.addCustomer({ [USER_ID]: ada.id });
        stage.stripe.account.subscribe(made.id, PRICES.enterprise);
        await stage.deliver();
        expect(await stage.tierOf(ada)).to.equal('enterprise');
    });

    it('does not give way to one of another user', async () => {
        const eve = await stage.newUser();
        const { customer } = await openCheckout(eve);
        const hers = stage.stripe.account.customers.get(customer) ?? expect.fail();
        hers.metadata[USER_ID] = ada.id;
        stage.stripe.account.deleteCustomer(first);
        const session = await openCheckout();
        expect(session.customer).not.to.be.oneOf([first, customer]);
        expect((await openCheckout(eve)).customer).to.equal(customer);
    });

    it('stays while Stripe has it, also if another one names the same user', async () => {
        const other = stage.stripe.account.addCustomer({ [USER_ID]: ada.id });
        stage.stripe.account.subscribe(other.id, PRICES.enterprise);
        await stage.deliver();
        expect(await stage.tierOf(ada)).to.equal('pro');
    });

    it('has no portal, and says how to go on', async () => {
        stage.stripe.account.deleteCustomer(first);
        const answer = await ada.send('POST', '/api/v1/billing/portal');
        expect([answer.status, errorOf(answer).code]).to.deep.equal([404, 'NOT_FOUND']);
    });
});

describe('the address of a customer', () => {
    const stage = stageBilling();

    it('is that of the user at each look at the checkout and the portal, however it was before', async () => {
        const ada = await stage.newUser();
        const visit = async (page: 'checkout' | 'portal') => {
            const json = page === 'checkout' ? { tier: 'pro' } : undefined;
            const answer = await ada.send('POST', `/api/v1/billing/${page}`, json === undefined ? {} : { json });
            expect(answer.status, answer.text).to.equal(200);
        };
        await visit('checkout');
        const customers = [...stage.stripe.account.customers.values()];
        const customer = customers.find(({ metadata }) => metadata[USER_ID] === ada.id) ?? expect.fail();
        for (const page of ['portal', 'checkout'] as const) {
            customer.email = 'before@example.com';
            await visit(page);
            expect(customer.email).to.equal(ada.email);
        }
        const updates = () => stage.stripe.requests.filter(each => each === `POST /customers/${customer.id}`);
        expect(updates()).to.have.length(2);
        await visit('portal');
        expect(updates()).to.have.length(2);
    });
});
