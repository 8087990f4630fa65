// SPDX-License-Identifier: MIT

import { type LaunchedCloud, launchCloud } from '@sanyam/local-cloud';
import { expect } from 'chai';
import { connect, type Socket } from 'node:net';
import { errorOf, GatewayUser } from './gateway-user';
import { startTestGateway, type TestGateway } from './test-gateway';

const MB = 1_000_000;

/**
 * Bytes of the largest document of the largest tier, and of the JSON around it. Escaped, a body can be three times as
 * large.
 */
const LARGEST = 8 * 1024 * 1024;
const ENVELOPE = 65_536;

/** Bytes of the largest document of the tier free, and of a body without a document. */
const FREE_LIMIT = 256 * 1024;
const SMALL = 16 * 1024;

const start = '{"name":"large.txt","language_id":"plaintext","content":"';
const end = '"}';

/** The HTTP headers for the length of a body. */
const LENGTH = (bytes: number) => `Content-Length: ${bytes}`;
const CHUNKED = 'Transfer-Encoding: chunked';

describe('a large body', () => {
    let cloud: LaunchedCloud;
    let gateway: TestGateway;
    let ada: GatewayUser;

    before(async () => {
        cloud = await launchCloud({ gateway: false });
        gateway = await startTestGateway(cloud.ready);
        ada = await newEnterprise();
    });
    after(async () => {
        await gateway.stop();
        await cloud.stop();
    });

    async function newEnterprise(): Promise<GatewayUser> {
        const user = await GatewayUser.signUp(cloud.ready, gateway.url);
        await user.setTier('enterprise');
        return user;
    }

    /** Opens a connection and starts a request. */
    function begin(length: string, token = ada.token): Socket {
        const { hostname, port } = new URL(gateway.url);
        const socket = connect({ host: hostname, port: Number(port) });
        const lines = [
            'POST /api/v1/documents HTTP/1.1',
            'Host: gateway',
            `Authorization: Bearer ${token}`,
            'Content-Type: application/json',
            length
        ];
        socket.write(`${lines.join('\r\n')}\r\n\r\n`);
        return socket;
    }

    /** Returns everything that arrives until the gateway closes the connection. */
    async function answerOn(socket: Socket): Promise<string> {
        let received = '';
        for await (const chunk of socket) {
            received += String(chunk);
        }
        return received;
    }

    function expectTooLarge(answer: string): void {
        expect(answer).to.match(/^HTTP\/1\.1 413 /);
        expect(answer).to.match(/^connection: close\r$/im);
        const [, body = ''] = answer.split('\r\n\r\n');
        const { error } = JSON.parse(body) as { error: { code: string; details: Record<string, unknown> } };
        expect(error.code).to.equal('DOCUMENT_TOO_LARGE');
        expect(error.details).to.include({ limit: LARGEST, tier: 'enterprise', upgrade_url: '/pricing' });
        expect(error.details['size']).to.be.greaterThan(LARGEST);
    }

    it('is refused by its length before it is sent [FR-052]', async () => {
        for (const bytes of [3 * LARGEST + ENVELOPE + 1, 1_000_000 * MB]) {
            expectTooLarge(await answerOn(begin(LENGTH(bytes))));
        }
    });

    it('of 20 MB is refused as soon as it exceeds the largest document [FR-052]', async () => {
        const socket = begin(LENGTH(20 * MB));
        socket.write(start);
        socket.write('x'.repeat(LARGEST + ENVELOPE));
        expectTooLarge(await answerOn(socket));
    });

    it('without a length is refused as soon as it exceeds the largest document [FR-052]', async () => {
        const socket = begin(CHUNKED);
        const chunk = Buffer.alloc(MB, 'x');
        for (let sent = 0; sent <= LARGEST + ENVELOPE; sent += chunk.length) {
            socket.write(`${chunk.length.toString(16)}\r\n`);
            socket.write(chunk);
            socket.write('\r\n');
        }
        expectTooLarge(await answerOn(socket));
    });

    it('can contain the largest document, with any escapes [FR-051]', async () => {
        for (const content of ['x'.repeat(LARGEST), '\\u00e9'.repeat(LARGEST / 2)]) {
            const { status, text } = await ada.send('POST', '/api/v1/documents', { raw: start + content + end });
            expect(status, text).to.equal(201);
        }
    });

    it('is refused with an answer that a client can read after it has sent everything', async () => {
        for (const length of [LENGTH(30 * MB), CHUNKED]) {
            const socket = begin(length);
            socket.pause();
            const chunk = Buffer.alloc(MB, 'x');
            for (let sent = 0; sent < 30 * MB; sent += chunk.length) {
                const parts = length === CHUNKED ? [`${chunk.length.toString(16)}\r\n`, chunk, '\r\n'] : [chunk];
                for (const part of parts) {
                    await new Promise<void>((resolve, reject) =>
                        socket.write(part, error => (error ? reject(error) : resolve()))
                    );
                }
            }
            expectTooLarge(await answerOn(socket));
        }
    });

    it('is not read without limit', async () => {
        const socket = begin(LENGTH(1_000_000 * MB));
        // The connection ends with an error, because the client is still sending.
        socket.on('error', () => undefined);
        const closed = new Promise(resolve => socket.once('close', resolve));
        socket.pause();
        const chunk = Buffer.alloc(MB, 'x');
        const send = () => {
            while (!socket.destroyed && socket.write(chunk));
        };
        socket.on('drain', send);
        send();
        await closed;
        // Bytes in the buffers between client and gateway count as sent.
        expect(socket.bytesWritten).to.be.within(MB, 500 * MB);
    });

    it('is not awaited when the token is invalid', async () => {
        const answer = await answerOn(begin(LENGTH(20 * MB), 'nonsense'));
        expect(answer).to.match(/^HTTP\/1\.1 401 /);
        expect(answer).to.match(/^connection: close\r$/im);
    });

    it('is judged by the plan of its sender, and by a raised limit at once [FR-052]', async () => {
        const bob = await GatewayUser.signUp(cloud.ready, gateway.url);
        const limits = [['free', FREE_LIMIT] as const, [await bob.giveOwnTier(MB), MB] as const];
        for (const [tier, limit] of limits) {
            await bob.setTier(tier);
            const answer = await answerOn(begin(LENGTH(24 * MB), bob.token));
            expect(answer).to.match(/^HTTP\/1\.1 413 /);
            const { error } = JSON.parse(answer.split('\r\n\r\n')[1] ?? '') as { error: { details: unknown } };
            expect(error.details).to.include({ size: 24 * MB, limit, tier });
        }
    });

    it('of a shared document is judged by the plan of its owner', async () => {
        const bob = await GatewayUser.signUp(cloud.ready, gateway.url);
        const path = `/api/v1/documents/${await ada.create()}`;
        const share = (permission: string) =>
            ada.send('POST', `${path}/shares`, { json: { email: bob.email, permission } });
        const json = { content: 'x'.repeat(LARGEST) };
        expect((await bob.send('PUT', path, { json })).status).to.equal(404);
        await share('view');
        expect((await bob.send('PUT', path, { json })).body).to.have.nested.property(
            'error.code',
            'DOCUMENT_READ_ONLY'
        );
        await share('edit');
        expect((await bob.send('PUT', path, { json })).status).to.equal(200);
        const tooLarge = await bob.send('PUT', path, { json: { content: 'x'.repeat(30 * MB) } });
        expect(tooLarge.body).to.deep.nested.include({ 'error.code': 'DOCUMENT_TOO_LARGE' });
        expect(tooLarge.body).to.have.nested.property('error.details.limit', LARGEST);
        expect(tooLarge.body).to.have.nested.property('error.message').that.includes('ask its owner to upgrade');
    });

    it('names the plan that refuses it, and says in the units of people what it allows', async () => {
        const [bob, eve] = [await GatewayUser.signUp(cloud.ready, gateway.url), await newEnterprise()];
        const path = `/api/v1/documents/${await ada.create()}`;
        await ada.send('POST', `${path}/shares`, { json: { email: eve.email, permission: 'edit' } });
        const json = { content: 'x'.repeat(LARGEST + 2 * ENVELOPE) };
        const refusal = async (user: GatewayUser, address: string) =>
            errorOf(await user.send('PUT', address, { json }));

        const own = await refusal(ada, path);
        expect(own.message).to.equal(
            'Your plan (enterprise) allows documents of 8 MB. Make this one smaller, or upgrade.'
        );
        expect(own.details).to.include({ limit: LARGEST, tier: 'enterprise', upgrade_url: '/pricing' });
        // Eve has the same limit, but an upgrade of her plan would not help her.
        const shared = await refusal(eve, path);
        expect(shared.message).to.equal(
            'The plan of this document’s owner allows 8 MB. Make it smaller, or ask its owner to upgrade.'
        );
        expect(shared.details).to.have.keys('size', 'limit');
        const free = await refusal(bob, `/api/v1/documents/${await bob.create()}`);
        expect(free.message).to.contain('Your plan (free) allows documents of 256 KB.');
    });

    it('without a document can have 16 KB', async () => {
        const path = `/api/v1/documents/${await ada.create()}/shares`;
        for (const address of ['/api/v1/api-keys', path]) {
            const small = await ada.send('POST', address, { raw: ' '.repeat(SMALL) });
            expect(errorOf(small).code).to.equal('INVALID_JSON');
            const large = await ada.send('POST', address, { raw: ' '.repeat(SMALL + 1) });
            expect([large.status, errorOf(large).code]).to.deep.equal([413, 'BODY_TOO_LARGE']);
            expect(errorOf(large).details).to.deep.equal({ size: SMALL + 1, limit: SMALL });
        }
    });
});
