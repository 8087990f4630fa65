// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { chmod, chown, readlink, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CloudProcess } from './test/cloud-process.js';
import { withTemporaryFolder } from './test/temporary-folder.js';

/** "nobody" of Debian, macOS and most others. */
const ORDINARY_USER = 65_534;

describe('the local cloud, started by root', function () {
    // Each test starts several clouds, one after another.
    this.timeout(180_000);

    before(function () {
        if (process.getuid?.() !== 0) {
            this.skip();
        }
    });

    it('keeps PostgreSQL elsewhere when a parent folder is closed, and deletes it with the data folder', async () => {
        await withTemporaryFolder(async folder => {
            await chmod(folder, 0o700);
            const data = join(folder, 'data');
            const flags = [
                '--data',
                data,
                '--port',
                '0',
                '--database-port',
                '0',
                '--mailbox-port',
                '0',
                '--no-gateway'
            ];
            const start = (): CloudProcess => new CloudProcess(flags);
            const first = start();
            await first.ready();
            expect(await first.stop(), first.said).to.equal(0);
            const place = dirname(await readlink(join(data, 'database')));
            expect(existsSync(place)).to.equal(true);

            const second = start();
            await second.ready();
            expect(second.said).to.contain('migrations: up to date');
            await second.stop();

            await rm(data, { recursive: true });
            const third = start();
            await third.ready();
            expect(third.said).to.contain('migrations: applied');
            await third.stop();
            expect(existsSync(place)).to.equal(false);
            await rm(dirname(await readlink(join(data, 'database'))), { recursive: true });
        });
    });

    it('uses the data of an ordinary user, who can still use it afterwards', async () => {
        await withTemporaryFolder(async folder => {
            await chown(folder, ORDINARY_USER, ORDINARY_USER);
            const ports = ['--port', '0', '--database-port', '0', '--mailbox-port', '0', '--gateway-port', '0'];
            const flags = ['--data', join(folder, 'data'), ...ports];
            const theirs = new CloudProcess(flags, { user: ORDINARY_USER });
            await theirs.ready();
            expect(await theirs.stop(), theirs.said).to.equal(0);
            const ours = new CloudProcess(flags);
            await ours.ready();
            expect(await ours.stop(), ours.said).to.equal(0);
            const again = new CloudProcess(flags, { user: ORDINARY_USER });
            await again.ready();
            expect(await again.stop(), again.said).to.equal(0);
        });
    });
});
