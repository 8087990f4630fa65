// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { METHODS } from 'node:http';
import { stageGateway } from './gateway-stage';
import { errorOf, send } from './gateway-user';
import { sendRaw } from './raw-request';

const HOST = 'Host: gateway';
const health = (...headers: string[]) => ['GET /healthz HTTP/1.1', HOST, ...headers];
const post = (...headers: string[]) => ['POST /api/v1/documents HTTP/1.1', HOST, ...headers];

/** Requests, with the status of the answer. */
const REQUESTS: [title: string, lines: string[], status: number, body?: string][] = [
    ['text that is not HTTP', ['hello'], 400],
    ['an unknown method', ['BREW /healthz HTTP/1.1', HOST], 400],
    ['an unknown version', ['GET /healthz HTTP/9.9', HOST], 505],
    ['HTTP/2 in plain text', ['GET /healthz HTTP/2.0', HOST], 505],
    ['HTTP/0.9', ['GET /healthz'], 505],
    ['half a version', ['GET /healthz HTTP/1', HOST], 400],
    ['HTTP/2', ['PRI * HTTP/2.0', '', 'SM'], 505],
    ['a CONNECT to another host', ['CONNECT example.com:443 HTTP/1.1', HOST], 400],
    ['no host', ['GET /healthz HTTP/1.1'], 400],
    ['two hosts', ['GET /healthz HTTP/1.1', HOST, 'hOST: other'], 400],
    ['the same host twice', ['GET /healthz HTTP/1.1', HOST, HOST], 400],
    ['compressed chunks', post('Transfer-Encoding: gzip, chunked'), 501, '2\r\n{}\r\n0\r\n\r\n'],
    ['an empty host', ['GET /healthz HTTP/1.1', 'Host: '], 400],
    ['an invalid host', ['GET /healthz HTTP/1.1', 'Host: a b'], 400],
    ['a host with a path', ['GET /healthz HTTP/1.1', 'Host: a/b?c#d@e'], 400],
    ['half an IPv6 address', ['GET /healthz HTTP/1.1', 'Host: [::1'], 400],
    ['an asterisk as its address', ['GET * HTTP/1.1', HOST], 400],
    ['an address without a slash', ['GET healthz HTTP/1.1', HOST], 400],
    ['half an address', ['GET http://[ HTTP/1.1', HOST], 400],
    ['another protocol', ['GET ftp://gateway/healthz HTTP/1.1', HOST], 400],
    ['bytes in its address that are not ASCII', ['GET /\u00ff HTTP/1.1', HOST], 400],
    ['NUL in an address', ['GET /\u0000 HTTP/1.1', HOST], 400],
    ['NUL in a header', health('X-Name: a\u0000b'), 400],
    ['a header with a space in its name', health('X Name: a'), 400],
    ['a header that continues in the next line', health('X-Name: a', ' b'), 400],
    ['ten thousand headers', health(...Array.from({ length: 10_000 }, (_, index) => `X-${index}: a`)), 431],
    ['a header of 20 KB', health(`X-Name: ${'a'.repeat(20_000)}`), 431],
    ['an address of 20 KB', [`GET /${'a'.repeat(20_000)} HTTP/1.1`, HOST], 431],
    ['two lengths', post('Content-Length: 2', 'Content-Length: 3'), 400, '{}'],
    ['a length and chunks', post('Content-Length: 2', 'Transfer-Encoding: chunked'), 400, '{}'],
    ['a negative length', post('Content-Length: -1'), 400],
    ['a length that is not a number', post('Content-Length: 1e3'), 400],
    ['compression as a transfer encoding', post('Transfer-Encoding: gzip'), 400],
    ['chunks with a parameter', post('Transfer-Encoding: chunked;q=1'), 400],
    ['chunks in HTTP/1.0', ['POST /api/v1/documents HTTP/1.0', 'Transfer-Encoding: chunked'], 400, '0\r\n\r\n'],
    ['chunks without a size', post('Transfer-Encoding: chunked', 'Content-Type: application/json'), 400, 'ZZ\r\n']
];

