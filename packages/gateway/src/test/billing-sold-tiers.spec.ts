// SPDX-License-Identifier: MIT

import { withDatabase } from '@sanyam/test-kit/database';
import type { Price } from '@sanyam/test-kit/stripe/objects';
import { expect } from 'chai';
import { Writable } from 'node:stream';
import { createBilling } from '../billing/billing';
import { readBillingSettings } from '../billing/billing-settings';
import { createLog } from '../observability/log';
import { Metrics } from '../observability/metrics';
import { USER_ID } from '../billing/read-subscription';
import { billingOf, PRICES, stageBilling, stripeEnvironment } from './billing-stage';
import { errorOf, GatewayUser } from './gateway-user';
import { startTestGateway, type TestGateway } from './test-gateway';

describe('a plan for a tier that the database does not have', () => {
    const stage = stageBilling();
    let gateway: TestGateway;
    let ada: GatewayUser;
    const environment = () => ({
        ...stripeEnvironment(stage.stripe),
        STRIPE_PRICE_ENTERPRISE: undefined,
        STRIPE_PRICE_TEAM_2: PRICES.enterprise
    });
    before(async () => {
        gateway = await startTestGateway(stage.cloud, environment());
        ada = await GatewayUser.signUp(stage.cloud, gateway.url);
    });
    after(() => gateway.stop());
    afterEach(() => tiers(`delete from public.tier_limits where tier = 'team-2'`));

    const tiers = (sql: string) => withDatabase(stage.cloud, database => database.query(sql));
    const addTier = () =>
        tiers(`insert into public.tier_limits (tier, max_documents, has_cloud_storage) values ('team-2', 50, true)`);
    const on = (method: string, what: string, json?: object) =>
        ada.send(method, `/api/v1/billing/${what}`, json === undefined ? {} : { json });
    const plans = async () =>
        ((await on('GET', 'plans')).body as { data: { tier: string }[] }).data.map(({ tier }) => tier);

    it('is not offered and not sold, and is as soon as there is a row, with its own name', async () => {
        expect(await plans()).to.deep.equal(['pro']);
        for (const tier of ['team_2', 'team-2']) {
            const answer = await on('POST', 'checkout', { tier });
            expect([answer.status, errorOf(answer).code], tier).to.deep.equal([422, 'VALIDATION_ERROR']);
            expect(errorOf(answer).message).to.match(/Choose one of these: pro\.$/);
        }
        await addTier();
        expect((await plans()).sort()).to.deep.equal(['pro', 'team-2']);
        expect((await on('POST', 'checkout', { tier: 'team-2' })).status).to.equal(200);
    });

    it('gives no tier, and the one of the row after that is there', async () => {
        const bob = await stage.newUser();
        const customer = stage.stripe.account.addCustomer({ [USER_ID]: bob.id }).id;
        stage.stripe.account.subscribe(customer, PRICES.enterprise);
        const billing = billingOf(stage.cloud, stage.stripe, environment());
        await billing.reconciliation().run();
        expect(await stage.tierOf(bob)).to.equal('free');
        await addTier();
        await billing.reconciliation().run();
        expect(await stage.tierOf(bob)).to.equal('team-2');
    });

    it('is named in the log at the start, as are prices that Stripe does not sell', async () => {
        const { account } = stage.stripe;
        account.prices.set('price_old', { ...account.addPrice('price_old'), active: false });
        account.prices.set('price_live', { ...account.addPrice('price_live'), livemode: true });
        account.prices.set('price_once', { ...account.addPrice('price_once'), recurring: null as never });
        const recurring = { interval: 'month', interval_count: 3 } as const;
        account.prices.set('price_quarter', { ...account.addPrice('price_quarter'), recurring });
        const settings = readBillingSettings({
            ...environment(),
            STRIPE_PRICE_PRO: `${PRICES.pro}, price_missing, price_old, price_live, price_once, price_quarter`
        });
        const logged: string[] = [];
        const log = createLog(
            new Writable({
                write: (chunk, _encoding, done) => {
                    const { message, level } = JSON.parse(String(chunk)) as Record<string, unknown>;
                    logged.push(`${String(level)} ${String(message)}`);
                    done();
                }
            })
        );
        const access = { ...stage.cloud, tiers: () => Promise.resolve([{ tier: 'pro' }]) };
        const billing = settings && createBilling(settings, access, log, new Metrics());
        await billing?.check.run();
        expect(logged).to.deep.equal([
            '40 STRIPE_PRICE_TEAM_2 sells nothing: tier_limits has not exactly one tier of that name',
            '40 STRIPE_PRICE_PRO has a price that Stripe does not have in test mode',
            '40 STRIPE_PRICE_PRO has a price that is archived',
            '40 STRIPE_PRICE_PRO has a price that Stripe does not have in test mode',
            '40 STRIPE_PRICE_PRO has a price that is paid only once',
            '40 STRIPE_PRICE_PRO has a price that is paid neither by the month nor by the year'
        ]);
    });

    const isNotSold = async (changes: Partial<Price>): Promise<void> => {
        const pro = stage.stripe.account.prices.get(PRICES.pro) ?? expect.fail();
        const other = await startTestGateway(stage.cloud, { ...environment(), STRIPE_PRICE_PRO: PRICES.pro });
        try {
            stage.stripe.account.prices.set(PRICES.pro, { ...pro, ...changes });
            const user = await GatewayUser.signUp(stage.cloud, other.url);
            expect((await user.send('GET', '/api/v1/billing/plans')).body).to.deep.equal({ data: [] });
            const answer = await user.send('POST', '/api/v1/billing/checkout', { json: { tier: 'pro' } });
            expect(answer.status).to.equal(422);
            expect(errorOf(answer).message).to.match(/Ask the administrator/);
        } finally {
            stage.stripe.account.prices.set(PRICES.pro, pro);
            await other.stop();
        }
    };

    it('is not sold either when Stripe sells none of its prices', () => isNotSold({ active: false }));

    it('is not sold either when its only price is paid each three months', () =>
        isNotSold({ recurring: { interval: 'month', interval_count: 3 } }));
});
