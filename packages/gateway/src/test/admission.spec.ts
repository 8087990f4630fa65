// SPDX-License-Identifier: MIT

import { type ReadyLine } from '@sanyam/local-cloud';
import { testCloud } from '@sanyam/test-kit/test-cloud';
import { serviceRoleClient } from '@sanyam/test-kit/clients';
import { giveOwnTier } from '@sanyam/test-kit/tiers';
import { mintToken } from '@sanyam/test-kit/tokens';
import type { TierLimits } from '@sanyam/types';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { describeOverEachWay } from './each-way';
import { type Answer, errorOf, GatewayUser, send } from './gateway-user';
import type { TestGateway } from './test-gateway';

const HOUR = 3_600_000;

/** Milliseconds, longer than these tests take. */
const MARGIN = 20_000;

describeOverEachWay('admission', startGateway => {
    let cloud: ReadyLine;
    let gateway: TestGateway;
    let second: TestGateway;

    before(async () => {
        // All requests of these tests must fall in the same hour.
        await delay(Math.max(0, MARGIN - (HOUR - (Date.now() % HOUR))));
        cloud = await testCloud();
        [gateway, second] = await Promise.all([startGateway(cloud), startGateway(cloud)]);
    });
    after(() => Promise.all([gateway.stop(), second.stop()]));

    const giveTier = (user: GatewayUser, limits: Partial<TierLimits>) => giveOwnTier(cloud, user.id, limits, 'pro');

    async function limitedUser(limit: number | null): Promise<GatewayUser> {
        const user = await GatewayUser.signUp(cloud, gateway.url);
        await giveTier(user, { api_rate_limit_per_hour: limit });
        return user;
    }

    it('names a plan with API keys when the plan of the key has none [FR-078]', async () => {
        const user = await GatewayUser.signUp(cloud, gateway.url);
        const tier = await giveTier(user, {});
        const request = { json: { name: 'a key', scopes: ['documents:read'] } };
        const made = await user.send('POST', '/api/v1/api-keys', request);
        const { secret } = z.object({ data: z.object({ secret: z.string() }) }).parse(made.body).data;
        await serviceRoleClient(cloud).from('tier_limits').update({ has_api_keys: false }).eq('tier', tier);
        const headers = { Authorization: `Bearer ${secret}` };
        const answer = await send(gateway.url, 'GET', '/api/v1/documents', { headers });
        expect(answer.status).to.equal(403);
        const { code, details } = errorOf(answer);
        expect(code).to.equal('FEATURE_NOT_AVAILABLE');
        expect(details)
            .to.include({ feature: 'api_keys', tier })
            .and.to.have.property('required_tier')
            .that.is.a('string');
    });

    it('refuses requests without a token, or with a malformed one', async () => {
        for (const [header, reason] of [
            [undefined, 'missing'],
            ['', 'missing'],
            ['Basic YTpi', 'malformed'],
            ['Bearer', 'malformed'],
            ['Bearer a b', 'malformed'],
            ['Bearer a.b.c', 'malformed'],
            ['Bearer ☃'.normalize().replace('☃', '\u00e9'), 'malformed']
        ] as const) {
            const headers = header === undefined ? {} : { Authorization: header };
            const answer = await send(gateway.url, 'GET', '/api/v1/me', { headers });
            expect(answer.status).to.equal(401);
            expect(errorOf(answer).details).to.deep.equal({ reason });
            expect(answer.headers.get('WWW-Authenticate')).to.match(/^Bearer realm="sanyam"/);
        }
    });

    it('refuses the token of a deleted user', async () => {
        const token = mintToken({ sub: randomUUID(), role: 'authenticated' }, cloud.jwtSecret);
        const answer = await send(gateway.url, 'GET', '/api/v1/me', { headers: { Authorization: `Bearer ${token}` } });
        expect([answer.status, errorOf(answer).details]).to.deep.equal([401, { reason: 'invalid' }]);
    });

    it('reports how many requests are left, and when the window resets [FR-083]', async () => {
        const ada = await limitedUser(3);
        const answer = await ada.send('GET', '/api/v1/me');
        expect(answer.headers.get('X-RateLimit-Limit')).to.equal('3');
        expect(answer.headers.get('X-RateLimit-Remaining')).to.equal('2');
        const reset = Number(answer.headers.get('X-RateLimit-Reset'));
        expect(reset % 3600).to.equal(0);
        expect(reset * 1000 - Date.now()).to.be.within(0, 3_600_000);
        expect((await ada.send('GET', '/api/v1/documents?limit=many')).headers.get('X-RateLimit-Remaining')).to.equal(
            '1'
        );
    });

    it('allows exactly the requests of the plan, across two gateways, with keys and sessions [FR-083]', async () => {
        const limit = 20;
        const ada = await limitedUser(limit);
        const made = await ada.send('POST', '/api/v1/api-keys', { json: { name: 'k', scopes: ['documents:read'] } });
        const { secret } = (made.body as { data: { secret: string } }).data;
        const answers: Answer[] = [];
        // More at the same time could be refused for another reason: each user has a share of the connections.
        for (let batch = 0; batch < 4; batch++) {
            const requests = Array.from({ length: 10 }, (_, index) => {
                const { url } = index % 2 === 0 ? gateway : second;
                const token = index % 4 < 2 ? ada.token : secret;
                return send(url, 'GET', '/api/v1/me', { headers: { Authorization: `Bearer ${token}` } });
            });
            answers.push(...(await Promise.all(requests)));
        }
        expect(answers.filter(({ status }) => status === 200)).to.have.length(limit - 1);
        const refused = answers.filter(({ status }) => status === 429);
        expect(refused).to.have.length(40 - limit + 1);
        for (const answer of refused) {
            expect(errorOf(answer).details).to.include({ limit });
            expect(Number(answer.headers.get('Retry-After'))).to.be.within(1, 3600);
            expect(answer.headers.get('X-RateLimit-Remaining')).to.equal('0');
        }
    });

    it('sends no limit when the plan has none [FR-083]', async () => {
        const answer = await (await limitedUser(null)).send('GET', '/api/v1/me');
        expect(answer.status).to.equal(200);
        expect(answer.headers.has('X-RateLimit-Limit')).to.equal(false);
    });

    it('applies a change of tier at once [FR-066]', async () => {
        const ada = await GatewayUser.signUp(cloud, gateway.url);
        await ada.setTier('pro');
        expect((await ada.send('GET', '/api/v1/me')).headers.get('X-RateLimit-Limit')).to.equal('1000');
        await ada.setTier('free');
        const answer = await ada.send('GET', '/api/v1/me');
        expect(answer.headers.get('X-RateLimit-Limit')).to.equal('100');
        expect(answer.body).to.have.nested.property('data.profile.tier', 'free');
    });
});
