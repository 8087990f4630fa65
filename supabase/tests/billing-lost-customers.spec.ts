// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import { BillingCaller, newId } from './support/billing-calls.js';
import { describeOnCloud } from './support/describe-on-cloud.js';

describeOnCloud('a customer that the payment service has lost', stage => {
    let billing: BillingCaller;
    let ada: Persona;
    let eve: Persona;
    let lost: string;
    before(() => {
        billing = new BillingCaller(stage);
    });
    beforeEach(async () => {
        [ada, eve] = await Promise.all([Persona.signUp(stage.cloud), Persona.signUp(stage.cloud)]);
        lost = newId('cus');
        expect(await link(ada, lost)).to.equal(lost);
    });

    const link = async (user: Persona, customer_id: string, lost_customer_id: string | null = null): Promise<unknown> =>
        (await billing.call('link_customer', { user_id: user.id, customer_id, lost_customer_id })).data;
    const tier = async () => (await ada.account()).profile.tier;

    it('is replaced only if it is still that of the user', async () => {
        const [second, third] = [newId('cus'), newId('cus')];
        expect(await link(ada, second, newId('cus'))).to.equal(lost);
        expect(await link(ada, second, lost)).to.equal(second);
        expect(await link(ada, third, lost)).to.equal(second);
        expect(await link(eve, lost)).to.equal(lost);
    });

    it('is not replaced by the customer of another user', async () => {
        const hers = newId('cus');
        await link(eve, hers);
        expect(await link(ada, hers, lost)).to.equal(lost);
        expect(await link(eve, hers)).to.equal(hers);
    });

    it('is replaced once by many requests at the same time', async () => {
        const answers = await Promise.all(Array.from({ length: 8 }, () => link(ada, newId('cus'), lost)));
        expect(new Set(answers).size).to.equal(1);
        expect(answers[0]).not.to.equal(lost);
    });

    it('is replaced by that of a new subscription, but not in a dry run', async () => {
        const state = { subscription_id: newId('sub'), customer_id: newId('cus'), claimed_user_id: ada.id };
        expect(await billing.apply(state)).to.include({ result: 'other_customer', customer_id: lost });
        expect(await billing.apply({ ...state, lost_customer_id: lost, dry_run: true })).to.include({ tier: 'pro' });
        expect(await tier()).to.equal('free');
        expect(await billing.apply({ ...state, lost_customer_id: newId('cus') })).to.include({ customer_id: lost });
        expect(await billing.apply({ ...state, lost_customer_id: lost })).to.include({ result: 'applied' });
        expect(await tier()).to.equal('pro');
    });

    it('leaves its subscription to the user: its late end takes the plan, unless another one holds it', async () => {
        const [old, next] = [newId('sub'), newId('sub')];
        const ended = { subscription_id: old, customer_id: lost, status: 'canceled', holds: false } as const;
        await billing.apply({ subscription_id: old, customer_id: lost });
        const second = newId('cus');
        await link(ada, second, lost);
        expect(await tier()).to.equal('pro');
        await billing.apply({ subscription_id: next, customer_id: second, tiers: ['enterprise'] });
        expect(await billing.apply(ended)).to.include({ result: 'applied', tier: 'enterprise' });
        await billing.apply({ ...ended, subscription_id: next, customer_id: second });
        expect(await tier()).to.equal('free');
    });

    it('gives nothing to its former user with a subscription that was never known', async () => {
        const second = newId('cus');
        await link(ada, second, lost);
        const late = { subscription_id: newId('sub'), customer_id: lost };
        expect(await billing.apply(late)).to.deep.equal({ result: 'unknown_customer' });
        expect(await billing.apply({ ...late, claimed_user_id: ada.id })).to.include({ result: 'other_customer' });
        expect(await tier()).to.equal('free');
    });
});
