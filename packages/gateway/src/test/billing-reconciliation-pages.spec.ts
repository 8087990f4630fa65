// SPDX-License-Identifier: MIT

import { StripeError } from '@sanyam/test-kit/stripe/api';
import { expect } from 'chai';
import { USER_ID } from '../billing/read-subscription';
import type { Difference } from '../billing/reconciliation';
import { billingOf, PRICES, stageBilling } from './billing-stage';
import type { GatewayUser } from './gateway-user';

describe('the pages of a reconciliation of billing', () => {
    const stage = stageBilling();
    let ada: GatewayUser;
    let customer: string;
    beforeEach(async () => {
        ada = await stage.newUser();
        customer = stage.stripe.account.addCustomer({ [USER_ID]: ada.id }).id;
    });
    afterEach(() => (stage.stripe.refuse = () => undefined));

    it('are all that Stripe has', async () => {
        stage.stripe.account.subscribe(customer, PRICES.pro);
        const crowd = stage.stripe.account.addCustomer();
        for (let count = 0; count < 250; count++) {
            stage.stripe.account.subscribe(crowd.id, PRICES.pro);
        }
        const before = stage.stripe.requests.length;
        await billingOf(stage.cloud, stage.stripe).reconciliation().run();
        expect(await stage.tierOf(ada)).to.equal('pro');
        const lists = stage.stripe.requests.slice(before).filter(request => request === 'GET /subscriptions');
        expect(lists.length).to.be.greaterThan(2);
        stage.stripe.account.deleteCustomer(crowd.id);
    });

    it('begin with the first in a run that follows one that ended after a page', async () => {
        const crowd = stage.stripe.account.addCustomer();
        for (let count = 0; count < 101; count++) {
            stage.stripe.account.subscribe(crowd.id, PRICES.pro);
        }
        const job = billingOf(stage.cloud, stage.stripe).reconciliation();
        expect(await job.begin()()).to.equal(true);
        // The newest is on the first page.
        stage.stripe.account.subscribe(customer, PRICES.pro);
        await job.run();
        expect(await stage.tierOf(ada)).to.equal('pro');
        stage.stripe.account.deleteCustomer(crowd.id);
    });

    it('have reported what could not be compared when Stripe does not answer the next one', async () => {
        const { account } = stage.stripe;
        const crowd = account.addCustomer();
        for (let count = 0; count < 100; count++) {
            account.subscribe(crowd.id, PRICES.pro);
        }
        const due = account.subscribe(customer, PRICES.pro);
        account.failPayment(due.id);
        let pages = 0;
        stage.stripe.refuse = request =>
            request === 'GET /invoices' || (request === 'GET /subscriptions' && ++pages === 2)
                ? new StripeError(400, { type: 'invalid_request_error', message: 'No.' })
                : undefined;
        const found: Difference[] = [];
        const job = billingOf(stage.cloud, stage.stripe).reconciliation(false, difference => found.push(difference));
        const error = await job.run().catch((thrown: unknown) => thrown);
        account.deleteCustomer(crowd.id);
        expect(error).to.have.property('statusCode', 400);
        expect(found.find(({ subscription }) => subscription === due.id)?.outcome).to.equal('failed');
    });
});
