// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import { testCloud } from '@sanyam/test-kit/test-cloud';
import { until } from '@sanyam/test-kit/until';
import { expect } from 'chai';
import { connect } from 'node:net';
import pg from 'pg';
import { describeOverEachWay } from './each-way';
import { GatewayUser } from './gateway-user';
import type { TestGateway } from './test-gateway';

/** With 8 connections, 2 look-ups run at the same time. 256 others wait. */
const CONNECTIONS = 8;

const FLOOD = 1000;

/** Requests that wait for a look-up. */
const PLACES = 256;

describeOverEachWay('a caller without an account', startGateway => {
    let cloud: ReadyLine;
    let gateway: TestGateway;
    let ada: GatewayUser;

    before(async () => {
        cloud = await testCloud();
        gateway = await startGateway(cloud, { SANYAM_DATABASE_CONNECTIONS: String(CONNECTIONS) });
        ada = await GatewayUser.signUp(cloud, gateway.url);
        await ada.setTier('pro');
    });
    after(() => gateway.stop());

    async function newKey(): Promise<string> {
        const made = await ada.send('POST', '/api/v1/api-keys', { json: { name: 'k', scopes: ['documents:read'] } });
        return (made.body as { data: { secret: string } }).data.secret;
    }

    /** Holds the table of API keys, so that each look-up waits in the database. */
    async function whileLocked<T>(work: () => Promise<T>): Promise<T> {
        const client = new pg.Client(cloud.databaseUrl);
        await client.connect();
        try {
            await client.query('begin');
            await client.query('lock table public.api_keys in access exclusive mode');
            return await work();
        } finally {
            await client.end();
        }
    }

    async function turnedAway({ url } = gateway): Promise<number> {
        const text = await (await fetch(`${url}/metrics`)).text();
        return Number(/sanyam_turned_away_total\{reason="strangers"\} (\d+)/.exec(text)?.[1] ?? 0);
    }

    /** Sends a flood of invalid keys on one connection. Returns a function that says how many are answered with 401. */
    function flood(key: string): { refused(): number; end(): void } {
        const { hostname, port } = new URL(gateway.url);
        const socket = connect({ host: hostname, port: Number(port) });
        let received = '';
        socket.on('error', () => undefined);
        socket.on('data', chunk => (received += String(chunk)));
        const invalid = (number: number) => key.slice(0, -6) + String(number).padStart(6, '0');
        const requests = Array.from(
            { length: FLOOD },
            (_, number) =>
                `GET /api/v1/documents HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer ${invalid(number)}\r\n\r\n`
        );
        socket.write(requests.join(''));
        return { refused: () => received.split('HTTP/1.1 401 ').length - 1, end: () => socket.destroy() };
    }

    it('delays the first request of a valid key by few of their own, whatever they send', async () => {
        const [key, other] = [await newKey(), await newKey()];
        const good = await whileLocked(async () => {
            const { refused, end } = flood(key);
            // The places are full. Node reads the rest of the flood when the gateway has answered what it has read.
            await until(async () => (await turnedAway()) > 0);
            const before = await turnedAway();
            const first = ada
                .sendAs(other, 'GET', '/api/v1/documents')
                .then(answer => ({ answer, refusals: refused() }))
                .finally(end);
            await until(async () => (await turnedAway()) > before);
            return { first };
        });
        const { answer, refusals } = await good.first;
        expect(answer.status, answer.text).to.equal(200);
        // The look-ups that ran, and those whose turns came first.
        expect(refusals).to.be.below(20);
    });

    it('delays the first request of a valid key by few, also over many connections of a trusted proxy', async () => {
        const proxied = await startGateway(cloud, {
            SANYAM_DATABASE_CONNECTIONS: String(CONNECTIONS),
            SANYAM_TRUSTED_PROXIES: '127.0.0.1'
        });
        try {
            const [key, other] = [await newKey(), await newKey()];
            const read = (secret: string, client: string) =>
                fetch(`${proxied.url}/api/v1/documents`, {
                    headers: { Authorization: `Bearer ${secret}`, 'X-Forwarded-For': client }
                }).then(({ status }) => status);
            let refusals = 0;
            const { first, flooded } = await whileLocked(async () => {
                // The client writes another address each time, before the one that the proxy adds.
                const requests = Array.from({ length: PLACES + 50 }, async (_, number) => {
                    const invalid = key.slice(0, -6) + String(number).padStart(6, '0');
                    const status = await read(invalid, `203.0.113.${number % 256}, 192.0.2.1`);
                    refusals += status === 401 ? 1 : 0;
                });
                await until(async () => (await turnedAway(proxied)) > 0);
                const before = await turnedAway(proxied);
                const request = read(other, '198.51.100.1').then(status => ({ status, before: refusals }));
                await until(async () => (await turnedAway(proxied)) > before);
                return { first: request, flooded: Promise.all(requests) };
            });
            const { status, before } = await first;
            expect(status).to.equal(200);
            expect(before).to.be.below(20);
            await flooded;
        } finally {
            await proxied.stop();
        }
    });

    it('does not delay a session', async () => {
        const key = await newKey();
        await whileLocked(async () => {
            const { end } = flood(key);
            await until(async () => (await turnedAway()) > 0);
            expect((await ada.send('GET', '/api/v1/documents')).status).to.equal(200);
            end();
        });
    });
});
