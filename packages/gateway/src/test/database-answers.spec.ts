// SPDX-License-Identifier: MIT

import { Database } from '@sanyam/test-kit/database';
import { mintToken } from '@sanyam/test-kit/tokens';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { describeOverEachWay } from './each-way';
import { stageGateway } from './gateway-stage';
import { errorOf, GatewayUser } from './gateway-user';

/** What the database can answer, though its migrations and the auth server write something else. */
describeOverEachWay('the gateway passes on what the database answers', startGateway => {
    const stage = stageGateway('enterprise', startGateway);

    /** Creates a user with SQL, as an operator who imports users does. Returns an access token. */
    async function importUser(id: string, email: string | null): Promise<string> {
        const database = new Database(stage.cloud);
        try {
            await database.query(
                `insert into auth.users (id, aud, role, email, email_confirmed_at, created_at, updated_at)
                 values ($1, 'authenticated', 'authenticated', $2, now(), now(), now())`,
                [id, email]
            );
            await database.setTier(id, 'pro');
        } finally {
            await database.close();
        }
        return mintToken({ sub: id, role: 'authenticated' }, stage.cloud.jwtSecret);
    }

    /** Creates, changes, lists and reads with a token. Returns the statuses. */
    async function use(token: string): Promise<number[]> {
        const send = (...request: Parameters<GatewayUser['send']>) => stage.ada.sendAs(token, ...request);
        const json = { name: 'notes.md', language_id: 'markdown', content: 'text' };
        const made = await send('POST', '/api/v1/documents', { json });
        const path = made.headers.get('Location') ?? '';
        const key = await send('POST', '/api/v1/api-keys', { json: { name: 'key', scopes: ['documents:read'] } });
        const answers = [
            await send('GET', '/api/v1/me'),
            await send('GET', '/api/v1/documents'),
            await send('GET', path),
            await send('PUT', path, { json: { content: 'more' } }),
            await send('GET', `${path}/versions/1`),
            await send('POST', `${path}/shares`, { json: { email: 'a@example.com', permission: 'view' } }),
            await send('DELETE', path)
        ];
        return [made.status, key.status, ...answers.map(({ status }) => status)];
    }
    const done = [201, 201, 200, 200, 200, 200, 200, 201, 204];

    it('for a user with any id that PostgreSQL accepts', async () => {
        // Neither version nor variant of RFC 9562, like the ids that people write by hand.
        const id = `11111111-1111-1111-1111-${randomUUID().slice(-12)}`;
        expect(await use(await importUser(id, `${randomUUID()}@example.com`))).to.deep.equal(done);
    });

    it('for a user without an email address', async () => {
        expect(await use(await importUser(randomUUID(), null))).to.deep.equal(done);
    });

    it('for a tier with the largest numbers', async () => {
        const ada = await GatewayUser.signUp(stage.cloud, stage.gateway.url);
        const database = new Database(stage.cloud);
        try {
            const largest = { max_documents: 2_147_483_647, api_rate_limit_per_hour: 2_147_483_647 };
            const tier = await database.giveOwnTier(ada.id, largest, 'enterprise');
            await database.query(
                `update public.tier_limits set max_storage_bytes = 9223372036854775807,
                    max_document_size_bytes = 9223372036854775807 where tier = $1`,
                [tier]
            );
            expect(await use(ada.token)).to.deep.equal(done);
            const tiers = await ada.send('GET', '/api/v1/tiers');
            expect(tiers.status).to.equal(200);
            await database.query('delete from public.tier_limits where tier = $1', [tier]);
        } finally {
            await database.close();
        }
    });

    it('about who may share, before the plan of the caller counts', async () => {
        const { ada, cloud, gateway } = stage;
        const [bob, eve] = [await GatewayUser.signUp(cloud, gateway.url), await GatewayUser.signUp(cloud, gateway.url)];
        const shares = `/api/v1/documents/${await ada.create()}/shares`;
        await ada.send('POST', shares, { json: { email: bob.email, permission: 'admin' } });
        for (const [who, status, code] of [
            [bob, 403, 'FORBIDDEN'],
            [eve, 404, 'DOCUMENT_NOT_FOUND']
        ] as const) {
            const refused = await who.send('POST', shares, { json: { email: eve.email, permission: 'view' } });
            expect([refused.status, errorOf(refused).code]).to.deep.equal([status, code]);
        }
        const own = await bob.send('POST', `/api/v1/documents/${await bob.create()}/shares`, {
            json: { email: eve.email, permission: 'view' }
        });
        // The required tier is the first one with the feature. Other tests add tiers of their own.
        expect(errorOf(own)).to.have.property('code', 'FEATURE_NOT_AVAILABLE');
        expect(errorOf(own)).to.have.property('details').that.includes({ feature: 'document_sharing', tier: 'free' });
    });

    it('about the limits that are the same for every tier', async () => {
        const ada = await GatewayUser.signUp(stage.cloud, stage.gateway.url);
        await ada.setTier('enterprise');
        const database = new Database(stage.cloud);
        try {
            await database.query(
                `insert into public.audit_log (user_id, actor_id, actor_role, action, subject_id)
                 select $1, $1, 'user', 'share.created', $1 from generate_series(1, 1000)`,
                [ada.id]
            );
        } finally {
            await database.close();
        }
        const refused = await ada.send('POST', `/api/v1/documents/${await ada.create()}/shares`, {
            json: { email: 'a@example.com', permission: 'view' }
        });
        expect([refused.status, errorOf(refused).code]).to.deep.equal([429, 'RATE_LIMIT_EXCEEDED']);
        expect(Number(refused.headers.get('Retry-After'))).to.be.greaterThan(80_000);
        expect(stage.gateway.logged.filter(line => line['misfits'] !== undefined)).to.deep.equal([]);
    });
});
