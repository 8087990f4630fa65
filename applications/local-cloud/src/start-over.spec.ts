// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { shellWord } from '@sanyam/types';
import { CloudProcess } from './test/cloud-process.js';
import { withTemporaryFolder } from './test/temporary-folder.js';

const PORTS = ['--port', '0', '--database-port', '0', '--mailbox-port', '0', '--no-gateway'];

/** Starts a cloud with a data folder and the repository's migrations, unless the flags name others. */
function start(data: string, ...flags: string[]): CloudProcess {
    return new CloudProcess(['--data', data, ...PORTS, ...flags]);
}

/** Creates data like that from before the first release, with the table `old`. Returns the folder of its migrations. */
async function createOldData(folder: string, data: string): Promise<string> {
    const migrations = join(folder, 'old migrations');
    await mkdir(migrations);
    await writeFile(join(migrations, '20261121090000_foundations.sql'), 'create table old (id integer);');
    const cloud = start(data, '--migrations', migrations);
    await cloud.ready();
    expect(await cloud.stop(), cloud.said).to.equal(0);
    return migrations;
}

async function hasOldTable(cloud: CloudProcess): Promise<boolean> {
    const client = new pg.Client({ connectionString: (await cloud.ready()).databaseUrl });
    await client.connect();
    try {
        const { rowCount } = await client.query(`select from pg_tables where tablename = 'old'`);
        return rowCount === 1;
    } finally {
        await client.end();
    }
}

async function folderAside(data: string): Promise<string> {
    const [name, ...others] = (await readdir(data)).filter(entry => entry.startsWith('before-'));
    expect(others).to.deep.equal([]);
    return join(data, name ?? '');
}

describe('a local cloud with data from before the first release', () => {
    it('does not start and suggests --start-over, which moves the data aside and keeps it usable', async () => {
        await withTemporaryFolder(async folder => {
            const data = join(folder, 'data');
            const migrations = await createOldData(folder, data);
            const refused = start(data);
            expect(await refused.ended).to.equal(1);
            expect(refused.said).to.match(/older than the first release of Sanyam/);
            expect(refused.said).to.contain(
                `run: npm run cloud -- --data ${shellWord(data, process.platform)} --start-over.`
            );
            expect(refused.said).not.to.match(/^\s+at /m);
            expect(refused.output).to.deep.equal([]);

            const fresh = start(data, '--start-over');
            expect(await hasOldTable(fresh)).to.equal(false);
            const aside = await folderAside(data);
            expect(fresh.said).to.contain(`moved the earlier data to ${aside}`);
            expect(await fresh.stop(), fresh.said).to.equal(0);

            const old = start(aside, '--migrations', migrations);
            expect(await hasOldTable(old)).to.equal(true);
            await old.stop();
        });
    });

    it('keeps the old data when PostgreSQL runs outside the data folder for root', async function () {
        if (process.getuid?.() !== 0) {
            this.skip();
        }
        await withTemporaryFolder(async folder => {
            await chmod(folder, 0o700);
            const data = join(folder, 'data');
            const migrations = await createOldData(folder, data);
            const place = dirname(await readlink(join(data, 'database')));
            // Each start deletes the clusters of missing data folders.
            for (const flags of [['--start-over'], []]) {
                const fresh = start(data, ...flags);
                await fresh.ready();
                await fresh.stop();
            }
            expect(existsSync(place)).to.equal(true);
            const old = start(await folderAside(data), '--migrations', migrations);
            expect(await hasOldTable(old)).to.equal(true);
            await old.stop();
            await rm(place, { recursive: true });
            await rm(dirname(await readlink(join(data, 'database'))), { recursive: true });
        });
    });
});

describe('--start-over', () => {
    it('does not change a folder without data', async () => {
        await withTemporaryFolder(async folder => {
            const cloud = start(join(folder, 'data'), '--start-over');
            await cloud.ready();
            expect(cloud.said).to.contain('there was no data to move aside');
            await cloud.stop();
            expect((await readdir(join(folder, 'data'))).filter(name => name.startsWith('before-'))).to.deep.equal([]);
        });
    });
});
