// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import { Database } from '@sanyam/test-kit/database';
import { testCloud } from '@sanyam/test-kit/test-cloud';
import { until } from '@sanyam/test-kit/until';
import { type ExportItem, type ExportPage, exportPageSchema } from '@sanyam/types';
import { expect } from 'chai';
import { connect, type Socket } from 'node:net';
import { describeOverEachWay } from './each-way';
import { errorOf, GatewayUser } from './gateway-user';
import { GatewayProcess } from './gateway-process';
import { environmentOf, type TestGateway } from './test-gateway';

const EXPORT = '/api/v1/me/export';
const MB = 1024 * 1024;
const JSON_LINES = 'application/x-ndjson';

/** Versions of 7 MB that do not fit into the buffers of a connection. */
const MORE_THAN_BUFFERS = 3;

/** Opens a connection that has asked for an export and has not read anything of it. */
function beginExport(user: GatewayUser, { version = '1.1', query = '' } = {}): Socket {
    const { hostname, port } = new URL(user.url);
    const socket = connect({ host: hostname, port: Number(port) });
    socket.on('error', () => undefined);
    socket.pause();
    socket.write(
        `GET ${EXPORT}${query} HTTP/${version}\r\nHost: gateway\r\nAuthorization: Bearer ${user.token}\r\n\r\n`
    );
    return socket;
}

/** Returns everything that arrives on a connection until it ends. */
async function rest(socket: Socket): Promise<string> {
    let text = '';
    socket.on('data', chunk => (text += chunk.toString('latin1'))).resume();
    await new Promise(resolve => socket.once('close', resolve));
    return text;
}

/**
 * Returns an export. The one before can be making a page: then the next one is refused, or is cut off if its own page waits
 * too long for its turn.
 */
async function wholeExport(user: GatewayUser): Promise<string> {
    let text = '';
    await until(async () => {
        const answer = await user
            .send('GET', EXPORT)
            .catch((error: unknown) => void expect(error).to.have.property('message', 'terminated'));
        if (answer?.status === 429) {
            expect(Number(answer.headers.get('Retry-After'))).to.be.within(1, 6);
        } else {
            text = answer?.text ?? '';
        }
        return text !== '';
    });
    return text;
}

/** Begins an export, gives it up, and returns the cursor after its manifest. */
async function firstCursor(user: GatewayUser): Promise<string> {
    const socket = beginExport(user);
    let text = '';
    for await (const chunk of socket) {
        text += String(chunk);
        const [, cursor] = /"next_cursor"\s*:\s*"([^"]+)"/.exec(text) ?? [];
        if (cursor !== undefined) {
            socket.destroy();
            return cursor;
        }
    }
    return expect.fail(`There is no manifest: ${text}`);
}

function pagesOf(text: string): ExportPage[] {
    return text
        .trimEnd()
        .split('\n')
        .map(line => exportPageSchema.parse(JSON.parse(line)));
}

/** Gives a user a document with so many versions of 7 MB. */
async function createLargeDocument(user: GatewayUser, versions: number): Promise<string> {
    const path = `/api/v1/documents/${await user.create()}`;
    for (let version = 1; version <= versions; version++) {
        const answer = await user.send('PUT', path, { json: { content: String(version).padEnd(7 * MB, 'x') } });
        expect(answer.status, answer.text.slice(0, 200)).to.equal(200);
    }
    return path;
}

/** The end of a whole export: its last page, or the empty chunk that ends an answer. */
const END = /"next_cursor"\s*:\s*null\s*\}\s*$|\r\n0\r\n\r\n$/m;

