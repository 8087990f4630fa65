// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describeOverEachWay } from './each-way';
import { stageGateway } from './gateway-stage';
import { errorOf, type RequestOptions, send } from './gateway-user';
import { sendRaw } from './raw-request';

const DOCUMENTS = '/api/v1/documents';
const good = { name: 'a.md', language_id: 'markdown', content: 'text' };
const bytes = (...values: number[]) => new Uint8Array(values);
const quoted = (content: string) => `{"name":"a.md","language_id":"markdown","content":${content}}`;

/** Bodies for a new document, with the status and code of the answer. */
const BODIES: [title: string, options: RequestOptions, status: number, code: string][] = [
    ['malformed JSON', { raw: '{"name": }' }, 400, 'INVALID_JSON'],
    ['truncated JSON', { raw: JSON.stringify(good).slice(0, -5) }, 400, 'INVALID_JSON'],
    ['no bytes', { raw: '' }, 400, 'INVALID_JSON'],
    ['bytes that are not UTF-8', { raw: bytes(0x22, 0xff, 0xfe, 0x22) }, 400, 'INVALID_JSON'],
    ['truncated UTF-8', { raw: bytes(0x22, 0xe2, 0x98) }, 400, 'INVALID_JSON'],
    ['a NUL byte', { raw: quoted('"a\u0000b"') }, 400, 'INVALID_JSON'],
    ['an escaped NUL', { raw: quoted('"a\\u0000b"') }, 422, 'VALIDATION_ERROR'],
    ['a lone surrogate', { raw: quoted('"a\\ud800b"') }, 422, 'VALIDATION_ERROR'],
    ['a NUL in a name', { json: { ...good, name: 'a\u0000b' } }, 422, 'VALIDATION_ERROR'],
    ['a lone surrogate in a name', { json: { ...good, name: '\udc00' } }, 422, 'VALIDATION_ERROR'],
    ['a lone surrogate in a key', { raw: '{"\\ud800":1}' }, 422, 'VALIDATION_ERROR'],
    ['an array', { json: [good] }, 422, 'VALIDATION_ERROR'],
    ['a string', { json: 'good' }, 422, 'VALIDATION_ERROR'],
    ['a number that is too large', { raw: '1e400' }, 422, 'VALIDATION_ERROR'],
    ['an object as the content', { json: { ...good, content: {} } }, 422, 'VALIDATION_ERROR'],
    ['an array as the language', { json: { ...good, language_id: ['markdown'] } }, 422, 'VALIDATION_ERROR'],
    ['null', { json: null }, 422, 'VALIDATION_ERROR'],
    ['a number as the name', { json: { ...good, name: 7 } }, 422, 'VALIDATION_ERROR'],
    ['null as the name', { json: { ...good, name: null } }, 422, 'VALIDATION_ERROR'],
    ['no name', { json: { language_id: 'markdown' } }, 422, 'VALIDATION_ERROR'],
    ['a name with a slash', { json: { ...good, name: 'a/b' } }, 422, 'VALIDATION_ERROR'],
    ['a name that is too long', { json: { ...good, name: 'x'.repeat(256) } }, 422, 'VALIDATION_ERROR'],
    ['an unknown field', { json: { ...good, owner_id: 'me' } }, 422, 'VALIDATION_ERROR'],
    ['constructor', { json: { ...good, constructor: { prototype: {} } } }, 422, 'VALIDATION_ERROR'],
    ['__proto__', { raw: '{"__proto__":{"name":"a"},"name":"a","language_id":"b"}' }, 422, 'VALIDATION_ERROR'],
    ['unclosed nesting', { raw: '['.repeat(200_000) }, 400, 'INVALID_JSON'],
    ['deep nesting', { raw: `{"name":${'['.repeat(50_000)}${']'.repeat(50_000)}}` }, 422, 'VALIDATION_ERROR'],
    ['20 MB', { json: { ...good, content: 'x'.repeat(20_000_000) } }, 413, 'DOCUMENT_TOO_LARGE'],
    ['30 MB', { json: { ...good, content: 'x'.repeat(30_000_000) } }, 413, 'DOCUMENT_TOO_LARGE'],
    ['no content type', { raw: JSON.stringify(good), headers: { 'Content-Type': '' } }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
        'a form',
        { raw: 'name=a', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } },
        415,
        'UNSUPPORTED_MEDIA_TYPE'
    ],
    [
        'Latin-1',
        { json: good, headers: { 'Content-Type': 'application/json; charset=latin1' } },
        415,
        'UNSUPPORTED_MEDIA_TYPE'
    ],
    [
        'a gzip bomb',
        { raw: new Uint8Array(gzipSync('0'.repeat(20_000_000))), headers: { 'Content-Encoding': 'gzip' } },
        415,
        'UNSUPPORTED_MEDIA_TYPE'
    ],
    ['brotli', { json: good, headers: { 'Content-Encoding': 'br' } }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
        'an idempotency key of 256 characters',
        { json: good, headers: { 'Idempotency-Key': 'x'.repeat(256) } },
        422,
        'VALIDATION_ERROR'
    ],
    ['an empty idempotency key', { json: good, headers: { 'Idempotency-Key': '' } }, 422, 'VALIDATION_ERROR']
];

