// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { stageGateway } from './gateway-stage';
import { sendRaw } from './raw-request';

const BODY = '{"name":"a.md","language_id":"markdown"}';

describe('a request that waits for 100 Continue', () => {
    const stage = stageGateway('enterprise');

    const head = (line: string, ...headers: string[]) =>
        [line, 'Host: gateway', 'Expect: 100-continue', ...headers, '', ''].join('\r\n');
    const authorization = () => `Authorization: Bearer ${stage.ada.token}`;
    const JSON_TYPE = 'Content-Type: application/json';
    const POST = 'POST /api/v1/documents HTTP/1.1';

    it('is invited to send a body that can be accepted', async () => {
        const text = head(POST, authorization(), JSON_TYPE, `Content-Length: ${BODY.length}`, 'Connection: close');
        const answer = await sendRaw(stage.gateway.url, text, { follow: ['HTTP/1.1 100 Continue\r\n\r\n', BODY] });
        expect(answer).to.match(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 201 /);
    });

    const REFUSED: [title: string, line: string, headers: () => string[], status: number][] = [
        ['without a token', POST, () => [JSON_TYPE, 'Content-Length: 40'], 401],
        ['with a body that is too large', POST, () => [authorization(), JSON_TYPE, 'Content-Length: 900000000'], 413],
        [
            'with another media type',
            POST,
            () => [authorization(), 'Content-Type: text/plain', 'Content-Length: 40'],
            415
        ],
        [
            'with a compressed body',
            POST,
            () => [authorization(), JSON_TYPE, 'Content-Encoding: gzip', 'Content-Length: 40'],
            415
        ],
        ['for an address that does not exist', 'POST /nothing HTTP/1.1', () => ['Content-Length: 40'], 404],
        ['with a method that does not exist', 'PATCH /api/v1/documents HTTP/1.1', () => ['Content-Length: 40'], 405]
    ];
    for (const [title, line, headers, status] of REFUSED) {
        it(`${title} is refused at once with ${status}`, async () => {
            const answer = await sendRaw(stage.gateway.url, head(line, ...headers()));
            expect(answer).to.match(new RegExp(`^HTTP/1\\.1 ${status} `));
            expect(answer).to.match(/^connection: close\r$/im);
        });
    }
});
