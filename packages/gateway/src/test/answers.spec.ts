// SPDX-License-Identifier: MIT

import { testCloud } from '@sanyam/test-kit/test-cloud';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { describeOverEachWay } from './each-way';
import { stageGateway } from './gateway-stage';
import { errorOf, send } from './gateway-user';
import { startTestGateway, type TestGateway } from './test-gateway';

const NO_CLOUD = {
    SUPABASE_URL: undefined,
    SUPABASE_ANON_KEY: undefined,
    SUPABASE_SERVICE_ROLE_KEY: undefined,
    SUPABASE_JWT_SECRET: undefined,
    DATABASE_URL: undefined
};

describeOverEachWay('every answer', (startGateway, nowhere) => {
    const stage = stageGateway('enterprise', startGateway);

    it('has a request id, the caller’s if it is well-formed', async () => {
        for (const id of ['abc-123', randomUUID(), 'a:b.c_d']) {
            const answer = await send(stage.gateway.url, 'GET', '/healthz', { headers: { 'X-Request-Id': id } });
            expect(answer.headers.get('X-Request-Id')).to.equal(id);
        }
        for (const id of ['', 'a b', 'x'.repeat(129), '<script>', `sanyam_abc_${'x'.repeat(40)}`]) {
            const answer = await send(stage.gateway.url, 'GET', '/nothing', { headers: { 'X-Request-Id': id } });
            expect(answer.headers.get('X-Request-Id')).to.match(/^[0-9a-f-]{36}$/);
        }
    });

    it('cannot be taken for another type by a browser', async () => {
        const paths = ['/healthz', '/nothing', '/api/v1/docs', '/api/v1/docs/scalar.js', '/api/v1/openapi.json'];
        for (const path of [...paths, `/api/v1/documents/${await stage.ada.create()}`]) {
            const { headers } = await stage.ada.send('GET', path);
            expect(headers.get('X-Content-Type-Options'), path).to.equal('nosniff');
        }
    });

    it('is not cached', async () => {
        const { headers } = await stage.ada.send('GET', '/api/v1/me');
        expect(headers.get('Cache-Control')).to.equal('no-store');
        expect(headers.get('Vary')).to.include('Authorization');
    });

    it('writes one log line without any data of the user', async () => {
        const requestId = randomUUID();
        const secret = `secret-${randomUUID()}`;
        const headers = { 'X-Request-Id': requestId };
        const json = { name: `${secret}.md`, language_id: 'markdown', content: secret };
        await stage.ada.send('POST', '/api/v1/documents', { headers, json });
        const [line, ...others] = stage.gateway.logged.filter(each => each['request_id'] === requestId);
        expect(others).to.deep.equal([]);
        expect(line).to.include({ operation: 'documents.create', method: 'POST', status: 201, user_id: stage.ada.id });
        expect(line).to.have.property('duration_ms').that.is.a('number');
        await stage.ada.send('GET', `/api/v1/documents?q=${secret}`);
        await stage.ada.send('POST', '/api/v1/documents', { raw: secret });
        const log = JSON.stringify(stage.gateway.logged);
        for (const private_ of [secret, stage.ada.token, stage.ada.email, 'Bearer']) {
            expect(log).not.to.include(private_);
        }
    });

    it('is counted in the metrics', async () => {
        const path = `/api/v1/documents/${await stage.ada.create()}`;
        await stage.ada.send('PUT', path, { json: { content: 'x' }, headers: { 'If-Match': '"9"' } });
        await stage.ada.send('POST', '/api/v1/documents', {
            json: { name: 'a', language_id: 'plaintext', content: 'x'.repeat(8_388_609) }
        });
        const { headers, text } = await send(stage.gateway.url, 'GET', '/metrics');
        expect(headers.get('Content-Type')).to.match(/^text\/plain; version=/);
        expect(text).to.match(
            /^sanyam_http_request_duration_seconds_count\{operation="documents\.update",method="PUT",status="409"\} 1$/m
        );
        expect(text).to.match(
            /^sanyam_database_call_duration_seconds_count\{function="save_document",outcome="OPTIMISTIC_LOCK_CONFLICT"\} 1$/m
        );
        expect(text).to.match(/^sanyam_conflicts_total\{operation="documents\.update"\} 1$/m);
        expect(text).to.match(/^sanyam_limits_hit_total\{code="DOCUMENT_TOO_LARGE"\} 1$/m);
        expect(text).not.to.include(stage.ada.id);
    });

    it('allows every origin in development [FR-121, FR-125]', async () => {
        const headers = { Origin: 'https://anywhere.example.com' };
        const answer = await send(stage.gateway.url, 'GET', '/api/v1/me', { headers });
        expect(answer.status).to.equal(401);
        expect(answer.headers.get('Access-Control-Allow-Origin')).to.equal('*');
        const exposed = answer.headers.get('Access-Control-Expose-Headers')?.split(',');
        expect(exposed).to.include.members(['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset', 'ETag']);
        expect(answer.headers.has('Access-Control-Allow-Credentials')).to.equal(false);
    });

    it('allows only the named origins in production [FR-120, FR-123, FR-124]', async () => {
        const origin = 'https://ide.example.com';
        const production = await startGateway(stage.cloud, {
            NODE_ENV: 'production',
            HOST: '127.0.0.1',
            SANYAM_CORS_ORIGIN: origin
        });
        try {
            const preflight = (from: string) =>
                send(production.url, 'OPTIONS', '/api/v1/documents', {
                    headers: { Origin: from, 'Access-Control-Request-Method': 'PUT' }
                });
            const { status, headers } = await preflight(origin);
            expect([status, headers.get('Access-Control-Allow-Origin')]).to.deep.equal([204, origin]);
            expect(headers.get('Access-Control-Allow-Methods')?.split(',')).to.have.members([
                'GET',
                'POST',
                'PUT',
                'PATCH',
                'DELETE',
                'OPTIONS'
            ]);
            expect(headers.get('Access-Control-Allow-Headers')?.split(',')).to.include.members([
                'Content-Type',
                'Authorization',
                'If-Match'
            ]);
            const stranger = await preflight('https://evil.example.com');
            expect(stranger.headers.has('Access-Control-Allow-Origin')).to.equal(false);
        } finally {
            await production.stop();
        }
    });

    it('is 503 while the database is unreachable, and does not reveal its address', async () => {
        const alone = await startGateway(stage.cloud, nowhere);
        try {
            for (const path of ['/api/v1/me', '/api/v1/tiers', '/readyz']) {
                const answer = await send(alone.url, 'GET', path, {
                    headers: { Authorization: `Bearer ${stage.ada.token}` }
                });
                expect([answer.status, errorOf(answer).code]).to.deep.equal([503, 'SERVICE_UNAVAILABLE']);
                expect(answer.headers.get('Retry-After')).to.equal('5');
                expect(answer.text).not.to.include('127.0.0.1');
            }
            expect((await send(alone.url, 'GET', '/healthz')).status).to.equal(200);
        } finally {
            await alone.stop();
        }
    });

    it('is 503 when no cloud is configured', async () => {
        const alone = await startGateway(stage.cloud, NO_CLOUD);
        try {
            for (const path of ['/api/v1/me', '/api/v1/documents', '/api/v1/tiers', '/readyz']) {
                const answer = await send(alone.url, 'GET', path);
                expect([answer.status, errorOf(answer).code]).to.deep.equal([503, 'CLOUD_NOT_CONFIGURED']);
                expect(answer.headers.has('Retry-After')).to.equal(true);
            }
        } finally {
            await alone.stop();
        }
    });
});

