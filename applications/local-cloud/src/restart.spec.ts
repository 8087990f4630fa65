// SPDX-License-Identifier: MIT

import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Stats } from 'node:fs';
import { cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import type { ReadyLine } from './ready-line.js';
import { z } from 'zod';
import { CloudProcess, type CloudProcessOptions } from './test/cloud-process.js';
import { withTemporaryFolder } from './test/temporary-folder.js';
import { processesOn } from './test/left-behind.js';

function start(folder: string, options: CloudProcessOptions = {}, ...flags: string[]): CloudProcess {
    const ports = ['--port', '0', '--database-port', '0', '--mailbox-port', '0', '--no-gateway'];
    return new CloudProcess(['--data', join(folder, 'data'), ...ports, ...flags], options);
}

function clientOf(ready: ReadyLine): SupabaseClient {
    return createClient(ready.supabaseUrl, ready.anonKey, { auth: { persistSession: false, autoRefreshToken: false } });
}

/** Runs some work while a zombie process exists. */
async function withZombie(user: Pick<Stats, 'uid' | 'gid'>, work: (pid: number) => Promise<void>): Promise<void> {
    const parent = spawn('/bin/sh', ['-c', 'sleep 0 & echo $!; exec sleep 600'], {
        stdio: ['ignore', 'pipe', 'ignore'],
        uid: user.uid,
        gid: user.gid
    });
    try {
        const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
        await work(Number(line));
    } finally {
        parent.kill();
    }
}

describe('a second start of the local cloud on the same folder', () => {
    it('lets shares reach unconfirmed addresses again, because it confirms none, and says so', async () => {
        await withTemporaryFolder(async folder => {
            for (let count = 0; count < 2; count++) {
                const cloud = start(folder);
                const { databaseUrl } = await cloud.ready();
                expect(cloud.said).to.contain('shares: without confirmed addresses');
                const client = new pg.Client(databaseUrl);
                await client.connect();
                try {
                    const { rows } = await client.query(
                        'select shares_need_confirmed_email as needed from sanyam_private.settings'
                    );
                    expect(rows).to.deep.equal([{ needed: false }]);
                    await client.query('update sanyam_private.settings set shares_need_confirmed_email = true');
                } finally {
                    await client.end();
                }
                await cloud.stop();
            }
        });
    });

    it('keeps documents, keys, passwords and sessions', async () => {
        await withTemporaryFolder(async folder => {
            const first = start(folder);
            const before = await first.ready();
            const client = clientOf(before);
            const { data: signedUp } = await client.auth.signUp({ email: 'a@example.com', password: 'correct horse' });
            const created = await client.rpc('create_document', {
                name: 'a.yml',
                language_id: 'yaml',
                content: 'a: 1'
            });
            expect(created.error).to.equal(null);
            expect(await first.stop(), first.said).to.equal(0);

            const second = start(folder);
            const after = await second.ready();
            expect(second.said).to.contain('migrations: up to date');
            // The ports differ.
            const addresses = {
                supabaseUrl: '',
                databaseUrl: '',
                gatewayDatabaseUrl: '',
                mailboxUrl: '',
                smtpUrl: ''
            };
            expect({ ...after, ...addresses }).to.deep.equal({ ...before, ...addresses });
            for (const name of ['databaseUrl', 'gatewayDatabaseUrl'] as const) {
                expect(new URL(after[name] ?? '').password, name).to.equal(new URL(before[name] ?? '').password);
            }
            const returning = clientOf(after);
            const restored = await returning.auth.refreshSession({
                refresh_token: signedUp.session?.refresh_token ?? ''
            });
            expect(restored.error).to.equal(null);
            const list = await returning.rpc('list_documents');
            expect(list.error).to.equal(null);
            expect(JSON.stringify(list.data)).to.contain('a.yml');
            expect(await second.stop(), second.said).to.equal(0);
        });
    });

    it('names the address and process of the running cloud, and does not disturb it', async () => {
        await withTemporaryFolder(async folder => {
            const first = start(folder);
            const { supabaseUrl, anonKey } = await first.ready();
            const second = start(folder);
            expect(await second.ended).to.equal(1);
            expect(second.said).to.contain(`is already running`);
            expect(second.said).to.contain(supabaseUrl);
            expect(second.said).to.contain(`process ${first.pid}`);
            expect(second.output).to.deep.equal([]);
            const answer = await fetch(`${supabaseUrl}/auth/v1/settings`, { headers: { apikey: anonKey } });
            expect(answer.status).to.equal(200);
            await first.stop();
        });
    });

    it('succeeds for exactly one of several that run at once', async () => {
        await withTemporaryFolder(async folder => {
            const clouds = [start(folder), start(folder), start(folder)];
            const outcomes = await Promise.all(
                clouds.map(cloud =>
                    cloud.ready().then(
                        () => 'ready',
                        () => 'refused'
                    )
                )
            );
            expect(outcomes.sort()).to.deep.equal(['ready', 'refused', 'refused']);
            await Promise.all(clouds.map(cloud => cloud.stop()));
        });
    });

    it('ends the PostgreSQL of a killed start, and recovers its data', async () => {
        await withTemporaryFolder(async folder => {
            const first = start(folder);
            const client = clientOf(await first.ready());
            await client.auth.signUp({ email: 'a@example.com', password: 'correct horse' });
            first.kill('SIGKILL');
            expect(await first.ended).to.equal('SIGKILL');
            expect(processesOn(join(folder, 'data')), 'the orphan').not.to.be.empty;

            const second = start(folder);
            const returning = clientOf(await second.ready());
            expect(second.said).to.contain('ended the PostgreSQL of a killed start');
            const signedIn = await returning.auth.signInWithPassword({
                email: 'a@example.com',
                password: 'correct horse'
            });
            expect(signedIn.error).to.equal(null);
            await second.stop();
            expect(processesOn(join(folder, 'data'))).to.deep.equal([]);
        });
    });

    it('succeeds after a start that was killed while it created the database', async () => {
        await withTemporaryFolder(async folder => {
            const first = start(folder);
            await first.says(/creating the database/);
            first.kill('SIGKILL');
            await first.ended;
            const second = start(folder);
            await second.ready();
            expect(await second.stop(), second.said).to.equal(0);
        });
    });

    it('ignores lock files with process ids that now belong to other processes', async () => {
        await withTemporaryFolder(async folder => {
            const first = start(folder);
            await first.ready();
            const data = join(folder, 'data');
            const mark: unknown = JSON.parse(await readFile(join(data, 'running.json'), 'utf8'));
            await first.stop();
            const stranger = {
                ...z.object({ space: z.string() }).parse(mark),
                pid: process.pid,
                start: 'another time'
            };
            await writeFile(join(data, 'running.json'), JSON.stringify({ ...stranger, address: null }));
            await writeFile(join(data, 'database', 'postmaster.pid'), `${process.pid}\n${data}\n`);

            const second = start(folder);
            await second.ready();
            expect(await second.stop(), second.said).to.equal(0);
        });
    });

    it('succeeds when the earlier PostgreSQL is a zombie process', async function () {
        if (process.platform !== 'linux') {
            this.skip();
        }
        await withTemporaryFolder(async folder => {
            const first = start(folder);
            await first.ready();
            await first.stop();
            const database = join(folder, 'data', 'database');
            // PostgreSQL ignores the processes of other users.
            await withZombie(await stat(database), async pid => {
                await writeFile(join(database, 'postmaster.pid'), `${pid}\n${folder}\n`);
                const second = start(folder);
                await second.ready();
                expect(await second.stop(), second.said).to.equal(0);
            });
        });
    });

    it('applies new migrations, and refuses failing, late and edited ones', async () => {
        await withTemporaryFolder(async folder => {
            const migrations = join(folder, 'migrations');
            await mkdir(migrations);
            const write = (name: string, text: string): Promise<void> => writeFile(join(migrations, name), text);
            const attempt = async (): Promise<string> => {
                const cloud = start(folder, {}, '--migrations', migrations);
                await cloud.ready().catch(() => undefined);
                await cloud.stop();
                return cloud.said;
            };
            await write('20260102000000_one.sql', 'create table one (id integer);');
            expect(await attempt()).to.contain('applied 20260102000000_one.sql');
            await write('20260103000000_two.sql', 'create table two (id integer);\nselect nonsense;');
            expect(await attempt()).to.match(/20260103000000_two\.sql failed in line 2: column "nonsense" does not/);
            await write('20260103000000_two.sql', 'create table two (id integer);');
            expect(await attempt()).to.contain('applied 20260103000000_two.sql');
            await write('20260101000000_late.sql', 'select 1;');
            expect(await attempt()).to.contain('20260101000000_late.sql is older than the last one');
            await cp(join(migrations, '20260101000000_late.sql'), join(migrations, '20260104000000_late.sql'));
            await write('20260102000000_one.sql', 'create table one (id bigint);');
            expect(await attempt()).to.contain('20260102000000_one.sql was edited after it was applied');
        });
    });

    it('refuses the data of another version of PostgreSQL', async () => {
        await withTemporaryFolder(async folder => {
            const first = start(folder);
            await first.says(/created the database/);
            await first.stop();
            const second = start(folder, { environment: { SANYAM_POSTGRES_VERSION: '18' } });
            expect(await second.ended).to.equal(1);
            expect(second.said).to.match(/PostgreSQL 17 created the data in .*, but this is PostgreSQL 18/);
            expect(second.said).to.contain('SANYAM_POSTGRES_VERSION=17');
        });
    });

    it('protects the keys with file permissions', async () => {
        await withTemporaryFolder(async folder => {
            const cloud = start(folder);
            await cloud.ready();
            const data = join(folder, 'data');
            const open: string[] = [];
            for (const name of await readdir(data)) {
                const { mode } = await stat(join(data, name));
                if ((mode & 0o077) !== 0) {
                    open.push(name);
                }
            }
            expect(open).to.deep.equal(['running.json']);
            const { anonKey } = await cloud.ready();
            expect(await readFile(join(data, 'credentials.json'), 'utf8')).to.contain(anonKey);
            await cloud.stop();
        });
    });
});
