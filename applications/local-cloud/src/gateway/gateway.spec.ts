// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { withConnection } from '../supabase/database.js';
import { CloudProcess } from '../test/cloud-process.js';
import { withTemporaryFolder } from '../test/temporary-folder.js';
import { ephemeralFolderOf, gatewayOf, tracesOf } from '../test/left-behind.js';

const never = new AbortController().signal;

async function statusOf(url: string | null): Promise<number> {
    return (await fetch(url ?? '')).status;
}

/** Resolves when the server at an address ends. */
async function endOf(url: string | null): Promise<void> {
    const { hostname, port } = new URL(url ?? '');
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.resume();
    await once(socket, 'close');
}

describe('the gateway of the local cloud', () => {
    it('restarts on the same port after it was killed, and the database keeps running', async () => {
        const cloud = new CloudProcess(['--ephemeral']);
        const { gatewayUrl, databaseUrl } = await cloud.ready();
        await withConnection(databaseUrl, never, async client => {
            const killed = gatewayOf(cloud.said);
            process.kill(killed, 'SIGKILL');
            await cloud.says(/the gateway ended unexpectedly \(SIGKILL\)\. Restarting it/);
            await cloud.says(/Restarting it[^]*gateway: http/);
            expect(gatewayOf(cloud.said)).not.to.equal(killed);
            expect(await statusOf(`${gatewayUrl}/readyz`)).to.equal(200);
            expect((await client.query('select 1')).rowCount).to.equal(1);
        });
        expect(await cloud.stop(), cloud.said).to.equal(0);
        expect(tracesOf(ephemeralFolderOf(cloud.said))).to.deep.equal([]);
    });

    it('is not restarted while the cloud stops', async () => {
        const cloud = new CloudProcess(['--ephemeral']);
        await cloud.ready();
        process.kill(gatewayOf(cloud.said), 'SIGKILL');
        await cloud.says(/Restarting it/);
        expect(await cloud.stop(), cloud.said).to.equal(0);
        expect(tracesOf(ephemeralFolderOf(cloud.said))).to.deep.equal([]);
    });

    it('ends when the cloud is killed', async () => {
        const cloud = new CloudProcess(['--ephemeral']);
        const { gatewayUrl } = await cloud.ready();
        const ended = endOf(gatewayUrl);
        await statusOf(`${gatewayUrl}/healthz`);
        cloud.kill('SIGKILL');
        await ended;
    });

    it('has no secrets in its command line or its initial environment', async function () {
        if (process.platform !== 'linux') {
            this.skip();
        }
        const cloud = new CloudProcess(['--ephemeral'], { environment: { DATABASE_URL: 'postgres://elsewhere' } });
        const { jwtSecret, serviceRoleKey } = await cloud.ready();
        for (const file of ['cmdline', 'environ']) {
            const text = await readFile(`/proc/${gatewayOf(cloud.said)}/${file}`, 'utf8');
            for (const secret of [jwtSecret, serviceRoleKey, 'postgres://elsewhere']) {
                expect(text).not.to.contain(secret);
            }
        }
        await cloud.stop();
    });

    it('logs in to the database with its own password, even with an old data folder', async () => {
        await withTemporaryFolder(async folder => {
            const data = join(folder, 'data');
            const ports = ['--port', '0', '--database-port', '0', '--gateway-port', '0'];
            const flags = ['--data', data, ...ports];
            const loginOf = async (url: string | null): Promise<string> =>
                withConnection(url ?? '', never, async client => {
                    const { rows } = await client.query('select current_user as name');
                    return z.tuple([z.object({ name: z.string() })]).parse(rows)[0].name;
                });

            const first = new CloudProcess(flags);
            const before = await first.ready();
            expect(await loginOf(before.gatewayDatabaseUrl)).to.equal('sanyam_gateway');
            const guess = new URL(before.gatewayDatabaseUrl ?? '');
            guess.password = 'guess';
            const refused: unknown = await loginOf(guess.href).catch((error: unknown) => error);
            expect(refused).to.be.instanceOf(pg.DatabaseError).with.property('code', '28P01');
            expect(await first.stop(), first.said).to.equal(0);

            const file = join(data, 'credentials.json');
            const { gatewayPassword, ...others } = z
                .looseObject({ gatewayPassword: z.string() })
                .parse(JSON.parse(await readFile(file, 'utf8')));
            expect(before.gatewayDatabaseUrl).to.contain(gatewayPassword);
            await writeFile(file, JSON.stringify(others));
            const second = new CloudProcess(flags);
            const after = await second.ready();
            expect(after.anonKey).to.equal(before.anonKey);
            expect(after.gatewayDatabaseUrl).not.to.contain(gatewayPassword);
            expect(await loginOf(after.gatewayDatabaseUrl)).to.equal('sanyam_gateway');
            expect(await second.stop(), second.said).to.equal(0);

            const third = new CloudProcess(flags);
            const password = new URL((await third.ready()).gatewayDatabaseUrl ?? '').password;
            expect(password).to.equal(new URL(after.gatewayDatabaseUrl ?? '').password);
            await third.stop();
        });
    });
});
