// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { expect } from 'chai';
import { GatewayBilling } from './gateway-billing';

const GATEWAY = 'https://api.example.com';

interface Sent {
    readonly url: string;
    readonly init: RequestInit | undefined;
}

/** Returns the calls of a gateway that answers in this order, and what it was sent. */
function billingWith(
    answers: readonly (Response | Error)[],
    token: string | null = 'first',
    renewed: string | null = 'second'
) {
    const sent: Sent[] = [];
    const left = [...answers];
    const send: typeof fetch = async (input, init) => {
        sent.push({ url: String(input), init });
        const answer = left.shift() ?? new Error('unexpected');
        if (answer instanceof Error) {
            throw answer;
        }
        return answer;
    };
    const session = { accessToken: async () => token, renewToken: async () => renewed };
    return { sent, billing: new GatewayBilling({ gatewayUrl: GATEWAY }, session, send) };
}

function failing(status: number, code: string): Response {
    return Response.json({ error: { code, message: 'A sentence.' } }, { status });
}

async function codeOf(work: Promise<unknown>): Promise<string> {
    const error = await work.then(
        () => undefined,
        (reason: unknown) => reason
    );
    return CloudError.is(error) ? error.code : String(error);
}

describe('the calls of the gateway about plans', () => {
    it('ask for the page on which to buy, as the signed-in user', async () => {
        const { sent, billing } = billingWith([Response.json({ data: { url: 'https://pay.example.com/1' } })]);
        expect(await billing.checkout('pro', 'year')).to.equal('https://pay.example.com/1');
        expect(sent[0]?.url).to.equal(`${GATEWAY}/api/v1/billing/checkout`);
        expect(sent[0]?.init?.body).to.equal('{"tier":"pro","interval":"year"}');
        expect(new Headers(sent[0]?.init?.headers).get('Authorization')).to.equal('Bearer first');
    });

    it('are sent once more with a renewed token', async () => {
        const { sent, billing } = billingWith([failing(401, 'UNAUTHORIZED'), Response.json({ data: [] })]);
        expect(await billing.plans()).to.deep.equal([]);
        expect(new Headers(sent[1]?.init?.headers).get('Authorization')).to.equal('Bearer second');
    });

    it('are not sent again as another user, who has signed in in another window since', async () => {
        const tokenOf = (sub: string): string => `e30.${btoa(JSON.stringify({ sub }))}.signature`;
        const { sent, billing } = billingWith([failing(401, 'UNAUTHORIZED')], tokenOf('ada'), tokenOf('bob'));
        expect(await codeOf(billing.checkout('pro'))).to.equal('UNAUTHORIZED');
        expect(sent).to.have.length(1);
    });

    it('know no plans without a gateway', async () => {
        const session = { accessToken: async () => 'first', renewToken: async () => null };
        const none = new GatewayBilling({}, session, () => Promise.reject(new Error('unexpected')));
        expect(await none.plans()).to.equal(undefined);
    });

    it('ask a gateway that sells nothing again only for a user', async () => {
        const off = failing(503, 'CLOUD_NOT_CONFIGURED');
        const { sent, billing } = billingWith([off, Response.json({ data: [] }), Response.json({ data: [] })]);
        expect(await billing.plans(true)).to.equal(undefined);
        expect(await billing.plans(true)).to.equal(undefined);
        expect(sent).to.have.length(1);
        expect(await billing.plans()).to.deep.equal([]);
        expect(await billing.plans(true)).to.deep.equal([]);
        expect(sent).to.have.length(3);
    });

    it('fail with the error of the gateway, or as unavailable', async () => {
        expect(await codeOf(billingWith([failing(404, 'NOT_FOUND')]).billing.portal())).to.equal('NOT_FOUND');
        for (const answer of [
            new TypeError('no connection'),
            new Response('<html>', { status: 502 }),
            failing(500, 'OF_NEXT_YEAR'),
            Response.json({ data: { url: 'javascript:alert(1)' } })
        ]) {
            expect(await codeOf(billingWith([answer]).billing.portal())).to.equal('SERVICE_UNAVAILABLE');
        }
        expect(await codeOf(billingWith([], null).billing.portal())).to.equal('UNAUTHORIZED');
    });
});
