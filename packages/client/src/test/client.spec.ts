// SPDX-License-Identifier: MIT

import { GatewayUser } from '@sanyam/gateway/lib/test/gateway-user';
import { startTestGateway, type TestGateway } from '@sanyam/gateway/lib/test/test-gateway';
import { type ReadyLine } from '@sanyam/local-cloud';
import { testCloud } from '@sanyam/test-kit/test-cloud';
import { failureOf } from '@sanyam/test-kit/failure';
import { expect } from 'chai';
import { SanyamClient } from '../client/sanyam-client';
import { ConflictError, SanyamError } from '../client/sanyam-error';
import { startScriptedServer, type Step } from './scripted-server';

const note = { name: 'notes.md', language_id: 'markdown', content: '# Notes' };

describe('the client', () => {
    let cloud: ReadyLine;
    let gateway: TestGateway;
    let ada: GatewayUser;
    let client: SanyamClient;

    before(async () => {
        cloud = await testCloud();
        gateway = await startTestGateway(cloud);
        ada = await GatewayUser.signUp(cloud, gateway.url);
        await ada.setTier('enterprise');
        client = new SanyamClient({ url: gateway.url, token: ada.token });
    });
    after(() => gateway.stop());

    it('iterates over all pages of a list, once over each item and in order [FR-111]', async () => {
        const language_id = 'paged';
        const count = 130;
        for (let made = 0; made < count; made += 10) {
            await Promise.all(Array.from({ length: 10 }, () => client.documents.create({ ...note, language_id })));
        }
        const listed = await client.documents.list({ language_id }).toArray();
        expect(new Set(listed.map(({ id }) => id)).size).to.equal(count);
        const times = listed.map(document => document.updated_at);
        expect(times).to.deep.equal([...times].sort().reverse());
    });

    it('requests a page only when the iteration needs it', async () => {
        let requests = 0;
        const counting = new SanyamClient({
            url: gateway.url,
            token: ada.token,
            fetch: (...parameters) => {
                requests++;
                return fetch(...parameters);
            }
        });
        for await (const document of counting.documents.list()) {
            expect(document).to.have.property('id');
            break;
        }
        expect(requests).to.equal(1);
    });

    it('reads the next and the previous page [FR-111]', async () => {
        const { id } = await client.documents.create(note);
        await client.documents.update(id, { content: 'second' });
        const versions = client.versions.list(id);
        const first = await versions.page({ limit: 1 });
        expect(first.pagination).to.include({ total_count: 2, limit: 1, prev_cursor: null });
        const second = await versions.page({ limit: 1, cursor: first.pagination.next_cursor ?? '' });
        expect(second.data.map(version => version.version_number)).to.deep.equal([1]);
        const back = await versions.page({
            limit: 1,
            cursor: second.pagination.prev_cursor ?? '',
            direction: 'prev'
        });
        expect(back.data).to.deep.equal(first.data);
    });

    it('returns undefined for a document that has not changed', async () => {
        const { id } = await client.documents.create(note);
        expect(await client.documents.read(id, { ifNoneMatch: 1 })).to.equal(undefined);
        await client.documents.update(id, { content: 'new' });
        expect(await client.documents.read(id, { ifNoneMatch: 1 })).to.include({ content: 'new', version: 2 });
    });

    it('keeps text unchanged', async () => {
        const content = '\ufeffé\r\n\t"\\ \u2028 😀';
        const { id } = await client.documents.create({ ...note, content });
        expect((await client.documents.read(id)).content).to.equal(content);
    });

    it('throws a conflict with the current version, its author and its time [FR-026]', async () => {
        const { id } = await client.documents.create(note);
        const theirs = await client.documents.update(id, { content: 'theirs' });
        const failure = await failureOf(client.documents.update(id, { name: 'b' }, { ifMatch: 1 }), ConflictError);
        expect(failure).to.include({
            name: 'ConflictError',
            code: 'OPTIMISTIC_LOCK_CONFLICT',
            status: 409,
            currentVersion: 2,
            yourVersion: 1,
            updatedAt: theirs.updated_at,
            updatedBy: ada.id
        });
        expect(failure.requestId).to.match(/^[0-9a-f-]{36}$/);
    });

    it('throws other failures with their code, status and details [FR-118]', async () => {
        const invalid = await failureOf(client.documents.create({ ...note, name: 'a/b' }), SanyamError);
        expect(invalid).to.include({ code: 'VALIDATION_ERROR', status: 422 });
        expect(invalid.details).to.have.nested.property('fields.name');
        const missing = await failureOf(client.documents.read(ada.id), SanyamError);
        expect(missing).to.include({ name: 'SanyamError', code: 'DOCUMENT_NOT_FOUND', status: 404 });
    });

    it('accepts an API key as a token, and asks for the token with each request', async () => {
        const { secret } = await client.apiKeys.create({ name: 'k', scopes: ['documents:read'] });
        let asked = 0;
        const withKey = new SanyamClient({
            url: `${gateway.url}/`,
            token: () => {
                asked++;
                return Promise.resolve(secret);
            }
        });
        expect((await withKey.account()).profile.id).to.equal(ada.id);
        const refused = await failureOf(withKey.documents.create(note), SanyamError);
        expect(refused.details).to.deep.equal({ required_scope: 'documents:write' });
        expect(asked).to.equal(2);
    });

    it('needs a token for everything except the plans', async () => {
        const stranger = new SanyamClient({ url: gateway.url });
        expect((await stranger.tiers()).map(({ tier }) => tier)).to.include.members(['free', 'pro', 'enterprise']);
        const failure = await failureOf(stranger.account(), SanyamError);
        expect(failure).to.include({ code: 'UNAUTHORIZED', status: 401 });
        expect(failure.details).to.deep.equal({ reason: 'missing' });
    });

    it('never shows a token that cannot be sent', async () => {
        for (const token of ['', 'secret\n', 'secret\u20ac', ' secret']) {
            const failure = await failureOf(new SanyamClient({ url: gateway.url, token }).account(), SanyamError);
            expect(failure.code).to.equal('INVALID_TOKEN');
            expect(failure.message).not.to.include('secret');
        }
    });

    it('refuses invalid addresses, and ids that lead to another path', async () => {
        for (const url of ['', 'api.example.com', 'ftp://api.example.com', 'https://user@api.example.com']) {
            expect(() => new SanyamClient({ url }), url).to.throw(TypeError);
        }
        for (const id of ['', '.', '..']) {
            expect((await failureOf(client.documents.delete(id), TypeError)).message).to.match(/is not an id/);
        }
        expect((await failureOf(client.documents.read('../me'), SanyamError)).code).to.equal('DOCUMENT_NOT_FOUND');
    });

    it('reports a server that is not a gateway, and an unreachable one', async () => {
        const page: Step = { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>' };
        const steps: Step[] = [
            page,
            { ...page, status: 404 },
            { status: 200, body: { data: { id: 7 } } },
            { status: 301, headers: { Location: gateway.url } }
        ];
        const server = await startScriptedServer(steps);
        const lost = new SanyamClient({ url: server.url, token: ada.token });
        for (const [index] of steps.entries()) {
            const failure = await failureOf(lost.account(), SanyamError);
            expect(failure.code, String(index)).to.equal('UNEXPECTED_ANSWER');
            expect(failure.message).to.match(/Check the address of the gateway/);
        }
        await server.stop();
        const failure = await failureOf(new SanyamClient({ url: server.url, maxWait: 0 }).tiers(), SanyamError);
        expect(failure.code).to.equal('UNREACHABLE');
        expect(failure.message).to.match(
            /^The gateway at http:\/\/127\.0\.0\.1:\d+ does not answer \(\w+\)\. Check the address/
        );
    });

    it('stops with the reason of the caller’s signal', async () => {
        const reason = new Error('enough');
        const failure = await failureOf(
            client.documents.list({}, { signal: AbortSignal.abort(reason) }).toArray(),
            Error
        );
        expect(failure).to.equal(reason);
    });

    it('stops at the caller’s signal even in the middle of a page', async () => {
        const language_id = 'stopped';
        await Promise.all([1, 2, 3].map(() => client.documents.create({ ...note, language_id })));
        const controller = new AbortController();
        let seen = 0;
        const going = async () => {
            for await (const document of client.documents.list({ language_id }, { signal: controller.signal })) {
                expect(document).to.have.property('id');
                seen++;
                controller.abort(new Error('enough'));
            }
        };
        expect((await failureOf(going(), Error)).message).to.equal('enough');
        expect(seen).to.equal(1);
    });

    it('stops waiting for an answer after the timeout', async () => {
        const silent: typeof fetch = (_input, init) =>
            new Promise((_resolve, reject) => {
                init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
            });
        const impatient = new SanyamClient({ url: gateway.url, timeout: 20, maxWait: 0, fetch: silent });
        // The timer of the timeout does not keep the process alive, so another timer has to.
        const clock = setInterval(() => undefined, 1000);
        const failure = await failureOf(impatient.tiers(), SanyamError).finally(() => clearInterval(clock));
        expect(failure.code).to.equal('UNREACHABLE');
    });
});
