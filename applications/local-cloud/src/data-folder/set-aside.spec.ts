// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { lstat, mkdir, readdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { withTemporaryFolder } from '../test/temporary-folder.js';
import { setAside } from './set-aside.js';

/** Seconds for which the test takes the names. */
const SECONDS = 60;

describe('setAside', () => {
    it('takes the next free name when before-<time> exists, as a folder or as a link', async () => {
        await withTemporaryFolder(async folder => {
            const data = join(folder, 'data');
            await mkdir(join(data, 'database'), { recursive: true });
            for (let second = 0; second < SECONDS; second++) {
                const time = new Date(Date.now() + second * 1000).toISOString().replace(/\D/g, '').slice(0, 14);
                await mkdir(join(data, `before-${time}`));
                await symlink(join(folder, 'nowhere'), join(data, `before-${time}-2`));
            }
            const aside = await setAside(data);
            expect(basename(aside?.folder ?? '')).to.match(/^before-\d{14}-3$/);
            expect(await readdir(aside?.folder ?? '')).to.deep.equal(['database']);
            expect(await readdir(folder)).to.deep.equal(['data']);
        });
    });

    it('moves only the link to a database of another owner', async () => {
        await withTemporaryFolder(async folder => {
            const [data, theirs] = [join(folder, 'data'), join(folder, 'theirs')];
            await mkdir(join(theirs, 'database'), { recursive: true });
            await writeFile(join(theirs, 'belongs-to'), 'someone else');
            await writeFile(join(theirs, 'database', 'postmaster.pid'), 'the mark of a server');
            await mkdir(data);
            await symlink(join(theirs, 'database'), join(data, 'database'));
            const aside = await setAside(data);
            expect(aside?.ownership).to.deep.equal({ kind: 'other', owner: 'someone else' });
            expect(await readlink(join(aside?.folder ?? '', 'database'))).to.equal(join(theirs, 'database'));
            expect(await readFile(join(theirs, 'belongs-to'), 'utf8')).to.equal('someone else');
            expect((await lstat(join(theirs, 'database', 'postmaster.pid'))).isFile()).to.equal(true);
        });
    });
});
