// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { stageFolders } from './folder-stage';

describe('the path of a file in a folder on the command line', () => {
    const { stage, write, read, plant, run, texts } = stageFolders();

    it('in NFD, as some disks have it, stays one folder and one file when it comes back [BY-04]', async () => {
        await write({ 'src/cafe\u0301/fe\u0301.md': 'mine\n', 'src/cafe\u0301/a.md': 'a\n' });
        await run('put', '-r', 'src', 'models/');
        const [fe = '', a = ''] = ['f\u00e9.md', 'a.md'].map(name => `caf\u00e9/${name}`);
        expect(Object.keys(await texts()).sort()).to.deep.equal([`models/${a}`, `models/${fe}`]);
        expect((await run('get', '-r', 'models/', 'src'))[1]).to.deep.equal({ unchanged: [a, fe] });
        expect(await readdir(stage.shell.path('src'))).to.deep.equal(['cafe\u0301']);
        expect((await readdir(stage.shell.path('src/cafe\u0301'))).sort()).to.deep.equal(['a.md', 'fe\u0301.md']);
    });

    it('is not written through a symbolic link, which leads out of the folder [BY-04]', async () => {
        await plant({ 'models/link/x.txt': 'x\n', 'models/file.md': 'y\n', 'models/good.md': 'good\n' });
        await write({ 'outside/y.md': 'outside\n', 'copy/old.md': 'old\n' });
        await symlink(stage.shell.path('outside'), stage.shell.path('copy/link'));
        await symlink(stage.shell.path('outside/y.md'), stage.shell.path('copy/file.md'));
        const [code, result] = await run('get', '-r', 'models/', 'copy', '--force');
        expect([code, result.created, result.failed?.map(({ path, code }) => [path, code])]).to.deep.equal([
            1,
            ['good.md'],
            [
                ['file.md', 'SYMBOLIC_LINK'],
                ['link/x.txt', 'SYMBOLIC_LINK']
            ]
        ]);
        expect(await readdir(stage.shell.path('outside'))).to.deep.equal(['y.md']);
        expect(await read('outside/y.md')).to.equal('outside\n');
        // The target itself may be one: the user has named it.
        await symlink(stage.shell.path('outside'), stage.shell.path('there'));
        expect((await run('get', '-r', 'models/', 'there'))[1].created).to.have.length(3);
    });

    it('says what is in the way, and which name is not in UTF-8', async () => {
        await plant({ 'models/a': 'a\n', 'models/a/b.md': 'b\n' });
        const [, result] = await run('get', '-r', 'models/', 'copy');
        expect(result.failed?.map(({ message }) => message)).to.deep.equal([
            'Could not write copy/a/b.md: a file has the path of its folder.'
        ]);
        const device = await stage.shell.sanyam('get', '-r', 'models/', '/dev/null');
        expect([device.code, device.said]).to.deep.equal([
            1,
            'sanyam: Could not write /dev/null: it is not a folder.\n'
        ]);
        await mkdir(stage.shell.path('latin'));
        await writeFile(Buffer.from(stage.shell.path('latin/caf\u00e9.md'), 'latin1'), 'x\n');
        const [code, latin] = await run('put', '-r', 'latin');
        expect([code, latin.failed?.map(({ message }) => message)]).to.deep.equal([
            2,
            ['Its path is not in UTF-8. Rename it.']
        ]);
    });

    it('that cannot be read is one failure, and the other files are saved [BY-04]', async () => {
        await write({ 'src/a.md': 'a\n', 'src/z/b.md': 'b\n' });
        const latin = Buffer.from(stage.shell.path('src/caf\u00e9'), 'latin1');
        await mkdir(latin);
        await writeFile(Buffer.concat([latin, Buffer.from('/c.md')]), 'c\n');
        const [code, result] = await run('put', '-r', 'src', 'models/');
        expect([code, result.created, result.failed]).to.deep.equal([
            2,
            ['a.md', 'z/b.md'],
            [{ path: 'caf\uFFFD', code: 'INVALID_NAME', message: 'Its path is not in UTF-8. Rename it.' }]
        ]);
        expect(Object.keys(await texts()).sort()).to.deep.equal(['models/a.md', 'models/z/b.md']);
    });
});
