// SPDX-License-Identifier: MIT

import { withDatabase } from '@sanyam/test-kit/database';
import type { StripeEvent } from '@sanyam/test-kit/stripe/objects';
import { sendEvent, signatureOf } from '@sanyam/test-kit/stripe/signature';
import { expect } from 'chai';
import { USER_ID } from '../billing/read-subscription';
import {
    OLD_WEBHOOK_SECRET,
    PRICES,
    stageBilling,
    startStripe,
    stripeEnvironment,
    WEBHOOK_SECRET
} from './billing-stage';
import { judgeBy, readContract } from './contract';
import { type Answer, errorOf, type GatewayUser, send } from './gateway-user';
import { startTestGateway } from './test-gateway';

const PATH = '/api/v1/webhooks/billing';

describe('the webhook of billing', () => {
    const stage = stageBilling();
    let ada: GatewayUser;
    let customer: string;
    beforeEach(async () => {
        ada = await stage.newUser();
        customer = stage.stripe.account.addCustomer({ [USER_ID]: ada.id }).id;
    });

    let judge: (operationId: string, answer: Answer) => void;
    before(async () => {
        judge = judgeBy(await readContract(stage.gateway.url));
    });
    const postSigned = async (body: string, signature: string): Promise<Answer> => {
        const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Stripe-Signature': signature };
        const answer = await send(stage.gateway.url, 'POST', PATH, { raw: body, headers });
        judge('billing.webhook', answer);
        return answer;
    };
    const post = (event: object, secret = WEBHOOK_SECRET) => {
        const body = JSON.stringify(event);
        return postSigned(body, signatureOf(body, secret));
    };
    /** Lets a customer subscribe, and returns the event without sending it. */
    const subscribe = (price: string = PRICES.pro): StripeEvent => {
        stage.stripe.account.subscribe(customer, price);
        return stage.stripe.account.events.find(
            ({ type, data }) =>
                type === 'customer.subscription.created' && (data.object as { customer: string }).customer === customer
        ) as StripeEvent;
    };
    const resultOf = (answer: Answer) => [answer.status, answer.body];
    const stored = (id: string) =>
        withDatabase(stage.cloud, database =>
            database.query('select state, result, attempts, error from sanyam_private.billing_events where id = $1', [
                id
            ])
        );

    it('gives the tier of a subscription, and takes it when that ends [FR-126, FR-129, FR-130]', async () => {
        const event = subscribe();
        expect(resultOf(await post(event))).to.deep.equal([200, { data: { result: 'applied' } }]);
        expect(await stage.tierOf(ada)).to.equal('pro');
        for (const { id } of stage.stripe.account.subscriptionsOf(customer)) {
            stage.stripe.account.cancel(id);
        }
        const deleted = stage.stripe.account.events.at(-1) as StripeEvent;
        expect(deleted.type).to.equal('customer.subscription.deleted');
        await post(deleted);
        expect(await stage.tierOf(ada)).to.equal('free');
    });

    it('acts on an event once, and stores no content of it', async () => {
        const event = subscribe();
        expect((await post(event)).body).to.deep.equal({ data: { result: 'applied' } });
        const calls = stage.stripe.requests.length;
        expect((await post(event)).body).to.deep.equal({ data: { result: 'duplicate' } });
        expect(stage.stripe.requests).to.have.length(calls);
        expect(await stored(event.id)).to.deep.equal([{ state: 'done', result: 'applied', attempts: 1, error: null }]);
    });

    it('reads what Stripe has now, so that the order of events does not matter', async () => {
        const created = subscribe();
        const [subscription] = stage.stripe.account.subscriptionsOf(customer);
        stage.stripe.account.setPrice(subscription?.id ?? '', PRICES.enterprise);
        const updated = stage.stripe.account.events.at(-1) as StripeEvent;
        await post(updated);
        await post(created);
        expect(await stage.tierOf(ada)).to.equal('enterprise');
    });

    it('never lets an old answer of Stripe overwrite a newer one, whichever arrives last', async () => {
        const created = subscribe();
        const [subscription] = stage.stripe.account.subscriptionsOf(customer);
        const asked = Promise.withResolvers<void>();
        const released = Promise.withResolvers<void>();
        stage.stripe.lag = () => {
            // Only the first answer is held back.
            stage.stripe.lag = () => Promise.resolve();
            asked.resolve();
            return released.promise;
        };
        const slow = post(created);
        await asked.promise;
        stage.stripe.account.setPrice(subscription?.id ?? '', PRICES.enterprise);
        expect((await post(stage.stripe.account.events.at(-1) ?? {})).body).to.deep.equal({
            data: { result: 'applied' }
        });
        released.resolve();
        expect((await slow).body).to.deep.equal({ data: { result: 'older' } });
        expect(await stage.tierOf(ada)).to.equal('enterprise');
    });

    it('answers 200 to an event that is of no interest, and stores nothing', async () => {
        const event = stage.stripe.account.emit('payment_method.attached', { id: 'pm_1' });
        expect(resultOf(await post(event))).to.deep.equal([200, { data: { result: 'ignored' } }]);
        expect(await stored(event.id)).to.deep.equal([]);
        const oneTime = stage.stripe.account.emit('checkout.session.completed', { id: 'cs_1', subscription: null });
        expect((await post(oneTime)).body).to.deep.equal({ data: { result: 'ignored' } });
    });

    for (const behavior of ['keep_as_draft', 'mark_uncollectible', 'void'] as const) {
        it(`keeps the plan while the collection of payments is paused with ${behavior}, and after that [FR-129]`, async () => {
            await post(subscribe());
            const [subscription] = stage.stripe.account.subscriptionsOf(customer);
            for (const pause of [{ behavior, resumes_at: null }, null]) {
                stage.stripe.account.pauseCollection(subscription?.id ?? '', pause);
                const event = stage.stripe.account.events.at(-1) as StripeEvent;
                expect((await post(event)).body).to.deep.equal({ data: { result: 'applied' } });
                expect(await stage.tierOf(ada)).to.equal('pro');
                const { body } = await ada.send('GET', '/api/v1/me');
                expect(body).to.have.nested.property('data.subscription').that.includes({
                    status: 'active',
                    is_active: true,
                    pay_until: null
                });
            }
        });
    }

    it('ignores the event of another account, also with a valid signature', async () => {
        const other = await startStripe();
        try {
            const theirs = other.account.addCustomer({ [USER_ID]: ada.id });
            other.account.subscribe(theirs.id, PRICES.pro);
            const [event] = other.account.events;
            expect((await post(event ?? {})).body).to.deep.equal({ data: { result: 'not_found' } });
            expect((await post({ ...subscribe(), account: 'acct_connected' })).body).to.deep.equal({
                data: { result: 'ignored' }
            });
            expect(await stage.tierOf(ada)).to.equal('free');
        } finally {
            await other.stop();
        }
    });

    it('never gives a tier to another user whom a customer names', async () => {
        await post(subscribe());
        const eve = await stage.newUser();
        const evil = stage.stripe.account.addCustomer({ [USER_ID]: eve.id });
        stage.stripe.account.subscribe(evil.id, PRICES.pro);
        await stage.deliver();
        // Now her customer names Ada, who has her own.
        evil.metadata[USER_ID] = ada.id;
        const [own] = stage.stripe.account.subscriptionsOf(evil.id);
        stage.stripe.account.setPrice(own?.id ?? '', PRICES.enterprise);
        expect((await post(stage.stripe.account.events.at(-1) ?? {})).status).to.equal(200);
        expect([await stage.tierOf(ada), await stage.tierOf(eve)]).to.deep.equal(['pro', 'enterprise']);
        // A customer without a user that names Ada is nobody's.
        const third = stage.stripe.account.addCustomer({ [USER_ID]: ada.id });
        stage.stripe.account.subscribe(third.id, PRICES.enterprise);
        const event = stage.stripe.account.events.findLast(({ type }) => type === 'customer.subscription.created');
        expect((await post(event ?? {})).body).to.deep.equal({ data: { result: 'other_customer' } });
        expect(await stage.tierOf(ada)).to.equal('pro');
    });

    it('changes nothing for a customer that names no user', async () => {
        const nobody = stage.stripe.account.addCustomer({ [USER_ID]: 'ada' }, ada.email);
        stage.stripe.account.subscribe(nobody.id, PRICES.pro);
        const event = stage.stripe.account.events.findLast(({ type }) => type === 'customer.subscription.created');
        expect((await post(event ?? {})).body).to.deep.equal({ data: { result: 'unknown_customer' } });
        expect(await stage.tierOf(ada)).to.equal('free');
    });

    it('changes nothing for a price that no setting names, and reports it', async () => {
        expect((await post(subscribe('price_of_something_else'))).body).to.deep.equal({
            data: { result: 'unknown_price' }
        });
        expect(await stage.tierOf(ada)).to.equal('free');
        const line = stage.gateway.logged.findLast(({ message }) => String(message).startsWith('no STRIPE_PRICE_'));
        expect(line).to.have.property('prices').that.deep.equals(['price_of_something_else']);
    });

    it('answers 503 when Stripe fails, keeps the event, and acts on it when it comes again', async () => {
        const event = subscribe();
        stage.stripe.failure = 402;
        try {
            const answer = await post(event);
            expect([answer.status, errorOf(answer).code]).to.deep.equal([503, 'SERVICE_UNAVAILABLE']);
        } finally {
            stage.stripe.failure = undefined;
        }
        expect(await stored(event.id)).to.have.nested.property('[0].state', 'failed');
        expect((await post(event)).body).to.deep.equal({ data: { result: 'applied' } });
        expect(await stage.tierOf(ada)).to.equal('pro');
        expect(await stored(event.id)).to.deep.equal([{ state: 'done', result: 'applied', attempts: 2, error: null }]);
    });

    it('writes refunds and disputes to the log of the user, once', async () => {
        await post(subscribe());
        const [charge] = [...stage.stripe.account.charges.values()].filter(each => each.customer === customer);
        stage.stripe.account.refund(charge?.id ?? '', 400);
        const refunded = stage.stripe.account.events.at(-1) as StripeEvent;
        stage.stripe.account.dispute(charge?.id ?? '');
        const disputed = stage.stripe.account.events.at(-1) as StripeEvent;
        for (const event of [refunded, refunded, disputed]) {
            expect((await post(event)).status).to.equal(200);
        }
        const rows = await withDatabase(stage.cloud, database =>
            database.query(
                `select action, after from public.audit_log where user_id = $1 and action like 'payment.%' order by id`,
                [ada.id]
            )
        );
        const charge_id = charge?.id;
        expect(rows).to.deep.equal([
            { action: 'payment.refunded', after: { amount: 400, currency: 'eur', charge_id } },
            {
                action: 'payment.disputed',
                after: { amount: 900, currency: 'eur', charge_id, reason: 'fraudulent', status: 'needs_response' }
            }
        ]);
        expect(await stage.tierOf(ada)).to.equal('pro');
    });

    it('counts events by type and result, and how long the tier took', async () => {
        await post(subscribe());
        const { text } = await send(stage.gateway.url, 'GET', '/metrics');
        expect(text).to.match(
            /sanyam_billing_events_total\{type="customer\.subscription\.created",result="applied"\} [1-9]/
        );
        expect(text).to.match(/sanyam_billing_event_lag_seconds_count [1-9]/);
    });

    it('tells no secret in its log', async () => {
        await post(subscribe());
        const text = JSON.stringify(stage.gateway.logged);
        for (const secret of [stage.stripe.secretKey, WEBHOOK_SECRET, OLD_WEBHOOK_SECRET]) {
            expect(text).not.to.contain(secret);
        }
    });

    it('answers 503 CLOUD_NOT_CONFIGURED without settings', async () => {
        const gateway = await startTestGateway(stage.cloud);
        try {
            const event = subscribe();
            expect(await sendEvent(event, `${gateway.url}${PATH}`, WEBHOOK_SECRET)).to.equal(503);
            const answer = await send(gateway.url, 'POST', PATH, { json: event });
            expect(errorOf(answer).code).to.equal('CLOUD_NOT_CONFIGURED');
        } finally {
            await gateway.stop();
        }
    });

    it('tells nobody its key when Stripe refuses it', async () => {
        const gateway = await startTestGateway(stage.cloud, {
            ...stripeEnvironment(stage.stripe),
            STRIPE_SECRET_KEY: 'sk_test_revoked'
        });
        try {
            const event = subscribe();
            expect(await sendEvent(event, `${gateway.url}${PATH}`, WEBHOOK_SECRET)).to.equal(503);
            expect(JSON.stringify(gateway.logged)).not.to.contain('sk_test_revoked');
            expect(JSON.stringify(await stored(event.id))).not.to.contain('sk_test_revoked');
        } finally {
            await gateway.stop();
        }
    });
});
