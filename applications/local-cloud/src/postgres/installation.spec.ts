// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { mkdir, readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Progress } from '../progress.js';
import { run } from '../process/run.js';
import { withTemporaryFolder } from '../test/temporary-folder.js';
import { fetchPostgres } from './installation.js';

const { signal } = new AbortController();

/** Settings with which npm would leave out the programs, and the links of their libraries. */
const NPM_SETTINGS = { npm_config_ignore_scripts: 'true', npm_config_omit: 'optional', npm_config_global: 'true' };

describe('downloading another version of PostgreSQL', () => {
    before(() => Object.assign(process.env, NPM_SETTINGS));
    after(() => {
        for (const name of Object.keys(NPM_SETTINGS)) {
            Reflect.deleteProperty(process.env, name);
        }
    });

    it('works for two processes at once and with any settings of npm, and replaces what is damaged or abandoned', async function () {
        await withTemporaryFolder(async folder => {
            const version = '15.18.0-beta.17';
            const abandoned = join(folder, 'postgres-15.incomplete-killed');
            await mkdir(abandoned);
            await utimes(abandoned, 0, 0);
            await mkdir(join(folder, `postgres-${version}`, 'node_modules'), { recursive: true });
            const fetching = [1, 2].map(() => fetchPostgres(version, folder, signal, new Progress()));
            for (const { postgres } of await Promise.all(fetching)) {
                expect(await run(postgres, ['--version'], { signal })).to.match(/^postgres \(PostgreSQL\) 15\.18\s*$/);
            }
            expect(await readdir(folder)).to.deep.equal([`postgres-${version}`]);
        });
    });
});
