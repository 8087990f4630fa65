// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stageClient } from './client-stage';
import { signUp } from './client-user';
import type { Outcome } from './command-line';
import { startScriptedServer, type Step } from './scripted-server';

const SCRIPT = join(__dirname, '..', '..', '..', '..', 'docs', 'examples', 'backup-documents.mjs');
const INDEX = '.sanyam-backup.json';

describe('the backup example', () => {
    const stage = stageClient(['documents:read']);

    const backUp = () => stage.shell.run(SCRIPT, ['backup']);
    const create = (name: string, content = name) =>
        stage.client.documents.create({ name, language_id: 'plaintext', content });

    /** Runs the backup through a server that follows a script. */
    async function backUpWhile(script: readonly Step[]): Promise<Outcome> {
        const server = await startScriptedServer(script, stage.gateway.url);
        stage.shell.environment['SANYAM_GATEWAY_URL'] = server.url;
        try {
            return await backUp();
        } finally {
            await server.stop();
        }
    }

    /** Returns the files of the backup with their content, without the index. */
    async function backup(): Promise<Record<string, string>> {
        const files = (await readdir(stage.shell.path('backup'))).filter(file => file !== INDEX);
        const read = async (file: string) =>
            [file, await readFile(stage.shell.path(`backup/${file}`), 'utf8')] as const;
        return Object.fromEntries(await Promise.all(files.map(read)));
    }

    it('writes a file for each document, with any name', async () => {
        const long = `${'長'.repeat(250)}.md`;
        const names = ['notes.md', 'a: b?.md', '.env', 'con.txt', '...', 'trailing.', '<x>|*"', INDEX, long];
        const documents = await Promise.all(names.map(name => create(name, `text of ${name}`)));
        expect(await backUp()).to.deep.equal({ code: 0, out: `${names.length} saved, 0 unchanged\n`, said: '' });
        const files = await backup();
        expect(Object.values(files).sort()).to.deep.equal(names.map(name => `text of ${name}`).sort());
        expect(files).to.include({
            'notes.md': 'text of notes.md',
            'a_ b_.md': 'text of a: b?.md',
            '_con.txt': 'text of con.txt',
            [`.sanyam-backup (${documents[names.indexOf(INDEX)]?.id}).json`]: `text of ${INDEX}`
        });
    });

    it('keeps all documents with the same name, and files that already existed', async () => {
        await Promise.all([create('same.md', '1'), create('same.md', '2'), create('SAME.md', '3'), create('mine.md')]);
        await mkdir(stage.shell.path('backup'));
        await writeFile(stage.shell.path('backup/mine.md'), 'not from the cloud');
        await backUp();
        const files = await backup();
        expect(Object.values(files).sort()).to.deep.equal(['1', '2', '3', 'mine.md', 'not from the cloud']);
        expect(files['mine.md']).to.equal('not from the cloud');
    });

    it('gives the plain name of a file to an own document only, also if somebody shares one with the same name', async () => {
        const { profile } = await stage.client.account();
        const bob = await signUp(stage.cloud, stage.gateway.url);
        const theirs = await bob.client.documents.create({
            name: 'deploy.sh',
            language_id: 'plaintext',
            content: 'of bob'
        });
        await bob.client.shares.create(theirs.id, { email: profile.email ?? '', permission: 'edit' });
        await backUp();
        expect(await backup()).to.deep.equal({ [`deploy (${theirs.id}).sh`]: 'of bob' });
        await create('deploy.sh', 'mine');
        await backUp();
        expect(await backup()).to.deep.equal({ 'deploy.sh': 'mine', [`deploy (${theirs.id}).sh`]: 'of bob' });
    });

    it('keeps documents with the names of temporary files', async () => {
        const names = ['notes.md', 'notes.md.new', `${INDEX}.new`, 'notes.md.tmp', '.new-', 'whole'];
        await mkdir(stage.shell.path('backup'));
        await writeFile(stage.shell.path('backup/mine.md.new'), 'not from the cloud');
        await Promise.all([...names, 'mine.md'].map(name => create(name)));
        expect((await backUp()).out).to.equal('7 saved, 0 unchanged\n');
        const all = { ...Object.fromEntries(names.map(name => [name, name])), 'mine.md': 'mine.md' };
        expect(await backup()).to.deep.equal({ ...all, 'mine.md.new': 'not from the cloud' });
    });

    it('keeps a document whose name equals the file name of another', async () => {
        const { id } = await create('same.md', '1');
        await create(`same (${id}).md`, '2');
        await create('same.md', '3');
        await backUp();
        expect(Object.values(await backup()).sort()).to.deep.equal(['1', '2', '3']);
    });

    it('leaves no incomplete files behind', async () => {
        const { id } = await create('notes.md');
        await backUp();
        await rm(stage.shell.path('backup/notes.md'));
        await mkdir(stage.shell.path('backup/notes.md'));
        await stage.client.documents.update(id, { content: 'changed' });
        expect((await backUp()).code).to.equal(1);
        expect((await readdir(stage.shell.path('backup'))).sort()).to.deep.equal([INDEX, 'notes.md']);
    });

    it('reads only documents that changed, and renames files', async () => {
        const [first, second] = await Promise.all([create('a.md'), create('b.md'), create('c.md')]);
        await backUp();
        await stage.client.documents.update(first.id, { content: 'changed' });
        await stage.client.documents.update(second.id, { name: 'renamed.md' });
        expect((await backUp()).out).to.equal('2 saved, 1 unchanged\n');
        const reads = () => stage.gateway.logged.filter(line => line['operation'] === 'documents.read').length;
        const before = reads();
        expect((await backUp()).out).to.equal('0 saved, 3 unchanged\n');
        expect(reads()).to.equal(before);
        expect(await backup()).to.deep.equal({ 'a.md': 'changed', 'renamed.md': 'b.md', 'c.md': 'c.md' });
    });

    it('includes a document that is saved while the list is read', async () => {
        await stage.ada.user.setTier('enterprise');
        const last = await create('last.md');
        // These fill the first page. The last document is after the cursor, and then moves before it.
        // One after another: a user has few requests at the same time.
        for (let index = 0; index < 100; index++) {
            await create(`${index}.md`);
        }
        const change = () => stage.client.documents.update(last.id, { content: 'changed' });
        expect((await backUpWhile(['pass', change])).out).to.equal('101 saved, 0 unchanged\n');
        expect(await backup()).to.include({ 'last.md': 'changed' });
    });

    it('stops with a message when documents keep changing', async () => {
        const { id } = await create('log.md');
        let count = 0;
        const change = () => stage.client.documents.update(id, { content: String(count++) });
        const { code, out, said } = await backUpWhile(Array.from({ length: 1000 }, () => change));
        expect([code, out]).to.deep.equal([1, '1 saved, 0 unchanged\n']);
        expect(said).to.match(/the newest changes may be missing\. Run the backup again\.\n$/);
        expect(await backup()).to.deep.equal({ 'log.md': String(count - 1) });
        stage.shell.environment['SANYAM_GATEWAY_URL'] = stage.gateway.url;
        expect((await backUp()).code).to.equal(0);
    });

    it('keeps documents that were deleted in the cloud', async () => {
        const { id } = await create('gone.md', 'kept');
        await backUp();
        await stage.client.documents.delete(id);
        await create('gone.md', 'another');
        await backUp();
        expect(Object.values(await backup()).sort()).to.deep.equal(['another', 'kept']);
    });

    it('fails without a folder or a valid key', async () => {
        expect((await stage.shell.run(SCRIPT, [])).code).to.equal(2);
        stage.shell.environment['SANYAM_API_KEY'] = `sanyam_00000000_${'0'.repeat(64)}`;
        expect((await backUp()).code).to.equal(1);
    });
});
