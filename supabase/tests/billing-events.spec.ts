// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import { z } from 'zod';
import { BillingCaller, newId } from './support/billing-calls.js';
import { describeOnCloud } from './support/describe-on-cloud.js';

const storedSchema = z.strictObject({ is_done: z.boolean(), read_number: z.int() });

describeOnCloud('an event of the payment service', stage => {
    let billing: BillingCaller;
    let event_id: string;
    before(() => {
        billing = new BillingCaller(stage);
    });
    beforeEach(() => {
        event_id = newId('evt');
    });

    const store = (changes: object = {}) =>
        billing.system.expectSuccess(storedSchema, 'store_billing_event', {
            event_id,
            event_type: 'charge.refunded',
            created_at: new Date().toISOString(),
            ...changes
        });
    const finish = (changes: object) => billing.call('finish_billing_event', { event_id, ...changes });
    const row = async () =>
        (
            await stage.database.query(
                'select state, result, attempts, error from sanyam_private.billing_events where id = $1',
                [event_id]
            )
        )[0];
    const due = () =>
        stage.database.query(
            `update sanyam_private.billing_events set next_attempt_at = now() - interval '100 years' where id = $1`,
            [event_id]
        );
    const take = async () => {
        const { data } = await billing.call('take_billing_events', { batch_size: 1 });
        return z.array(z.looseObject({ id: z.string() })).parse(data);
    };

    it('is stored once, and is not done until it is finished', async () => {
        expect(await store()).to.include({ is_done: false });
        expect(await store()).to.include({ is_done: false });
        expect(await row()).to.deep.equal({ state: 'received', result: null, attempts: 2, error: null });
        await finish({ result: 'applied' });
        expect(await store()).to.include({ is_done: true });
        expect(await row()).to.deep.equal({ state: 'done', result: 'applied', attempts: 2, error: null });
        expect(await store({ again: true })).to.include({ is_done: false });
    });

    it('gives each attempt a larger number', async () => {
        const first = await store();
        const second = await store();
        expect(second.read_number).to.be.greaterThan(first.read_number);
    });

    it('that failed keeps its error, and is due again later', async () => {
        await store();
        await finish({ error: 'x'.repeat(1000) });
        expect(await row()).to.deep.equal({ state: 'failed', result: null, attempts: 1, error: 'x'.repeat(500) });
        await due();
        expect(await take()).to.have.nested.property('[0].id', event_id);
        expect((await take()).map(({ id }) => id)).not.to.include(event_id);
        await finish({ result: 'applied' });
        expect(await row()).to.deep.equal({ state: 'done', result: 'applied', attempts: 2, error: null });
    });

    it('that a gateway left in the middle is due again', async () => {
        await store();
        await due();
        expect(await take()).to.have.nested.property('[0].id', event_id);
    });

    it('is taken by one of many gateways', async () => {
        await store();
        await due();
        const taken = await Promise.all(Array.from({ length: 8 }, take));
        expect(taken.flat().filter(({ id }) => id === event_id)).to.have.length(1);
    });

    it('is no longer tried after 24 attempts, which are 3.85 days', async () => {
        await store();
        const setAttempts = (attempts: number) =>
            stage.database.query('update sanyam_private.billing_events set attempts = $2 where id = $1', [
                event_id,
                attempts
            ]);
        await setAttempts(23);
        await due();
        expect((await take()).map(({ id }) => id)).to.include(event_id);
        await due();
        expect((await take()).map(({ id }) => id)).not.to.include(event_id);
        const [pauses] = await stage.database.query(
            `select round(extract(epoch from sum(sanyam_private.next_attempt(n) - sanyam_private.clock())) / 86400, 2)
                 ::float as days
             from generate_series(1, 23) n`
        );
        expect(pauses).to.deep.equal({ days: 3.85 });
    });

    it('about a payment adds one row to the log of its user', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const customer_id = newId('cus');
        await billing.call('link_customer', { user_id: ada.id, customer_id });
        const facts = { amount: 900, currency: 'eur' };
        await store({ facts: JSON.stringify(facts) });
        const audited = { result: 'noted', action: 'payment.refunded', customer_id };
        await Promise.all([finish(audited), finish(audited), finish(audited)]);
        await store({ again: true });
        await finish(audited);
        const { data } = await ada.client.from('audit_log').select('action, actor_role, before, after');
        expect(data).to.deep.equal([
            { action: 'payment.refunded', actor_role: 'service_role', before: null, after: facts }
        ]);
    });

    it('is refused with a size or an action that nobody needs', async () => {
        const wordy = await billing.call('store_billing_event', {
            event_id,
            event_type: 'a',
            created_at: new Date().toISOString(),
            facts: JSON.stringify({ text: 'x'.repeat(1000) })
        });
        expect([wordy.status, wordy.error?.message]).to.deep.equal([422, 'VALIDATION_ERROR']);
        const long = await billing.call('store_billing_event', {
            event_id: 'x'.repeat(256),
            event_type: 'a',
            created_at: new Date().toISOString()
        });
        expect(long.status).to.equal(422);
        expect((await finish({ action: 'tier.changed' })).status).to.equal(422);
    });

    it('answers false when it is finished without having been stored', async () => {
        expect((await finish({ result: 'applied' })).data).to.equal(false);
    });
});
