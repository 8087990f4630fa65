// SPDX-License-Identifier: MIT

import { withDatabase } from '@sanyam/test-kit/database';
import { sendEvent } from '@sanyam/test-kit/stripe/signature';
import { expect } from 'chai';
import { USER_ID } from '../billing/read-subscription';
import { PRICES, stageBilling, WEBHOOK_SECRET } from './billing-stage';
import { type GatewayUser, send } from './gateway-user';

describe('the rarer events of Stripe', () => {
    const stage = stageBilling();
    let ada: GatewayUser;
    let customer: string;
    beforeEach(async () => {
        ada = await stage.newUser();
        customer = stage.stripe.account.addCustomer({ [USER_ID]: ada.id }).id;
    });

    /** Sends the event that was made last. Returns its type and what came of it, by the table of events. */
    async function sendLast(): Promise<unknown[]> {
        const event = stage.stripe.account.events.at(-1);
        expect(await sendEvent(event ?? {}, stage.webhook, WEBHOOK_SECRET)).to.equal(200);
        const [row] = await withDatabase(stage.cloud, database =>
            database.query('select type, state, result from sanyam_private.billing_events where id = $1', [event?.id])
        );
        return Object.values(row ?? {});
    }

    /** The tier of the user, and what the notice of the plan is made from. */
    async function plan(): Promise<unknown> {
        const { body } = await ada.send('GET', '/api/v1/me');
        const { profile, subscription } = (body as { data: { profile: { tier: string }; subscription: object } }).data;
        return { ...subscription, tier: profile.tier };
    }

    function audit(): Promise<unknown[]> {
        return withDatabase(stage.cloud, database =>
            database.query(
                `select action, after from public.audit_log
                 where user_id = $1 and (action like 'payment.%' or action = 'tier.changed') order by id`,
                [ada.id]
            )
        );
    }

    it('customer.subscription.resumed gives the plan back that the pause took [FR-129]', async () => {
        const { account } = stage.stripe;
        const { id } = account.subscribe(customer, PRICES.pro);
        await stage.deliver();
        account.setStatus(id, 'paused');
        expect(await sendLast()).to.deep.equal(['customer.subscription.paused', 'done', 'applied']);
        expect(await plan()).to.include({ tier: 'free', status: 'paused', is_active: false });
        account.setStatus(id, 'active');
        expect(await sendLast()).to.deep.equal(['customer.subscription.resumed', 'done', 'applied']);
        expect(await plan()).to.include({ tier: 'pro', status: 'active', is_active: true, pay_until: null });
        const rows = (await audit()) as { action: string; after: { tier: string } }[];
        expect(rows.map(({ action, after }) => [action, after.tier])).to.deep.equal([
            ['tier.changed', 'pro'],
            ['tier.changed', 'free'],
            ['tier.changed', 'pro']
        ]);
    });

    it('customer.subscription.trial_will_end reads the subscription, and takes nothing while the trial goes on', async () => {
        const { account } = stage.stripe;
        const { id } = account.subscribe(customer, PRICES.pro, 'trialing');
        // The event of its creation was lost.
        account.announceTrialEnd(id);
        expect(await sendLast()).to.deep.equal(['customer.subscription.trial_will_end', 'done', 'applied']);
        const trialing = { tier: 'pro', status: 'trialing', is_active: true, pay_until: null };
        expect(await plan()).to.include({ ...trialing, cancel_at_period_end: false });
        expect(await audit())
            .to.have.length(1)
            .with.nested.property('[0].after.tier', 'pro');
        account.announceTrialEnd(id);
        await sendLast();
        expect(await plan()).to.include(trialing);
        expect(await audit()).to.have.length(1);
    });

    it('charge.dispute.closed is a row of the audit log with how it ended, and changes no tier', async () => {
        const { account } = stage.stripe;
        account.subscribe(customer, PRICES.pro);
        await stage.deliver();
        const [charge] = [...account.charges.values()].filter(each => each.customer === customer);
        account.dispute(charge?.id ?? '', 'closed');
        expect(await sendLast()).to.deep.equal(['charge.dispute.closed', 'done', 'noted']);
        expect((await audit()).at(-1)).to.deep.equal({
            action: 'payment.disputed',
            after: { amount: 900, currency: 'eur', charge_id: charge?.id, reason: 'fraudulent', status: 'lost' }
        });
        expect(await plan()).to.include({ tier: 'pro', status: 'active', is_active: true });
        const { text } = await send(stage.gateway.url, 'GET', '/metrics');
        expect(text).to.contain('sanyam_billing_events_total{type="charge.dispute.closed",result="noted"} 1');
    });
});
