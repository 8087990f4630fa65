// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { readdir, writeFile } from 'node:fs/promises';
import { stageClient } from './client-stage';
import type { Outcome } from './command-line';
import { startScriptedServer } from './scripted-server';

const NFC = 'caf\u00e9.md';
const NFD = 'cafe\u0301.md';
const note = { name: NFC, language_id: 'markdown', content: 'first\n' };

describe('the name of a document on the command line', () => {
    const stage = stageClient();

    describe('in NFD', () => {
        it('finds the document with the name in NFC', async () => {
            const { id } = await stage.client.documents.create(note);
            expect((await stage.shell.sanyam('get', NFD)).out).to.equal('first\n');
            expect((await stage.shell.sanyam('history', NFD)).code).to.equal(0);
            expect(await stage.shell.json('ls', NFD.slice(0, 5))).to.have.nested.property('[0].id', id);
            expect((await stage.shell.sanyam('rm', NFD)).code).to.equal(0);
            expect((await stage.shell.sanyam('restore', NFD)).code).to.equal(0);
        });

        it('of a file makes no second document', async () => {
            const { id } = await stage.client.documents.create(note);
            await writeFile(stage.shell.path(NFD), 'second\n');
            expect((await stage.shell.sanyam('put', NFD)).code).to.equal(4);
            expect((await stage.shell.sanyam('put', NFD, '--force')).code).to.equal(0);
            expect((await stage.shell.sanyam('put', NFD, '--name', NFD)).code).to.equal(0);
            expect(await stage.client.documents.list().toArray()).to.have.length(1);
            expect(await stage.client.documents.read(id)).to.include({ name: NFC, content: 'second\n' });
        });

        it('is stored in NFC, with its case as typed', async () => {
            await writeFile(stage.shell.path('notes.txt'), 'text\n');
            await stage.shell.sanyam('put', 'notes.txt', '--name', 'Cafe\u0301.MD');
            expect(await stage.shell.json('ls')).to.have.nested.property('[0].name', 'Caf\u00e9.MD');
            expect((await stage.shell.sanyam('get', NFC)).code).to.equal(3);
        });

        it('counts as saved when the answer was lost', async () => {
            const { id } = await stage.client.documents.create(note);
            const server = await startScriptedServer(['pass and lose the answer'], stage.gateway.url);
            stage.shell.environment['SANYAM_GATEWAY_URL'] = server.url;
            await writeFile(stage.shell.path('file.md'), 'second\n');
            const parameters = ['--id', id, '--name', 'ne\u0301e.md', '--if-version', '1'];
            expect((await stage.shell.sanyam('put', 'file.md', ...parameters)).code).to.equal(0);
            await server.stop();
            expect(await stage.client.documents.read(id)).to.include({ name: 'n\u00e9e.md', version: 2 });
        });
    });

    describe('with invisible characters', () => {
        it('is refused with a sentence that says which, and what to do', async () => {
            for (const [name, reason] of [
                ['invoice\u202efdp.exe', 'contain U+202E, an invisible character that changes the direction of text.'],
                ['\u200b', 'must contain a visible character.'],
                ['no\u200btes.md', 'contain the invisible character U+200B.'],
                ['\u2800', 'must contain a visible character.']
            ] as const) {
                await writeFile(stage.shell.path(name), 'text\n');
                const { code, said } = await stage.shell.sanyam('put', name);
                expect([code, said.endsWith(`${reason} Set another name with --name.\n`)], said).to.deep.equal([
                    2,
                    true
                ]);
                const { id } = await stage.client.documents.create({ ...note, name: 'a.md' });
                const renamed = await stage.shell.sanyam('put', name, '--id', id, '--force', '--name', name);
                expect([renamed.code, renamed.said.includes(reason)], renamed.said).to.deep.equal([2, true]);
                await stage.client.documents.delete(id);
            }
            expect((await readdir(stage.shell.folder)).length).to.equal(4);
        });

        /** Runs a command against a gateway that has such a document, which can only be older than the rule. */
        async function withOldDocument(name: string, ...parameters: string[]): Promise<Outcome> {
            const { id } = await stage.client.documents.create({ ...note, name: 'a.md' });
            const { data, pagination } = await stage.client.documents.list().page();
            const body = { data: data.map(document => ({ ...document, name })), pagination };
            const server = await startScriptedServer([{ status: 200, body }], stage.gateway.url);
            stage.shell.environment['SANYAM_GATEWAY_URL'] = server.url;
            const outcome = await stage.shell.sanyam(...parameters);
            await server.stop();
            stage.shell.environment['SANYAM_GATEWAY_URL'] = stage.gateway.url;
            await stage.client.documents.delete(id).catch(() => undefined);
            return outcome;
        }

        it('shows them where the document exists, and JSON keeps them', async () => {
            const name = 'invoice\u202efdp.exe';
            expect((await withOldDocument(name, 'ls')).out).to.match(/\tinvoice\[U\+202E\]fdp\.exe\n$/);
            expect((await withOldDocument(name, 'rm', name)).said).to.match(
                /^“invoice\[U\+202E\]fdp\.exe” is in the trash/
            );
            expect((await withOldDocument('\u200b', 'ls')).out).to.match(/\t\[U\+200B\]\n$/);
            const { out } = await withOldDocument(name, 'ls', '--json');
            expect(JSON.parse(out)).to.have.nested.property('[0].name', name);
            expect((await stage.shell.sanyam('get', name)).said).to.include('“invoice[U+202E]fdp.exe”');
        });
    });
});
