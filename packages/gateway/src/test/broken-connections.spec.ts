// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { connect, type Socket } from 'node:net';
import { stageGateway } from './gateway-stage';

describe('a connection with a broken request', () => {
    const stage = stageGateway('enterprise');
    const BODY = '{"name":"a.md","language_id":"markdown"}';

    const create = (...headers: string[]) =>
        [
            'POST /api/v1/documents HTTP/1.1',
            'Host: gateway',
            `Authorization: Bearer ${stage.ada.token}`,
            'Content-Type: application/json',
            `Content-Length: ${BODY.length}`,
            ...headers,
            '',
            BODY
        ].join('\r\n');

    /** Sends bytes, and returns the status lines of all answers until the gateway ends the connection. */
    async function statusLines(text: string): Promise<string[]> {
        const { hostname, port } = new URL(stage.gateway.url);
        const socket: Socket = connect({ host: hostname, port: Number(port) });
        socket.write(text, 'latin1');
        let received = '';
        for await (const chunk of socket) {
            received += String(chunk);
        }
        return [...received.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, status = '']) => status);
    }

    it('answers the requests before it first', async () => {
        expect(await statusLines(`${create()}garbage\r\n\r\n`)).to.deep.equal(['201', '400']);
        expect(await statusLines(`${create()}${create()}garbage\r\n\r\n`)).to.deep.equal(['201', '201', '400']);
    });

    it('answers a request whose own body is broken, after those before it', async () => {
        const broken = create().replace(/Content-Length[^]*$/, 'Transfer-Encoding: chunked\r\n\r\nZZ\r\n');
        expect(await statusLines(broken)).to.deep.equal(['400']);
        expect(await statusLines(create() + broken)).to.deep.equal(['201', '400']);
    });

    it('has no answer to what follows the last request', async () => {
        expect(await statusLines(`${create('Connection: close')}garbage\r\n\r\n`)).to.deep.equal(['201']);
        expect(await statusLines(`GET /healthz HTTP/1.0\r\n\r\n${'garbage\r\n'.repeat(1000)}`)).to.deep.equal(['200']);
    });

    it('gets one answer, whatever follows', async () => {
        expect(await statusLines('garbage\r\n\r\n'.repeat(10_000))).to.deep.equal(['400']);
    });
});
