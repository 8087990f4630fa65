// SPDX-License-Identifier: MIT

import { Database } from '@sanyam/test-kit/database';
import { testCloud } from '@sanyam/test-kit/test-cloud';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { describeOverEachWay } from '../../test/each-way';
import { type Answer, errorOf, GatewayUser, send } from '../../test/gateway-user';
import { startTestGateway, type TestGateway } from '../../test/test-gateway';

describeOverEachWay('API keys over HTTP', startGateway => {
    let gateway: TestGateway;
    let ada: GatewayUser;

    before(async () => {
        const cloud = await testCloud();
        gateway = await startGateway(cloud);
        ada = await GatewayUser.signUp(cloud, gateway.url);
        await ada.setTier('enterprise');
    });
    after(() => gateway.stop());

    async function makeKey(...scopes: string[]): Promise<{ id: string; secret: string }> {
        const made = await ada.send('POST', '/api/v1/api-keys', { json: { name: 'a script', scopes } });
        expect([made.status, made.headers.get('Cache-Control')]).to.deep.equal([201, 'no-store']);
        return (made.body as { data: { id: string; secret: string } }).data;
    }

    const refusal = (answer: Answer) => [answer.status, errorOf(answer).code, errorOf(answer).details];

    it('show their secret once [FR-080, FR-081]', async () => {
        const { id, secret } = await makeKey('documents:read');
        expect(secret).to.match(/^sanyam_[0-9a-f]{8}_[0-9a-f]{64}$/);
        const read = await ada.send('GET', `/api/v1/api-keys/${id}`);
        expect(read.body).to.have.nested.property('data.status', 'active');
        const list = await ada.send('GET', '/api/v1/api-keys?limit=1');
        expect(list.body).to.have.nested.property('data[0].id', id);
        expect(read.text + list.text).not.to.include(secret);
    });

    it('act for their owner within their scopes, and appear by name in the history [FR-080, BY-03]', async () => {
        const { id: keyId, secret } = await makeKey('documents:read', 'documents:write', 'versions:read');
        const path = `/api/v1/documents/${await ada.create({ content: 'by hand' })}`;
        const saved = await ada.sendAs(secret, 'PUT', path, { json: { content: 'by script' } });
        expect(saved.status).to.equal(200);
        const versions = await ada.sendAs(secret, 'GET', `${path}/versions`);
        expect(versions.body).to.have.nested.property('data[0].api_key_name', 'a script');
        expect(gateway.logged.at(-1)).to.include({ user_id: ada.id, key_id: keyId, operation: 'versions.list' });
        expect(refusal(await ada.sendAs(secret, 'DELETE', path))).to.deep.equal([
            403,
            'INSUFFICIENT_SCOPE',
            { required_scope: 'documents:delete' }
        ]);
    });

    it('have names of 100 characters in NFC, without control or hidden characters', async () => {
        const create = (name: string) =>
            ada.send('POST', '/api/v1/api-keys', { json: { name, scopes: ['documents:read'] } });
        const longest = '😀'.repeat(99);
        expect((await create(`${longest}e\u0301`)).body).to.have.nested.property('data.name', `${longest}é`);
        for (const name of ['', 'a'.repeat(101), 'a\nb', 'in\u202Evoice', '\u200B']) {
            expect(refusal(await create(name)).slice(0, 2)).to.deep.equal([422, 'VALIDATION_ERROR']);
        }
    });

    it('cannot create, read or revoke keys', async () => {
        const { id, secret } = await makeKey('documents:read');
        for (const [method, path] of [
            ['GET', '/api/v1/api-keys'],
            ['POST', '/api/v1/api-keys'],
            ['GET', `/api/v1/api-keys/${id}`],
            ['DELETE', `/api/v1/api-keys/${id}`]
        ] as const) {
            expect(refusal(await ada.sendAs(secret, method, path)).slice(0, 2)).to.deep.equal([403, 'FORBIDDEN']);
        }
    });

    it('are refused when they are revoked, unknown or malformed [FR-082]', async () => {
        const { id, secret } = await makeKey('documents:read');
        expect((await ada.sendAs(secret, 'GET', '/api/v1/me')).status).to.equal(200);
        expect((await ada.send('DELETE', `/api/v1/api-keys/${id}`)).status).to.equal(204);
        const revoked = await ada.sendAs(secret, 'GET', '/api/v1/me');
        expect(refusal(revoked)).to.deep.equal([401, 'UNAUTHORIZED', { reason: 'revoked' }]);
        expect(revoked.headers.get('WWW-Authenticate')).to.equal('Bearer realm="sanyam", error="invalid_token"');
        const guess = `${secret.slice(0, -1)}${secret.endsWith('0') ? '1' : '0'}`;
        const unknown = await ada.sendAs(guess, 'GET', '/api/v1/me');
        expect(refusal(unknown)).to.deep.equal([401, 'UNAUTHORIZED', { reason: 'invalid' }]);
        for (const malformed of ['sanyam_', 'sanyam_a_b', `${secret}.`]) {
            const answer = await ada.sendAs(malformed, 'GET', '/api/v1/me');
            expect(refusal(answer)).to.deep.equal([401, 'UNAUTHORIZED', { reason: 'malformed' }]);
        }
    });

    it('of other users do not exist [FR-014]', async () => {
        const { id } = await makeKey('documents:read');
        const bob = await GatewayUser.signUp(await testCloud(), gateway.url);
        for (const keyId of [id, randomUUID(), 'rubbish']) {
            for (const method of ['GET', 'DELETE']) {
                const answer = await bob.send(method, `/api/v1/api-keys/${keyId}`);
                expect([answer.status, errorOf(answer).code]).to.deep.equal([404, 'API_KEY_NOT_FOUND']);
            }
        }
    });

    it('are 429 with the time of the next one after 200 in 24 hours', async () => {
        const cloud = await testCloud();
        const bob = await GatewayUser.signUp(cloud, gateway.url);
        await bob.setTier('pro');
        const database = new Database(cloud);
        try {
            await database.query(
                `insert into public.api_keys (user_id, name, prefix, scopes, created_at, revoked_at, revoked_reason)
                 select $1, 'old', '00000000', '{documents:read}', now() - interval '23 hours', now(), 'user'
                 from generate_series(1, 200)`,
                [bob.id]
            );
        } finally {
            await database.close();
        }
        const refused = await bob.send('POST', '/api/v1/api-keys', { json: { name: 'a', scopes: ['documents:read'] } });
        const { code, message, details } = errorOf(refused);
        expect([refused.status, code, details?.['limit']]).to.deep.equal([429, 'RATE_LIMIT_EXCEEDED', 200]);
        expect(message).to.equal('You created 200 API keys in 24 hours. Create the next one tomorrow.');
        expect(Number(refused.headers.get('Retry-After'))).to.be.within(3000, 3600);
    });

    it('require a plan that has them [FR-080]', async () => {
        const bob = await GatewayUser.signUp(await testCloud(), gateway.url);
        const refused = await bob.send('POST', '/api/v1/api-keys', { json: { name: 'a', scopes: ['documents:read'] } });
        expect(refused.status).to.equal(403);
        expect(errorOf(refused)).to.have.nested.property('details.feature', 'api_keys');
    });
});

describe('API keys over PostgREST', () => {
    it('are not accepted without a key to sign their tokens', async () => {
        const gateway = await startTestGateway(await testCloud(), { SUPABASE_JWT_SECRET: undefined });
        try {
            const headers = { Authorization: `Bearer sanyam_00000000_${'0'.repeat(64)}` };
            const answer = await send(gateway.url, 'GET', '/api/v1/me', { headers });
            expect([answer.status, errorOf(answer).code]).to.deep.equal([503, 'CLOUD_NOT_CONFIGURED']);
        } finally {
            await gateway.stop();
        }
    });
});
