// SPDX-License-Identifier: MIT

import type { HttpBindings } from '@hono/node-server';
import { CloudError } from '@sanyam/types';
import { expect } from 'chai';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { WebhookBodies } from './webhook-bodies';

describe('the body of a webhook', () => {
    let server: Server;
    let address: AddressInfo;
    let bodies: WebhookBodies;
    /** What came of each request, in the order of their ends. */
    let outcomes: string[];
    let sockets: Socket[];

    beforeEach(async () => {
        outcomes = [];
        sockets = [];
        server = createServer((incoming, outgoing) => {
            bodies
                .read({ incoming, outgoing } as unknown as HttpBindings)
                .catch((error: unknown) => (CloudError.is(error) ? error.code : String(error)))
                .then(outcome => {
                    outcomes.push(outcome);
                    server.emit('outcome');
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

    /** Sends the beginning of a request of this many bytes. */
    function begin(length: number, text: string): Socket {
        const socket = connect(address.port, address.address);
        socket.on('error', () => undefined);
        socket.write(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\n${text}`);
        sockets.push(socket);
        return socket;
    }

    it('is read as it was sent', async () => {
        bodies = new WebhookBodies();
        const ended = once(server, 'outcome');
        begin(8, '{"é":1');
        sockets[0]?.write('}');
        await ended;
        expect(outcomes).to.deep.equal(['{"é":1}']);
    });

    it('has at most 1 MB, which is known from its length', async () => {
        bodies = new WebhookBodies();
        const ended = once(server, 'outcome');
        begin(1024 * 1024 + 1, '');
        await ended;
        expect(outcomes).to.deep.equal(['BODY_TOO_LARGE']);
    });

    it('ends the connection of a sender that takes too long, and frees the place', async () => {
        bodies = new WebhookBodies(1, 50);
        const socket = begin(10, 'abc');
        await once(socket, 'close');
        expect(outcomes).to.deep.equal(['INVALID_JSON']);
        const ended = once(server, 'outcome');
        begin(3, 'abc');
        await ended;
        expect(outcomes).to.deep.equal(['INVALID_JSON', 'abc']);
    });

    it('is read while many others only wait: the connection that waits longest ends', async () => {
        bodies = new WebhookBodies(2);
        const waiting: Socket[] = [];
        for (const name of ['first', 'second']) {
            const request = once(server, 'request');
            waiting.push(begin(10, name));
            await request;
        }
        const [first, second] = waiting;
        const closed = first && once(first, 'close');
        const ended = once(server, 'outcome');
        begin(3, 'abc');
        await ended;
        await closed;
        while (outcomes.length < 2) {
            await once(server, 'outcome');
        }
        expect(outcomes.sort()).to.deep.equal(['INVALID_JSON', 'abc']);
        const last = once(server, 'outcome');
        second?.write('once');
        await last;
        expect(outcomes).to.include('secondonce');
    });
});
