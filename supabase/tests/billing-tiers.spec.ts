// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { authenticate, createKey } from './support/api-key-calls.js';
import { BillingCaller, newId } from './support/billing-calls.js';
import { describeOnCloud } from './support/describe-on-cloud.js';

const ENDED = { status: 'canceled', holds: false } as const;

describeOnCloud('the tier of a user with subscriptions', stage => {
    let billing: BillingCaller;
    let ada: Persona;
    let customer_id: string;
    let subscription_id: string;

    before(() => {
        billing = new BillingCaller(stage);
    });
    beforeEach(async () => {
        ada = await Persona.signUp(stage.cloud);
        customer_id = newId('cus');
        subscription_id = newId('sub');
        expect((await billing.call('link_customer', { user_id: ada.id, customer_id })).data).to.equal(customer_id);
    });

    const tier = async () => (await ada.account()).profile.tier;
    const apply = (changes: Parameters<BillingCaller['apply']>[0] | object = {}, readNumber?: number) =>
        billing.apply({ subscription_id, customer_id, ...changes }, readNumber);

    it('is that of the subscription, and free when it ends [FR-129]', async () => {
        expect(await apply()).to.include({ result: 'applied', tier_before: 'free', tier: 'pro' });
        expect(await tier()).to.equal('pro');
        expect(await apply({ tiers: ['enterprise'] })).to.include({ tier_before: 'pro', tier: 'enterprise' });
        expect(await apply(ENDED)).to.include({ tier_before: 'enterprise', tier: 'free' });
        expect(await tier()).to.equal('free');
    });

    it('falls with all that a downgrade does, and the log says why [FR-078, FR-079, FR-130]', async () => {
        await apply();
        const key = await createKey(ada);
        await apply(ENDED);
        expect(await authenticate(stage, key.secret)).to.include({ status: 'revoked', allowed: false });
        const { data } = await ada.client.from('audit_log').select('action, actor_role, after').order('id');
        expect(data?.at(-2)).to.deep.equal({
            action: 'tier.changed',
            actor_role: 'service_role',
            after: { tier: 'free', reason: `subscription ${subscription_id}: canceled` }
        });
    });

    it('is not changed by a state that was read earlier', async () => {
        const early = await billing.startRead();
        await apply(ENDED);
        expect(await apply({}, early)).to.include({ result: 'older' });
        expect(await tier()).to.equal('free');
    });

    it('is the newest state after many writes in any order at the same time', async () => {
        const numbers: number[] = [];
        for (let read = 0; read < 20; read++) {
            numbers.push(await billing.startRead());
        }
        const newest = Math.max(...numbers);
        await Promise.all(
            numbers.reverse().map(number => apply({ tiers: [number === newest ? 'enterprise' : 'pro'] }, number))
        );
        expect(await tier()).to.equal('enterprise');
    });

    it('is the larger one of two subscriptions, until that ends', async () => {
        const other = newId('sub');
        await apply({ tiers: ['enterprise'] });
        await apply({ subscription_id: other, tiers: ['pro'] });
        expect(await tier()).to.equal('enterprise');
        await apply(ENDED);
        expect(await tier()).to.equal('pro');
        await apply({ subscription_id: other, ...ENDED });
        expect(await tier()).to.equal('free');
    });

    it('is the largest of the prices of one subscription, and an unknown tier is the smallest', async () => {
        expect(await apply({ tiers: ['pro', 'enterprise', 'pro'] })).to.include({ tier: 'enterprise' });
        expect(await apply({ tiers: [`tier_${randomUUID()}`, 'pro'] })).to.include({ tier: 'pro' });
    });

    it('stays when somebody set it by hand and no subscription holds a plan', async () => {
        await stage.database.setTier(ada.id, 'enterprise');
        await apply(ENDED);
        await apply({ subscription_id: newId('sub'), status: 'incomplete', holds: false });
        expect(await tier()).to.equal('enterprise');
    });

    it('stays when somebody set it by hand in place of what billing gave', async () => {
        await apply();
        await stage.database.setTier(ada.id, 'enterprise');
        await apply(ENDED);
        expect(await tier()).to.equal('enterprise');
        await apply(ENDED);
        expect(await tier()).to.equal('enterprise');
    });

    it('holds until the time to pay is over, and falls then without any event', async () => {
        const soon = new Date(Date.now() + 60_000).toISOString();
        await apply({ status: 'past_due', holds_until: soon });
        expect(await tier()).to.equal('pro');
        const shown = (await ada.account()).subscription;
        expect(shown).to.include({ status: 'past_due', is_active: true, tier: 'pro', cancel_at_period_end: false });
        expect(Date.parse(shown?.pay_until ?? '')).to.equal(Date.parse(soon));
        await stage.database.query(
            `update sanyam_private.billing_subscriptions set holds_until = now() - interval '1 s' where id = $1`,
            [subscription_id]
        );
        const lapsed = async (): Promise<unknown> =>
            (await billing.call('list_lapsed_plans', { batch_size: 1000 })).data;
        expect(await lapsed()).to.include(ada.id);
        const { data } = await billing.call('degrade_tier', { user_id: ada.id, reason: 'the time to pay is over' });
        expect(data).to.include({ tier_before: 'pro', tier: 'free' });
        expect(data).to.have.nested.property('tier_limits.tier', 'free');
        expect(await tier()).to.equal('free');
        expect((await ada.account()).subscription).to.include({ is_active: false, status: 'past_due' });
        expect(await lapsed()).not.to.include(ada.id);
    });

    it('is lowered by degrade_tier only if nothing holds it: a plan that is paid for and a tier set by hand stay', async () => {
        const degrade = async (): Promise<unknown> => (await billing.call('degrade_tier', { user_id: ada.id })).data;
        await stage.database.setTier(ada.id, 'enterprise');
        expect(await degrade()).to.include({ tier_before: 'enterprise', tier: 'enterprise' });
        await apply();
        expect(await degrade()).to.include({ tier_before: 'pro', tier: 'pro' });
        await apply({ holds: false, status: 'canceled' });
        expect(await degrade()).to.include({ tier_before: 'free', tier: 'free' });
        const unknown = await billing.call('degrade_tier', { user_id: randomUUID() });
        expect(unknown.error?.message).to.equal('NOT_FOUND');
        const wordy = await billing.call('degrade_tier', { user_id: ada.id, reason: 'x'.repeat(501) });
        expect(wordy.error?.message).to.equal('VALIDATION_ERROR');
    });

    it('does not hold when the time to pay was over before the state was read', async () => {
        const past = new Date(Date.now() - 60_000).toISOString();
        expect(await apply({ status: 'past_due', holds_until: past })).to.include({ tier: 'free' });
    });

    it('changes nothing in a dry run, which answers the same', async () => {
        expect(await apply({ dry_run: true })).to.include({ result: 'applied', tier_before: 'free', tier: 'pro' });
        expect(await tier()).to.equal('free');
        expect((await ada.account()).subscription).to.equal(null);
        const { data } = await ada.client.from('audit_log').select('action');
        expect(data).to.deep.equal([]);
    });

    it('is free for a user who never bought a plan, whose account has no subscription', async () => {
        expect((await ada.account()).subscription).to.equal(null);
    });

    it('is that of the installation for new users when a subscription ends', async () => {
        await apply();
        const client = new pg.Client({ connectionString: stage.cloud.databaseUrl });
        await client.connect();
        try {
            // Rolled back when the connection ends: other tests share the settings.
            await client.query(`begin; update sanyam_private.settings set default_tier = 'enterprise'`);
            await client.query('update sanyam_private.billing_subscriptions set holds = false where id = $1', [
                subscription_id
            ]);
            const { rows } = await client.query(`select sanyam_private.settle_tier($1, 'it ended') as tier`, [ada.id]);
            expect(rows).to.deep.equal([{ tier: 'enterprise' }]);
        } finally {
            await client.end();
        }
    });
});

