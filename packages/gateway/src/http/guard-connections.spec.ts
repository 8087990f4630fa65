// SPDX-License-Identifier: MIT

import { until } from '@sanyam/test-kit/until';
import { expect } from 'chai';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { Metrics } from '../observability/metrics';
import { type ConnectionLimits, guardConnections, noteRequests } from './guard-connections';

describe('guarded connections', () => {
    let server: Server;
    let sockets: Socket[];
    let metrics: Metrics;

    afterEach(async () => {
        sockets.forEach(socket => socket.destroy());
        server.closeAllConnections();
        await new Promise(resolve => server.close(resolve));
    });

    async function listen(limits: ConnectionLimits, listener: RequestListener): Promise<void> {
        sockets = [];
        metrics = new Metrics();
        server = createServer();
        server.on('request', noteRequests(guardConnections(server, metrics, limits), listener));
        server.listen(0, '127.0.0.1');
        await once(server, 'listening');
    }

    /** Opens a connection, and sends a text at once. */
    function open(text = ''): Socket {
        const { port, address } = server.address() as AddressInfo;
        const socket = connect(port, address);
        sockets.push(socket);
        socket.on('error', () => undefined);
        socket.write(text);
        return socket;
    }

    async function read(socket: Socket): Promise<string> {
        let received = '';
        for await (const chunk of socket) {
            received += String(chunk);
        }
        return received;
    }

    async function droppedFor(reason: string): Promise<number | undefined> {
        const { values } = await metrics.connectionsDropped.get();
        return values.find(({ labels }) => labels.reason === reason)?.value;
    }

    it('are all served, also when their requests came while they waited', async () => {
        await listen({}, (request, response) => {
            let body = '';
            request.on('data', chunk => (body += String(chunk)));
            request.on('end', () => response.end(`answer to ${body}`));
        });
        const all = Array.from({ length: 200 }, (_, number) =>
            open(`POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 3\r\n\r\n${100 + number}`)
        );
        const answers = await Promise.all(all.map(read));
        answers.forEach((answer, number) => expect(answer).to.match(new RegExp(`answer to ${100 + number}$`)));
    });

    it('do not end the process when clients go while they wait', async () => {
        await listen({}, (_request, response) => response.end('still here'));
        for (let number = 0; number < 100; number++) {
            const socket = open('GET / HTTP/1.1\r\nHost: a\r\n');
            socket.once('connect', () => socket.resetAndDestroy());
        }
        expect(await read(open('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'))).to.match(/still here$/);
    });

    it('are dropped without a request before those with one', async () => {
        let held: ServerResponse | undefined;
        await listen({ open: 3 }, (_request, response) => {
            held = response;
        });
        const busy = open('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
        await until(() => held !== undefined);
        const idle = Array.from({ length: 5 }, () => open());
        await until(() => idle.filter(({ closed }) => closed).length === 3);
        expect(await droppedFor('open')).to.equal(3);
        held?.end('done');
        expect(await read(busy)).to.match(/done$/);
    });

    it('are dropped before they get a parser when too many wait', async () => {
        let requests = 0;
        await listen({ waiting: 0 }, () => requests++);
        const socket = open('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
        await until(() => socket.closed);
        expect(await droppedFor('new')).to.equal(1);
        expect(requests).to.equal(0);
    });
});
