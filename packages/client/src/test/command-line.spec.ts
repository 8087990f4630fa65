// SPDX-License-Identifier: MIT

import type { CloudDocument } from '@sanyam/types';
import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stageClient } from './client-stage';
import { signUp } from './client-user';
import { CommandLine } from './command-line';

const note = { name: 'notes.md', language_id: 'markdown', content: '# Notes\n' };

describe('sanyam', () => {
    const stage = stageClient();

    it('ls lists documents, newest change first, separated by tabs for scripts', async () => {
        const first = await stage.client.documents.create(note);
        const second = await stage.client.documents.create({ ...note, name: 'b c.txt', language_id: 'plaintext' });
        const { code, out } = await stage.shell.sanyam('ls');
        const row = ({ id, updated_at, owner_email }: CloudDocument, ...[language, name]: string[]) =>
            [id, '1', updated_at.replace(/\.\d+/, ''), '8', language, owner_email, name].join('\t');
        expect(code).to.equal(0);
        expect(out).to.equal(`${row(second, 'plaintext', 'b c.txt')}\n${row(first, 'markdown', 'notes.md')}\n`);
        expect(await stage.shell.json('ls', 'b C')).to.deep.equal(
            await stage.client.documents.list({ q: 'b c' }).toArray()
        );
        expect(await stage.shell.json('ls', '--language', 'markdown', '--mine')).to.have.length(1);
        expect(await stage.shell.json('ls', '--trash')).to.deep.equal([]);
    });

    it('get writes the exact text of the newest version or an older one', async () => {
        const { id } = await stage.client.documents.create({ ...note, content: '\ufeffé 😀\r\nno end' });
        await stage.client.documents.update(id, { content: 'second' });
        expect(await stage.shell.sanyam('get', 'notes.md')).to.deep.equal({ code: 0, out: 'second', said: '' });
        expect((await stage.shell.sanyam('get', id, '--version', '1')).out).to.equal('\ufeffé 😀\r\nno end');
        expect(await stage.shell.json('get', id)).to.deep.equal(await stage.client.documents.read(id));
        const { out, said } = await stage.shell.sanyam('get', id, '--version', '1', '-o', 'copy.md');
        expect([out, said]).to.deep.equal(['', 'Wrote version 1 to copy.md.\n']);
        expect(await readFile(stage.shell.path('copy.md'), 'utf8')).to.equal('\ufeffé 😀\r\nno end');
    });

    it('history lists the versions', async () => {
        const { id } = await stage.client.documents.create(note);
        await stage.client.documents.update(id, { content: 'second' });
        const { out } = await stage.shell.sanyam('history', 'notes.md');
        expect(out).to.match(/^2\t\S+Z\tsave\t6\t\S+\t\n1\t\S+Z\tsave\t8\t\S+\t\n$/);
        expect(await stage.shell.json('history', id)).to.deep.equal(await stage.client.versions.list(id).toArray());
    });

    it('restore restores a version', async () => {
        const { id } = await stage.client.documents.create(note);
        await stage.client.documents.update(id, { content: 'second' });
        expect((await stage.shell.sanyam('restore', id, '1', '--if-version', '1')).code).to.equal(4);
        expect(await stage.shell.json('restore', 'notes.md', '1', '--if-version', '2')).to.include({ id, version: 3 });
        expect((await stage.client.documents.read(id)).content).to.equal(note.content);
    });

    it('rm moves a document to the trash and says how to restore it, and restore restores it [FR-020]', async () => {
        const { id } = await stage.client.documents.create(note);
        expect((await stage.shell.sanyam('rm', id, '--if-version', '7')).code).to.equal(4);
        const { code, out, said } = await stage.shell.sanyam('rm', 'notes.md');
        expect([code, out]).to.deep.equal([0, '']);
        expect(said).to.equal(`“notes.md” is in the trash. To restore it, run: sanyam restore ${id}\n`);
        expect((await stage.shell.sanyam('rm', 'notes.md')).code).to.equal(3);
        expect(await stage.shell.json('ls', '--trash')).to.have.length(1);
        expect(await stage.shell.json('restore', 'notes.md')).to.include({ id, deleted_at: null });
    });

    it('accepts a name only if exactly one document has it', async () => {
        const ids = [(await stage.client.documents.create(note)).id, (await stage.client.documents.create(note)).id];
        await stage.client.documents.create({ ...note, name: 'my notes.md' });
        for (const parameters of [['get'], ['rm'], ['history'], ['restore', '1']]) {
            const [command = '', ...rest] = parameters;
            const { code, out, said } = await stage.shell.sanyam(command, 'notes.md', ...rest);
            expect([code, out]).to.deep.equal([2, '']);
            ids.forEach(id => expect(said).to.include(id));
        }
        expect(await stage.client.documents.list().toArray()).to.have.length(3);
    });

    it('returns an exit code for each kind of failure, and JSON on request', async () => {
        const { user, key } = await signUp(stage.cloud, stage.gateway.url, ['documents:read']);
        const poor = await CommandLine.open({ SANYAM_API_KEY: key, SANYAM_GATEWAY_URL: stage.gateway.url });
        await writeFile(poor.path('a.md'), 'text');
        await writeFile(stage.shell.path('large.txt'), 'x'.repeat(2_097_153));
        const closed = await CommandLine.open({ ...stage.shell.environment, SANYAM_GATEWAY_URL: 'http://127.0.0.1:9' });
        const elsewhere = await CommandLine.open({ ...stage.shell.environment, SANYAM_GATEWAY_URL: 'nowhere' });
        try {
            const id = user.id;
            const cases = [
                [0, stage.shell, ['--help']],
                [0, stage.shell, ['get', '--help']],
                [0, stage.shell, ['--version']],
                [1, stage.shell, ['put', 'missing.md']],
                [2, stage.shell, []],
                [2, stage.shell, ['burn']],
                [2, stage.shell, ['get']],
                [2, stage.shell, ['get', id, '--version', 'old']],
                [2, stage.shell, ['put', 'a.md', '--force', '--if-version', '1']],
                [2, stage.shell, ['put', 'a.md', '--if-version', '2147483648']],
                [2, stage.shell, ['ls', '--language', 'No Language']],
                [2, elsewhere, ['ls']],
                [3, stage.shell, ['get', id]],
                [3, stage.shell, ['get', 'no such name']],
                [5, poor, ['put', 'a.md']],
                [6, stage.shell, ['put', 'large.txt']],
                [7, closed, ['ls', '--max-wait', '0.1']]
            ] as const;
            const run = async ([code, who, parameters]: (typeof cases)[number]) => {
                const outcome = await who.sanyam(...parameters);
                expect(outcome.code, `sanyam ${parameters.join(' ')}: ${outcome.said}`).to.equal(code);
                expect(outcome.out === '', parameters.join(' ')).to.equal(code !== 0);
            };
            await Promise.all(cases.map(run));
            const { said, out } = await stage.shell.sanyam('get', id, '--json');
            expect(out).to.equal('');
            expect(JSON.parse(said)).to.have.nested.property('error.code', 'DOCUMENT_NOT_FOUND');
            const wrong = await stage.shell.sanyam('get', '--json');
            expect(wrong).to.include({ code: 2, out: '' });
            expect(JSON.parse(wrong.said)).to.deep.equal({
                error: { code: 'USAGE', message: "missing required argument 'document'", details: {} }
            });
        } finally {
            await Promise.all([poor.close(), closed.close(), elsewhere.close()]);
        }
    });

    it('reports a full disk', async function () {
        if (!existsSync('/dev/full')) {
            this.skip();
        }
        await stage.client.documents.create(note);
        const script = join(__dirname, '..', '..', 'bin', 'sanyam.mjs');
        const full = await open('/dev/full', 'w');
        const child = spawn(process.execPath, [script, 'ls'], {
            env: stage.shell.env(),
            stdio: ['ignore', full.fd, 'pipe']
        });
        let said = '';
        child.stderr?.on('data', chunk => (said += String(chunk)));
        const [code] = (await once(child, 'close')) as [number];
        await full.close();
        expect([code, said]).to.deep.equal([1, 'sanyam: Could not write to standard output: the disk is full.\n']);
    });

    it('ends silently when its reader stops reading', async () => {
        await stage.client.documents.create({ ...note, content: 'x'.repeat(1_000_000) });
        const script = join(__dirname, '..', '..', 'bin', 'sanyam.mjs');
        const child = spawn(process.execPath, [script, 'get', 'notes.md'], { env: stage.shell.env() });
        let said = '';
        child.stderr.on('data', chunk => (said += String(chunk)));
        child.stdout.once('data', () => child.stdout.destroy());
        const [code] = (await once(child, 'close')) as [number];
        expect([code, said]).to.deep.equal([0, '']);
    });
});
