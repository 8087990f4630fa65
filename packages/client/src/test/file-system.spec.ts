// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { existsSync } from 'node:fs';
import fs from 'node:fs/promises';
import { destinationOf, writeTo } from '../command-line/destination';
import { stageClient } from './client-stage';
import { patchFiles, withoutRenaming } from './patched-file';

/** Writes a text to a file. */
async function write(path: string, text: string): Promise<void> {
    await writeTo(await destinationOf(path), Buffer.from(text));
}

describe('sanyam and the file system', () => {
    const stage = stageClient();
    const path = (name: string) => stage.shell.path(name);
    const read = (name: string) => fs.readFile(path(name), 'utf8');
    const create = () =>
        stage.client.documents.create({ name: 'notes.md', language_id: 'markdown', content: 'second\n' });
    const get = (file: string) => stage.shell.sanyam('get', 'notes.md', '-o', file);
    const messageOf = (work: Promise<unknown>) =>
        work.then(
            () => 'It was written.',
            (error: unknown) => (error instanceof Error ? error.message : String(error))
        );

    it('put refuses a file that is larger than any document with exit code 6, and does not read all of it', async () => {
        await fs.writeFile(path('large.md'), '');
        await fs.truncate(path('large.md'), 9 * 1024 ** 3);
        for (const command of ['put large.md', 'put - --name zeros.md < /dev/zero']) {
            const { code, said } = await stage.shell.inShell(`sanyam ${command}`);
            expect(code, said).to.equal(6);
            expect(said).to.contain('is too large. A document has at most 64 MB.');
        }
    });

    for (const code of ['EBUSY', 'EXDEV']) {
        it(`get -o overwrites a file that the system keeps in its place (${code})`, async () => {
            await fs.writeFile(path('kept.md'), 'a longer old text');
            const { ino } = await fs.stat(path('kept.md'));
            const undo = withoutRenaming(code);
            try {
                await write(path('kept.md'), 'new');
            } finally {
                undo();
            }
            expect([await read('kept.md'), (await fs.stat(path('kept.md'))).ino]).to.deep.equal(['new', ino]);
            expect(await fs.readdir(stage.shell.folder)).to.deep.equal(['kept.md']);
        });
    }

    it('get -o names the whole text when overwriting fails in the middle', async () => {
        await fs.writeFile(path('kept.md'), 'old');
        const undo = withoutRenaming('EBUSY');
        // The text beside the file is the first that is written.
        let written = 0;
        const restore = await patchFiles('truncate', () =>
            written++ === 0 ? Promise.resolve() : Promise.reject(new Error('ENOSPC: no space left on device, write'))
        );
        try {
            const message = await messageOf(write(path('kept.md'), 'the new text'));
            const [, copy = ''] = /It is incomplete\. The whole text is in (.*)\.$/.exec(message) ?? [];
            expect(message).to.include('ENOSPC: no space left on device. It is');
            expect(await fs.readFile(copy.replaceAll("'", ''), 'utf8')).to.equal('the new text');
        } finally {
            undo();
            restore();
        }
    });

    it('get -o keeps a file of another owner in its place, when it may not give a new one away', async function () {
        if (process.getuid?.() !== 0) {
            // Only the administrator can make a file of another owner.
            this.skip();
        }
        await fs.writeFile(path('kept.md'), 'a longer old text');
        await fs.chown(path('kept.md'), 65534, 65534);
        const { ino } = await fs.stat(path('kept.md'));
        const restore = await patchFiles('chown', () => Promise.reject(new Error('EPERM')));
        try {
            await write(path('kept.md'), 'new');
        } finally {
            restore();
        }
        expect(await fs.stat(path('kept.md'))).to.include({ ino, uid: 65534 });
        expect([await read('kept.md'), await fs.readdir(stage.shell.folder)]).to.deep.equal(['new', ['kept.md']]);
    });

    it('get -o leaves the old file when the system refuses to rename', async () => {
        await fs.writeFile(path('kept.md'), 'old');
        const undo = withoutRenaming('EPERM');
        try {
            const message = await messageOf(write(path('kept.md'), 'new'));
            expect(message).to.match(
                /^Could not write .*kept\.md: EPERM: resource busy\. The old file is unchanged\.$/
            );
        } finally {
            undo();
        }
        expect(await fs.readdir(stage.shell.folder)).to.deep.equal(['kept.md']);
        expect(await read('kept.md')).to.equal('old');
    });

    it('has a sentence for each error', async () => {
        await create();
        await fs.symlink('loop', path('loop'));
        await fs.writeFile(path('file.txt'), 'text');
        await fs.mkdir(path('folder'));
        const long = 'x'.repeat(300);
        const paths = ['loop', 'loop/x', 'file.txt/x', 'file.txt/', 'folder', 'folder/', 'new/', 'missing/x', long];
        for (const name of paths) {
            const got = await get(name);
            expect([name, got.code], got.said).to.deep.equal([name, 1]);
            expect(got.said)
                .to.match(/^sanyam: Could not write [^:]+: [^'/]+\.\n$/)
                .and.include(`write ${name}: `);
            if (name !== 'new/') {
                const put = await stage.shell.sanyam('put', name, '--name', 'other.md');
                expect([name, put.code], put.said).to.deep.equal([name, 1]);
                expect(put.said)
                    .to.match(/^sanyam: Could not read [^:]+: [^'/]+\.\n$/)
                    .and.include(`read ${name}: `);
            }
        }
        expect(await fs.readdir(stage.shell.folder)).to.have.members(['loop', 'file.txt', 'folder']);
    });

    it('says what it needs of a folder that is closed', async function () {
        if (process.getuid?.() === 0) {
            // The administrator may write to every folder.
            this.skip();
        }
        await create();
        await fs.mkdir(path('closed'));
        await fs.writeFile(path('closed/notes.md'), 'old');
        await fs.chmod(path('closed'), 0o500);
        const { code, said } = await get('closed/notes.md');
        await fs.chmod(path('closed'), 0o700);
        expect(code).to.equal(1);
        expect(said).to.include('Sanyam needs the right to create a file in its folder. The old file is unchanged.');
    });

    it('reads and writes files when nothing can be remembered, with a warning', async () => {
        await create();
        await fs.writeFile(path('file.txt'), 'text');
        await fs.symlink('loop', path('loop'));
        for (const data of [...(existsSync('/proc/self') ? ['/proc/nope'] : []), path('file.txt'), path('loop')]) {
            stage.shell.environment['XDG_DATA_HOME'] = data;
            const got = await get('got.md');
            expect([data, got.code, await read('got.md')], got.said).to.deep.equal([data, 0, 'second\n']);
            expect(got.said).to.match(
                /^Wrote version \d+ to got\.md\.\nWarning: Could not remember the version of got\.md, .*: E[A-Z]+: .*\.\n$/
            );
            const put = await stage.shell.sanyam('put', 'got.md', '--id', 'notes.md', '--force');
            expect([data, put.code], put.said).to.deep.equal([data, 0]);
            expect(put.said).to.match(/^Warning: Saved, but could not remember the version of got\.md, .*\n$/);
        }
    });

    it('ignores relative folders of XDG, as their specification says', async () => {
        await create();
        const home = path('home');
        await fs.mkdir(home);
        Object.assign(stage.shell.environment, { HOME: home, XDG_DATA_HOME: 'rel/data', XDG_CONFIG_HOME: './rel' });
        expect((await stage.shell.sanyam('login', '--key', stage.ada.key)).code).to.equal(0);
        expect((await get('got.md')).code).to.equal(0);
        expect(existsSync(path('rel'))).to.equal(false);
        if (process.platform === 'linux') {
            expect(existsSync(path('home/.config/sanyam/credentials.json'))).to.equal(true);
            expect(await fs.readdir(path('home/.local/share/sanyam/files'))).to.have.length(1);
        }
    });

    it('says where a key cannot be stored, read or deleted, and what to do', async () => {
        await fs.writeFile(path('file.txt'), 'text');
        for (const folder of [...(existsSync('/proc/self') ? ['/proc/nope'] : []), path('file.txt')]) {
            stage.shell.environment['XDG_CONFIG_HOME'] = folder;
            const { code, said } = await stage.shell.sanyam('login', '--key', stage.ada.key);
            expect([folder, code]).to.deep.equal([folder, 1]);
            expect(said).to.match(
                /^sanyam: Could not (write|read) .*credentials\.json: (there is no|a part of its path) [^']*\.\n$/
            );
        }
        const folder = 'configuration/sanyam/credentials.json';
        stage.shell.environment['XDG_CONFIG_HOME'] = path('configuration');
        await fs.mkdir(path(`${folder}/in the way`), { recursive: true });
        expect((await stage.shell.sanyam('logout')).said).to.match(/^sanyam: Could not delete .*credentials\.json: /);
    });
});
