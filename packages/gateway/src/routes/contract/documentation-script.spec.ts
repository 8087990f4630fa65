// SPDX-License-Identifier: MIT

import { getRequestListener } from '@hono/node-server';
import { expect } from 'chai';
import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { PassThrough } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { createApp } from '../../app';
import { readGatewayConfiguration } from '../../configuration/gateway-configuration';
import { createLog } from '../../observability/log';
import { createServices } from '../../services';
import { DOCUMENTATION_SCRIPT, SCRIPT_ROUTE } from './documentation-script';

const SCRIPT_IN_PAGE = `/api/v1/${DOCUMENTATION_SCRIPT}`;

interface Answer {
    readonly status: number | undefined;
    readonly headers: IncomingHttpHeaders;
    readonly body: Buffer;
}

describe('the script of the documentation page', () => {
    let server: Server;
    /** What the listener passed to Node as the body of each answer. */
    const written: unknown[] = [];

    before(async () => {
        const configuration = readGatewayConfiguration({
            NODE_ENV: 'production',
            HOST: '127.0.0.1',
            SANYAM_CORS_ORIGIN: 'https://ide.example.com'
        });
        const app = createApp(await createServices(configuration, createLog(new PassThrough().resume())));
        const listener = getRequestListener(app.fetch);
        server = createServer((incoming, outgoing) => {
            const end = outgoing.end.bind(outgoing) as (...parameters: unknown[]) => typeof outgoing;
            outgoing.end = (...parameters: unknown[]) => {
                written.push(parameters[0]);
                return end(...parameters);
            };
            void listener(incoming, outgoing);
        });
        await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    });
    beforeEach(() => written.splice(0));
    after(() => {
        server.close();
        server.closeAllConnections();
    });

    function ask(path: string, headers: Record<string, string>, method = 'GET'): Promise<Answer> {
        const { port } = server.address() as AddressInfo;
        return new Promise((resolve, reject) => {
            const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, incoming => {
                buffer(incoming)
                    .then(body => resolve({ status: incoming.statusCode, headers: incoming.headers, body }))
                    .catch(reject)
                    .finally(() => asked.destroy());
            });
            asked.on('error', reject);
            // Without the end: a request with a Content-Length stays incomplete.
            asked.flushHeaders();
            if (!('Content-Length' in headers)) {
                asked.end();
            }
        });
    }

    const get = (encoding: string, path = SCRIPT_IN_PAGE) => ask(path, { 'Accept-Encoding': encoding });

    for (const encoding of ['gzip', 'gzip, deflate, br', 'br;q=1.0, GZIP;q=0.8', 'identity;q=0.5, gzip']) {
        it(`is compressed if the client accepts “${encoding}”`, async () => {
            const { headers, body } = await get(encoding);
            expect(headers['content-encoding']).to.equal('gzip');
            expect(headers['content-length']).to.equal(String(body.length));
            expect(gunzipSync(body).toString()).to.include('createApiReference');
        });
    }

    for (const encoding of [
        '',
        'identity',
        'br',
        'gzip;q=0',
        'br, gzip; q=0.000',
        'gzip;q=0, *',
        'gzip;q=0.1, identity'
    ]) {
        it(`is not compressed if the client accepts “${encoding}”`, async () => {
            const { headers, body } = await get(encoding);
            expect(headers).not.to.have.property('content-encoding');
            expect(headers['content-length']).to.equal(String(body.length));
            expect(body.toString()).to.include('createApiReference');
        });
    }

    it('has the same text in both forms', async () => {
        const [compressed, plain] = await Promise.all([get('gzip'), get('identity')]);
        expect(gunzipSync(compressed.body).equals(plain.body)).to.equal(true);
    });

    for (const encoding of ['gzip', 'identity']) {
        it(`is written without a copy: all answers share their bytes (${encoding})`, async () => {
            await Promise.all([get(encoding), get(encoding), get(encoding, SCRIPT_ROUTE)]);
            const [first, ...others] = written;
            expect(first).to.be.instanceOf(Uint8Array);
            expect(others).to.have.lengthOf(2);
            others.forEach(each => expect(each === first).to.equal(true));
        });

        it(`is written without a copy if the body of the request does not arrive (${encoding})`, async () => {
            const { headers, body } = await ask(SCRIPT_ROUTE, { 'Accept-Encoding': encoding, 'Content-Length': '5' });
            expect(headers.connection).to.equal('close');
            expect(headers['content-length']).to.equal(String(body.length));
            await get(encoding);
            expect(written).to.have.lengthOf(2);
            expect(written[0] === written[1]).to.equal(true);
        });

        it(`has no body for HEAD, but the length (${encoding})`, async () => {
            const { status, headers, body } = await ask(SCRIPT_ROUTE, { 'Accept-Encoding': encoding }, 'HEAD');
            expect([status, body.length]).to.deep.equal([200, 0]);
            expect(headers['content-length']).to.equal(String((await get(encoding)).body.length));
        });
    }

    it('is cached for a year only under the address in the page', async () => {
        const { headers } = await get('gzip');
        expect(headers['cache-control']).to.equal('public, max-age=31536000, immutable');
        for (const query of ['', '?v=', '?v=0123456789abcdef', '?v=../../x', '?w=1']) {
            const other = await get('gzip', `${SCRIPT_ROUTE}${query}`);
            expect([other.status, other.headers['cache-control']], query).to.deep.equal([200, 'no-cache']);
        }
    });

    it('tells caches what it depends on: the encoding, and the origin as every answer', async () => {
        for (const encoding of ['gzip', 'identity']) {
            const { headers } = await get(encoding);
            expect(headers.vary?.split(', ')).to.have.members(['Origin', 'Accept-Encoding']);
        }
    });
});
