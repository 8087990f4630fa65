// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { z } from 'zod';
import { USER_ID } from '../billing/read-subscription';
import { PRICES, stageBilling, startStripe, stripeEnvironment } from './billing-stage';
import { judgeBy, readContract } from './contract';
import { type Answer, errorOf, GatewayUser } from './gateway-user';
import { startTestGateway } from './test-gateway';

const urlSchema = z.object({ data: z.strictObject({ url: z.url() }) });
const urlOf = (answer: Answer) => {
    expect(answer.status, answer.text).to.equal(200);
    return urlSchema.parse(answer.body).data.url;
};

describe('the checkout', () => {
    const stage = stageBilling();
    let ada: GatewayUser;
    let judge: (operationId: string, answer: Answer) => void;
    before(async () => {
        judge = judgeBy(await readContract(stage.gateway.url));
    });
    beforeEach(async () => {
        ada = await stage.newUser();
    });

    const checkout = async (json: object = { tier: 'pro' }, headers: Record<string, string> = {}) => {
        const answer = await ada.send('POST', '/api/v1/billing/checkout', { json, headers });
        judge('billing.checkout', answer);
        return answer;
    };
    const portal = async () => {
        const answer = await ada.send('POST', '/api/v1/billing/portal');
        judge('billing.portal', answer);
        return answer;
    };
    const customersOf = (user: GatewayUser) =>
        [...stage.stripe.account.customers.values()].filter(({ metadata }) => metadata[USER_ID] === user.id);
    const sessionAt = (url: string) => {
        const session = stage.stripe.account.sessions.get(url.split('/').at(-1) ?? '');
        return session ?? expect.fail(`There is no session at ${url}.`);
    };

    it('leads to a page on which to pay, after which the user has the tier [FR-129]', async () => {
        const url = urlOf(await checkout());
        const page = await (await fetch(url)).text();
        expect(page).to.contain('Buy a plan').and.contain(PRICES.pro);
        const paid = await fetch(`${url}/pay`, { method: 'POST', redirect: 'manual' });
        expect(paid.headers.get('Location')).to.match(/\?checkout=success$/);
        expect(new Set(await stage.deliver())).to.deep.equal(new Set([200]));
        expect(await stage.tierOf(ada)).to.equal('pro');
        expect(customersOf(ada)).to.have.length(1);
        expect(customersOf(ada)).to.have.nested.property('[0].email', ada.email);
    });

    it('has a list of plans with the prices that Stripe has, one for each interval', async () => {
        const answer = await ada.send('GET', '/api/v1/billing/plans');
        judge('billing.plans', answer);
        expect(answer.body).to.deep.equal({
            data: [
                { tier: 'enterprise', prices: [{ interval: 'month', amount: 4900, currency: 'eur' }] },
                {
                    tier: 'pro',
                    prices: [
                        { interval: 'month', amount: 900, currency: 'eur' },
                        { interval: 'year', amount: 9000, currency: 'eur' }
                    ]
                }
            ]
        });
    });

    it('has a list of plans without a price that the account of Stripe does not have', async () => {
        const gateway = await startTestGateway(stage.cloud, {
            ...stripeEnvironment(stage.stripe),
            STRIPE_PRICE_PRO: `price_of_another_account, ${PRICES.pro}`
        });
        try {
            const bob = await GatewayUser.signUp(stage.cloud, gateway.url);
            const { status, body } = await bob.send('GET', '/api/v1/billing/plans');
            expect(status).to.equal(200);
            const pro = { tier: 'pro', prices: [{ interval: 'month', amount: 900, currency: 'eur' }] };
            expect(body).to.have.property('data').that.deep.includes(pro);
        } finally {
            await gateway.stop();
        }
    });

    it('returns to the page of the caller', async () => {
        const origin = 'https://ide.example.com';
        const session = sessionAt(urlOf(await checkout({ tier: 'pro' }, { Origin: origin })));
        expect(session.success_url).to.equal(`${origin}/?checkout=success`);
        expect(session.cancel_url).to.equal(`${origin}/?checkout=canceled`);
    });

    it('returns to no page that may not call the gateway', async () => {
        const gateway = await startTestGateway(stage.cloud, {
            ...stripeEnvironment(stage.stripe),
            SANYAM_CORS_ORIGIN: 'https://ide.example.com'
        });
        try {
            for (const origin of ['https://evil.example', 'null', 'javascript://ide.example.com']) {
                const answer = await ada.send('POST', '/api/v1/billing/checkout', {
                    json: { tier: 'pro' },
                    headers: { Origin: origin }
                });
                expect(answer.status).to.equal(200);
                const other = await GatewayUser.signUp(stage.cloud, gateway.url);
                const url = urlOf(
                    await other.send('POST', '/api/v1/billing/checkout', {
                        json: { tier: 'pro' },
                        headers: { Origin: origin }
                    })
                );
                expect(sessionAt(url).success_url).to.equal(`${gateway.url}/api/v1/docs?checkout=success`);
            }
        } finally {
            await gateway.stop();
        }
    });

    it('offers the price of the interval', async () => {
        expect(sessionAt(urlOf(await checkout({ tier: 'pro', interval: 'year' }))).price).to.equal(PRICES.proByYear);
        expect(sessionAt(urlOf(await checkout({ tier: 'pro', interval: 'month' }))).price).to.equal(PRICES.pro);
        const answer = await checkout({ tier: 'enterprise', interval: 'year' });
        expect([answer.status, errorOf(answer).code]).to.deep.equal([422, 'VALIDATION_ERROR']);
        expect(errorOf(answer).details).to.have.nested.property('fields.interval');
    });

    it('refuses a plan that no setting names', async () => {
        for (const json of [{ tier: 'free' }, { tier: 'constructor' }, {}, { tier: '' }, { tier: 'pro', price: '1' }]) {
            const answer = await checkout(json);
            expect([answer.status, errorOf(answer).code], answer.text).to.deep.equal([422, 'VALIDATION_ERROR']);
        }
    });

    it('gives two requests at the same time one customer and one session', async () => {
        const urls = (await Promise.all(Array.from({ length: 6 }, () => checkout()))).map(urlOf);
        expect(new Set(urls).size).to.equal(1);
        expect(customersOf(ada)).to.have.length(1);
        expect(urlOf(await checkout())).to.equal(urls[0]);
    });

    it('closes the session of another plan, so that nobody pays for two', async () => {
        const first = sessionAt(urlOf(await checkout()));
        const second = sessionAt(urlOf(await checkout({ tier: 'enterprise' })));
        expect([first.status, second.status]).to.deep.equal(['expired', 'open']);
        // Back to the first plan: a new session, not the one that ended.
        expect(sessionAt(urlOf(await checkout())).status).to.equal('open');
    });

    it('has one open session when two plans are bought at the same time', async () => {
        const answers = await Promise.all([checkout(), checkout({ tier: 'enterprise' }), checkout()]);
        expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200]);
        const [customer] = customersOf(ada);
        const sessions = [...stage.stripe.account.sessions.values()].filter(each => each.customer === customer?.id);
        expect(sessions.filter(({ status }) => status === 'open')).to.have.length(1);
    });

    it('goes on as soon as Stripe does, although Stripe repeats its error to the same request', async () => {
        for (const failure of [500, 402]) {
            stage.stripe.failure = failure;
            expect((await checkout()).status).to.equal(503);
            stage.stripe.failure = undefined;
            expect(sessionAt(urlOf(await checkout({ tier: 'enterprise' }))).status).to.equal('open');
            expect(sessionAt(urlOf(await checkout())).status).to.equal('open');
            ada = await stage.newUser();
        }
    });

    it('leads to the portal while a plan goes on, and to a new session after it ended', async () => {
        stage.stripe.account.pay(sessionAt(urlOf(await checkout())));
        await stage.deliver();
        expect(urlOf(await checkout({ tier: 'enterprise' }))).to.contain('/portal/');
        const [customer] = customersOf(ada);
        const [subscription] = stage.stripe.account.subscriptionsOf(customer?.id ?? '');
        for (const status of ['past_due', 'unpaid', 'paused'] as const) {
            stage.stripe.account.setStatus(subscription?.id ?? '', status);
            expect(urlOf(await checkout()), status).to.contain('/portal/');
        }
        stage.stripe.account.cancel(subscription?.id ?? '');
        expect(urlOf(await checkout())).to.contain('/pay/');
    });

    it('finds the customer of a user whose link was lost, by its metadata and never by its email address', async () => {
        stage.stripe.account.addCustomer({}, ada.email);
        stage.stripe.account.addCustomer({ [USER_ID]: crypto.randomUUID() }, ada.email);
        const own = stage.stripe.account.addCustomer({ [USER_ID]: ada.id }, 'old@example.com');
        expect(sessionAt(urlOf(await checkout())).customer).to.equal(own.id);
    });

    it('does not take the customer of another user who lost the metadata', async () => {
        const eve = await stage.newUser();
        const hers = stage.stripe.account.addCustomer({ [USER_ID]: eve.id });
        stage.stripe.account.subscribe(hers.id, PRICES.pro);
        await stage.deliver();
        hers.metadata[USER_ID] = ada.id;
        expect(sessionAt(urlOf(await checkout())).customer).not.to.equal(hers.id);
    });

    it('leads to the portal of the user, who must have bought a plan', async () => {
        const answer = await portal();
        expect([answer.status, errorOf(answer).code]).to.deep.equal([404, 'NOT_FOUND']);
        await checkout();
        const [customer] = customersOf(ada);
        expect(urlOf(await portal())).to.contain(`/portal/${customer?.id}`);
    });

    it('answers 503 when Stripe fails', async () => {
        stage.stripe.failure = 402;
        try {
            for (const answer of [await checkout(), await portal()]) {
                expect([answer.status, errorOf(answer).code]).to.deep.equal([503, 'SERVICE_UNAVAILABLE']);
            }
        } finally {
            stage.stripe.failure = undefined;
        }
    });

    it('is for a session only', async () => {
        await ada.setTier('pro');
        const scopes = ['documents:read'];
        const { body } = await ada.send('POST', '/api/v1/api-keys', { json: { name: 'a key', scopes } });
        const { secret } = z.object({ data: z.object({ secret: z.string() }) }).parse(body).data;
        for (const path of ['/api/v1/billing/checkout', '/api/v1/billing/portal']) {
            const answer = await ada.sendAs(secret, 'POST', path, { json: { tier: 'pro' } });
            expect([answer.status, errorOf(answer).code]).to.deep.equal([403, 'FORBIDDEN']);
        }
    });

    it('answers 503 CLOUD_NOT_CONFIGURED without settings', async () => {
        const gateway = await startTestGateway(stage.cloud);
        try {
            const bob = await GatewayUser.signUp(stage.cloud, gateway.url);
            for (const path of ['/api/v1/billing/checkout', '/api/v1/billing/portal']) {
                const answer = await bob.send('POST', path, { json: { tier: 'pro' } });
                expect([answer.status, errorOf(answer).code]).to.deep.equal([503, 'CLOUD_NOT_CONFIGURED']);
            }
        } finally {
            await gateway.stop();
        }
    });

    it('uses the stand-in through the official SDK, whose keys prevent that anything is made twice', async () => {
        const other = await startStripe();
        try {
            const headers = { Authorization: `Bearer ${other.secretKey}`, 'Idempotency-Key': 'key' };
            const create = (email: string) =>
                fetch(`${other.url}/v1/customers`, { method: 'POST', headers, body: new URLSearchParams({ email }) });
            const [first, again] = [await create('a@example.com'), await create('a@example.com')];
            expect(again.headers.get('Idempotent-Replayed')).to.equal('true');
            expect(await again.json()).to.deep.equal(await first.json());
            const refused = await create('b@example.com');
            expect(refused.status).to.equal(400);
            expect(await refused.json()).to.have.nested.property('error.type', 'idempotency_error');
        } finally {
            await other.stop();
        }
    });
});
