// SPDX-License-Identifier: MIT

import { testCloud } from '@sanyam/test-kit/test-cloud';
import { until } from '@sanyam/test-kit/until';
import { giveOwnTier } from '@sanyam/test-kit/tiers';
import type { ReadyLine } from '@sanyam/local-cloud';
import { expect } from 'chai';
import { connect, type Socket } from 'node:net';
import pg from 'pg';
import { describeOverEachWay } from './each-way';
import { type Answer, errorOf, GatewayUser } from './gateway-user';
import type { TestGateway } from './test-gateway';

const MB = 1024 * 1024;

/** With 8 connections, a user has 2 of them. */
const CONNECTIONS = 8;
const SHARE = 2;
/** Requests that a user can have at the same time. */
const REQUESTS = 32;

describeOverEachWay('one user who takes what they can', startGateway => {
    let cloud: ReadyLine;
    let gateway: TestGateway;
    let ada: GatewayUser;
    let bob: GatewayUser;
    let documentOfBob: string;

    before(async () => {
        cloud = await testCloud();
        gateway = await startGateway(cloud, { SANYAM_DATABASE_CONNECTIONS: String(CONNECTIONS) });
        [ada, bob] = await Promise.all([newUser(), newUser()]);
        documentOfBob = `/api/v1/documents/${await bob.create()}`;
    });
    after(() => gateway.stop());

    async function newUser(limit: number | null = null): Promise<GatewayUser> {
        const user = await GatewayUser.signUp(cloud, gateway.url);
        await giveOwnTier(cloud, user.id, { api_rate_limit_per_hour: limit }, 'enterprise');
        return user;
    }

    /** Bob reads and writes as if nobody else were there. */
    async function expectOthersServed(): Promise<void> {
        for (const request of [
            bob.send('GET', documentOfBob),
            bob.send('PUT', documentOfBob, { json: { content: Math.random().toString() } }),
            bob.send('GET', '/api/v1/documents')
        ]) {
            expect((await request).status).to.equal(200);
        }
    }

    /** Opens a connection, and never reads from it. */
    function open(user: GatewayUser, method: string, path: string, ...headers: string[]): Socket {
        const { hostname, port } = new URL(gateway.url);
        const socket = connect({ host: hostname, port: Number(port) });
        socket.on('error', () => undefined);
        socket.pause();
        const lines = [
            `${method} ${path} HTTP/1.1`,
            'Host: gateway',
            `Authorization: Bearer ${user.token}`,
            ...headers
        ];
        socket.write(`${lines.join('\r\n')}\r\n\r\n`);
        return socket;
    }

    /** Holds the row of a user's account, so that each change of the user waits in the database. */
    async function whileLocked(user: GatewayUser, work: () => Promise<void>): Promise<void> {
        const client = new pg.Client(cloud.databaseUrl);
        await client.connect();
        try {
            await client.query('begin');
            await client.query('select from public.user_profiles where id = $1 for update', [user.id]);
            await work();
        } finally {
            await client.end();
        }
    }

    /** Sends saves while the user's account is locked, and waits until those beyond the share are refused. */
    async function saveWhileLocked(user: GatewayUser, saves: number): Promise<Answer[]> {
        const path = `/api/v1/documents/${await user.create()}`;
        const before = await turnedAway('calls');
        let requests: Promise<Answer>[] = [];
        await whileLocked(user, async () => {
            requests = Array.from({ length: saves }, (_, number) =>
                user.send('PUT', path, { json: { content: `text ${number}` } })
            );
            await expectOthersServed();
            await until(async () => (await turnedAway('calls')) === before + saves - SHARE);
            await expectOthersServed();
        });
        return Promise.all(requests);
    }

    it('has a share of the database, waits a little for it, and then gets 429 while others are served', async () => {
        const answers = await saveWhileLocked(ada, SHARE + 4);
        expect(answers.filter(({ status }) => status === 200)).to.have.lengthOf(SHARE);
        const refused = answers.filter(({ status }) => status === 429);
        expect(refused).to.have.lengthOf(4);
        for (const answer of refused) {
            expect(errorOf(answer).code).to.equal('TOO_MANY_CONCURRENT_REQUESTS');
            expect(errorOf(answer).details).to.deep.equal({ limit: SHARE });
            expect(answer.headers.get('Retry-After')).to.equal('1');
        }
    });

    it('has a limited number of requests at the same time', async () => {
        const user = await newUser();
        const path = `/api/v1/documents/${await user.create()}`;
        await whileLocked(user, async () => {
            const sockets: Socket[] = [];
            let answered = '';
            await until(() => {
                const socket = open(user, 'PUT', path, 'Content-Type: application/json', 'Content-Length: 1000');
                socket.on('data', chunk => (answered += String(chunk))).resume();
                sockets.push(socket);
                return answered.includes(`"limit":${REQUESTS}`);
            });
            expect(answered)
                .to.match(/^HTTP\/1\.1 429 /m)
                .and.to.include('TOO_MANY_CONCURRENT_REQUESTS');
            expect(sockets.length).to.be.at.least(REQUESTS);
            await expectOthersServed();
            sockets.forEach(socket => socket.destroy());
            await until(async () => (await user.send('GET', '/api/v1/me')).status === 200);
        });
    });

    it('has no requests any more when its connection has ended, also if their answers never had their turn', async () => {
        const user = await newUser();
        const path = `/api/v1/documents/${await user.create({ content: 'x'.repeat(7 * MB) })}`;
        const head = `GET ${path} HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer ${user.token}\r\n\r\n`;
        const socket = open(user, 'GET', path);
        socket.write(head.repeat(REQUESTS + 8));
        await until(async () => (await user.send('GET', '/api/v1/me')).status === 429);
        socket.destroy();
        await until(async () => {
            const answers = Array.from({ length: REQUESTS - SHARE }, () => user.send('GET', '/api/v1/me'));
            return (await Promise.all(answers)).every(({ status }) => status === 200);
        });
    });

    it('holds a limited number of bytes of bodies', async () => {
        const user = await newUser();
        const part = `{"name":"a","language_id":"b","content":"${'\\u00e9'.repeat((7.5 * MB) / 6)}`;
        const sockets = Array.from({ length: 5 }, () =>
            open(user, 'POST', '/api/v1/documents', 'Content-Type: application/json', 'Content-Length: 24000000')
        );
        let answered = '';
        for (const socket of sockets) {
            socket.on('data', chunk => (answered += String(chunk)));
            socket.resume();
            socket.write(part);
        }
        await until(() => answered.includes('\r\n\r\n'));
        expect(answered).to.match(/^HTTP\/1\.1 429 /);
        expect(answered).to.include('TOO_MANY_CONCURRENT_REQUESTS');
        await expectOthersServed();
        sockets.forEach(socket => socket.destroy());
        await until(async () => (await user.send('POST', '/api/v1/documents', { json: NEW_DOCUMENT })).status === 201);
    });

    it('holds a limited number of bytes of answers that are not taken', async () => {
        const user = await newUser();
        const path = `/api/v1/documents/${await user.create({ content: 'x'.repeat(7 * MB) })}`;
        const sockets: Socket[] = [];
        await until(async () => {
            sockets.push(open(user, 'GET', path));
            const answer = await user.send('GET', '/api/v1/me');
            return answer.status === 429 && errorOf(answer).details?.['limit'] === 32 * MB;
        });
        // The buffers between gateway and client hold some of the answers.
        expect(sockets.length).to.be.within(4, REQUESTS);
        await expectOthersServed();
        sockets.forEach(socket => socket.destroy());
        await until(async () => (await user.send('GET', '/api/v1/me')).status === 200);
    });

    it('pays for requests that are refused while they wait for the database [FR-083]', async () => {
        const user = await newUser(1000);
        const remaining = async () =>
            Number((await user.send('GET', '/api/v1/me')).headers.get('X-RateLimit-Remaining'));
        const before = await remaining();
        const saves = SHARE + 4;
        await saveWhileLocked(user, saves);
        // The document, the saves with and without an answer, and the question itself.
        expect(before - (await remaining())).to.equal(1 + saves + 1);
    });

    async function turnedAway(reason: string): Promise<number> {
        const text = await (await fetch(`${gateway.url}/metrics`)).text();
        return Number(new RegExp(`sanyam_turned_away_total\\{reason="${reason}"\\} (\\d+)`).exec(text)?.[1] ?? 0);
    }
});

const NEW_DOCUMENT = { name: 'a.md', language_id: 'markdown' };
