// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import {
    type ChildProcessByStdio,
    spawn,
    type SpawnOptionsWithStdioTuple,
    type StdioNull,
    type StdioPipe
} from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { CloudProcess, MAIN } from './test/cloud-process.js';
import { ephemeralFolderOf, processesOn, tracesOf } from './test/left-behind.js';
import { withTemporaryFolder } from './test/temporary-folder.js';

/** Creates a migration that never ends. */
async function endlessMigrations(folder: string): Promise<string> {
    const migrations = join(folder, 'migrations');
    await mkdir(migrations);
    await writeFile(join(migrations, '20260101000000_endless.sql'), 'select pg_sleep(3600);');
    return migrations;
}

const PIPES: SpawnOptionsWithStdioTuple<StdioNull, StdioPipe, StdioPipe> = { stdio: ['ignore', 'pipe', 'pipe'] };

/** Kills the process that started a cloud, as soon as it is ready. Expects that the cloud leaves nothing behind. */
async function expectEndWith(starter: ChildProcessByStdio<null, Readable, Readable>): Promise<void> {
    let said = '';
    starter.stderr.on('data', chunk => (said += String(chunk)));
    const lines = createInterface({ input: starter.stdout });
    await once(lines, 'line');
    const folder = ephemeralFolderOf(said);
    expect(processesOn(folder)).not.to.be.empty;
    starter.kill('SIGKILL');
    // The pipes close when the last process that holds them has ended: the cloud.
    await once(starter, 'close');
    expect(said).to.contain('has ended: stopping');
    expect(tracesOf(folder)).to.deep.equal([]);
}

describe('the local cloud', () => {
    const stages: Array<[string, RegExp]> = [
        ['as soon as it has a folder', /data: /],
        ['while it creates the database', /creating the database/],
        ['when the database is created', /created the database/],
        ['when PostgreSQL runs', /PostgreSQL 17: 127/],
        ['when the migrations are applied', /migrations: /],
        ['when it is ready', /ready\./]
    ];
    for (const [stage, pattern] of stages) {
        it(`leaves nothing behind on SIGINT ${stage}`, async () => {
            const cloud = new CloudProcess(['--ephemeral']);
            await cloud.says(pattern);
            cloud.kill('SIGINT');

            expect(await cloud.ended, cloud.said).to.equal(0);
            expect(cloud.said).to.match(/\bstopped\n$/);
            const folder = ephemeralFolderOf(cloud.said);
            expect(tracesOf(folder)).to.deep.equal([]);
        });
    }

    it('stops without waiting for a migration', async () => {
        await withTemporaryFolder(async folder => {
            const cloud = new CloudProcess(['--ephemeral', '--migrations', await endlessMigrations(folder)]);
            await cloud.says(/PostgreSQL 17: 127/);
            expect(await cloud.stop(), cloud.said).to.equal(0);
        });
    });

    it('counts a signal that is repeated at once only once', async () => {
        const cloud = new CloudProcess(['--ephemeral']);
        await cloud.says(/ready\./);
        cloud.kill('SIGINT');
        await cloud.says(/SIGINT/);
        cloud.kill('SIGINT');
        expect(await cloud.ended, cloud.said).to.equal(0);
    });

    it('stops when the process that started it is killed', async () => {
        const script = `require('node:child_process').spawn(process.execPath, process.argv.slice(1), { stdio: 'inherit' })`;
        await expectEndWith(spawn(process.execPath, ['-e', script, MAIN, '--ephemeral'], PIPES));
    });

    it('stops when npm is killed, even with a shell in between', async () => {
        await withTemporaryFolder(async folder => {
            // In variables, because the paths can have characters of the shell.
            const cloud = '"$NODE_PROGRAM" "$CLOUD_PROGRAM" --ephemeral; true';
            const env = { ...process.env, NODE_PROGRAM: process.execPath, CLOUD_PROGRAM: MAIN };
            await writeFile(join(folder, 'package.json'), JSON.stringify({ scripts: { cloud } }));
            await expectEndWith(spawn('npm', ['run', '--silent', 'cloud'], { ...PIPES, cwd: folder, env }));
        });
    });
});
