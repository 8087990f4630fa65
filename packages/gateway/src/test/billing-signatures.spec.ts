// SPDX-License-Identifier: MIT

import { withDatabase } from '@sanyam/test-kit/database';
import type { StripeEvent } from '@sanyam/test-kit/stripe/objects';
import { signatureOf } from '@sanyam/test-kit/stripe/signature';
import { expect } from 'chai';
import { USER_ID } from '../billing/read-subscription';
import { OLD_WEBHOOK_SECRET, PRICES, stageBilling, WEBHOOK_SECRET } from './billing-stage';
import { judgeBy, readContract } from './contract';
import { type Answer, errorOf, type GatewayUser, send } from './gateway-user';

const PATH = '/api/v1/webhooks/billing';
const MINUTE = 60;

describe('the signature of a webhook', () => {
    const stage = stageBilling();
    let ada: GatewayUser;
    let customer: string;
    let judge: (operationId: string, answer: Answer) => void;
    before(async () => {
        judge = judgeBy(await readContract(stage.gateway.url));
    });
    beforeEach(async () => {
        ada = await stage.newUser();
        customer = stage.stripe.account.addCustomer({ [USER_ID]: ada.id }).id;
    });

    const seconds = () => Math.floor(Date.now() / 1000);
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
    const subscribe = (): StripeEvent => {
        stage.stripe.account.subscribe(customer, PRICES.pro);
        const { events } = stage.stripe.account;
        return events.findLast(({ type }) => type === 'customer.subscription.created') as StripeEvent;
    };
    const stored = (id: string) =>
        withDatabase(stage.cloud, database =>
            database.query('select state from sanyam_private.billing_events where id = $1', [id])
        );

    it('accepts each of its secrets during a rotation [FR-128]', async () => {
        expect((await post(subscribe(), OLD_WEBHOOK_SECRET)).status).to.equal(200);
    });

    for (const [what, forge] of Object.entries({
        'no signature': () => '',
        'another secret': (body: string) => signatureOf(body, 'whsec_guess'),
        'an empty secret': (body: string) => signatureOf(body, ''),
        'another body': (body: string) => signatureOf(`${body} `, WEBHOOK_SECRET),
        'an altered time': (body: string) => signatureOf(body, WEBHOOK_SECRET).replace(/t=\d+/, `t=${seconds() - 1}`),
        'a stale time': (body: string) => signatureOf(body, WEBHOOK_SECRET, seconds() - 6 * MINUTE),
        'a time in the future': (body: string) => signatureOf(body, WEBHOOK_SECRET, seconds() + 6 * MINUTE),
        'no time': (body: string) => signatureOf(body, WEBHOOK_SECRET).replace(/t=\d+,/, ''),
        'another scheme': (body: string) => signatureOf(body, WEBHOOK_SECRET).replace('v1=', 'v0='),
        'an empty signature': (body: string) => signatureOf(body, WEBHOOK_SECRET).replace(/v1=.*/, 'v1='),
        'half a signature': (body: string) => signatureOf(body, WEBHOOK_SECRET).slice(0, -32),
        'a header of 10 KB': (body: string) => `${signatureOf(body, WEBHOOK_SECRET)},${'v1=0,'.repeat(2000)}`
    })) {
        it(`refuses ${what} and stores nothing [FR-127, FR-128]`, async () => {
            const event = subscribe();
            const body = JSON.stringify(event);
            const answer = await postSigned(body, forge(body));
            expect([answer.status, errorOf(answer).code]).to.deep.equal([400, 'INVALID_SIGNATURE']);
            expect(await stored(event.id)).to.deep.equal([]);
            expect(await stage.tierOf(ada)).to.equal('free');
        });
    }

    it('refuses an altered body with the signature of the event [FR-128]', async () => {
        const event = subscribe();
        const body = JSON.stringify(event);
        const altered = body.replace(customer, 'cus_another');
        const answer = await postSigned(altered, signatureOf(body, WEBHOOK_SECRET));
        expect([answer.status, errorOf(answer).code]).to.deep.equal([400, 'INVALID_SIGNATURE']);
    });

    it('does nothing for a recorded request, neither soon nor late', async () => {
        const event = subscribe();
        const body = JSON.stringify(event);
        const signature = signatureOf(body, WEBHOOK_SECRET);
        await postSigned(body, signature);
        expect((await postSigned(body, signature)).body).to.deep.equal({ data: { result: 'duplicate' } });
    });

    it('refuses a signed body that is not JSON or not an event', async () => {
        for (const body of [
            '',
            '{',
            'null',
            '[]',
            '"text"',
            '{"id": 7}',
            '{"object": "v2.core.event", "id": 7, "type": "v1.billing.meter.error_report_triggered"}'
        ]) {
            const answer = await postSigned(body, signatureOf(body, WEBHOOK_SECRET));
            expect(answer.status, body).to.equal(400);
        }
    });

    it('answers 200 to a signed thin event, which Stripe would send again for days', async () => {
        for (const object of ['v2.core.event', 'v3.core.event']) {
            const event = {
                id: `evt_thin_${object.slice(0, 2)}`,
                object,
                type: 'v1.customer.subscription.updated',
                created: '2026-11-27T07:00:00.000Z',
                related_object: { id: 'sub_1', type: 'subscription', url: '/v1/subscriptions/sub_1' }
            };
            const answer = await post(event);
            expect([answer.status, answer.body]).to.deep.equal([200, { data: { result: 'unreadable' } }]);
            const line = stage.gateway.logged.find(each => each['event'] === event.id);
            expect(line).to.have.property('message').that.contains('snapshot');
            expect(await stored(event.id)).to.deep.equal([]);
            const forged = await post(event, 'whsec_guess');
            expect([forged.status, errorOf(forged).code]).to.deep.equal([400, 'INVALID_SIGNATURE']);
        }
    });

    it('refuses a signed event whose id, type or time no event of Stripe has', async () => {
        for (const part of [
            { id: 'evt_\0' },
            { id: 'evt_\ud800' },
            { id: 'x'.repeat(256) },
            { type: 'customer.subscription.updated\0' },
            { created: '1' },
            { created: 1.5 },
            { created: -1 },
            { created: 300_000_000_000 },
            { created: 8_640_000_000_001 },
            { created: Number.MAX_SAFE_INTEGER }
        ]) {
            const answer = await post({ ...subscribe(), ...part });
            const { code, message } = errorOf(answer);
            expect([answer.status, code], JSON.stringify(part)).to.deep.equal([400, 'INVALID_JSON']);
            expect(message).to.equal('The body is not an event of Stripe.');
        }
    });

    it('is checked before the shape of the event', async () => {
        const body = JSON.stringify({ ...subscribe(), created: 'yesterday' });
        const answer = await postSigned(body, signatureOf(body, 'whsec_guess'));
        expect([answer.status, errorOf(answer).code]).to.deep.equal([400, 'INVALID_SIGNATURE']);
    });

    it('refuses a body of more than 1 MB', async () => {
        const body = JSON.stringify({ ...subscribe(), more: 'x'.repeat(1024 * 1024) });
        const answer = await postSigned(body, signatureOf(body, WEBHOOK_SECRET));
        expect([answer.status, errorOf(answer).code]).to.deep.equal([413, 'BODY_TOO_LARGE']);
    });
});
