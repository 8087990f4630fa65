// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, readlink, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { CloudProcess } from './test/cloud-process.js';
import { withTemporaryFolder } from './test/temporary-folder.js';

const CLUSTERS = '/var/lib/sanyam';

/** Starts clouds whose data folders lie in one closed folder, so that PostgreSQL keeps its files elsewhere. */
class ClosedFolder {
    private constructor(
        readonly path: string,
        private readonly migrations: string
    ) {}

    static async use(work: (closed: ClosedFolder) => Promise<void>): Promise<void> {
        await withTemporaryFolder(async path => {
            await chmod(path, 0o700);
            const migrations = join(path, 'migrations');
            await mkdir(migrations);
            await writeFile(join(migrations, '20260101000000_kept.sql'), 'create table kept (id integer);');
            try {
                await work(new ClosedFolder(path, migrations));
            } finally {
                await removeClustersOf(path);
            }
        });
    }

    start(data: string, ...flags: string[]): CloudProcess {
        const ports = ['--port', '0', '--database-port', '0', '--mailbox-port', '0', '--no-gateway'];
        return new CloudProcess(['--data', data, ...ports, '--migrations', this.migrations, ...flags]);
    }

    /** Starts a cloud, stops it, and returns what it said. */
    async run(data: string, ...flags: string[]): Promise<string> {
        const cloud = this.start(data, ...flags);
        await cloud.ready();
        expect(await cloud.stop(), cloud.said).to.equal(0);
        return cloud.said;
    }

    async expectRefusal(data: string, pattern: RegExp): Promise<void> {
        const cloud = this.start(data);
        expect(await cloud.ended, cloud.said).to.equal(1);
        expect(cloud.said).to.match(pattern);
        expect(cloud.said).not.to.match(/^\s+at /m);
    }

    /** Creates a data folder and a copy of it. */
    async createCopy(): Promise<{ original: string; copy: string; home: string }> {
        const [original, copy] = [join(this.path, 'original'), join(this.path, 'copy')];
        await this.run(original);
        execFileSync('cp', ['-a', original, copy]);
        return { original, copy, home: dirname(await readlink(join(original, 'database'))) };
    }
}

async function removeClustersOf(path: string): Promise<void> {
    for (const home of await clustersOf(path)) {
        await rm(home, { recursive: true, force: true });
    }
}

/** Returns the clusters of the data folders below a path. Other specs create and delete clusters at the same time. */
async function clustersOf(path: string): Promise<string[]> {
    const clusters: string[] = [];
    for (const name of (await readdir(CLUSTERS)).filter(entry => entry.startsWith('data-'))) {
        const owner = await readFile(join(CLUSTERS, name, 'belongs-to'), 'utf8').catch(() => '');
        if (owner.startsWith(path)) {
            clusters.push(join(CLUSTERS, name));
        }
    }
    return clusters;
}

describe('a copy of a data folder whose database is elsewhere (as root)', function () {
    before(function () {
        if (process.getuid?.() !== 0) {
            this.skip();
        }
    });

    it('starts over without a change to the database of the original', async () => {
        await ClosedFolder.use(async closed => {
            const { original, copy, home } = await closed.createCopy();
            expect(await closed.run(copy, '--start-over')).to.contain(
                `The database belongs to ${original} and did not change`
            );
            expect(await readFile(join(home, 'belongs-to'), 'utf8')).to.equal(original);
            await rm(copy, { recursive: true });
            // A new database makes the cloud delete those of missing folders.
            await closed.run(join(closed.path, 'third'));
            expect(await closed.run(original)).to.contain('migrations: up to date');
        });
    });

    it('does not start, and does not disturb the running original', async () => {
        await ClosedFolder.use(async closed => {
            const { original, copy, home } = await closed.createCopy();
            const running = closed.start(original);
            const client = new pg.Client({ connectionString: (await running.ready()).databaseUrl });
            await client.connect();
            await closed.expectRefusal(copy, /copy only links to its database, which belongs to .*original\. .*--data/);
            expect(await readFile(join(home, 'belongs-to'), 'utf8')).to.equal(original);
            expect((await client.query('select from kept')).rowCount).to.equal(0);
            await client.end();
            expect(await running.stop(), running.said).to.equal(0);
        });
    });

    it('takes the database over when the original no longer exists', async () => {
        await ClosedFolder.use(async closed => {
            const { original, copy, home } = await closed.createCopy();
            await rm(original, { recursive: true });
            expect(await closed.run(copy)).to.contain('migrations: up to date');
            expect(await readFile(join(home, 'belongs-to'), 'utf8')).to.equal(copy);
        });
    });
});

describe('a data folder whose database is elsewhere (as root)', function () {
    before(function () {
        if (process.getuid?.() !== 0) {
            this.skip();
        }
    });

    it('keeps its database when it is renamed, also the one that --start-over moved aside', async () => {
        await ClosedFolder.use(async closed => {
            const [data, renamed] = [join(closed.path, 'data'), join(closed.path, 'renamed')];
            await closed.run(data);
            await closed.run(data, '--start-over');
            const homes = await clustersOf(closed.path);
            expect(homes).to.have.length(2);
            await rename(data, renamed);
            await closed.run(data);
            expect(homes.filter(home => !existsSync(home))).to.deep.equal([]);
            const aside = (await readdir(renamed)).find(name => name.startsWith('before-')) ?? '';
            for (const folder of [renamed, join(renamed, aside)]) {
                expect(await closed.run(folder)).to.contain('migrations: up to date');
            }
        });
    });

    it('does not start when its database is missing', async () => {
        await ClosedFolder.use(async closed => {
            const data = join(closed.path, 'data');
            await closed.run(data);
            const home = dirname(await readlink(join(data, 'database')));
            await rm(home, { recursive: true });
            await closed.expectRefusal(data, new RegExp(`The database of .*data is missing: ${home}/database\\.`));
            expect(existsSync(home)).to.equal(false);
            expect(await closed.run(data, '--start-over')).to.contain('migrations: applied');
        });
    });
});
