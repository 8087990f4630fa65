// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { CloudProcess } from './test/cloud-process.js';
import { ephemeralFolderOf, tracesOf } from './test/left-behind.js';
import { withTemporaryFolder } from './test/temporary-folder.js';

const PORTS = ['--port', '0', '--database-port', '0', '--mailbox-port', '0', '--no-gateway'];

/** Expects a sentence without a stack trace. */
function expectSentence(cloud: CloudProcess, pattern: RegExp): void {
    expect(cloud.said).to.match(pattern);
    expect(cloud.said).not.to.match(/^\s+at /m);
    expect(cloud.output).to.deep.equal([]);
}

async function withTakenPort(work: (port: string) => Promise<void>): Promise<void> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
        await work(String((server.address() as AddressInfo).port));
    } finally {
        server.close();
    }
}

/** Runs some work on a disk of this size. Skips the test when this process may not mount one. */
async function withSmallDisk(context: Mocha.Context, megabytes: number, work: (folder: string) => Promise<void>) {
    await withTemporaryFolder(async folder => {
        const disk = join(folder, 'disk');
        await mkdir(disk);
        try {
            execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', disk], {
                stdio: 'ignore'
            });
        } catch {
            // Mocha shows the title of a skipped test, which says what the test needs.
            context.skip();
        }
        try {
            await work(disk);
        } finally {
            execFileSync('umount', [disk]);
        }
    });
}

