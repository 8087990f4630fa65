// SPDX-License-Identifier: MIT

import type { StripeStandIn } from '@sanyam/test-kit/stripe/stand-in';
import { expect } from 'chai';
import { idempotently } from '../billing/idempotency-key';
import { createStripe } from '../billing/stripe-client';
import { startStripe } from './billing-stage';

describe('a call of Stripe with an idempotency key', () => {
    let standIn: StripeStandIn;
    let create: () => Promise<string>;
    before(async () => {
        standIn = await startStripe();
        const stripe = createStripe({ secretKey: standIn.secretKey, apiUrl: new URL(standIn.url) });
        create = async () =>
            (await idempotently('customer', ['ada'], options => stripe.customers.create({ name: 'Ada' }, options))).id;
    });
    after(() => standIn.stop());

    it('goes on after any number of errors that Stripe has stored, and then does the same thing once', async () => {
        standIn.failure = 402;
        for (let failure = 0; failure < 30; failure++) {
            await create().then(
                () => expect.fail('It did not fail.'),
                () => undefined
            );
        }
        standIn.failure = undefined;
        const [first, second] = await Promise.all([create(), create()]);
        expect(second).to.equal(first);
        expect(await create()).to.equal(first);
    });

    it('ends while Stripe fails, also if the SDK gets its own error again', async () => {
        standIn.failure = 500;
        const before = standIn.requests.length;
        const stripe = createStripe({ secretKey: standIn.secretKey, apiUrl: new URL(standIn.url) });
        const failed = idempotently('customer', ['eve'], options => stripe.customers.create({ name: 'Eve' }, options));
        await failed.then(
            () => expect.fail('It did not fail.'),
            () => undefined
        );
        standIn.failure = undefined;
        // Three of the SDK, and one with another key.
        expect(standIn.requests.length - before).to.equal(4);
    });
});
