// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, lstat, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { destinationOf, writeTo } from '../command-line/destination';
import { stageClient } from './client-stage';
import { patchFiles } from './patched-file';

const note = { name: 'notes.md', language_id: 'markdown', content: 'first\n' };
const large = 'x'.repeat(100_000);

describe('sanyam get -o', () => {
    const stage = stageClient();

    const get = (...parameters: string[]) => stage.shell.sanyam('get', 'notes.md', '-o', ...parameters);
    const read = (name: string) => readFile(stage.shell.path(name), 'utf8');
    const create = () => stage.client.documents.create(note);

    const inShell = (line: string) => stage.shell.inShell(line);

    /** Gets a large document where a file can have only 8 blocks of 512 or 1,024 bytes. */
    const getWithLimit = () => inShell('ulimit -f 8; sanyam get notes.md -o notes.md');

    describe('when the write fails', () => {
        it('leaves the old file and what is known about it, and says why', async () => {
            const { id } = await create();
            await get('notes.md');
            await stage.client.documents.update(id, { content: large });
            const { code, said } = await getWithLimit();
            expect(code, said).to.equal(1);
            expect(said).to.match(/^sanyam: Could not write notes\.md: EFBIG: .*\. The old file is unchanged\.\n$/);
            expect(await read('notes.md')).to.equal('first\n');
            expect(await readdir(stage.shell.folder)).to.have.members(['notes.md', 'data']);
            expect((await stage.shell.sanyam('put', 'notes.md')).code).to.equal(4);
            expect(await stage.client.documents.read(id)).to.include({ content: large, version: 2 });
        });

        it('leaves the old file when the disk keeps only a part of the new one', async () => {
            const path = stage.shell.path('notes.md');
            await writeFile(path, 'first\n');
            const undo = await patchFiles('sync', function () {
                return this.truncate(3);
            });
            const beforeReplacing = () => Promise.reject(new Error('was called'));
            try {
                const error: unknown = await writeTo(await destinationOf(path), Buffer.from('second\n'), {
                    beforeReplacing
                }).catch((failure: unknown) => failure);
                expect(String(error)).to.include('does not contain what was written. The old file is unchanged.');
            } finally {
                undo();
            }
            expect(await read('notes.md')).to.equal('first\n');
            expect(await readdir(stage.shell.folder)).to.deep.equal(['notes.md']);
        });

        it('does not call an open file unchanged to which it added a part', async () => {
            await stage.client.documents.create({ ...note, content: large });
            await writeFile(stage.shell.path('notes.md'), 'first\n');
            const { code, said } = await inShell('ulimit -f 8; sanyam get notes.md -o /dev/fd/3 3>> notes.md');
            expect(code, said).to.equal(1);
            expect(said).to.match(
                /^sanyam: Could not write \/dev\/fd\/3: EFBIG: [^.]*\. Only the first \d+ bytes were written\.\n$/
            );
            expect(await read('notes.md')).to.match(/^first\nx+$/);
        });

        it('creates no file', async () => {
            await stage.client.documents.create({ ...note, content: large });
            expect((await getWithLimit()).code).to.equal(1);
            expect(await readdir(stage.shell.folder)).to.deep.equal([]);
        });

        it('lets no cut-off file of another program become a version', async () => {
            const { id } = await stage.client.documents.create({ ...note, content: large });
            await get('notes.md');
            for (const failing of ['ulimit -f 8; sanyam get notes.md > notes.md', 'sanyam get nothing > notes.md']) {
                await inShell(failing);
                const { code, said } = await stage.shell.sanyam('put', 'notes.md');
                expect(code, failing).to.equal(1);
                expect(said).to.match(/notes\.md has only the first (8192|4096|0) of 100000 bytes of version 1/);
                expect(said).to.include(`sanyam get ${id} -o notes.md`);
            }
            expect((await stage.client.documents.read(id)).version).to.equal(1);
            await get('notes.md');
            expect(await read('notes.md')).to.equal(large);
            await writeFile(stage.shell.path('notes.md'), '');
            expect((await stage.shell.sanyam('put', 'notes.md', '--force')).code).to.equal(0);
            expect((await stage.client.documents.read(id)).content).to.equal('');
        });

        it('saves a file that is shorter because lines were removed', async () => {
            const { id } = await stage.client.documents.create({ ...note, content: 'one\ntwo\nthree' });
            await get('notes.md');
            for (const content of ['one\ntwo\n', 'one\nzwei', 'eins', 'on', '']) {
                await writeFile(stage.shell.path('notes.md'), content);
                const { code, said } = await stage.shell.sanyam('put', 'notes.md');
                expect([content, code], said).to.deep.equal([content, content === '' ? 1 : 0]);
            }
            expect((await stage.client.documents.read(id)).content).to.equal('on');
        });

        it('forgets the document that the file came from before', async () => {
            await create();
            const other = await stage.client.documents.create({ ...note, name: 'other.md', content: 'other\n' });
            await stage.shell.sanyam('get', 'other.md', '-o', 'notes.md');
            const files = stage.shell.path('data/sanyam-nodejs/files');
            const data = existsSync(files) ? files : stage.shell.path('data/sanyam/files');
            const [record = ''] = await readdir(data);
            // The text arrives, but not what is known about it.
            await rm(join(data, record));
            await mkdir(join(data, record, 'in the way'), { recursive: true });
            const { code, said } = await get('notes.md');
            expect([code, said.includes('Could not')], said).to.deep.equal([1, true]);
            expect((await stage.client.documents.read(other.id)).content).to.equal('other\n');
        });
    });

    it('does not write to a folder or into a missing folder', async () => {
        await create();
        await mkdir(stage.shell.path('folder'));
        expect((await get('folder')).said).to.equal(
            'sanyam: Could not write folder: it is a folder. Add the name of a file.\n'
        );
        expect((await get('nowhere/notes.md')).said).to.equal(
            'sanyam: Could not write nowhere/notes.md: there is no such file or folder.\n'
        );
        expect((await get('')).code).to.equal(2);
    });

    it('does not replace a read-only file', async function () {
        if (process.getuid?.() === 0) {
            // The administrator may write to every file.
            this.skip();
        }
        await create();
        await writeFile(stage.shell.path('fixed.md'), 'fixed');
        await chmod(stage.shell.path('fixed.md'), 0o444);
        expect((await get('fixed.md')).said).to.include('you do not have permission');
        expect(await read('fixed.md')).to.equal('fixed');
    });

    it('writes to standard output as “-”, and to a file of this name as “./-”', async () => {
        await create();
        expect(await get('-')).to.deep.equal({ code: 0, out: 'first\n', said: '' });
        expect(JSON.parse((await get('-', '--json')).out)).to.include({ content: 'first\n' });
        expect(await readdir(stage.shell.folder)).to.deep.equal([]);
        expect((await get('./-')).said).to.equal('Wrote version 1 to ./-.\n');
        expect(await read('-')).to.equal('first\n');
        await writeFile(stage.shell.path('-'), 'second\n');
        expect((await stage.shell.sanyam('put', './-')).code).to.equal(0);
        expect(await stage.client.documents.list().toArray()).to.have.nested.property('[0].version', 2);
    });

    it('writes into devices and pipes, which stay what they are', async function () {
        if (!existsSync('/dev/stdout')) {
            this.skip();
        }
        await create();
        await promisify(execFile)('mkfifo', [stage.shell.path('pipe')]);
        const lines: readonly [string, string][] = [
            ['sanyam get notes.md -o /dev/stdout', 'first\n'],
            ['sanyam get notes.md -o /dev/fd/1 | cat', 'first\n'],
            ['echo before > log; sanyam get notes.md -o /dev/stdout >> log; cat log', 'before\nfirst\n'],
            ['sanyam get notes.md -o >(cat); wait $!', 'first\n'],
            ['cat pipe & sanyam get notes.md -o pipe; wait', 'first\n'],
            ['sanyam get notes.md -o /dev/null; test -c /dev/null && echo device', 'device\n']
        ];
        for (const [line, out] of lines) {
            const outcome = await inShell(line);
            expect([line, outcome.code, outcome.out], outcome.said).to.deep.equal([line, 0, out]);
        }
        const { code, said } = await inShell('sanyam get notes.md -o /dev/full');
        expect([code, said]).to.deep.equal([1, 'sanyam: Could not write /dev/full: the disk is full.\n']);
        expect((await lstat(stage.shell.path('pipe'))).isFIFO()).to.equal(true);
        expect(existsSync(stage.shell.path('data'))).to.equal(false);
    });

    it('has its counterpart in put, which needs a name for what comes from a stream', async function () {
        if (!existsSync('/dev/stdin')) {
            this.skip();
        }
        for (const [line, code] of [
            ['echo log | sanyam put /dev/stdin', 2],
            ['echo log > log; sanyam put /dev/stdin < log', 2],
            ['sanyam put /dev/fd/3 3< log', 2],
            ['sanyam put <(echo log)', 2],
            ['echo log | sanyam put /dev/stdin --name a.txt', 0],
            ['sanyam put <(echo log) --name b.txt', 0],
            ['sanyam put - --name c.txt <<< log', 0]
        ] as const) {
            expect([line, (await inShell(line)).code]).to.deep.equal([line, code]);
        }
        const documents = await stage.client.documents.list().toArray();
        expect(documents.map(({ name }) => name).sort()).to.deep.equal(['a.txt', 'b.txt', 'c.txt']);
        expect(existsSync(stage.shell.path('data'))).to.equal(false);
    });
});
