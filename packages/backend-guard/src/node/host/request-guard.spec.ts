// SPDX-License-Identifier: MIT

import '@theia/core/shared/reflect-metadata';

import {
    BackendApplicationCliContribution,
    EarlyExpressMiddleware,
    type EarlyExpressMiddleware as EarlyMiddleware
} from '@theia/core/lib/node/backend-application';
import { Container } from '@theia/core/shared/inversify';
import { expect } from 'chai';
import { once } from 'node:events';
import { createServer, get, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SecurityHeaders } from '../headers/security-headers';
import { ConfiguredHosts, RequestGuard } from './request-guard';
import { ServedHosts } from './served-hosts';

const UPGRADE = { Connection: 'Upgrade', Upgrade: 'websocket' };

describe('the guard of requests', () => {
    let server: Server;
    let guard: RequestGuard;
    let judged: number;
    let marked: number;
    let reached: number;
    const { refusal } = ServedHosts.prototype;

    beforeEach(async () => {
        [judged, marked, reached] = [0, 0, 0];
        ServedHosts.prototype.refusal = function (...address) {
            judged++;
            return refusal.apply(this, address);
        };
        const headers = new SecurityHeaders(undefined);
        const { apply } = headers;
        headers.apply = (...answer) => {
            marked++;
            apply.apply(headers, answer);
        };
        const early: EarlyMiddleware = { handlers: [] };
        const container = new Container();
        container.bind<unknown>(BackendApplicationCliContribution).toConstantValue({ hostname: '127.0.0.1' });
        container.bind(EarlyExpressMiddleware).toConstantValue(early);
        container.bind(ConfiguredHosts).toConstantValue([]);
        container.bind(SecurityHeaders).toConstantValue(headers);
        container.bind(RequestGuard).toSelf();
        guard = container.get(RequestGuard);
        guard.initialize();
        // As Express, which passes a request on to its first middleware at once.
        server = createServer((message, response) =>
            early.handlers[0]?.(message as never, response as never, () => {
                reached++;
                response.end();
            })
        );
        // As the endpoint of Theia's sockets, which asks the validators.
        server.on('upgrade', (message: IncomingMessage, socket) => {
            reached += guard.allowWsUpgrade(message) ? 1 : 0;
            socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
        });
        server.listen(0, '127.0.0.1');
        await once(server, 'listening');
    });
    afterEach(() => {
        ServedHosts.prototype.refusal = refusal;
        server.closeAllConnections();
        server.close();
    });

    /** Returns the status of the answer. */
    async function send(headers: Record<string, string>): Promise<number | undefined> {
        const { port } = server.address() as AddressInfo;
        const [answer] = (await once(get({ port, headers, agent: false }), 'response')) as [IncomingMessage];
        answer.resume();
        return answer.statusCode;
    }

    it('judges each request and each upgrade once, and sets headers once', async () => {
        guard.onStart(server);
        expect(await send({})).to.equal(200);
        expect([judged, marked, reached]).to.deep.equal([1, 1, 1]);
        expect(await send(UPGRADE)).to.equal(200);
        expect([judged, marked, reached]).to.deep.equal([2, 1, 2]);
    });

    it('refuses before the server passes a request on', async () => {
        guard.onStart(server);
        expect(await send({ Host: 'evil.example' })).to.equal(403);
        expect(await send({ ...UPGRADE, Host: 'evil.example' })).to.equal(403);
        expect([judged, marked, reached]).to.deep.equal([2, 0, 0]);
    });

    it('guards routes and sockets also before the server has started', async () => {
        expect(await send({ Host: 'evil.example' })).to.equal(403);
        expect(await send({ ...UPGRADE, Host: 'evil.example' })).to.equal(200);
        expect([judged, marked, reached]).to.deep.equal([2, 0, 0]);
        expect(await send({})).to.equal(200);
        expect([marked, reached]).to.deep.equal([1, 1]);
    });

    it('judges every request of a connection', async () => {
        guard.onStart(server);
        const { port } = server.address() as AddressInfo;
        const { Agent } = await import('node:http');
        const agent = new Agent({ keepAlive: true, maxSockets: 1 });
        for (const [host, status] of [
            ['localhost', 200],
            ['localhost', 200]
        ] as const) {
            const sent = request({ port, agent, headers: { Host: host } }).end();
            const [answer] = (await once(sent, 'response')) as [IncomingMessage];
            answer.resume();
            await once(answer, 'end');
            expect(answer.statusCode).to.equal(status);
        }
        agent.destroy();
        expect(judged).to.equal(2);
    });
});
