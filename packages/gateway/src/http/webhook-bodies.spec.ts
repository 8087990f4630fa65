// SPDX-License-Identifier: MIT

import type { HttpBindings } from '@hono/node-server';
import { CloudError } from '@sanyam/types';
import { expect } from 'chai';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { WebhookBodies, type WebhookLimits } from './webhook-bodies';

const KB = 1024;

describe('the body of a webhook', () => {
    let server: Server;
    let address: AddressInfo;
    let bodies: WebhookBodies;
    /** What came of each request, by its path. */
    let outcomes: Record<string, string>;
    let sockets: Socket[];

    /** The network is in the path, because not every system has several addresses. */
    const sourceOf = (path: string) => ({ network: path.split('-')[0] ?? '', connection: {} });

    beforeEach(async () => {
        outcomes = {};
        sockets = [];
        server = createServer((incoming, outgoing) => {
            const path = incoming.url ?? '';
            bodies
                .read({ incoming, outgoing } as unknown as HttpBindings, sourceOf(path))
                .catch((error: unknown) => (CloudError.is(error) ? error.code : String(error)))
                .then(outcome => {
                    outcomes[path] = outcome;
                    server.emit(path);
                    outgoing.end();
                })
                .catch(() => undefined);
        });
        server.listen(0, '127.0.0.1');
        await once(server, 'listening');
        address = server.address() as AddressInfo;
    });
    afterEach(async () => {
        sockets.forEach(socket => socket.destroy());
        server.closeAllConnections();
        await new Promise(resolve => server.close(resolve));
    });

    const limitTo = (limits: Partial<WebhookLimits>) => (bodies = new WebhookBodies(limits));

    /** Sends the beginning of a request of this many bytes, and waits until it is read. */
    async function begin(path: string, length: number, text: string): Promise<Socket> {
        const socket = connect(address.port, address.address);
        sockets.push(socket);
        socket.on('error', () => undefined);
        const request = once(server, 'request');
        socket.write(`POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\n${text}`);
        await request;
        return socket;
    }

    /** Sends the rest of a request. Returns what comes of it. */
    async function end(path: string, socket: Socket, text: string): Promise<string | undefined> {
        const ended = outcomes[path] === undefined ? once(server, path) : undefined;
        socket.write(text);
        await ended;
        return outcomes[path];
    }

    it('is read as it was sent', async () => {
        limitTo({});
        const socket = await begin('/a', 8, '{"é":1');
        expect(await end('/a', socket, '}')).to.equal('{"é":1}');
    });

    it('has at most 1 MB, which is known from its length', async () => {
        limitTo({});
        const socket = await begin('/a', 1024 * KB + 1, '');
        expect(await end('/a', socket, '')).to.equal('BODY_TOO_LARGE');
    });

    it('is REQUEST_TIMEOUT when its sender takes too long, and frees the place', async () => {
        limitTo({ places: 1, patience: 50 });
        expect(await end('/a', await begin('/a', 10, 'abc'), '')).to.equal('REQUEST_TIMEOUT');
        expect(await end('/b', await begin('/b', 3, ''), 'abc')).to.equal('abc');
    });

    it('is read, however many of another network only wait: that one loses its oldest', async () => {
        limitTo({ places: 4 });
        const genuine = await begin('/stripe', 3, '');
        const first = await begin('/flood-0', 10, '');
        const closed = once(first, 'close');
        for (let number = 1; number <= 20; number++) {
            await begin(`/flood-${number}`, 10, '');
        }
        await closed;
        expect(outcomes['/flood-0']).to.equal('SERVER_BUSY');
        expect(await end('/stripe', genuine, 'abc')).to.equal('abc');
    });

    it('is read among those of its own network while fewer than all places have begun since', async () => {
        limitTo({ places: 4 });
        for (let number = 1; number <= 20; number++) {
            await begin(`/one-${number}`, 10, '');
        }
        const genuine = await begin('/one-genuine', 3, '');
        for (let number = 21; number <= 23; number++) {
            await begin(`/one-${number}`, 10, '');
        }
        expect(await end('/one-genuine', genuine, 'abc')).to.equal('abc');
    });

    it('is read while another network keeps as many bytes as there is room for', async () => {
        limitTo({ room: 160 * KB });
        for (let number = 0; number < 10; number++) {
            await begin(`/flood-${number}`, 20 * KB, 'a');
        }
        const genuine = await begin('/stripe', 40 * KB, 'a'.repeat(20 * KB));
        expect(await end('/stripe', genuine, 'a'.repeat(20 * KB))).to.have.lengthOf(40 * KB);
        expect(outcomes['/flood-0']).to.equal('SERVER_BUSY');
    });

    it('is answered with SERVER_BUSY when its own network has the most bytes and nothing older', async () => {
        limitTo({ room: 20 * KB });
        const socket = await begin('/a', 100 * KB, 'a'.repeat(40 * KB));
        expect(await end('/a', socket, '')).to.equal('SERVER_BUSY');
        // Nothing is counted any more.
        expect(await end('/b', await begin('/b', 3, ''), 'abc')).to.equal('abc');
    });

    it('frees its place and its bytes when its sender goes', async () => {
        limitTo({ places: 2, room: 40 * KB });
        for (let number = 0; number < 5; number++) {
            const gone = once(server, '/a');
            (await begin('/a', 100 * KB, 'a')).destroy();
            await gone;
        }
        const first = await begin('/b', 3, '');
        expect(await end('/c', await begin('/c', 3, ''), 'abc')).to.equal('abc');
        expect(await end('/b', first, 'abc')).to.equal('abc');
    });
});