describeOverEachWay('an export over HTTP', startGateway => {
    let cloud: ReadyLine;
    let gateway: TestGateway;

    before(async () => {
        cloud = await testCloud();
        gateway = await startGateway(cloud);
    });
    after(() => gateway.stop());

    async function newUser(tier: string): Promise<GatewayUser> {
        const user = await GatewayUser.signUp(cloud, gateway.url);
        await user.setTier(tier);
        return user;
    }

    it('has a page in each line: the manifest first, and the last one without a cursor [BY-08]', async () => {
        const ada = await newUser('pro');
        const content = 'संयम\r\n😀\u2028"next_cursor" : null}\n';
        const id = await ada.create({ content });
        await ada.send('POST', `/api/v1/documents/${id}/shares`, {
            json: { email: 'someone@example.org', permission: 'view' }
        });
        const { status, headers, text } = await ada.send('GET', EXPORT);
        expect([status, headers.get('Content-Type')]).to.deep.equal([200, JSON_LINES]);
        expect(headers.get('Cache-Control')).to.equal('no-store');
        const pages = pagesOf(text);
        expect(pages[0]?.manifest).to.include({ document_count: 1, version_count: 1 });
        expect(pages[0]?.manifest?.account.profile.id).to.equal(ada.id);
        expect(pages.map(page => page.next_cursor === null)).to.deep.equal([false, true]);
        const items = pages.flatMap(page => page.items);
        expect(ofKind(items, 'version').map(({ data }) => data.content)).to.deep.equal([content]);
        expect(ofKind(items, 'document')[0]?.data.shares).to.have.lengthOf(1);
        expect(ofKind(items, 'audit_entry').map(({ data }) => data.action)).to.include('share.created');
    });

    it('continues at a cursor', async () => {
        const ada = await newUser('pro');
        await ada.create();
        const [first, second] = pagesOf((await ada.send('GET', EXPORT)).text);
        const again = await ada.send('GET', `${EXPORT}?cursor=${first?.next_cursor}`);
        expect(pagesOf(again.text)).to.deep.equal([second]);
        expect(errorOf(await ada.send('GET', `${EXPORT}?cursor=made-up`)).code).to.equal('INVALID_CURSOR');
        for (const [cursor, status] of [
            ['made-up', 400],
            ['!', 400],
            [first?.next_cursor, 200]
        ] as const) {
            const { status: found, text } = await ada.send('HEAD', `${EXPORT}?cursor=${cursor}`);
            expect([found, text], cursor ?? '').to.deep.equal([status, '']);
        }
        // HEAD has not begun another export.
        const unchanged = await ada.send('GET', `${EXPORT}?cursor=${first?.next_cursor}`);
        expect(pagesOf(unchanged.text)).to.deep.equal([second]);
    });

    it('is for a session only', async () => {
        const ada = await newUser('pro');
        const json = { name: 'backup', scopes: ['documents:read', 'versions:read', 'shares:read'] };
        const { body } = await ada.send('POST', '/api/v1/api-keys', { json });
        const { secret } = (body as { data: { secret: string } }).data;
        const refused = await ada.sendAs(secret, 'GET', EXPORT);
        expect([refused.status, errorOf(refused).code]).to.deep.equal([403, 'FORBIDDEN']);
    });

    it('takes the place of the one before, which is cut off, and HEAD begins none', async () => {
        const ada = await newUser('enterprise');
        await createLargeDocument(ada, MORE_THAN_BUFFERS);
        const socket = beginExport(ada);
        await new Promise(resolve => socket.once('readable', resolve));
        expect((await ada.send('HEAD', EXPORT)).status).to.equal(200);
        const second = await wholeExport(ada);
        expect(second.slice(-100)).to.match(END);
        const text = await rest(socket);
        expect(text).to.match(/^HTTP\/1\.1 200 /);
        expect(text.slice(-100)).not.to.match(END);
    });

    it('that was given up by its client can continue, and keeps no other from beginning', async () => {
        const ada = await newUser('enterprise');
        await createLargeDocument(ada, 2);
        const cursor = await firstCursor(ada);
        await until(async () => {
            const { status, text } = await ada.send('GET', `${EXPORT}?cursor=${cursor}`);
            return status === 200 && END.test(text.slice(-100));
        });
        expect((await ada.send('GET', EXPORT)).status).to.equal(200);
    });

    it('that fails in the middle resets a connection of HTTP/1.0, in which an orderly end is a whole answer', async () => {
        const ada = await newUser('enterprise');
        await createLargeDocument(ada, 6);
        const socket = beginExport(ada, { version: '1.0' });
        const failures: string[] = [];
        socket.on('error', (error: NodeJS.ErrnoException) => failures.push(error.code ?? error.message));
        await new Promise(resolve => socket.once('readable', resolve));
        const database = new Database(cloud);
        try {
            await database.query('delete from sanyam_private.exports where user_id = $1', [ada.id]);
        } finally {
            await database.close();
        }
        await rest(socket);
        expect(failures).to.deep.equal(['ECONNRESET']);
    });

    it('that fails in the middle is cut off, and has no last page', async () => {
        const ada = await newUser('enterprise');
        await createLargeDocument(ada, 6);
        const socket = beginExport(ada);
        await new Promise(resolve => socket.once('readable', resolve));
        const database = new Database(cloud);
        try {
            await database.query('delete from sanyam_private.exports where user_id = $1', [ada.id]);
        } finally {
            await database.close();
        }
        const text = await rest(socket);
        expect(text).to.match(/^HTTP\/1\.1 200 /);
        expect(text.slice(-100)).not.to.match(END);
        expect(gateway.logged.map(({ message }) => message)).to.include('an answer was cut off');
    });
});