describe('the page that documents the API', () => {
    let gateway: TestGateway;
    before(async () => {
        gateway = await startTestGateway(await testCloud());
    });
    after(() => gateway.stop());

    const scriptOf = (page: string) => `/api/v1/${/<script nonce="[^"]+" src="([^"]+)">/.exec(page)?.[1] ?? ''}`;

    it('refuses other methods for its script', async () => {
        for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
            const answer = await send(gateway.url, method, '/api/v1/docs/scalar.js');
            expect([answer.status, errorOf(answer).code]).to.deep.equal([405, 'METHOD_NOT_ALLOWED']);
            expect(answer.headers.get('Allow')).to.equal('GET, HEAD, OPTIONS');
        }
    });

    it('loads nothing from another server, and runs only its own script', async () => {
        const { headers, text } = await send(gateway.url, 'GET', '/api/v1/docs');
        expect(headers.get('Content-Type')).to.match(/^text\/html/);
        const policy = headers.get('Content-Security-Policy') ?? '';
        expect(policy).to.include("default-src 'none'");
        expect(policy).to.include("connect-src 'self'");
        const nonce = /script-src 'nonce-([^']+)'(;|$)/.exec(policy)?.[1];
        const scripts = text.match(/<script[^>]*>/g) ?? [];
        expect(scripts).to.have.lengthOf(2);
        scripts.forEach(script => expect(script).to.include(`nonce="${nonce}"`));
        expect(text).not.to.match(/(src|href)="?https?:/);
    });

    it('has a new nonce for each answer', async () => {
        const policies = await Promise.all(
            [1, 2].map(async () =>
                (await send(gateway.url, 'GET', '/api/v1/docs')).headers.get('Content-Security-Policy')
            )
        );
        expect(policies[0]).not.to.equal(policies[1]);
    });

    for (const encoding of ['gzip', 'identity']) {
        it(`has a script that browsers cache (${encoding})`, async () => {
            const path = scriptOf((await send(gateway.url, 'GET', '/api/v1/docs')).text);
            const { status, headers, text } = await send(gateway.url, 'GET', path, {
                headers: { 'Accept-Encoding': encoding }
            });
            expect(status).to.equal(200);
            expect(headers.get('Content-Type')).to.match(/^text\/javascript/);
            expect(headers.get('Content-Encoding')).to.equal(encoding === 'gzip' ? 'gzip' : null);
            expect(headers.get('Cache-Control')).to.include('immutable');
            expect(text).to.include('createApiReference');
        });
    }
});
