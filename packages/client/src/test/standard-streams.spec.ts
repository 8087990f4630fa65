// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { mkdir, writeFile } from 'node:fs/promises';
import { stageClient } from './client-stage';

const note = { name: 'notes.md', language_id: 'markdown', content: 'first' };

describe('the standard streams of sanyam', () => {
    const stage = stageClient();

    describe('an input', () => {
        beforeEach(async () => {
            await stage.client.documents.create(note);
            await mkdir(stage.shell.path('folder'));
        });

        /** Returns the names and texts of all documents. */
        async function texts(): Promise<string[]> {
            const documents = await stage.client.documents.list().toArray();
            const read = documents.map(async ({ id, name }) => {
                const { content } = await stage.client.documents.read(id);
                return `${name}: ${content}`;
            });
            return (await Promise.all(read)).sort();
        }

        it('that is a folder saves nothing', async () => {
            for (const file of ['-', '/dev/stdin', '/dev/fd/0']) {
                for (const target of ['--name notes.md --force', '--name new.md']) {
                    const { code, said } = await stage.shell.inShell(`sanyam put ${file} ${target} < folder`);
                    expect([code, said], `${file} ${target}`).to.deep.equal([
                        1,
                        'sanyam: Could not read standard input: it is a folder.\n'
                    ]);
                }
            }
            const key = await stage.shell.inShell('sanyam login --key - < folder');
            expect([key.code, key.said]).to.deep.equal([1, 'sanyam: Could not read standard input: it is a folder.\n']);
            expect(await texts()).to.deep.equal(['notes.md: first']);
        });

        it('that is open for writing only saves nothing', async () => {
            const { code, said } = await stage.shell.inShell('sanyam put - --name notes.md --force 0> other');
            expect(code).to.equal(1);
            expect(said).to.match(/^sanyam: Could not read standard input: /);
            expect(await texts()).to.deep.equal(['notes.md: first']);
        });

        it('that is closed saves nothing', async function () {
            if (process.platform !== 'linux') {
                this.skip();
            }
            for (const file of ['-', '/dev/stdin', '/dev/fd/0']) {
                for (const target of ['--name notes.md --force', '--name new.md']) {
                    const { code, said } = await stage.shell.inShell(`sanyam put ${file} ${target} <&-`);
                    expect([code, said], `${file} ${target}`).to.deep.equal([
                        1,
                        'sanyam: Standard input is closed. Name a file, or pipe the text in.\n'
                    ]);
                }
            }
            expect((await stage.shell.inShell('sanyam login --key - <&-')).code).to.equal(1);
            expect(await texts()).to.deep.equal(['notes.md: first']);
        });

        it('that is empty, a file or a pipe is saved', async () => {
            await writeFile(stage.shell.path('text'), 'from a file');
            for (const [line, text] of [
                ['sanyam put - --name notes.md --force < /dev/null', ''],
                ['sanyam put - --name notes.md --force < text', 'from a file'],
                ['cat text text | sanyam put - --name notes.md --force', 'from a filefrom a file'],
                ['sanyam put /dev/stdin --name notes.md --force <<< here', 'here\n']
            ] as const) {
                expect((await stage.shell.inShell(line)).code, line).to.equal(0);
                expect(await texts(), line).to.deep.equal([`notes.md: ${text}`]);
            }
        });
    });

    describe('an output that is closed', () => {
        beforeEach(async function () {
            if (process.platform !== 'linux') {
                this.skip();
            }
            await stage.client.documents.create(note);
            await writeFile(stage.shell.path('new.md'), 'new');
        });

        it('is refused by each command with a result, before it changes anything', async () => {
            for (const command of [
                'ls',
                'ls --json',
                'whoami',
                'whoami --json',
                'login --key "$SANYAM_API_KEY"',
                'history notes.md',
                'put new.md',
                'put new.md --json',
                'restore notes.md 1',
                'rm notes.md --json',
                'get notes.md -o copy.md --json',
                'ls -r /',
                'get -r / copies --json'
            ]) {
                const { code, said } = await stage.shell.inShell(`sanyam ${command} >&-`);
                expect([code, /NO_OUTPUT|^sanyam: /.test(said)], command).to.deep.equal([1, true]);
                expect(said, command).to.include(
                    'Standard output is closed. Redirect it to a file, or to /dev/null if you do not need it.'
                );
            }
            const { code, said } = await stage.shell.inShell('sanyam get notes.md -o - >&-');
            expect([code, said]).to.deep.equal([1, 'sanyam: Standard output is closed. Name a file with -o.\n']);
            const documents = await stage.client.documents.list().toArray();
            expect(documents.map(({ name, version }) => `${name} ${version}`)).to.deep.equal(['notes.md 1']);
        });

        it('is not needed by a command without a result', async () => {
            for (const command of ['get notes.md -o copy.md', 'get -r / copies', 'rm notes.md', 'logout']) {
                expect((await stage.shell.inShell(`sanyam ${command} >&-`)).code, command).to.equal(0);
            }
            expect((await stage.shell.inShell('sanyam ls > /dev/null')).code).to.equal(0);
        });
    });
});
