// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { EventEmitter, once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { mock } from 'node:test';
import { endSlowReader, type ReaderLimits } from './slow-reader';

describe('a client that reads its answer slowly', () => {
    beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
    afterEach(() => mock.timers.reset());

    /** Returns an answer of which this many bytes wait, its connection, and what happened to that. */
    function answerOf(bytes: number) {
        const events: string[] = [];
        const socket = {
            writableLength: bytes,
            bytesWritten: bytes,
            resetAndDestroy: () => events.push('destroyed')
        };
        const setTimeout = (milliseconds: number) => events.push(`idle after ${milliseconds}`);
        const response = Object.assign(new EventEmitter(), { socket, setTimeout });
        endSlowReader(response as unknown as ServerResponse);
        return { response, socket, events };
    }

    it('is disconnected after 20 seconds in which it took nothing', () => {
        expect(answerOf(1).events).to.deep.equal(['idle after 20000']);
    });

    it('has half a minute, and then time to read the rest with 32 KB/s', () => {
        const { events } = answerOf(3_200_000);
        mock.timers.tick(30_000);
        mock.timers.tick(99_999);
        expect(events).not.to.include('destroyed');
        mock.timers.tick(1);
        expect(events).to.include('destroyed');
    });

    it('stays connected as long as it takes enough of an answer that goes on', () => {
        const { socket, events } = answerOf(3_200_000);
        mock.timers.tick(30_000);
        for (const part of [3_200_000, 0, 0, 6_400_000]) {
            socket.writableLength = part;
            socket.bytesWritten += part;
            mock.timers.tick(200_000);
            expect(events).not.to.include('destroyed');
        }
        socket.bytesWritten += 1;
        socket.writableLength = 6_400_001;
        mock.timers.tick(200_000);
        expect(events).to.include('destroyed');
    });

    it('stays connected when it has taken everything', () => {
        for (const time of [0, 30_000]) {
            const { response, events } = answerOf(3_200_000);
            mock.timers.tick(time);
            response.emit('close');
            mock.timers.tick(1_000_000);
            expect(events).not.to.include('destroyed');
        }
    });
});

describe('a client that sends two requests at once', () => {
    /** More than the buffers of the operating system. */
    const LARGE = 32 * 1024 * 1024;
    const NEVER = 1_000_000;

    /**
     * Answers two requests of one connection, the second before the first, and reads the first answer.
     *
     * @returns the client, and the server's end of its connection, when the second answer has its turn
     */
    async function readFirst(limits: ReaderLimits): Promise<{ client: Socket; served: Socket; stop: () => void }> {
        const second = Promise.withResolvers<Socket>();
        let first: ServerResponse | undefined;
        const answer = (response: ServerResponse, body: string) => {
            endSlowReader(response, limits);
            response.end(body);
        };
        const server = createServer((_request, response) => {
            if (first === undefined) {
                first = response;
                return;
            }
            expect(response.socket).to.equal(null);
            response.once('socket', second.resolve);
            answer(response, 'x'.repeat(LARGE));
            answer(first, 'first');
        });
        server.listen(0, '127.0.0.1');
        await once(server, 'listening');
        const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
        client.on('error', () => undefined);
        client.write('GET /1 HTTP/1.1\r\nHost: gateway\r\n\r\n'.repeat(2));
        const stop = () => {
            client.destroy();
            server.close();
        };
        return { client, served: await second.promise, stop };
    }

    it('is disconnected when it never reads the second answer', async () => {
        const { served, stop } = await readFirst({ longestPause: 50, grace: NEVER, slowest: 32, shortestWait: NEVER });
        await once(served, 'close');
        stop();
    });

    it('learns by a reset that the rest of an answer in HTTP/1.0 is missing', async () => {
        const server = createServer((_request, response) => {
            endSlowReader(response, { longestPause: 50, grace: NEVER, slowest: 32, shortestWait: NEVER });
            // An answer of unknown length.
            response.write('x'.repeat(LARGE));
        });
        server.listen(0, '127.0.0.1');
        await once(server, 'listening');
        const served = once(server, 'connection');
        const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
        const failure = once(client, 'error');
        client.write('GET /1 HTTP/1.0\r\n\r\n');
        const [socket] = (await served) as [Socket];
        await once(socket, 'close');
        client.resume();
        expect(await failure).to.have.nested.property('[0].code', 'ECONNRESET');
        server.close();
    });

    it('is disconnected when it reads the second answer slowly', async () => {
        const limits = { longestPause: NEVER, grace: 10, slowest: LARGE, shortestWait: 10 };
        const { client, served, stop } = await readFirst(limits);
        // Reads a byte as often as it can, so that it is never idle.
        const reading = setInterval(() => client.read(1));
        await once(served, 'close');
        clearInterval(reading);
        stop();
    });

    it('reads both answers when it takes them in time', async () => {
        const limits = { longestPause: NEVER, grace: NEVER, slowest: 32, shortestWait: NEVER };
        const { client, served, stop } = await readFirst(limits);
        let read = 0;
        client.on('data', (part: Buffer) => (read += part.length));
        while (read < LARGE) {
            await once(client, 'data');
        }
        expect(served.destroyed).to.equal(false);
        stop();
    });
});
