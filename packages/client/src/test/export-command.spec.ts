// SPDX-License-Identifier: MIT

import type { ExportPage } from '@sanyam/types';
import { Database } from '@sanyam/test-kit/database';
import { until } from '@sanyam/test-kit/until';
import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { stageClient } from './client-stage';
import { CommandLine, SANYAM } from './command-line';
import { startCuttingProxy } from './cutting-proxy';

const FILE = 'sanyam.ndjson';
const MB = 1024 * 1024;

describe('sanyam export', () => {
    const stage = stageClient();
    const note = { name: 'notes.md', language_id: 'markdown', content: 'संयम\n' };
    const read = () => readFile(stage.shell.path(FILE), 'utf8');
    const left = async () => (await readdir(stage.shell.folder)).filter(name => name !== 'data');

    /** Returns a command line with Ada's access token, in the folder of the stage. */
    function shellFor(url: string, more: Record<string, string> = {}): CommandLine {
        return CommandLine.in(stage.shell.folder, {
            SANYAM_ACCESS_TOKEN: stage.ada.user.token,
            SANYAM_GATEWAY_URL: url,
            ...more
        });
    }

    function textsIn(lines: string): string[] {
        const pages = lines
            .trimEnd()
            .split('\n')
            .map(line => JSON.parse(line) as ExportPage);
        expect(pages.at(-1)?.next_cursor).to.equal(null);
        return pages.flatMap(({ items }) =>
            items.flatMap(item => (item.kind === 'version' ? [item.data.content] : []))
        );
    }

    it('writes everything to a file that only the user can read [BY-08]', async () => {
        await stage.client.documents.create(note);
        const { code, out, said } = await shellFor(stage.gateway.url).sanyam('export', '-o', FILE);
        expect([code, out], said).to.deep.equal([0, '']);
        expect(said).to.match(/^Exported [\d.]+ KB to sanyam\.ndjson \(documents: 1, versions: 1\)\.\n$/);
        expect(textsIn(await read())).to.deep.equal([note.content]);
        expect((await stat(stage.shell.path(FILE))).mode & 0o777).to.equal(0o600);
        expect(await left()).to.deep.equal([FILE]);
        const summary = await shellFor(stage.gateway.url).json('export', '-o', FILE);
        expect(summary).to.include({ pages: 2 }).and.to.have.nested.property('manifest.version_count', 1);
    });

    it('writes to standard output', async () => {
        await stage.client.documents.create(note);
        for (const options of [[], ['-o', '-']]) {
            const { code, out, said } = await shellFor(stage.gateway.url).sanyam('export', ...options);
            expect(code, said).to.equal(0);
            expect(textsIn(out)).to.deep.equal([note.content]);
        }
        expect(await left()).to.deep.equal([]);
    });

    it('says that an API key is not enough', async () => {
        const { code, said } = await stage.shell.sanyam('export', '-o', FILE);
        expect(code).to.equal(5);
        expect(said).to.include('Set SANYAM_ACCESS_TOKEN to the access token of your session.');
        expect(await left()).to.deep.equal([]);
    });

    it('says when there is room again, while another page is made', async () => {
        const shell = shellFor(stage.gateway.url);
        const database = new Database(stage.cloud);
        try {
            await database.duringExportPage(stage.ada.user.id, async () => {
                const { code, said } = await shell.sanyam('export', '-o', FILE, '--max-wait', '0');
                expect(code).to.equal(6);
                expect(said).to.match(
                    /An export of your data is running\..*\n {2}There is room again at 20\d\d-.*Z\.\n$/
                );
            });
        } finally {
            await database.close();
        }
        const { code, said } = await shell.sanyam('export', '-o', FILE);
        expect(code, said).to.equal(0);
    });

    it('that was cut off leaves the old file, and says so', async () => {
        await writeFile(stage.shell.path(FILE), 'old');
        const proxy = await startCuttingProxy(stage.gateway.url, [1]);
        try {
            const shell = shellFor(proxy.url);
            const { code, said } = await shell.sanyam('export', '-o', FILE, '--max-wait', '0');
            expect(code, said).to.equal(7);
            expect(said).to.match(
                /^Nothing was written to sanyam\.ndjson\.\nsanyam: The gateway at .* does not answer/
            );
        } finally {
            await proxy.stop();
        }
        expect([await read(), await left()]).to.deep.equal(['old', [FILE]]);
    });

    it('to standard output that was cut off ends with an error', async () => {
        const proxy = await startCuttingProxy(stage.gateway.url, [1]);
        try {
            const { code, said } = await shellFor(proxy.url).sanyam('export', '--max-wait', '0');
            expect([code, said.split('\n')[0]]).to.deep.equal([7, 'The export is incomplete.']);
        } finally {
            await proxy.stop();
        }
    });

    describe('to standard output', () => {
        /** Runs a line of a shell, in which $SANYAM is the command. */
        async function inShell(line: string): Promise<{ code: unknown; said: string }> {
            const shell = shellFor(stage.gateway.url, { SANYAM });
            const child = spawn('bash', ['-o', 'pipefail', '-c', line], { env: shell.env() });
            child.stdout.resume();
            let said = '';
            child.stderr.on('data', chunk => (said += String(chunk)));
            const code = await new Promise(resolve => child.once('close', resolve));
            return { code, said };
        }

        it('whose reader stops reading, ends with an error', async () => {
            await stage.client.documents.create({ ...note, content: 'x'.repeat(2 * MB) });
            const { code, said } = await inShell('"$SANYAM" export | head -c 1000');
            expect([code, said]).to.deep.equal([
                1,
                'sanyam: The output is incomplete, because its reader stopped reading.\n'
            ]);
        });

        it('that is closed, ends with an error', async function () {
            if (process.platform !== 'linux') {
                this.skip();
            }
            await stage.client.documents.create(note);
            const closed = { code: 1, said: 'sanyam: Standard output is closed. Name a file with -o.\n' };
            expect(await inShell('"$SANYAM" export >&-')).to.deep.equal(closed);
            const key = `SANYAM_API_KEY=${stage.ada.key}`;
            expect(await inShell(`${key} "$SANYAM" get notes.md >&-`)).to.deep.equal(closed);
            expect((await inShell(`${key} "$SANYAM" get notes.md > /dev/null`)).code).to.equal(0);
        });
    });

    it('says that a variable is not an access token or a key', async () => {
        const shell = shellFor(stage.gateway.url, { SANYAM_ACCESS_TOKEN: 'bad', SANYAM_API_KEY: 'bad' });
        const { code, said } = await shell.sanyam('export', '-o', FILE);
        expect([code, said.startsWith('sanyam: SANYAM_ACCESS_TOKEN is not an access token.')]).to.deep.equal([5, true]);
        const list = await shell.sanyam('ls');
        expect([list.code, list.said.startsWith('sanyam: SANYAM_API_KEY is not an API key.')]).to.deep.equal([5, true]);
    });

    it('says why a file cannot be written', async () => {
        for (const [file, reason] of [
            ['.', 'it is a folder. Add the name of a file.'],
            ['new/', 'it is a folder. Add the name of a file.'],
            ['nowhere/x', 'there is no such file or folder.']
        ] as const) {
            const { code, said } = await shellFor(stage.gateway.url).sanyam('export', '-o', file);
            expect([code, said]).to.deep.equal([1, `sanyam: Could not write ${file}: ${reason}\n`]);
        }
    });

    describe('from a gateway that sends', () => {
        const manifest: Partial<ExportPage> = { manifest: null, items: [], next_cursor: 'a' };

        async function withServer(
            answer: (response: ServerResponse) => Promise<unknown>,
            work: (url: string) => Promise<void>
        ): Promise<void> {
            const server = createServer((_request, response) => {
                response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
                void answer(response);
            });
            await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
            try {
                await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
            } finally {
                server.closeAllConnections();
                await new Promise(resolve => server.close(resolve));
            }
        }

        it('100 MB, takes the memory of a page', async () => {
            const content = 'x'.repeat(3 * MB);
            const data = {
                document_id: stage.ada.user.id,
                version_number: 1,
                name: null,
                named_by: null,
                origin: 'save',
                api_key_name: null,
                created_at: '2026-11-21T00:00:00.000000Z',
                created_by: stage.ada.user.id,
                document_name: 'a.md',
                language_id: 'markdown',
                size_bytes: content.length,
                content_offset: 0,
                content,
                content_ends: true
            };
            const items = [{ kind: 'version', data }];
            const send = async (response: ServerResponse) => {
                for (let page = 0; page < 40; page++) {
                    if (!response.write(`${JSON.stringify({ ...manifest, items, next_cursor: String(page) })}\n`)) {
                        await new Promise(resolve => response.once('drain', resolve));
                    }
                }
                response.end(`${JSON.stringify({ ...manifest, next_cursor: null })}\n`);
            };
            await withServer(send, async url => {
                // Texts are in the heap, so the process would end if it kept them.
                const shell = shellFor(url, { NODE_OPTIONS: '--max-old-space-size=50' });
                const { code, said } = await shell.sanyam('export', '-o', FILE);
                expect(code, said).to.equal(0);
                expect((await stat(stage.shell.path(FILE))).size).to.be.above(100 * MB);
            });
        });

        it('a part, leaves nothing when it is interrupted', async () => {
            const send = (response: ServerResponse) => {
                response.write(`${JSON.stringify(manifest)}\n`);
                return Promise.resolve();
            };
            await withServer(send, async url => {
                const shell = shellFor(url);
                const child = spawn(process.execPath, [SANYAM, 'export', '-o', FILE], {
                    cwd: shell.folder,
                    env: shell.env(),
                    stdio: 'ignore'
                });
                const ended = new Promise(resolve => child.once('exit', (_code, signal) => resolve(signal)));
                await until(async () => (await left()).length > 0);
                child.kill('SIGINT');
                expect(await ended).to.equal('SIGINT');
            });
            expect(await left()).to.deep.equal([]);
        });
    });
});