describe('the local cloud says what to do', () => {
    it('when the port of the API is taken', async () => {
        await withTakenPort(async port => {
            const cloud = new CloudProcess(['--ephemeral', '--port', port]);
            expect(await cloud.ended).to.equal(1);
            expectSentence(cloud, new RegExp(`Port ${port} of 127\\.0\\.0\\.1 is already in use\\. .* --cloud-port`));
        });
    });

    it('when the port of PostgreSQL is taken', async () => {
        await withTakenPort(async port => {
            const cloud = new CloudProcess(['--ephemeral', '--database-port', port]);
            expect(await cloud.ended).to.equal(1);
            expectSentence(
                cloud,
                new RegExp(`Port ${port} of 127\\.0\\.0\\.1 is already in use\\. .* --database-port`)
            );
        });
    });

    it('when the port of the gateway is taken', async () => {
        await withTakenPort(async port => {
            const cloud = new CloudProcess(['--ephemeral', '--gateway-port', port]);
            expect(await cloud.ended).to.equal(1);
            expectSentence(cloud, new RegExp(`Port ${port} of 127\\.0\\.0\\.1 is already in use\\. .* --gateway-port`));
            expect(tracesOf(ephemeralFolderOf(cloud.said))).to.deep.equal([]);
        });
    });

    for (const flag of ['--mailbox-port', '--smtp-port']) {
        it(`when the port of ${flag} is taken`, async () => {
            await withTakenPort(async port => {
                const cloud = new CloudProcess(['--ephemeral', flag, port]);
                expect(await cloud.ended).to.equal(1);
                expectSentence(cloud, new RegExp(`Port ${port} of 127\\.0\\.0\\.1 is already in use\\. .* ${flag}`));
                expect(tracesOf(ephemeralFolderOf(cloud.said))).to.deep.equal([]);
            });
        });
    }

    it('when a setting of config.toml is wrong, before it moves data aside', async () => {
        await withTemporaryFolder(async folder => {
            await mkdir(join(folder, 'migrations'));
            await writeFile(join(folder, 'config.toml'), '[auth.email]\nmax_frequency = "often"\n');
            const flags = ['--data', join(folder, 'data'), '--start-over', '--no-gateway'];
            const cloud = new CloudProcess([...flags, '--migrations', join(folder, 'migrations')]);
            expect(await cloud.ended).to.equal(1);
            expectSentence(
                cloud,
                /config\.toml is invalid: auth\.email\.max_frequency: must be a duration such as 1m30s/
            );
            expect(cloud.said).not.to.match(/aside|PostgreSQL/);
        });
    });

    it('when the gateway does not start', async () => {
        const cloud = new CloudProcess(['--ephemeral'], { environment: { SANYAM_CORS_ORIGIN: 'nonsense' } });
        expect(await cloud.ended).to.equal(1);
        expectSentence(cloud, /sanyam-gateway failed:\nSANYAM_CORS_ORIGIN contains “nonsense”/);
    });

    it('when the gateway does not know the migrations', async () => {
        await withTemporaryFolder(async folder => {
            await writeFile(join(folder, '20260101000000_other.sql'), 'create table other (id integer);');
            const cloud = new CloudProcess(['--ephemeral', '--migrations', folder]);
            expect(await cloud.ended).to.equal(1);
            expect(cloud.said).to.match(/\] The gateway cannot serve this database\. .* start with --no-gateway/);
            expect(cloud.output).to.deep.equal([]);
        });
    });

    for (const [what, create, pattern] of [
        ['a folder', (path: string) => mkdir(path), /20260101000000_old\.sql is a folder\. A migration is a file/],
        ['not in UTF-8', (path: string) => writeFile(path, 'select 1; -- caf\xe9', 'latin1'), /is not text in UTF-8/],
        ['a link to nothing', (path: string) => symlink('nothing', path), /20260101000000_old\.sql does not exist/]
    ] as const) {
        it(`when a migration is ${what}`, async () => {
            await withTemporaryFolder(async folder => {
                await create(join(folder, '20260101000000_old.sql'));
                const cloud = new CloudProcess(['--ephemeral', '--no-gateway', '--migrations', folder]);
                expect(await cloud.ended).to.equal(1);
                expectSentence(cloud, pattern);
            });
        });
    }

    for (const [what, make] of [
        ['is missing', (folder: string) => Promise.resolve(join(folder, 'missing', 'tmp'))],
        [
            'is a file',
            async (folder: string) => {
                await writeFile(join(folder, 'tmp'), '');
                return join(folder, 'tmp');
            }
        ]
    ] as const) {
        it(`when the folder for temporary files ${what}`, async () => {
            await withTemporaryFolder(async folder => {
                const TMPDIR = await make(folder);
                const cloud = new CloudProcess(['--ephemeral', '--no-gateway'], { environment: { TMPDIR } });
                expect(await cloud.ended).to.equal(1);
                expectSentence(cloud, /Could not use .*tmp for temporary files \((ENOENT|ENOTDIR)\)\. .* set TMPDIR/);
            });
        });
    }

    it('when the data folder is a file', async () => {
        await withTemporaryFolder(async folder => {
            await writeFile(join(folder, 'data'), '');
            const cloud = new CloudProcess(['--data', join(folder, 'data')]);
            expect(await cloud.ended).to.equal(1);
            expectSentence(cloud, /data cannot be used \(EEXIST\)/);
        });
    });

    it('when the data folder is below a path that cannot exist', async function () {
        if (!existsSync('/proc/self')) {
            this.skip();
        }
        const cloud = new CloudProcess(['--data', '/proc/nope/data']);
        expect(await cloud.ended).to.equal(1);
        expectSentence(cloud, /data cannot be used \(ENOENT\)/);
    });

    it('when it may not write to the data folder', async () => {
        await withTemporaryFolder(async folder => {
            const root = process.getuid?.() === 0;
            // Even root may not write here.
            const cloud = new CloudProcess(['--data', root ? '/sys/sanyam' : '/sanyam', '--port', '0']);
            expect(await cloud.ended, folder).to.equal(1);
            expectSentence(cloud, /cannot be used \((EACCES|EPERM|EROFS)\)/);
        });
    });

    it('when the file with the keys is damaged', async () => {
        await withTemporaryFolder(async folder => {
            await writeFile(join(folder, 'credentials.json'), '{}');
            const cloud = new CloudProcess(['--data', folder, ...PORTS]);
            expect(await cloud.ended).to.equal(1);
            expectSentence(cloud, /credentials\.json are damaged\. Restore the file, or start with --start-over/);
            expect(await readFile(join(folder, 'credentials.json'), 'utf8')).to.equal('{}');
        });
    });

    it('when the database is missing, although the folder is not new', async () => {
        await withTemporaryFolder(async folder => {
            const first = new CloudProcess(['--data', folder, ...PORTS]);
            await first.says(/created the database/);
            await first.stop();
            await rm(join(folder, 'database'), { recursive: true });
            const cloud = new CloudProcess(['--data', folder, ...PORTS]);
            expect(await cloud.ended).to.equal(1);
            expectSentence(
                cloud,
                /The database of .* is missing: .*database\. Restore it .* --start-over, which moves/
            );
            const fresh = new CloudProcess(['--data', folder, ...PORTS, '--start-over']);
            await fresh.says(/creating the database/);
            await fresh.stop();
        });
    });

    it('when a variable or a flag is invalid', async () => {
        const attempts: Array<[string[], Record<string, string>, RegExp]> = [
            [['--ephemeral'], { SANYAM_DEFAULT_TIER: 'Gold!' }, /SANYAM_DEFAULT_TIER: must be the name of a tier/],
            [
                ['--ephemeral'],
                { SANYAM_DEFAULT_TIER: 'gold' },
                /SANYAM_DEFAULT_TIER: unknown tier "gold"\. .*free, pro/
            ],
            [['--ephemeral'], { SANYAM_POSTGRES_VERSION: '9' }, /SANYAM_POSTGRES_VERSION: must be 15, 17 or 18/],
            [['--grants', 'everything'], {}, /Use it only with --ephemeral/],
            [['--ephemeral', '--start-over'], {}, /Remove --start-over/],
            [['--ephemeral', '--port', 'x'], {}, /--port: must be a number from 0 to 65535/],
            [['--ephemeral', '--gateway-port', '65536'], {}, /--gateway-port: must be a number from 0 to 65535/],
            [['--port', '0', '--cloud-port', '0'], {}, /--port and --cloud-port are the same/],
            [['--no-gateway', '--gateway-port', '0'], {}, /--no-gateway and --gateway-port cannot be used together/],
            [['--wat'], {}, /--wat is not an option\.\n\nUsage: /],
            [['--data'], {}, /--data needs a value\.\n\nUsage: /],
            [['--data', '--ephemeral'], {}, /--data needs a value\.\n\nUsage: /],
            [['--ephemeral=yes'], {}, /--ephemeral has no value\.\n\nUsage: /],
            [['folder'], {}, /word that belongs to no option\. .*\n\nUsage: /]
        ];
        for (const [commandLine, environment, pattern] of attempts) {
            const cloud = new CloudProcess(commandLine, { environment });
            expect(await cloud.ended).to.equal(1);
            expectSentence(cloud, pattern);
        }
    });

    it('when the disk is too small for the database (as root, with a tmpfs)', async function () {
        await withSmallDisk(this, 20, async disk => {
            const cloud = new CloudProcess(['--data', join(disk, 'data'), ...PORTS]);
            expect(await cloud.ended).to.equal(1);
            expectSentence(cloud, /The disk that holds .* is full\. Free some space there/);
        });
    });

    it('when the disk fills up while it runs, and continues when there is space (as root, with a tmpfs)', async function () {
        await withSmallDisk(this, 120, async disk => {
            const cloud = new CloudProcess(['--data', join(disk, 'data'), ...PORTS]);
            const { databaseUrl } = await cloud.ready();
            const client = new pg.Client({ connectionString: databaseUrl });
            await client.connect();
            await client.query('create unlogged table filler (text text)');
            await client.query('alter table filler alter column text set storage external');
            const fill = `insert into filler select repeat('x', 1000000) from generate_series(1, 200)`;
            const failure = await client.query(fill).then(
                () => undefined,
                (error: unknown) => error
            );
            expect(failure).to.be.instanceOf(pg.DatabaseError);
            await cloud.says(/The disk that holds .* is full/);
            await client.query('drop table filler');
            await client.query('create table after (id integer)');
            await client.end();
            expect(await cloud.stop(), cloud.said).to.equal(0);
        });
    });
});
