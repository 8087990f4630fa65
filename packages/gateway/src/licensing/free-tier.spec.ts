// SPDX-License-Identifier: MIT

import { type ReadyLine } from '@sanyam/local-cloud';
import { withDatabase } from '@sanyam/test-kit/database';
import { testCloud } from '@sanyam/test-kit/test-cloud';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GatewayProcess } from '../test/gateway-process';
import { errorOf, GatewayUser } from '../test/gateway-user';
import { environmentOf } from '../test/test-gateway';

/** Hides the package from a process, as if it were not installed. */
const HIDE_LICENSING = `
    const Module = require('node:module');
    const resolve = Module._resolveFilename;
    Module._resolveFilename = function (request, ...rest) {
        if (request.startsWith('@sanyam/licensing')) {
            throw Object.assign(new Error('Cannot find module ' + request), { code: 'MODULE_NOT_FOUND' });
        }
        return resolve.call(this, request, ...rest);
    };
`;

describe('a gateway without @sanyam/licensing [FR-094]', () => {
    let cloud: ReadyLine;
    let folder: string;
    let gateway: GatewayProcess;
    let ada: GatewayUser;

    before(async () => {
        cloud = await testCloud();
        folder = mkdtempSync(join(tmpdir(), 'sanyam-gateway-'));
        const preload = join(folder, 'hide-licensing.cjs');
        writeFileSync(preload, HIDE_LICENSING);
        gateway = await GatewayProcess.start(environmentOf(cloud), ['--require', preload]);
    });
    after(async () => {
        await gateway.kill('SIGTERM');
        rmSync(folder, { recursive: true });
    });
    beforeEach(async () => {
        ada = await GatewayUser.signUp(cloud, gateway.url);
        await ada.setTier('pro');
    });

    it('counts requests by the free plan', async () => {
        const { headers } = await ada.send('GET', '/api/v1/me');
        expect(headers.get('X-RateLimit-Limit')).to.equal('100');
        expect(Number(headers.get('X-RateLimit-Remaining'))).to.be.lessThan(100);
    });

    it('limits the documents of a pro user to the free plan', async () => {
        const json = { name: 'a.txt', language_id: 'plaintext', content: 'x'.repeat(262_145) };
        const large = await ada.send('POST', '/api/v1/documents', { json });
        expect([large.status, errorOf(large).details]).to.deep.equal([
            413,
            { size: 262_145, limit: 262_144, tier: 'free' }
        ]);
        const document = `/api/v1/documents/${await ada.create()}`;
        // With the JSON around it, the second body exceeds what the gateway reads.
        for (const size of [262_145, 400_000]) {
            const change = await ada.send('PUT', document, { json: { content: 'x'.repeat(size) } });
            for (const { message } of [errorOf(large), errorOf(change)]) {
                expect(message).to.equal('On this server a document can have at most 256 KB. Make it smaller.');
            }
        }
        for (let index = 1; index < 5; index++) {
            await ada.create();
        }
        const sixth = await ada.send('POST', '/api/v1/documents', { json: { ...json, content: '' } });
        expect(errorOf(sixth)).to.deep.include({
            code: 'TIER_LIMIT_EXCEEDED',
            details: { limit_name: 'max_documents', limit: 5, current: 5, tier: 'free' }
        });
    });

    it('applies the limit despite an idempotency key, which still returns its first answer', async () => {
        const create = (key: string) =>
            ada.send('POST', '/api/v1/documents', {
                json: { name: 'a.txt', language_id: 'plaintext' },
                headers: { 'Idempotency-Key': key }
            });
        const keys = Array.from({ length: 5 }, () => randomUUID());
        const first = await create(keys[0] ?? '');
        for (const key of keys.slice(1)) {
            expect((await create(key)).status).to.equal(201);
        }
        expect(errorOf(await create(randomUUID())).code).to.equal('TIER_LIMIT_EXCEEDED');
        const again = await create(keys[0] ?? '');
        expect([again.status, again.text]).to.deep.equal([201, first.text]);
    });

    it('refuses the features that the free plan does not include [FR-049]', async () => {
        const path = `/api/v1/documents/${await ada.create()}`;
        const id = await ada.create();
        const deleted = `/api/v1/documents/${id}`;
        await ada.send('DELETE', deleted);
        await withDatabase(cloud, database => database.ageInTrash(id, 11));
        for (const [feature, words, address, json] of [
            ['document_sharing', 'sharing', `${path}/shares`, { email: 'bob@example.com', permission: 'view' }],
            ['api_keys', 'API keys', '/api/v1/api-keys', { name: 'a', scopes: ['documents:read'] }],
            ['document_versioning', 'version history', `${path}/versions/1/restore`, undefined],
            ['document_recovery', 'recovery from the trash', `${deleted}/restore`, undefined]
        ] as const) {
            const answer = await ada.send('POST', address, json === undefined ? {} : { json });
            expect([answer.status, errorOf(answer).code]).to.deep.equal([403, 'FEATURE_NOT_AVAILABLE']);
            expect(errorOf(answer).message).to.contain(`does not include ${words}.`);
            expect(errorOf(answer).details).to.deep.equal({ feature, tier: 'free' });
        }
    });

    it('undoes a deletion [BY-07]', async () => {
        const path = `/api/v1/documents/${await ada.create()}`;
        await ada.send('DELETE', path);
        const undone = await ada.send('POST', `${path}/restore`);
        expect([undone.status, undone.headers.get('ETag')]).to.deep.equal([200, '"1"']);
        expect((await ada.send('GET', path)).body).to.have.nested.property('data.deleted_at', null);
    });

    it('restores what somebody else deleted, at any time', async () => {
        const id = await ada.create();
        const bob = await GatewayUser.signUp(cloud, gateway.url);
        await withDatabase(cloud, database =>
            database.query(
                `insert into public.document_shares (document_id, owner_id, email, permission, created_at, updated_at)
                 values ($1, $2, $3, 'admin', now(), now())`,
                [id, ada.id, bob.email]
            )
        );
        expect((await bob.send('DELETE', `/api/v1/documents/${id}`)).status).to.equal(204);
        await withDatabase(cloud, database => database.ageInTrash(id, 60 * 24));
        expect((await ada.send('POST', `/api/v1/documents/${id}/restore`)).status).to.equal(200);
    });

    it('still saves documents', async () => {
        const saved = await ada.send('PUT', `/api/v1/documents/${await ada.create()}`, { json: { content: 'text' } });
        expect(saved.status).to.equal(200);
    });
});