type OfKind<Kind> = Extract<ExportItem, { kind: Kind }>;

function ofKind<Kind extends ExportItem['kind']>(items: readonly ExportItem[], kind: Kind): OfKind<Kind>[] {
    return items.filter((item): item is OfKind<Kind> => item.kind === kind);
}

describe('a gateway', () => {
    let gateway: GatewayProcess;
    let ada: GatewayUser;

    before(async () => {
        const cloud = await testCloud();
        gateway = await GatewayProcess.start({
            ...environmentOf(cloud),
            DATABASE_URL: cloud.gatewayDatabaseUrl ?? undefined
        });
        ada = await GatewayUser.signUp(cloud, gateway.url);
        await ada.setTier('enterprise');
        await createLargeDocument(ada, 16);
    });
    after(() => gateway.kill('SIGTERM'));

    /** In MB. */
    async function memory(): Promise<number> {
        const text = await (await fetch(`${gateway.url}/metrics`)).text();
        return Number(/^process_resident_memory_bytes (\d+)/m.exec(text)?.[1]) / MB;
    }

    it('holds only a page at a time of an export of 110 MB', async () => {
        const socket = beginExport(ada);
        const before = await memory();
        let peak = before;
        let bytes = 0;
        let last = '';
        socket.on('data', (chunk: Buffer) => {
            bytes += chunk.byteLength;
            last = (last + chunk.toString('latin1')).slice(-100);
        });
        socket.resume();
        await until(async () => {
            peak = Math.max(peak, await memory());
            return last.endsWith('\r\n0\r\n\r\n');
        });
        socket.destroy();
        expect(bytes).to.be.above(110 * MB);
        // Garbage of pages is up to 100 MB. Pages that stay in memory would come on top of it, with all of their 110 MB.
        expect(peak - before, `${before} to ${peak} MB`).to.be.below(130);
    });

    it('streams one export to a user, whichever cursors they send', async () => {
        const cursor = await firstCursor(ada);
        const sockets: Socket[] = [];
        let streams = 0;
        await until(async () => {
            const socket = beginExport(ada, { query: `?cursor=${cursor}` });
            sockets.push(socket);
            await new Promise(resolve => socket.once('readable', resolve));
            const head = String(socket.read());
            const isStream = head.startsWith('HTTP/1.1 200');
            streams += Number(isStream);
            // The export before can be making a page. Its pages never add up.
            expect(head).to.include(isStream ? JSON_LINES : 'RATE_LIMIT_EXCEEDED');
            return streams === 6;
        });
        sockets.forEach(socket => socket.destroy());
    });

    it('resets a connection of HTTP/1.0 whose client ends its side in the middle of an export', async () => {
        const failures: string[] = [];
        await until(async () => {
            const socket = beginExport(ada, { version: '1.0' });
            socket.on('error', (error: NodeJS.ErrnoException) => failures.push(error.code ?? error.message));
            await new Promise(resolve => socket.once('readable', resolve));
            socket.end();
            // The export before can be making a page.
            return !(await rest(socket)).includes('RATE_LIMIT_EXCEEDED');
        });
        expect(failures).to.deep.equal(['ECONNRESET']);
    });
});
