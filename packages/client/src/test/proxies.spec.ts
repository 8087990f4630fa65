// SPDX-License-Identifier: MIT

import { GatewayUser } from '@sanyam/gateway/lib/test/gateway-user';
import { startTestGateway, type TestGateway } from '@sanyam/gateway/lib/test/test-gateway';
import { failureOf } from '@sanyam/test-kit/failure';
import { testCloud } from '@sanyam/test-kit/test-cloud';
import { expect } from 'chai';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { SanyamClient } from '../client/sanyam-client';
import { ConflictError, SanyamError } from '../client/sanyam-error';

interface ProxyBehavior {
    /** Returns the entity tag that a client gets for one of the gateway. */
    readonly toClient: (tag: string) => string;
    /** Returns the condition that the gateway gets for one of a client. Undefined removes it. */
    readonly toGateway: (condition: string) => string | undefined;
}

const unquoted = (tag: string) => tag.slice(1, -1);
const PROXIES: Readonly<Record<string, ProxyBehavior>> = {
    'weakens entity tags': { toClient: tag => `W/${tag}`, toGateway: condition => condition },
    'adds the encoding to entity tags': {
        toClient: tag => `"${unquoted(tag)}-gzip"`,
        toGateway: condition => condition
    },
    'adds the encoding to entity tags and conditions': {
        toClient: tag => `"${unquoted(tag)};gzip"`,
        toGateway: condition => `"${unquoted(condition)};gzip"`
    },
    'changes conditions beyond recognition': { toClient: () => '"x"', toGateway: () => '"x"' },
    'removes conditions': { toClient: tag => tag, toGateway: () => undefined }
};

const CONDITIONS = ['if-match', 'if-none-match'];

/** Starts a proxy that compresses, and changes validators on the way. */
async function startProxy(
    gatewayUrl: string,
    { toClient, toGateway }: ProxyBehavior
): Promise<{ url: string; stop(): void }> {
    const server = createServer((request, response) => {
        void (async () => {
            const body = await buffer(request);
            const headers = new Headers();
            for (const [name, value] of Object.entries(request.headers)) {
                const passed = CONDITIONS.includes(name) ? toGateway(String(value)) : String(value);
                if (passed !== undefined && !['host', 'connection', 'content-length'].includes(name)) {
                    headers.set(name, passed);
                }
            }
            const { method = 'GET', url = '/' } = request;
            const answer = await fetch(gatewayUrl + url, { method, headers, ...(body.length > 0 ? { body } : {}) });
            const tag = answer.headers.get('ETag');
            const content = Buffer.from(await answer.arrayBuffer());
            response.writeHead(answer.status, {
                ...(tag === null ? {} : { ETag: toClient(tag) }),
                'Content-Type': answer.headers.get('Content-Type') ?? 'application/json',
                ...(content.length > 0 ? { 'Content-Encoding': 'gzip' } : {})
            });
            response.end(content.length > 0 ? gzipSync(content) : undefined);
        })();
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        stop: () => {
            server.close();
            server.closeAllConnections();
        }
    };
}

describe('the client behind a proxy that', () => {
    let gateway: TestGateway;
    let ada: GatewayUser;
    before(async () => {
        const cloud = await testCloud();
        gateway = await startTestGateway(cloud);
        ada = await GatewayUser.signUp(cloud, gateway.url);
        await ada.setTier('pro');
    });
    after(() => gateway.stop());

    async function behind(name: string, use: (client: SanyamClient) => Promise<void>): Promise<void> {
        const proxy = await startProxy(gateway.url, PROXIES[name] as ProxyBehavior);
        try {
            await use(new SanyamClient({ url: proxy.url, token: ada.token, maxWait: 0 }));
        } finally {
            proxy.stop();
        }
    }

    const create = (client: SanyamClient) =>
        client.documents.create({ name: 'notes.md', language_id: 'markdown', content: 'first' });

    for (const name of Object.keys(PROXIES)) {
        it(`${name} learns whether its version is the newest`, () =>
            behind(name, async client => {
                const { id } = await create(client);
                expect(await client.documents.read(id, { ifNoneMatch: 1 })).to.equal(undefined);
                await client.documents.update(id, { content: 'second' });
                expect(await client.documents.read(id, { ifNoneMatch: 1 })).to.include({ content: 'second' });
                expect(await client.documents.read(id)).to.include({ version: 2 });
            }));
    }

    for (const name of Object.keys(PROXIES).slice(0, 3)) {
        it(`${name} overwrites only the version that it names [FR-026]`, () =>
            behind(name, async client => {
                const { id } = await create(client);
                await client.documents.update(id, { content: 'second' }, { ifMatch: 1 });
                await failureOf(client.documents.update(id, { content: 'third' }, { ifMatch: 1 }), ConflictError);
                await failureOf(client.versions.restore(id, 1, { ifMatch: 1 }), ConflictError);
                expect(await client.versions.restore(id, 1, { ifMatch: 2 })).to.include({ version: 3 });
                await failureOf(client.documents.delete(id, { ifMatch: 2 }), ConflictError);
                await client.documents.delete(id, { ifMatch: 3 });
            }));
    }

    it('changes conditions beyond recognition saves nothing', () =>
        behind('changes conditions beyond recognition', async client => {
            const { id } = await create(client);
            const failure = await failureOf(
                client.documents.update(id, { content: 'second' }, { ifMatch: 1 }),
                SanyamError
            );
            expect(failure.code).to.equal('INVALID_IF_MATCH');
            expect(await client.documents.read(id)).to.include({ version: 1 });
        }));

    it('removes conditions reports a version that it overwrote, and says where its text is', () =>
        behind('removes conditions', async client => {
            const { id } = await create(client);
            expect(await client.documents.update(id, { content: 'second' }, { ifMatch: 1 })).to.include({ version: 2 });
            for (const work of [
                () => client.documents.update(id, { content: 'third' }, { ifMatch: 1 }),
                () => client.versions.restore(id, 1, { ifMatch: 1 })
            ]) {
                const { code, message } = await failureOf(work(), SanyamError);
                expect(code).to.equal('IF_MATCH_LOST');
                expect(message).to.match(/^Version [23] was overwritten/);
            }
            expect(await client.versions.read(id, 2)).to.include({ content: 'second' });
        }));
});