/** The code of each status. */
const CODES = new Map([
    [400, 'MALFORMED_REQUEST'],
    [431, 'HEADERS_TOO_LARGE'],
    [501, 'TRANSFER_ENCODING_NOT_SUPPORTED'],
    [505, 'HTTP_VERSION_NOT_SUPPORTED']
]);

describe('a broken request', () => {
    const stage = stageGateway('enterprise');
    afterEach('the gateway runs and has logged no error', async () => {
        expect((await send(stage.gateway.url, 'GET', '/healthz')).status).to.equal(200);
        expect(stage.gateway.logged.filter(line => line['level'] === 50)).to.deep.equal([]);
    });

    it('gets a message that says what to send [FR-117]', async () => {
        const sentences: [lines: string[], sentence: RegExp][] = [
            [['GET /healthz HTTP/1.1'], /one Host header/],
            [health(`X-Name: ${'a'.repeat(20_000)}`), /16 KB/],
            [health('X-Name: a', ' b'), /^A header is invalid.+ in one line/],
            [health('X Name: a'), /^A header is invalid.+ spaces in its name/],
            [['hello'], /^The first line is invalid.+GET/],
            [['GET /a b HTTP/1.1', HOST], /^The first line is invalid/],
            [['GET healthz HTTP/1.1', HOST], /^The address is invalid.+“\/”/],
            [['GET /healthz HTTP/1.1', 'Host: a b'], /Host header is invalid/],
            [['GET /healthz HTTP/2.0', HOST], /HTTP\/1\.1/],
            [post('Content-Length: 2', 'Content-Length: 2'), /^Content-Length is invalid.+once/],
            [post('Transfer-Encoding: chunked;q=1'), /^Transfer-Encoding is invalid.+“chunked”/],
            [['POST /api/v1/documents HTTP/1.0', 'Transfer-Encoding: chunked'], /^HTTP\/1\.0 has no Transfer-Encoding/],
            [['CONNECT example.com:443 HTTP/1.1', HOST], /not a proxy/]
        ];
        for (const [lines, sentence] of sentences) {
            const answer = await sendRaw(stage.gateway.url, `${lines.join('\r\n')}\r\n\r\n`);
            const { error } = JSON.parse(Buffer.from(answer.split('\r\n\r\n')[1] ?? '', 'latin1').toString()) as {
                error: { message: string };
            };
            expect(error.message).to.match(sentence);
        }
    });

    for (const [title, lines, status, body = ''] of REQUESTS) {
        it(`with ${title} gets ${status} with its own code [FR-115]`, async () => {
            const authorization =
                lines[0]?.startsWith('POST') === true ? [`Authorization: Bearer ${stage.ada.token}`] : [];
            const text = `${[...lines, ...authorization].join('\r\n')}\r\n\r\n${body}`;
            const [head = '', json = ''] = (await sendRaw(stage.gateway.url, text)).split('\r\n\r\n');
            expect(head).to.match(new RegExp(`^HTTP/1\\.1 ${status} `));
            expect(head).to.match(/^x-request-id: [0-9a-f-]{36}\r?$/im);
            expect(head).to.match(/^connection: close\r?$/im);
            expect(head).to.match(/^x-content-type-options: nosniff\r?$/im);
            expect(JSON.parse(json)).to.have.nested.property('error.code', CODES.get(status));
        });
    }

    for (const method of METHODS.filter(each => !['CONNECT', 'GET', 'HEAD', 'OPTIONS', 'POST'].includes(each))) {
        it(`with the method ${method} gets 405`, async () => {
            const answer = await sendRaw(stage.gateway.url, `${method} /api/v1/documents HTTP/1.1\r\n${HOST}\r\n\r\n`);
            expect(answer).to.match(/^HTTP\/1\.1 405 /);
            expect(answer).to.match(/^allow: GET, POST, HEAD, OPTIONS\r$/im);
            expect(answer).to.include('"code":"METHOD_NOT_ALLOWED"');
        });
    }

    it('of HTTP/1.0 needs no host, as health checks of load balancers send it', async () => {
        for (const host of [[], ['Host: gateway']]) {
            const lines = ['GET /healthz HTTP/1.0', ...host];
            const answer = await sendRaw(stage.gateway.url, `${lines.join('\r\n')}\r\n\r\n`);
            expect(answer, answer).to.match(/^HTTP\/1\.1 200 /);
        }
    });

    it('of HTTP/1.0 or HTTP/1.1 without the length of its body gets 411', async () => {
        for (const version of ['1.0', '1.1']) {
            const lines = [`POST /api/v1/documents HTTP/${version}`, HOST, 'Content-Type: application/json'];
            const text = [...lines, `Authorization: Bearer ${stage.ada.token}`, '', '{"name":"a"}'].join('\r\n');
            const answer = await sendRaw(stage.gateway.url, text);
            expect(answer).to.match(/^HTTP\/1\.1 411 [^]*"code":"LENGTH_REQUIRED"/);
        }
    });

    it('with empty elements in the list of its transfer encodings is read', async () => {
        const body = '{"name":"a.md","language_id":"markdown"}';
        const lines = [...post('Transfer-Encoding: , chunked'), `Authorization: Bearer ${stage.ada.token}`];
        const chunks = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
        const text = [...lines, 'Content-Type: application/json', 'Connection: close', '', chunks].join('\r\n');
        expect(await sendRaw(stage.gateway.url, text)).to.match(/^HTTP\/1\.1 201 /);
    });

    it('with OPTIONS * gets the methods of the API', async () => {
        const answer = await sendRaw(stage.gateway.url, `OPTIONS * HTTP/1.1\r\n${HOST}\r\n\r\n`);
        expect(answer).to.match(/^HTTP\/1\.1 204 /);
        expect(answer).to.match(/^allow: GET, .*DELETE, OPTIONS\r$/im);
    });

    it('with an unknown expectation or a protocol upgrade still gets an answer', async () => {
        for (const header of ['Expect: 200-ok', 'Connection: Upgrade\r\nUpgrade: websocket', '__proto__: 1']) {
            const answer = await sendRaw(stage.gateway.url, `${health(header).join('\r\n')}\r\n\r\n`);
            expect(answer).to.match(/^HTTP\/1\.1 200 /);
        }
    });

    it('with two If-Match headers is checked against both', async () => {
        const path = `/api/v1/documents/${await stage.ada.create()}`;
        const twice = async (other: string) =>
            sendRaw(
                stage.gateway.url,
                `DELETE ${path} HTTP/1.1\r\n${HOST}\r\nAuthorization: Bearer ${stage.ada.token}\r\n` +
                    `If-Match: "1"\r\nIf-Match: ${other}\r\n\r\n`
            );
        expect(await twice('rubbish')).to.match(/^HTTP\/1\.1 400 [^]*"code":"INVALID_IF_MATCH"/);
        expect(await twice('"2"')).to.match(/^HTTP\/1\.1 204 /);
    });

    it('with two tokens is checked with the first one only', async () => {
        const lines = ['GET /api/v1/me HTTP/1.1', HOST, 'Authorization: Bearer nonsense'];
        const text = `${[...lines, `Authorization: Bearer ${stage.ada.token}`].join('\r\n')}\r\n\r\n`;
        expect(await sendRaw(stage.gateway.url, text)).to.match(/^HTTP\/1\.1 401 /);
    });

    it('that ends early does not affect the next request', async () => {
        await sendRaw(stage.gateway.url, 'POST /api/v1/documents HT', { end: true });
        const answer = await send(stage.gateway.url, 'GET', '/nothing');
        expect(errorOf(answer).code).to.equal('NOT_FOUND');
    });
});
