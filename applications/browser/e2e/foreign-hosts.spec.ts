// SPDX-License-Identifier: MIT

import { type IdeBackend } from './fixtures/ide-backend.js';
import { sendRaw, type RawResponse } from './fixtures/raw-request.js';
import { expect, test } from './fixtures/test.js';

const POLLING = '/socket.io/?EIO=4&transport=polling';
const FILES = '/files/?uri=file:///etc/passwd';
const ROUTES = ['/', FILES, '/services', '/sanyam/configuration', '/file?/etc/passwd', '/bundle.js', POLLING];

const WEBSOCKET = [
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg=='
];

/**
 * Returns the cookie with the token that the backend gives to every page that it serves. Its name has the port of the
 * host, also for a page with a rebound name.
 */
async function cookieOf(backend: IdeBackend, host = hostOf(backend)): Promise<string> {
    const { head } = await sendRaw(backend.address, ['GET / HTTP/1.1', `Host: ${hostOf(backend)}`]);
    const [, name, token] = /^set-cookie: (theia-connection-token)-\d+=([^;]+)/im.exec(head) ?? [];
    expect(token).toBeDefined();
    const port = /:(\d+)$/.exec(host)?.[1];
    return `Cookie: ${name}${port === undefined ? '' : `-${port}`}=${token}`;
}

function hostOf(backend: IdeBackend): string {
    return new URL(backend.address).host;
}

async function get(backend: IdeBackend, target: string, ...headers: string[]): Promise<RawResponse> {
    const host = headers.find(header => header.startsWith('Host: '))?.slice('Host: '.length);
    return sendRaw(backend.address, [`GET ${target} HTTP/1.1`, ...headers, await cookieOf(backend, host)]);
}

function expectRefusal({ status, head, body }: RawResponse, target: string): void {
    expect(status, target).toBe(403);
    expect(body, target).toMatch(/^Could not answer the request\. /);
    expect(head, target).toContain('Content-Type: text/plain; charset=utf-8');
    expect(head.toLowerCase(), target).not.toContain('set-cookie');
}

test('no route and no socket answers a foreign Host header', async ({ ideWithoutCloud: ide }) => {
    const { port } = new URL(ide.address);
    for (const host of [`evil.example:${port}`, 'evil.example', 'localhost.evil.example', 'evil.example.', '[::2]']) {
        for (const route of ROUTES) {
            expectRefusal(await get(ide, route, `Host: ${host}`), `${host} ${route}`);
        }
        for (const path of ['/socket.io/?EIO=4&transport=websocket', '/services', '/']) {
            expectRefusal(await get(ide, path, `Host: ${host}`, ...WEBSOCKET), `${host} ${path} upgrade`);
        }
    }
});

test('with THEIA_HOSTS, a foreign Host header is refused, and the configured hosts are served', async ({
    startBackend
}) => {
    const ide = await startBackend({ THEIA_HOSTS: 'ide.example.com,IDE2.example.com:8443' });
    for (const host of ['evil.example', 'ide2.example.com', 'sub.ide.example.com']) {
        for (const route of [FILES, POLLING]) {
            expectRefusal(await get(ide, route, `Host: ${host}`), `${host} ${route}`);
        }
    }
    for (const host of ['ide.example.com', 'ide2.example.com:8443', hostOf(ide)]) {
        expect((await get(ide, '/', `Host: ${host}`)).status, host).toBe(200);
        const scheme = host === hostOf(ide) ? 'http' : 'https';
        const polling = await get(ide, POLLING, `Host: ${host}`, `Origin: ${scheme}://${host}`);
        expect(polling.status, host).toBe(200);
    }
    const proxied = await get(
        ide,
        '/socket.io/?EIO=4&transport=websocket',
        `Host: ${hostOf(ide)}`,
        'Origin: https://ide.example.com',
        ...WEBSOCKET
    );
    expect(proxied.status).toBe(101);
});

test('the loopback names are served in every spelling', async ({ ideWithoutCloud: ide }) => {
    const { port } = new URL(ide.address);
    for (const host of ['localhost', `LOCALHOST:${port}`, `localhost.:${port}`, '127.0.0.1', `[::1]:${port}`]) {
        expect((await get(ide, '/', `Host: ${host}`)).status, host).toBe(200);
        expect((await get(ide, POLLING, `Host: ${host}`)).status, host).toBe(200);
    }
});

test('a request names exactly one host, also in an absolute target', async ({ ideWithoutCloud: ide }) => {
    const own = `Host: ${hostOf(ide)}`;
    expectRefusal(await get(ide, FILES, own, 'Host: evil.example'), 'two hosts');
    expectRefusal(await get(ide, FILES, own, own), 'the same host twice');
    expectRefusal(await get(ide, 'http://evil.example/', own), 'absolute target');
    expectRefusal(await get(ide, '/', 'Host:'), 'empty host');
    expectRefusal(await get(ide, '/', 'Host: evil.example, localhost'), 'a list of hosts');
    expect((await get(ide, `${ide.address}/`, own)).status).toBe(200);
    // Node refuses a request of HTTP/1.1 without a Host by itself, but not an upgrade, and not a request of HTTP/1.0.
    expect((await get(ide, '/')).status).toBe(400);
    expectRefusal(await sendRaw(ide.address, ['GET / HTTP/1.0']), 'HTTP/1.0');
    expectRefusal(await get(ide, POLLING, ...WEBSOCKET), 'an upgrade without a host');
});

test('requests and sockets of other origins are refused', async ({ ideWithoutCloud: ide }) => {
    const own = `Host: ${hostOf(ide)}`;
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1', `http://localhost:9`]) {
        for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'GET']) {
            const lines = [`${method} ${FILES} HTTP/1.1`, own, `Origin: ${origin}`, await cookieOf(ide)];
            expectRefusal(
                await sendRaw(ide.address, [...lines, 'Content-Length: 2'], '{}'),
                `${method} from ${origin}`
            );
        }
        expectRefusal(await get(ide, POLLING, own, `Origin: ${origin}`), `polling from ${origin}`);
        const socket = await get(ide, '/socket.io/?EIO=4&transport=websocket', own, `Origin: ${origin}`, ...WEBSOCKET);
        expectRefusal(socket, `a socket from ${origin}`);
    }
    const embedded = await get(ide, '/', own, 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors');
    expectRefusal(embedded, 'an image of a foreign page');
    const link = await get(ide, '/', own, 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate');
    expect(link.status).toBe(200);
});

test('the IDE backend exits and names THEIA_HOSTS when it has an invalid host', async ({ startBackend }) => {
    await expect(startBackend({ THEIA_HOSTS: 'ide.example.com,*.example.com' })).rejects.toThrow(
        'THEIA_HOSTS has the invalid host “*.example.com”. Separate hosts with commas'
    );
});