/** Addresses, with the status and code of the answer. */
const ADDRESSES: [method: string, path: string, status: number, code: string][] = [
    ['GET', `${DOCUMENTS}/7`, 404, 'DOCUMENT_NOT_FOUND'],
    ['GET', `${DOCUMENTS}/%00`, 404, 'DOCUMENT_NOT_FOUND'],
    ['GET', `${DOCUMENTS}/%ff`, 404, 'DOCUMENT_NOT_FOUND'],
    ['GET', `${DOCUMENTS}/00000000-0000-0000-0000-000000000000`, 404, 'DOCUMENT_NOT_FOUND'],
    ['GET', `${DOCUMENTS}/%`, 404, 'DOCUMENT_NOT_FOUND'],
    ['GET', `${DOCUMENTS}/%2F`, 404, 'DOCUMENT_NOT_FOUND'],
    ['GET', `${DOCUMENTS}/null/versions`, 404, 'DOCUMENT_NOT_FOUND'],
    ['GET', `${DOCUMENTS}/00000000-0000-0000-0000-000000000000/versions/1e9`, 404, 'VERSION_NOT_FOUND'],
    ['GET', `${DOCUMENTS}/00000000-0000-0000-0000-000000000000/versions/-1`, 404, 'VERSION_NOT_FOUND'],
    ['GET', `${DOCUMENTS}/00000000-0000-0000-0000-000000000000/versions/9999999999`, 404, 'VERSION_NOT_FOUND'],
    ['DELETE', `${DOCUMENTS}/00000000-0000-0000-0000-000000000000/shares/7`, 404, 'SHARE_NOT_FOUND'],
    ['GET', '/api/v1/api-keys/7', 404, 'API_KEY_NOT_FOUND'],
    ['DELETE', '/api/v1/api-keys/%00', 404, 'API_KEY_NOT_FOUND'],
    ['DELETE', `${DOCUMENTS}/'; drop table documents; --`, 404, 'DOCUMENT_NOT_FOUND'],
    ['GET', `${DOCUMENTS}/00000000-0000-0000-0000-000000000000/assets/a.png`, 501, 'ASSETS_NOT_SUPPORTED'],
    ['PUT', `${DOCUMENTS}/00000000-0000-0000-0000-000000000000/assets`, 501, 'ASSETS_NOT_SUPPORTED'],
    ['GET', `${DOCUMENTS}/assets/a.png`, 404, 'NOT_FOUND'],
    ['GET', '/api/v2/documents', 404, 'NOT_FOUND'],
    ['GET', '/', 404, 'NOT_FOUND'],
    ['GET', `${DOCUMENTS}/`, 404, 'NOT_FOUND'],
    ['PATCH', DOCUMENTS, 405, 'METHOD_NOT_ALLOWED'],
    ['DELETE', DOCUMENTS, 405, 'METHOD_NOT_ALLOWED'],
    ['POST', '/healthz', 405, 'METHOD_NOT_ALLOWED'],
    ['GET', `${DOCUMENTS}?limit=1e9`, 422, 'VALIDATION_ERROR'],
    ['GET', `${DOCUMENTS}?limit=-1`, 422, 'VALIDATION_ERROR'],
    ['GET', `${DOCUMENTS}?limit=0`, 422, 'VALIDATION_ERROR'],
    ['GET', `${DOCUMENTS}?limit=`, 422, 'VALIDATION_ERROR'],
    ['GET', `${DOCUMENTS}?limit=1&limit=2`, 422, 'VALIDATION_ERROR'],
    ['GET', `${DOCUMENTS}?__proto__=1`, 422, 'VALIDATION_ERROR'],
    ['GET', `${DOCUMENTS}?color=red`, 422, 'VALIDATION_ERROR'],
    ['GET', `${DOCUMENTS}?q=%00`, 422, 'VALIDATION_ERROR'],
    ['GET', `${DOCUMENTS}?q=%C3`, 400, 'MALFORMED_REQUEST'],
    ['GET', `${DOCUMENTS}?q=a%E2%80b`, 400, 'MALFORMED_REQUEST'],
    ['GET', `${DOCUMENTS}/%ff/versions`, 404, 'DOCUMENT_NOT_FOUND'],
    ['GET', `${DOCUMENTS}?q=%ff`, 400, 'MALFORMED_REQUEST'],
    ['GET', `${DOCUMENTS}?q=%ED%A0%80`, 400, 'MALFORMED_REQUEST'],
    ['GET', `${DOCUMENTS}?q=a&%C3=b`, 400, 'MALFORMED_REQUEST'],
    ['GET', `${DOCUMENTS}?folder=%C3`, 400, 'MALFORMED_REQUEST'],
    ['GET', `${DOCUMENTS}?language_id=%C3`, 400, 'MALFORMED_REQUEST'],
    ['GET', `${DOCUMENTS}?language_id=%00`, 422, 'VALIDATION_ERROR'],
    ['GET', `${DOCUMENTS}?include_shared=maybe`, 422, 'VALIDATION_ERROR'],
    ['GET', `${DOCUMENTS}?direction=up`, 422, 'VALIDATION_ERROR'],
    ['GET', `${DOCUMENTS}?cursor=`, 400, 'INVALID_CURSOR'],
    ['GET', `${DOCUMENTS}?cursor=%00`, 400, 'INVALID_CURSOR'],
    ['GET', `${DOCUMENTS}?cursor=bm90IG91cnM`, 400, 'INVALID_CURSOR'],
    ['GET', `${DOCUMENTS}?cursor=${'A'.repeat(8000)}`, 400, 'INVALID_CURSOR']
];

