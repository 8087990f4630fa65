// SPDX-License-Identifier: MIT

import type { CloudDocument } from '@sanyam/types';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { stageClient } from './client-stage';
import { type ClientUser, signUp } from './client-user';
import type { Outcome } from './command-line';

describe('a document that another user shares', () => {
    const stage = stageClient();
    let bob: ClientUser;
    let email: string;
    beforeEach(async () => {
        bob = await signUp(stage.cloud, stage.gateway.url);
        email = (await bob.client.account()).profile.email ?? '';
    });

    /** Bob creates a document and shares it with Ada. */
    async function share(
        name: string,
        content: string,
        permission: 'view' | 'edit' | 'admin' = 'edit'
    ): Promise<CloudDocument> {
        const document = await bob.client.documents.create({ name, language_id: 'plaintext', content });
        const { profile } = await stage.client.account();
        await bob.client.shares.create(document.id, { email: profile.email ?? '', permission });
        return document;
    }

    const textOf = async ({ id }: CloudDocument) => (await bob.client.documents.read(id)).content;

    async function put(content: string, file: string, ...parameters: string[]): Promise<Outcome> {
        await writeFile(stage.shell.path(file), content);
        return stage.shell.sanyam('put', file, ...parameters);
    }

    it('never gets the text of a file with its name', async () => {
        const empty = await share('todo.txt', '');
        expect((await put('', 'todo.txt')).code).to.equal(0);
        expect((await put('secret\n', 'todo.txt')).code).to.equal(0);
        expect(await textOf(empty)).to.equal('');
        const variables = await share('.env', 'X=1\n', 'admin');
        expect((await put('TOKEN=secret\n', '.env', '--force')).code).to.equal(0);
        expect((await put('TOKEN=secret\n', 'other', '--name', '.env', '--force')).code).to.equal(0);
        expect(await textOf(variables)).to.equal('X=1\n');
        const own = await stage.client.documents.list({ include_shared: false }).toArray();
        expect(own.map(({ name }) => name)).to.have.members(['todo.txt', '.env']);
    });

    it('is not found by its name alone, and the message says whose it is', async () => {
        const { id } = await share('deploy.sh', 'echo theirs\n', 'admin');
        for (const parameters of [
            ['get', 'deploy.sh'],
            ['history', 'deploy.sh'],
            ['restore', 'deploy.sh', '1'],
            ['rm', 'deploy.sh']
        ]) {
            const { code, out, said } = await stage.shell.sanyam(...parameters);
            expect([code, out], parameters[0]).to.deep.equal([3, '']);
            expect(said).to.match(/No document of yours has the name “deploy\.sh”\.\nOthers share documents/);
            expect(said).to.include(`  ${id}  ${email}/deploy.sh\n`);
        }
        expect((await put('mine\n', 'file', '--id', 'deploy.sh')).code).to.equal(3);
        await bob.client.documents.delete(id);
        expect((await stage.shell.sanyam('restore', 'deploy.sh')).code).to.equal(3);
        expect((await bob.client.documents.list({ state: 'trashed' }).toArray()).length).to.equal(1);
    });

    it('does not make the name of an own document ambiguous', async () => {
        await stage.client.documents.create({ name: 'own.cfg', language_id: 'plaintext', content: 'mine' });
        await share('own.cfg', 'theirs');
        expect(await stage.shell.sanyam('get', 'own.cfg')).to.deep.equal({ code: 0, out: 'mine', said: '' });
        expect((await put('mine', 'own.cfg')).code).to.equal(0);
        expect((await stage.shell.sanyam('history', 'own.cfg')).code).to.equal(0);
        expect((await stage.shell.sanyam('rm', 'own.cfg')).code).to.equal(0);
        expect((await stage.shell.sanyam('restore', 'own.cfg')).code).to.equal(0);
    });

    it('is found by its owner and name', async () => {
        const document = await share('notes.md', 'theirs\n');
        const spelling = `${email.toUpperCase()}/notes.md`;
        expect((await stage.shell.sanyam('get', spelling)).out).to.equal('theirs\n');
        expect((await stage.shell.sanyam('history', spelling)).code).to.equal(0);
        expect((await put('mine\n', 'file', '--id', spelling, '--force')).code).to.equal(0);
        expect(await textOf(document)).to.equal('mine\n');
        const missing = await stage.shell.sanyam('get', `nobody@example.org/notes.md`);
        expect([missing.code, missing.said]).to.deep.equal([
            3,
            'sanyam: No document that is shared with you has the name “nobody@example.org/notes.md”.\n'
        ]);
    });

    it('is found by an owner whose domain has other letters, in both forms', async () => {
        const name = randomUUID();
        const account = { email: `${name}@xn--bcher-kva.example` };
        bob = await signUp(stage.cloud, stage.gateway.url, undefined, account);
        await share('notes.md', 'theirs\n');
        for (const owner of [account.email, `${name}@bücher.example`, `${name}@BU\u0308CHER.example`]) {
            expect((await stage.shell.sanyam('get', `${owner}/notes.md`)).out, owner).to.equal('theirs\n');
        }
    });

    it('gets the changes of a file that was read from it, and every message says whose it is', async () => {
        const document = await share('notes.md', 'theirs\n', 'admin');
        const { id } = document;
        expect((await stage.shell.sanyam('get', id, '-o', 'notes.md')).said).to.equal(
            `Wrote version 1 of a document of ${email} to notes.md.\n`
        );
        expect((await stage.shell.sanyam('get', id, '--version', '1', '-o', 'old.md')).said).to.include(email);
        const saved = await put('mine\n', 'notes.md');
        expect([saved.code, saved.said]).to.deep.equal([
            0,
            `“notes.md” is a document of ${email}, who shares it with you.\n`
        ]);
        expect(await textOf(document)).to.equal('mine\n');
        await bob.client.documents.update(id, { content: 'theirs again\n' });
        const conflict = `This document of ${email} exists, with version 3.`;
        expect((await put('mine again\n', 'notes.md')).said).to.include(conflict);
        expect((await put('mine\n', 'other.md', '--id', id)).said).to.include(conflict);
        await stage.shell.sanyam('get', id, '-o', 'notes.md');
        expect((await put('theirs', 'notes.md')).said).to.include(`of version 3 of a document of ${email}, `);
        expect(await readFile(stage.shell.path('old.md'), 'utf8')).to.equal('theirs\n');
        expect((await stage.shell.sanyam('rm', id)).said).to.include(` of ${email} is in the trash.`);
    });
});
