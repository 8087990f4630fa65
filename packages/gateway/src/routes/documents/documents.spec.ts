// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { testCloud } from '@sanyam/test-kit/test-cloud';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { describeOverEachWay } from '../../test/each-way';
import { errorOf, GatewayUser } from '../../test/gateway-user';
import type { TestGateway } from '../../test/test-gateway';

describeOverEachWay('documents over HTTP', startGateway => {
    let gateway: TestGateway;
    let ada: GatewayUser;

    before(async () => {
        const cloud = await testCloud();
        gateway = await startGateway(cloud);
        ada = await GatewayUser.signUp(cloud, gateway.url);
        await ada.setTier('enterprise');
    });
    after(() => gateway.stop());

    it('are created with a location and an ETag [FR-024, FR-025]', async () => {
        const made = await ada.send('POST', '/api/v1/documents', {
            json: { name: 'notes.md', language_id: 'markdown', content: '# Notes ☀' }
        });
        expect(made.status).to.equal(201);
        expect(made.headers.get('ETag')).to.equal('"1"');
        expect(made.body).to.have.nested.property('data.size_bytes', 11);
        expect(made.body).not.to.have.nested.property('data.content');
        const location = made.headers.get('Location') ?? '';
        const read = await ada.send('GET', location);
        expect(read.status).to.equal(200);
        expect(read.headers.get('ETag')).to.equal('"1"');
        expect(read.body).to.have.nested.property('data.content', '# Notes ☀');
        expect(location).to.match(/^\/api\/v1\/documents\/[0-9a-f-]{36}$/);
    });

    it('are created once for each idempotency key', async () => {
        const headers = { 'Idempotency-Key': randomUUID() };
        const json = { name: 'once.txt', language_id: 'plaintext', content: 'a' };
        const first = await ada.send('POST', '/api/v1/documents', { headers, json });
        const second = await ada.send('POST', '/api/v1/documents', { headers, json });
        expect([second.status, second.text]).to.deep.equal([201, first.text]);
        const other = await ada.send('POST', '/api/v1/documents', { headers, json: { ...json, content: 'b' } });
        expect(errorOf(other)).to.have.property('code', 'VALIDATION_ERROR');
    });

    it('have names in NFC, which lists find in every form, and no hidden characters', async () => {
        const nfd = `café-${randomUUID()}.md`.normalize('NFD');
        const json = { name: nfd, language_id: 'markdown' };
        const made = await ada.send('POST', '/api/v1/documents', { json });
        expect(made.body).to.have.nested.property('data.name', nfd.normalize('NFC'));
        for (const form of ['NFC', 'NFD']) {
            const query = encodeURIComponent(nfd.toUpperCase().normalize(form));
            const list = await ada.send('GET', `/api/v1/documents?q=${query}`);
            expect(list.body).to.have.nested.property('pagination.total_count', 1);
        }
        for (const [name, reason] of [
            ['invoice\u202Efdp.exe', /U\+202E/],
            ['\u200B', /visible character/],
            ['pass\u200Bword.md', /U\+200B/]
        ] as const) {
            const refused = [
                await ada.send('POST', '/api/v1/documents', { json: { ...json, name } }),
                await ada.send('PUT', made.headers.get('Location') ?? '', { json: { name } })
            ];
            for (const answer of refused) {
                expect([answer.status, errorOf(answer).code]).to.deep.equal([422, 'VALIDATION_ERROR']);
                expect(JSON.stringify(errorOf(answer).details)).to.match(reason);
            }
        }
    });

    it('have the same names over the REST API as over the database, also in characters that only one of them knows', async () => {
        const database = Persona.bearer(await testCloud(), ada.token);
        // In Unicode since version 16. Node normalizes them, PostgreSQL 17 does not.
        for (const letters of ['\u{105D2}\u0307', '\u{105C9}', '\u{16D67}\u{16D67}', 'a\u0897\u0323']) {
            const name = `${letters}-${randomUUID()}.md`;
            const json = { name, language_id: 'markdown' };
            const stored = await database.create(json);
            const made = await ada.send('POST', '/api/v1/documents', { json });
            expect(made.body).to.have.nested.property('data.name', (await database.read(stored.id)).name);
            const list = await ada.send('GET', `/api/v1/documents?q=${encodeURIComponent(name)}`);
            expect(list.body).to.have.nested.property('pagination.total_count', 2);
        }
    });

    it('get 304 when the caller has the current version', async () => {
        const path = `/api/v1/documents/${await ada.create({ content: 'text' })}`;
        const same = await ada.send('GET', path, { headers: { 'If-None-Match': 'W/"1"' } });
        expect([same.status, same.text, same.headers.get('ETag')]).to.deep.equal([304, '', '"1"']);
        const older = await ada.send('GET', path, { headers: { 'If-None-Match': '"2", "3"' } });
        expect(older.status).to.equal(200);
    });

    it('keep fields that a change leaves out, and their version when nothing changes [FR-025]', async () => {
        const path = `/api/v1/documents/${await ada.create({ content: 'text' })}`;
        const renamed = await ada.send('PUT', path, { json: { name: 'other.md' }, headers: { 'If-Match': '"1"' } });
        expect([renamed.status, renamed.headers.get('ETag')]).to.deep.equal([200, '"2"']);
        const same = await ada.send('PUT', path, { json: { name: 'other.md', content: 'text' } });
        expect([same.status, same.headers.get('ETag')]).to.deep.equal([200, '"2"']);
        const read = await ada.send('GET', path);
        expect(read.body).to.have.nested.property('data.content', 'text');
    });

    it('are not overwritten with an outdated If-Match [FR-025, FR-026]', async () => {
        const path = `/api/v1/documents/${await ada.create()}`;
        await ada.send('PUT', path, { json: { content: 'theirs' } });
        const refused = await ada.send('PUT', path, { json: { content: 'mine' }, headers: { 'If-Match': '"1"' } });
        expect(refused.status).to.equal(409);
        const { code, details } = errorOf(refused);
        expect(code).to.equal('OPTIMISTIC_LOCK_CONFLICT');
        expect(details).to.include({ current_version: 2, your_version: 1, updated_by: ada.id });
        const read = await ada.send('GET', path);
        expect(read.body).to.have.nested.property('data.content', 'theirs');
    });

    it('accept a change without If-Match, and log a warning [FR-027]', async () => {
        const path = `/api/v1/documents/${await ada.create()}`;
        const requestId = randomUUID();
        await ada.send('PUT', path, { json: { content: 'last' }, headers: { 'X-Request-Id': requestId } });
        const lines = gateway.logged.filter(line => line['request_id'] === requestId);
        expect(lines.map(line => line['level'])).to.deep.equal([40, 30]);
    });

    it('move to the trash, and disappear from the list [FR-020]', async () => {
        const id = await ada.create({ name: 'gone.md' });
        const path = `/api/v1/documents/${id}`;
        const stale = await ada.send('DELETE', path, { headers: { 'If-Match': '"9"' } });
        expect(stale.status).to.equal(409);
        const gone = await ada.send('DELETE', path, { headers: { 'If-Match': '"1"' } });
        expect([gone.status, gone.text]).to.deep.equal([204, '']);
        const active = await ada.send('GET', '/api/v1/documents?q=gone.md');
        const trashed = await ada.send('GET', '/api/v1/documents?q=gone.md&state=trashed');
        expect(active.body).to.have.nested.property('data.length', 0);
        expect(trashed.body).to.have.nested.property('data[0].id', id);
        const refused = await ada.send('PUT', path, { json: { content: 'x' } });
        expect(errorOf(refused)).to.deep.include({ code: 'DOCUMENT_READ_ONLY', details: { reason: 'trashed' } });
    });

    it('are listed in pages, in both directions [FR-111, FR-113]', async () => {
        const name = randomUUID();
        const ids: string[] = [];
        for (let index = 0; index < 5; index++) {
            ids.unshift(await ada.create({ name }));
        }
        const seen: unknown[] = [];
        let path = `/api/v1/documents?q=${name}&limit=2`;
        const pages: { data: { id: string }[]; pagination: Record<string, unknown> }[] = [];
        for (;;) {
            const page = (await ada.send('GET', path)).body as (typeof pages)[number];
            pages.push(page);
            seen.push(...page.data.map(({ id }) => id));
            const cursor = page.pagination['next_cursor'];
            if (cursor === null) {
                break;
            }
            path = `/api/v1/documents?q=${name}&limit=2&cursor=${String(cursor)}`;
        }
        expect(seen).to.deep.equal(ids);
        expect(pages[0]?.pagination).to.include({ total_count: 5, limit: 2, prev_cursor: null });
        const back = String(pages[2]?.pagination['prev_cursor']);
        const previous = await ada.send('GET', `/api/v1/documents?q=${name}&limit=2&direction=prev&cursor=${back}`);
        expect((previous.body as (typeof pages)[number]).data).to.deep.equal(pages[1]?.data);
    });

    it('are listed with at most 100 on a page [FR-111]', async () => {
        for (const limit of ['101', '1000000000', '9'.repeat(400)]) {
            const page = await ada.send('GET', `/api/v1/documents?limit=${limit}`);
            expect(page.body).to.have.nested.property('pagination.limit', 100);
        }
    });

    it('of other users do not exist [FR-014]', async () => {
        const bob = await GatewayUser.signUp(await testCloud(), gateway.url);
        const path = `/api/v1/documents/${await ada.create()}`;
        for (const answer of [
            await bob.send('GET', path),
            await bob.send('PUT', path, { json: { content: 'mine' } }),
            await bob.send('DELETE', path)
        ]) {
            expect([answer.status, errorOf(answer).code]).to.deep.equal([404, 'DOCUMENT_NOT_FOUND']);
        }
    });

    it('over a limit of the plan are refused with the limit [FR-051, FR-052, FR-074]', async () => {
        const bob = await GatewayUser.signUp(await testCloud(), gateway.url);
        const large = await bob.send('POST', '/api/v1/documents', {
            json: { name: 'large.txt', language_id: 'plaintext', content: 'x'.repeat(262_145) }
        });
        expect(large.status).to.equal(413);
        expect(errorOf(large).details).to.include({ size: 262_145, limit: 262_144, tier: 'free' });
        for (let index = 0; index < 5; index++) {
            await bob.create();
        }
        const sixth = await bob.send('POST', '/api/v1/documents', { json: { name: 'a', language_id: 'plaintext' } });
        expect(sixth.status).to.equal(403);
        expect(errorOf(sixth)).to.have.nested.property('details.limit_name', 'max_documents');
    });
});