/** Bodies for other operations on the caller's own document. */
const CHANGES: [method: string, path: string, json: unknown][] = [
    ['PUT', '', { content: 7 }],
    ['PUT', '', { autosave: 'yes' }],
    ['PUT', '', { version: 1 }],
    ['PUT', '', { language_id: '' }],
    ['PUT', '', []],
    ['POST', '/shares', { email: 7, permission: 'view' }],
    ['POST', '/shares', { email: 'nobody', permission: 'view' }],
    ['POST', '/shares', { email: 'a@example.com\u0000', permission: 'view' }],
    ['POST', '/shares', { email: 'a@example.com', permission: 'owner' }],
    ['POST', '/shares', { email: 'a@example.com', permission: ['view'] }],
    ['POST', '/shares', { email: 'a@example.com', permission: 'view', expires_at: 'never' }],
    ['POST', '/shares', { permission: 'view' }]
];

const key = { name: 'robot', scopes: ['documents:read'] };
const KEYS: unknown[] = [
    {},
    { ...key, name: '' },
    { ...key, name: 'x'.repeat(101) },
    { ...key, name: 'a\u0000b' },
    { ...key, scopes: [] },
    { ...key, scopes: 'documents:read' },
    { ...key, scopes: ['everything'] },
    { ...key, scopes: [null] },
    { ...key, expires_in_days: 0 },
    { ...key, expires_in_days: 1.5 },
    { ...key, expires_in_days: 1e9 },
    { ...key, expires_in_days: '7' },
    { ...key, user_id: '00000000-0000-0000-0000-000000000000' }
];

