// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createFolder } from './create-folder';

describe('createFolder', () => {
    let place: string;
    beforeEach(async () => {
        place = await mkdtemp(join(tmpdir(), 'sanyam-folder-'));
    });
    afterEach(() => rm(place, { recursive: true }));

    /** Returns the code of the error, or undefined when the folder exists. */
    async function create(path: string): Promise<unknown> {
        try {
            await createFolder(path, { mkdir, stat, dirname });
            expect((await stat(path)).isDirectory()).to.equal(true);
            return undefined;
        } catch (error) {
            return error instanceof Error && 'code' in error ? error.code : error;
        }
    }

    it('creates a folder with its parents, and accepts one that exists', async () => {
        for (const name of ['one', 'one', 'one/two/three', 'one/two']) {
            expect(await create(join(place, name)), name).to.equal(undefined);
        }
        await symlink('one', join(place, 'link'));
        expect(await create(join(place, 'link'))).to.equal(undefined);
        expect(await create('/')).to.equal(undefined);
    });

    it('fails where a file or a link to nothing is', async () => {
        await writeFile(join(place, 'file'), '');
        await symlink('missing', join(place, 'link'));
        await symlink('loop', join(place, 'loop'));
        const outcomes = ['file', 'file/below', 'link', 'loop', 'loop/below'].map(name => create(join(place, name)));
        expect(await Promise.all(outcomes)).to.deep.equal(['EEXIST', 'ENOTDIR', 'EEXIST', 'EEXIST', 'ELOOP']);
    });

    it('ends where the system says that an existing parent is missing', async function () {
        if (!existsSync('/proc/self')) {
            this.skip();
        }
        expect(await create('/proc/nope/below/that')).to.equal('ENOENT');
    });
});
