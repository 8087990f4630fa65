// SPDX-License-Identifier: MIT

import { StripeError } from '@sanyam/test-kit/stripe/api';
import { expect } from 'chai';
import { stageBilling } from './billing-stage';
import { judgeBy, readContract } from './contract';
import { type Answer, errorOf, type GatewayUser } from './gateway-user';

const invalid = { type: 'invalid_request_error', message: 'Told to nobody: sk_test_standin.' };

describe('a request that Stripe refuses', () => {
    const stage = stageBilling();
    let ada: GatewayUser;
    let judge: (operationId: string, answer: Answer) => void;
    before(async () => {
        judge = judgeBy(await readContract(stage.gateway.url));
    });
    beforeEach(async () => {
        ada = await stage.newUser();
    });
    afterEach(() => {
        stage.stripe.refuse = () => undefined;
    });

    const refuse = (request: RegExp, status: number, error: object) => {
        stage.stripe.refuse = asked =>
            request.test(asked) ? new StripeError(status, { ...invalid, ...error }) : undefined;
    };
    const ask = async (what: 'checkout' | 'portal' | 'plans') => {
        const answer = await (what === 'plans'
            ? ada.send('GET', '/api/v1/billing/plans')
            : ada.send('POST', `/api/v1/billing/${what}`, what === 'checkout' ? { json: { tier: 'pro' } } : {}));
        judge(`billing.${what}`, answer);
        return answer;
    };
    const outcomeOf = (answer: Answer) => [answer.status, errorOf(answer).code];

    for (const [what, operation, request, status, error] of [
        ['the currency of the customer', 'checkout', /^POST \/checkout/, 400, { param: 'line_items[0]' }],
        ['an archived price', 'checkout', /^POST \/checkout/, 400, { code: 'price_inactive', param: 'line_items' }],
        ['a price of another mode', 'checkout', /^POST \/checkout/, 404, { code: 'resource_missing', param: 'price' }],
        ['an expired key', 'checkout', /./, 401, { code: 'api_key_expired' }],
        ['a restricted key', 'checkout', /^POST \/customers/, 403, { code: 'more_permissions_required' }],
        ['a portal that is not set up', 'portal', /^POST \/billing_portal/, 400, { param: 'configuration' }]
    ] as const) {
        it(`for ${what} gets 409, and the log says what the administrator needs`, async () => {
            if (operation === 'portal') {
                await ask('checkout');
            }
            refuse(request, status, error);
            const answer = await ask(operation);
            expect(outcomeOf(answer)).to.deep.equal([409, 'PAYMENT_SERVICE_REFUSED']);
            expect(errorOf(answer).message).to.contain('administrator');
            expect(answer.headers.get('Retry-After')).to.equal(null);
            const line = stage.gateway.logged.at(-2) ?? {};
            expect(line['message']).to.match(/^Stripe refused a request/);
            expect(line['failure']).to.include({ status, ...error });
            expect(line['failure'])
                .to.have.property('type')
                .that.matches(/^Stripe\w+Error$/);
            expect(line['failure']).to.have.property('request_id').that.matches(/^req_/);
            expect(JSON.stringify(stage.gateway.logged)).not.to.contain('sk_test_standin');
        });
    }

    it('works again as soon as the administrator has acted', async () => {
        refuse(/^POST \/checkout/, 400, {});
        expect((await ask('checkout')).status).to.equal(409);
        stage.stripe.refuse = () => undefined;
        expect((await ask('checkout')).status).to.equal(200);
    });

    it('for the list of plans gets 409, too, and is made again', async () => {
        refuse(/^GET \/prices/, 401, { code: 'api_key_expired' });
        expect(outcomeOf(await ask('plans'))).to.deep.equal([409, 'PAYMENT_SERVICE_REFUSED']);
        stage.stripe.refuse = () => undefined;
        expect((await ask('plans')).status).to.equal(200);
    });

    for (const [what, status, error] of [
        ['because of its idempotency key', 400, { type: 'idempotency_error' }],
        ['because too many came', 429, { code: 'rate_limit' }],
        ['for a payment', 402, { type: 'card_error' }]
    ] as const) {
        it(`${what} gets 503, because it can work later`, async () => {
            refuse(/^POST \/customers/, status, error);
            expect(outcomeOf(await ask('checkout'))).to.deep.equal([503, 'SERVICE_UNAVAILABLE']);
        });
    }
});
