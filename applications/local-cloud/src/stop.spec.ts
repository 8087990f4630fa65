// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CloudProcess, MAIN } from './test/cloud-process.js';
import { ephemeralFolderOf, processesOn, tracesOf } from './test/traces.js';
import { withTemporaryFolder } from './test/temporary-folder.js';

/** Migrations that never come to an end. */
async function endlessMigrations(folder: string): Promise<string> {
    const migrations = join(folder, 'migrations');
    await mkdir(migrations);
    await writeFile(join(migrations, '20260101000000_endless.sql'), 'select pg_sleep(3600);');
    return migrations;
}

describe('Stopping the local cloud', () => {
    const stages: Array<[string, RegExp]> = [
        ['as soon as it has a folder', /data: /],
        ['while the database is made', /making a new database/],
        ['when the database has been made', /made a new database/],
        ['when PostgreSQL runs', /PostgreSQL 17: 127/],
        ['when the migrations are applied', /migrations: /],
        ['when it is ready', /ready;/]
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

    it('does not wait for a migration', async () => {
        await withTemporaryFolder(async folder => {
            const cloud = new CloudProcess(['--ephemeral', '--migrations', await endlessMigrations(folder)]);
            await cloud.says(/PostgreSQL 17: 127/);
            expect(await cloud.stop(), cloud.said).to.equal(0);
        });
    });

    it('takes a signal that comes twice at once for one', async () => {
        const cloud = new CloudProcess(['--ephemeral']);
        await cloud.says(/ready;/);
        cloud.kill('SIGINT');
        await cloud.says(/SIGINT/);
        cloud.kill('SIGINT');
        expect(await cloud.ended, cloud.said).to.equal(0);
    });

    it('stops when the process that started it is killed', async () => {
        const starter = spawn(
            process.execPath,
            [
                '-e',
                `require('node:child_process').spawn(process.execPath, process.argv.slice(1), { stdio: 'inherit' })`,
                MAIN,
                '--ephemeral'
            ],
            { stdio: ['ignore', 'pipe', 'pipe'] }
        );
        let said = '';
        starter.stderr.on('data', chunk => (said += String(chunk)));
        await once(createInterface({ input: starter.stdout }), 'line');
        const folder = ephemeralFolderOf(said);
        const processes = processesOn(folder);
        expect(processes).not.to.be.empty;
        starter.kill('SIGKILL');
        // The pipe is closed when the last one that holds it has ended: the cloud.
        await once(starter, 'close');
        expect(said).to.contain('is gone: stopping');
        expect(tracesOf(folder)).to.deep.equal([]);
    });
});
