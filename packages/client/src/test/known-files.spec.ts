// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { stageClient } from './client-stage';

describe('a file that put knows', () => {
    const stage = stageClient();

    /** Writes a file and puts it, possibly under another spelling of its path. Returns the exit code. */
    async function put(
        content: string,
        file: string,
        spelling = file,
        ...parameters: string[]
    ): Promise<number | null> {
        await writeFile(stage.shell.path(file), content);
        return (await stage.shell.sanyam('put', spelling, ...parameters)).code;
    }

    async function versions(): Promise<number[]> {
        const documents = await stage.client.documents.list().toArray();
        return documents.map(({ version }) => version);
    }

    it('is the same in every spelling of its path', async () => {
        await mkdir(stage.shell.path('real/below'), { recursive: true });
        await symlink('real', stage.shell.path('link'));
        await symlink('real/notes.md', stage.shell.path('other name.md'));
        const spellings = [
            'real/notes.md',
            'link/notes.md',
            './real/../link/below/../notes.md',
            'real//notes.md',
            stage.shell.path('link/notes.md'),
            'other name.md',
            ...(process.platform === 'linux' ? ['/proc/self/cwd/real/notes.md'] : [])
        ];
        for (const [index, spelling] of spellings.entries()) {
            expect([spelling, await put(`${index}\n`, 'real/notes.md', spelling)]).to.deep.equal([spelling, 0]);
        }
        expect(await versions()).to.deep.equal([spellings.length]);
    });

    it('is another one after a link leads elsewhere', async () => {
        await mkdir(stage.shell.path('one'));
        await mkdir(stage.shell.path('two'));
        await symlink('one', stage.shell.path('link'));
        expect(await put('one\n', 'one/notes.md', 'link/notes.md')).to.equal(0);
        await rm(stage.shell.path('link'));
        await symlink('two', stage.shell.path('link'));
        expect(await put('two\n', 'two/notes.md', 'link/notes.md')).to.equal(4);
        expect(await versions()).to.deep.equal([1]);
    });

    it('is another one after it was moved', async () => {
        expect(await put('one\n', 'notes.md')).to.equal(0);
        await mkdir(stage.shell.path('folder'));
        await rename(stage.shell.path('notes.md'), stage.shell.path('folder/notes.md'));
        expect(await put('two\n', 'folder/notes.md')).to.equal(4);
    });

    it('is of the same gateway in every name of this computer', async () => {
        expect(await put('one\n', 'notes.md')).to.equal(0);
        stage.shell.environment['SANYAM_GATEWAY_URL'] = stage.gateway.url.replace('127.0.0.1', 'localhost');
        expect(await put('two\n', 'notes.md')).to.equal(0);
        expect(await versions()).to.deep.equal([2]);
    });

    it('is of the same document in every spelling of its id', async () => {
        const { id } = await stage.client.documents.create({ name: 'a.md', language_id: 'markdown', content: 'one\n' });
        expect((await stage.shell.sanyam('get', id.toUpperCase(), '-o', 'a.md')).code).to.equal(0);
        expect(await put('two\n', 'a.md', 'a.md', '--id', id)).to.equal(0);
        expect(await put('three\n', 'a.md', 'a.md', '--id', id.toUpperCase())).to.equal(0);
        expect(await versions()).to.deep.equal([3]);
    });
});
