// SPDX-License-Identifier: MIT

import { withDatabase } from '@sanyam/test-kit/database';
import { expect } from 'chai';
import { z } from 'zod';
import { USER_ID } from '../billing/read-subscription';
import { billingOf, stageBilling, WEBHOOK_SECRET } from './billing-stage';
import { errorOf, type GatewayUser } from './gateway-user';

const DAY = 86_400;
/** The document limit of the free tier. */
const FREE_DOCUMENTS = 5;

const urlSchema = z.object({ data: z.object({ url: z.url() }) });
const listSchema = z.object({ data: z.array(z.object({ id: z.string(), read_only_reason: z.string().nullable() })) });
const keySchema = z.object({ data: z.object({ secret: z.string() }) });
const accountSchema = z.object({
    data: z.object({
        profile: z.object({ tier: z.string() }),
        subscription: z.object({ status: z.string(), is_active: z.boolean(), pay_until: z.string().nullable() })
    })
});

/** The steps follow one another, as in the life of a user. */
describe('the life of a subscription', () => {
    const seconds = () => Math.floor(Date.now() / 1000);
    /** The clock of Stripe is two months behind, so that it can move until now. */
    const stage = stageBilling(() => seconds() - 60 * DAY);
    let ada: GatewayUser;
    let ids: string[];
    let secret: string;

    before(async () => {
        stage.stripe.deliverTo(stage.webhook, WEBHOOK_SECRET);
        ada = await stage.newUser();
        ids = [];
        for (let count = 0; count < FREE_DOCUMENTS; count++) {
            ids.push(await ada.create({ name: `document ${count}.md` }));
        }
    });

    const pageOf = async (what: 'checkout' | 'portal') => {
        const answer = await ada.send('POST', `/api/v1/billing/${what}`, { json: { tier: 'pro' } });
        return urlSchema.parse(answer.body).data.url;
    };
    /** Presses a button of a page of Stripe, and waits until the gateway has the events. */
    const press = async (page: string, button: string) => {
        const url = new URL(page);
        url.pathname += `/${button}`;
        const answer = await fetch(url, { method: 'POST', redirect: 'manual' });
        expect(answer.status).to.equal(303);
        await stage.stripe.delivered();
    };
    const readOnly = async () => {
        const { body } = await ada.send('GET', '/api/v1/documents?limit=100');
        return listSchema.parse(body).data.flatMap(({ id, read_only_reason: reason }) => (reason === null ? [] : [id]));
    };
    const account = async () => accountSchema.parse((await ada.send('GET', '/api/v1/me')).body).data;

    it('begins with a limit, which the plan lifts as soon as it is paid [FR-074, FR-129]', async () => {
        const json = { name: 'one more.md', language_id: 'markdown', content: '' };
        const refused = await ada.send('POST', '/api/v1/documents', { json });
        expect([refused.status, errorOf(refused).code]).to.deep.equal([403, 'TIER_LIMIT_EXCEEDED']);
        await press(await pageOf('checkout'), 'pay');
        expect(await stage.tierOf(ada)).to.equal('pro');
        ids.push(await ada.create(json), await ada.create(json));
        const key = await ada.send('POST', '/api/v1/api-keys', { json: { name: 'key', scopes: ['documents:read'] } });
        secret = keySchema.parse(key.body).data.secret;
    });

    it('goes on for 7 days after a payment failed, and tells the user until when', async () => {
        const sixDaysAgo = seconds() - 6 * DAY;
        stage.stripe.account.now = sixDaysAgo;
        await press(await pageOf('portal'), 'stop-paying');
        const { profile, subscription } = await account();
        expect(profile.tier).to.equal('pro');
        expect(subscription).to.include({ status: 'past_due', is_active: true });
        expect(Date.parse(subscription.pay_until ?? '')).to.equal((sixDaysAgo + 7 * DAY) * 1000);
    });

    it('ends without any event when the 7 days are over: documents are read-only, and the key is revoked [FR-073, FR-078, FR-079]', async () => {
        await withDatabase(stage.cloud, database =>
            database.query(
                `update sanyam_private.billing_subscriptions set holds_until = now() - interval '1 s' where user_id = $1`,
                [ada.id]
            )
        );
        await billingOf(stage.cloud, stage.stripe).watch.look();
        expect((await account()).subscription).to.include({ status: 'past_due', is_active: false });
        expect(await stage.tierOf(ada)).to.equal('free');
        expect(await readOnly()).to.have.members(ids.slice(0, 2));
        expect((await ada.sendAs(secret, 'GET', '/api/v1/documents')).status).to.equal(401);
    });

    it('comes back with a payment, with everything but the key', async () => {
        await press(await pageOf('portal'), 'pay');
        expect(await stage.tierOf(ada)).to.equal('pro');
        expect(await readOnly()).to.deep.equal([]);
        expect((await ada.sendAs(secret, 'GET', '/api/v1/documents')).status).to.equal(401);
    });

    it('goes on until the end of its period when the user cancels, and ends then [FR-130]', async () => {
        await press(await pageOf('portal'), 'cancel-later');
        expect((await ada.send('GET', '/api/v1/me')).body).to.have.nested.property(
            'data.subscription.cancel_at_period_end',
            true
        );
        expect(await stage.tierOf(ada)).to.equal('pro');
        stage.stripe.account.advance(1);
        await stage.stripe.delivered();
        expect(await stage.tierOf(ada)).to.equal('free');
        expect((await account()).subscription).to.include({ status: 'canceled', is_active: false });
        const customers = [...stage.stripe.account.customers.values()];
        expect(customers.filter(({ metadata }) => metadata[USER_ID] === ada.id)).to.have.length(1);
    });
});
