// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import fs from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { stageClient } from './client-stage';
import { SANYAM } from './command-line';
import { startScriptedServer } from './scripted-server';

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;

/** Some user who is not the administrator. */
const OTHER = 65534;

/** Is loaded before the command: the second file that gets its whole text, which is the copy, interrupts it. */
const INTERRUPTING = `
const { open } = require('node:fs/promises');
open(__filename).then(async file => {
    const handles = Object.getPrototypeOf(file);
    const { truncate } = handles;
    await file.close();
    let count = 0;
    handles.truncate = function (size) {
        if (++count === 2) {
            process.kill(process.pid, 'SIGINT');
            return new Promise(() => setTimeout(() => undefined, 60_000));
        }
        return truncate.call(this, size);
    };
});`;

/** The commands that write a document to a file, and a part of what they write. */
const COMMANDS: readonly [string, (name: string) => string[], string][] = [
    ['get', name => ['get', name], 'second\n'],
    ['export', () => ['export'], '"document_name":"notes.md"']
];

for (const [title, commandFor, part] of COMMANDS) {
    describe(`sanyam ${title} -o`, () => {
        const stage = stageClient();
        const path = (name: string) => stage.shell.path(name);
        const read = (name: string) => fs.readFile(path(name), 'utf8');
        const write = (file: string) => stage.shell.sanyam(...commandFor('notes.md'), '-o', file);
        const entries = async () => (await fs.readdir(stage.shell.folder)).filter(name => name !== 'data');

        const line = (file: string, name = 'notes.md') => `sanyam ${commandFor(name).join(' ')} -o ${file}`;

        beforeEach(async () => {
            stage.shell.environment['SANYAM_ACCESS_TOKEN'] = stage.ada.user.token;
            await stage.client.documents.create({ name: 'notes.md', language_id: 'markdown', content: 'second\n' });
        });

        it('writes all names of a file that has several', async () => {
            for (const old of ['old', `an older and longer text\n${'x'.repeat(100_000)}`]) {
                await fs.rm(path('two'), { force: true });
                await fs.writeFile(path('one'), old, { mode: 0o640 });
                await fs.link(path('one'), path('two'));
                const { code, said } = await write('one');
                expect(code, said).to.equal(0);
                expect(await read('one'))
                    .to.include(part)
                    .and.not.include('x'.repeat(100));
                expect(await read('two')).to.equal(await read('one'));
                expect((await fs.stat(path('two'))).mode & 0o777).to.equal(0o640);
                expect(await entries()).to.have.members(['one', 'two']);
            }
        });

        it('writes into a file that is a mount', async function () {
            await fs.writeFile(path('source'), 'old');
            await fs.writeFile(path('bound'), '');
            const mount = ['-rm', 'sh', '-c', 'mount --bind source bound && "$@"', 'sh'];
            const options = { cwd: stage.shell.folder, env: stage.shell.env() };
            await run('unshare', [...mount, 'true'], options).catch(() => this.skip());
            await run(
                'unshare',
                [...mount, process.execPath, SANYAM, ...commandFor('notes.md'), '-o', 'bound'],
                options
            );
            expect(await read('source')).to.include(part);
            expect([await read('bound'), await entries()]).to.deep.equal(['', ['bound', 'source']]);
        });

        it('replaces the file that a link leads to, and keeps its rights and its owner', async () => {
            await fs.writeFile(path('real'), 'old', { mode: 0o640 });
            await fs.symlink('real', path('link'));
            await fs.symlink('missing', path('dangling'));
            if (isRoot) {
                await fs.chown(path('real'), OTHER, OTHER);
            }
            const { uid } = await fs.stat(path('real'));
            for (const [link, real] of [
                ['link', 'real'],
                ['dangling', 'missing']
            ] as const) {
                expect((await write(link)).code).to.equal(0);
                expect((await fs.lstat(path(link))).isSymbolicLink()).to.equal(true);
                expect(await read(real)).to.include(part);
            }
            expect(await fs.stat(path('real'))).to.include({ uid, mode: 0o100640 });
        });

        it('keeps the mark of the group, and lets no other text run as the owner', async () => {
            for (const [mode, kept] of [
                [0o2664, 0o2664],
                [0o4755, 0o755],
                [0o2775, 0o775]
            ] as const) {
                await fs.rm(path('marked'), { force: true });
                await fs.writeFile(path('marked'), 'old');
                await fs.chmod(path('marked'), mode);
                const { code, said } = await write('marked');
                expect(code, said).to.equal(0);
                expect((await fs.stat(path('marked'))).mode & 0o7777, mode.toString(8)).to.equal(kept);
                expect(await read('marked')).to.include(part);
            }
        });

        it('leaves the old file on a full disk, and says so', async () => {
            await fs.writeFile(path('old'), 'old');
            await stage.client.documents.create({ name: 'a', language_id: 'plaintext', content: 'x'.repeat(100_000) });
            const full = (file: string) => stage.shell.inShell(`ulimit -f 8; ${line(file, 'a')}`);
            const { code, said } = await full('old');
            expect(code, said).to.equal(1);
            expect(said).to.match(/^sanyam: Could not write old: EFBIG: .*\. The old file is unchanged\.\n$/);
            expect((await full('new')).said).to.match(/^sanyam: Could not write new: EFBIG: [^.]*\.\n$/);
            expect([await read('old'), await entries()]).to.deep.equal(['old', ['old']]);
        });

        it('requests no text for a place that it cannot write to', async function () {
            await fs.writeFile(path('fixed'), 'fixed');
            await fs.mkdir(path('closed'));
            await fs.writeFile(path('closed/old'), 'old');
            await fs.chmod(path('fixed'), 0o444);
            await fs.chmod(path('closed'), 0o500);
            await fs.symlink('loop', path('loop'));
            const server = await startScriptedServer([], stage.gateway.url);
            stage.shell.environment['SANYAM_GATEWAY_URL'] = server.url;
            try {
                for (const [file, reason] of [
                    ['closed', 'it is a folder. Add the name of a file'],
                    ['new/', 'it is a folder. Add the name of a file'],
                    ['nowhere/x', 'there is no such file or folder'],
                    ['fixed/x', 'a part of its path is not a folder'],
                    ['loop', 'its symbolic links lead in a circle'],
                    ['x'.repeat(300), 'its name is too long'],
                    // The administrator may write to every file and folder.
                    ...(isRoot
                        ? []
                        : ([
                              ['fixed', 'you do not have permission. The old file is unchanged'],
                              ['closed/new', 'you do not have permission'],
                              [
                                  'closed/old',
                                  'you do not have permission. ' +
                                      'Sanyam needs the right to create a file in its folder. The old file is unchanged'
                              ]
                          ] as const))
                ] as const) {
                    const { code, said } = await write(file);
                    expect([code, said]).to.deep.equal([1, `sanyam: Could not write ${file}: ${reason}.\n`]);
                }
            } finally {
                await fs.chmod(path('closed'), 0o700);
                await server.stop();
            }
            expect(server.received).to.deep.equal([]);
        });

        it('writes into devices and pipes, and says how much a closed pipe has got', async function () {
            if (!existsSync('/dev/full')) {
                this.skip();
            }
            await run('mkfifo', [path('pipe')]);
            for (const lines of [
                line('/dev/stdout'),
                `${line('/dev/fd/1')} | cat`,
                `cat pipe & ${line('pipe')}; wait`,
                `echo before > log; ${line('/dev/stdout')} >> log; cat log`
            ]) {
                const { code, out, said } = await stage.shell.inShell(lines);
                expect([lines, code], said).to.deep.equal([lines, 0]);
                expect(out).to.include(part);
            }
            const { code, said } = await stage.shell.inShell(line('/dev/full'));
            expect([code, said]).to.deep.equal([1, 'sanyam: Could not write /dev/full: the disk is full.\n']);
            await stage.client.documents.create({ name: 'a', language_id: 'plaintext', content: 'x'.repeat(900_000) });
            const closed = await stage.shell.inShell(
                `head -c 10 pipe > head & ${line('pipe', 'a')}; code=$?; wait; exit $code`
            );
            expect(closed.code, closed.said).to.equal(1);
            expect(closed.said).to.match(
                /^sanyam: Could not write pipe: its reader stopped reading\. Only the first [1-9]\d* bytes were written\.\n$/
            );
            expect((await fs.lstat(path('pipe'))).isFIFO()).to.equal(true);
        });

        it('keeps the whole text when it is interrupted while it writes in place', async () => {
            await fs.writeFile(path('hook.cjs'), INTERRUPTING);
            await fs.writeFile(path('one'), 'old');
            await fs.link(path('one'), path('two'));
            const { folder } = stage.shell;
            const child = spawn(
                process.execPath,
                ['--require', './hook.cjs', SANYAM, ...commandFor('notes.md'), '-o', 'one'],
                {
                    cwd: folder,
                    env: stage.shell.env()
                }
            );
            const ended = new Promise(resolve => child.once('close', (_code, signal) => resolve(signal)));
            const said = (await buffer(child.stderr)).toString();
            expect(await ended, said).to.equal('SIGINT');
            const copy = (await entries()).find(name => name.startsWith('.sanyam-')) ?? '';
            expect(said)
                .to.match(/^sanyam: .*one is incomplete\. The whole text is in .*\.\n$/)
                .and.include(copy);
            expect(await read(copy)).to.include(part);
        });

        it('leaves no version known for a file that has another text', async () => {
            await stage.shell.sanyam('get', 'notes.md', '-o', 'known');
            await write('known');
            const { code } = await stage.shell.sanyam('put', 'known', '--id', 'notes.md');
            expect(code).to.equal(title === 'get' ? 0 : 4);
        });
    });
}