describeOnCloud('a customer of the payment service', stage => {
    let billing: BillingCaller;
    let ada: Persona;
    let eve: Persona;
    before(() => {
        billing = new BillingCaller(stage);
    });
    beforeEach(async () => {
        ada = await Persona.signUp(stage.cloud);
        eve = await Persona.signUp(stage.cloud);
    });

    const link = async (user: Persona, customer_id: string) =>
        (await billing.call('link_customer', { user_id: user.id, customer_id })).data;

    it('belongs to one user, and a user keeps the first', async () => {
        const [first, second] = [newId('cus'), newId('cus')];
        expect(await link(ada, first)).to.equal(first);
        expect(await link(ada, second)).to.equal(first);
        expect(await link(eve, first)).to.equal(null);
        expect(await link(eve, second)).to.equal(second);
        const unknown = await billing.call('link_customer', { user_id: randomUUID(), customer_id: newId('cus') });
        expect(unknown.data).to.equal(null);
    });

    it('of one user that names another one gives the other one nothing', async () => {
        const [own, others] = [newId('cus'), newId('cus')];
        await link(ada, own);
        await link(eve, others);
        const outcome = await billing.apply({
            subscription_id: newId('sub'),
            customer_id: others,
            claimed_user_id: ada.id
        });
        expect(outcome).to.include({ result: 'applied', user_id: eve.id, is_claimed_by_other: true });
        expect((await ada.account()).profile.tier).to.equal('free');
    });

    it('that is unknown and names a user with another customer is refused', async () => {
        const own = newId('cus');
        await link(ada, own);
        const outcome = await billing.apply({
            subscription_id: newId('sub'),
            customer_id: newId('cus'),
            claimed_user_id: ada.id
        });
        expect(outcome).to.deep.equal({ result: 'other_customer', user_id: ada.id, customer_id: own });
        expect((await ada.account()).profile.tier).to.equal('free');
    });

    it('that is unknown and names nobody, or a user who does not exist, changes nothing', async () => {
        const ids = { subscription_id: newId('sub'), customer_id: newId('cus') };
        expect(await billing.apply(ids)).to.deep.equal({ result: 'unknown_customer' });
        expect(await billing.apply({ ...ids, claimed_user_id: randomUUID() })).to.include({ result: 'unknown_user' });
    });

    it('that is unknown becomes that of the user whom it names', async () => {
        const customer_id = newId('cus');
        const subscription_id = newId('sub');
        await billing.apply({ subscription_id, customer_id, claimed_user_id: ada.id });
        expect((await billing.call('billing_account', { user_id: ada.id })).data).to.deep.equal({
            email: ada.email,
            tier: 'pro',
            customer_id,
            subscriptions: [
                {
                    id: subscription_id,
                    tier: 'pro',
                    status: 'active',
                    is_active: true,
                    pay_until: null,
                    period_end: null,
                    cancel_at_period_end: false
                }
            ]
        });
    });

    it('keeps its subscription when another customer brings one with the same id', async () => {
        const [own, others, subscription_id] = [newId('cus'), newId('cus'), newId('sub')];
        await link(ada, own);
        await link(eve, others);
        await billing.apply({ subscription_id, customer_id: own });
        expect(await billing.apply({ subscription_id, customer_id: others })).to.include({ result: 'older' });
        expect((await eve.account()).profile.tier).to.equal('free');
    });

    it('goes with its account', async () => {
        const customer_id = newId('cus');
        await billing.apply({ subscription_id: newId('sub'), customer_id, claimed_user_id: ada.id });
        const ids = { subscription_id: newId('sub'), customer_id };
        await ada.call('delete_my_account');
        const late = await billing.apply({ ...ids, claimed_user_id: ada.id });
        expect(late).to.deep.equal({ result: 'unknown_user', user_id: ada.id, is_deleted: true });
        const never = await billing.apply({ ...ids, claimed_user_id: randomUUID() });
        expect(never).to.include({ result: 'unknown_user', is_deleted: false });
        const rows = await stage.database.query('select from sanyam_private.billing_accounts where customer_id = $1', [
            customer_id
        ]);
        expect(rows).to.deep.equal([]);
    });
});
