// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { chmod, cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Progress } from '../progress.js';
import { withTemporaryFolder } from '../test/temporary-folder.js';
import { binariesIn } from './binaries.js';
import { createCluster } from './cluster.js';
import { findDatabaseUser } from './database-user.js';
import { findPostgres } from './installation.js';

const { signal } = new AbortController();

describe('a new database', () => {
    it('is created by programs whose path a shell would change', async function () {
        if (process.platform === 'win32') {
            this.skip();
        }
        await withTemporaryFolder(async folder => {
            const installed = await findPostgres('17', signal, new Progress());
            const programs = join(folder, 'it\'s "my" $HOME `clone` \\ & ü #1 100% (x)');
            await cp(installed.folder, programs, { recursive: true, verbatimSymlinks: true });
            await chmod(programs, 0o755);
            const user = await findDatabaseUser(join(folder, 'database'), signal);
            if (user !== undefined) {
                await chmod(folder, 0o777);
            }
            const settings = {
                binaries: binariesIn(programs),
                user,
                superuserPassword: 'a long password',
                ephemeral: true
            };
            await createCluster(folder, settings, signal);
            expect(await readFile(join(folder, 'database', 'PG_VERSION'), 'utf8')).to.equal('17\n');
        });
    });
});
