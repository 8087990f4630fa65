// SPDX-License-Identifier: MIT

import { until } from '@sanyam/test-kit/until';
import { expect } from 'chai';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { stageGateway } from './gateway-stage';

/** Node publishes each request of a server of this process here. */
const REQUESTS = 'http.server.request.start';

describe('a body in which the client pauses', () => {
    const stage = stageGateway('enterprise');
    const begun: IncomingMessage[] = [];
    const note = (message: unknown) => void begun.push((message as { request: IncomingMessage }).request);
    beforeEach(() => subscribe(REQUESTS, note));
    afterEach(() => {
        unsubscribe(REQUESTS, note);
        begun.length = 0;
    });

    /** Sends a part of a document, and returns the connection and the gateway's end of it. */
    async function sendPart(length: string, part: string): Promise<{ socket: Socket; request: IncomingMessage }> {
        const { hostname, port } = new URL(stage.gateway.url);
        const socket = connect({ host: hostname, port: Number(port) });
        const head = [
            'POST /api/v1/documents HTTP/1.1',
            'Host: gateway',
            `Authorization: Bearer ${stage.ada.token}`,
            'Content-Type: application/json',
            length
        ];
        socket.write(`${head.join('\r\n')}\r\n\r\n${part}`);
        await until(() => begun.some(request => request.socket.remotePort === socket.localPort));
        const request = begun.find(({ socket: { remotePort } }) => remotePort === socket.localPort);
        return { socket, request: request ?? expect.fail('No request arrived.') };
    }

    for (const [length, part] of [
        ['Content-Length: 100', '{"name":'],
        ['Transfer-Encoding: chunked', '8\r\n{"name":\r\n']
    ] as const) {
        it(`is answered with 408, and its connection ends (${length})`, async () => {
            const { socket, request } = await sendPart(length, part);
            await until(() => request.listenerCount('timeout') > 0);
            expect(request.socket.timeout).to.equal(20_000);
            // What Node does after this time.
            request.socket.emit('timeout');
            const answer = await text(socket);
            expect(answer).to.match(/^HTTP\/1\.1 408 /);
            expect(answer).to.match(/^connection: close\r$/im);
            expect(answer).to.contain('"REQUEST_TIMEOUT"');
        });
    }

    it('is taken when it goes on in time, and the next request can come later', async () => {
        const body = '{"name":"a.md","language_id":"markdown"}';
        const { socket, request } = await sendPart(`Content-Length: ${body.length}`, body.slice(0, 8));
        await until(() => request.listenerCount('timeout') > 0);
        socket.write(body.slice(8));
        const answer = await new Promise<string>(resolve => socket.once('data', data => resolve(String(data))));
        expect(answer).to.match(/^HTTP\/1\.1 201 /);
        await until(() => request.socket.timeout !== 20_000);
        socket.destroy();
    });
});