describeOverEachWay('the gateway', startGateway => {
    const stage = stageGateway('enterprise', startGateway);
    afterEach('the gateway runs and has logged no error', async () => {
        expect((await send(stage.gateway.url, 'GET', '/healthz')).status).to.equal(200);
        expect(stage.gateway.logged.filter(line => line['level'] === 50)).to.deep.equal([]);
    });

    for (const type of [
        'application/json;',
        'application/json ; charset=UTF-8',
        'application/json;odata.metadata=minimal',
        'application/json; profile="a;b"'
    ]) {
        it(`takes a body of type ${type} [FR-115]`, async () => {
            const answer = await stage.ada.send('POST', DOCUMENTS, { json: good, headers: { 'Content-Type': type } });
            expect(answer.status).to.equal(201);
        });
    }

    for (const [title, options, status, code] of BODIES) {
        it(`refuses a body of ${title} [FR-115]`, async () => {
            const answer = await stage.ada.send('POST', DOCUMENTS, options);
            expect([answer.status, errorOf(answer).code]).to.deep.equal([status, code]);
        });
    }

    for (const [method, path, status, code] of ADDRESSES) {
        it(`refuses ${method} ${path.slice(0, 80)} [FR-023, FR-112, FR-115]`, async () => {
            const answer = await stage.ada.send(method, path);
            expect([answer.status, errorOf(answer).code]).to.deep.equal([status, code]);
        });
    }

    for (const [method, path, json] of CHANGES) {
        it(`refuses ${method} ${path} of ${JSON.stringify(json)} [FR-119]`, async () => {
            const address = `${DOCUMENTS}/${await stage.ada.create()}`;
            const answer = await stage.ada.send(method, address + path, { json });
            expect([answer.status, errorOf(answer).code]).to.deep.equal([422, 'VALIDATION_ERROR']);
            expect((await stage.ada.send('GET', address)).body).to.have.nested.property('data.version', 1);
        });
    }

    for (const json of KEYS) {
        it(`refuses a key of ${JSON.stringify(json).slice(0, 80)} [FR-119]`, async () => {
            const answer = await stage.ada.send('POST', '/api/v1/api-keys', { json });
            expect([answer.status, errorOf(answer).code]).to.deep.equal([422, 'VALIDATION_ERROR']);
        });
    }

    it('returns a message for each invalid field [FR-119]', async () => {
        const json = { language_id: 'no such!', content: 'a', color: 'red' };
        const { fields } = errorOf(await stage.ada.send('POST', DOCUMENTS, { json })).details ?? {};
        expect(fields).to.have.all.keys('name', 'language_id', 'color');
    });

    it('uses the field names of the request, even for messages of the database [FR-119]', async () => {
        const long = await stage.ada.send('GET', `${DOCUMENTS}?q=${'a'.repeat(256)}`);
        expect(errorOf(long).details?.['fields']).to.have.all.keys('q');
        const unknown = await stage.ada.send('GET', `${DOCUMENTS}?query=a&page_size=5&limit=0`);
        expect(errorOf(unknown).details?.['fields']).to.have.all.keys('query', 'page_size', 'limit');
        const headers = { 'Idempotency-Key': randomUUID() };
        await stage.ada.send('POST', DOCUMENTS, { json: good, headers });
        const other = await stage.ada.send('POST', DOCUMENTS, { json: { ...good, content: 'other' }, headers });
        expect(errorOf(other).details?.['fields']).to.have.all.keys('Idempotency-Key');
    });

    it('names unknown fields and parameters that are called as members of an object [FR-119]', async () => {
        for (const name of ['__proto__', 'constructor', 'toString']) {
            const query = await stage.ada.send('GET', `${DOCUMENTS}?${name}=1`);
            expect(JSON.stringify(errorOf(query).details)).to.contain(`{"${name}":[`);
            const raw = `{"${name}":1,"name":"a","language_id":"x","content":"y"}`;
            const body = await stage.ada.send('POST', DOCUMENTS, { raw });
            expect(JSON.stringify(errorOf(body).details)).to.contain(`{"${name}":[`);
        }
    });

    it('returns messages for at most 100 fields', async () => {
        const json = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`field${index}`, index]));
        const { fields } = errorOf(await stage.ada.send('POST', DOCUMENTS, { json })).details ?? {};
        expect(Object.keys(fields ?? {}))
            .to.have.lengthOf(100)
            .and.include('name');
    });

    it('lists the methods that a path allows', async () => {
        const answer = await stage.ada.send('PATCH', `${DOCUMENTS}/7`);
        expect(answer.headers.get('Allow')).to.equal('GET, PUT, DELETE, HEAD, OPTIONS');
    });

    it('refuses a changed cursor, and the cursor of another list [FR-112]', async () => {
        const id = await stage.ada.create();
        await stage.ada.create();
        const page = await stage.ada.send('GET', `${DOCUMENTS}?limit=1`);
        const { pagination } = page.body as { pagination: { next_cursor: string } };
        const changed = `${pagination.next_cursor.startsWith('A') ? 'B' : 'A'}${pagination.next_cursor.slice(1)}`;
        for (const path of [`${DOCUMENTS}?cursor=${changed}`, `${DOCUMENTS}/${id}/versions?cursor=${changed}`]) {
            expect(errorOf(await stage.ada.send('GET', path)).code).to.equal('INVALID_CURSOR');
        }
    });

    it('ignores a request that is cut off', async () => {
        const id = await stage.ada.create();
        await sendRaw(
            stage.gateway.url,
            `PUT ${DOCUMENTS}/${id} HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer ${stage.ada.token}\r\n` +
                'Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"content": "half',
            { end: true }
        );
        const read = await stage.ada.send('GET', `${DOCUMENTS}/${id}`);
        expect(read.body).to.have.nested.property('data.version', 1);
    });
});
