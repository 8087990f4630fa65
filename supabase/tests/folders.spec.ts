// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { folderProblem, normalizedFolder } from '@sanyam/types';
import { ACCEPTED_FOLDERS, REFUSED_FOLDERS } from '@sanyam/types/lib/test/folders.js';
import { expect } from 'chai';
import { describeOnCloud } from './support/describe-on-cloud.js';
import { share } from './support/share-calls.js';
import { History } from './support/version-calls.js';

const isSendable = (text: string) => text.isWellFormed() && !text.includes('\u0000');

describeOnCloud('the folder of a document', stage => {
    async function user(tier = 'pro'): Promise<Persona> {
        const persona = await Persona.signUp(stage.cloud);
        await stage.database.setTier(persona.id, tier);
        return persona;
    }

    it('is the top unless somebody names another [BY-04]', async () => {
        const ada = await user('free');
        expect(await ada.create()).to.include({ folder: '' });
        expect(await ada.create({ folder: null })).to.include({ folder: '' });
        const { id } = await ada.create({ folder: 'models/shared' });
        expect(await ada.read(id)).to.include({ folder: 'models/shared', version: 1 });
        expect((await ada.list()).items.map(item => item.folder)).to.deep.equal(['models/shared', '', '']);
    });

    it('gets the same judgment from the database as from the programs', async () => {
        const paths = [...ACCEPTED_FOLDERS, ...Object.values(REFUSED_FOLDERS).flat()].filter(isSendable);
        const rows = await stage.database.query(
            `select sanyam_private.normalized_folder(n) as normal,
                sanyam_private.folder_problem(sanyam_private.normalized_folder(n)) as problem
             from unnest($1::text[]) with ordinality x (n, place) order by place`,
            [paths]
        );
        expect(rows).to.deep.equal(
            paths.map(path => ({ normal: normalizedFolder(path), problem: folderProblem(path) ?? null }))
        );
    });

    for (const [reason, paths] of Object.entries(REFUSED_FOLDERS)) {
        it(`is refused with a sentence if ${reason} [BY-04]`, async () => {
            const ada = await user();
            const { id } = await ada.create();
            // The test above judges all of them.
            for (const folder of paths.filter(isSendable).slice(-12)) {
                for (const [call, body] of [
                    ['create_document', { name: 'a', language_id: 'b', folder }],
                    ['save_document', { document_id: id, folder }]
                ] as const) {
                    const { status, error } = await ada.call(call, body);
                    expect([status, error?.hint], JSON.stringify(folder)).to.deep.equal([422, folderProblem(folder)]);
                }
            }
            expect(await ada.read(id)).to.include({ version: 1, folder: '' });
        });
    }

    it('is refused by the table, too', async () => {
        const ada = await user();
        const { id } = await ada.create();
        for (const folder of ['a//b', `a${'\u0301\u0323'.repeat(25_000)}`]) {
            const statement = 'update public.documents set folder = $2 where id = $1';
            const refusal = await stage.database.query(statement, [id, folder]).catch((error: unknown) => error);
            expect(refusal).to.have.property('code', '23514');
        }
    });

    it('is stored in NFC, and the other form of the same path changes nothing [BY-04]', async () => {
        const ada = await user();
        const nfd = 'café/naïve'.normalize('NFD');
        const { id } = await ada.create({ folder: nfd, idempotency_key: 'one' });
        expect(await ada.read(id)).to.include({ folder: 'café/naïve' });
        expect(await ada.create({ folder: 'café/naïve', idempotency_key: 'one' })).to.include({ id });
        expect(await ada.save(id, { folder: nfd })).to.include({ version: 1 });
    });

    it('is a part of a request with an idempotency key', async () => {
        const ada = await user();
        await ada.create({ idempotency_key: 'one' });
        const body = { name: 'notes.md', language_id: 'markdown', content: '', idempotency_key: 'one', folder: 'a' };
        expect((await ada.call('create_document', body)).status).to.equal(422);
    });

    it('changes with one version, which the history keeps, and a save without it changes nothing [BY-04]', async () => {
        const ada = await user();
        const { id } = await ada.create({ content: 'text' });
        expect(await ada.save(id, { folder: 'models' })).to.include({ folder: 'models', version: 2 });
        expect(await ada.save(id, { folder: 'models', base_version: 2 })).to.include({ version: 2 });
        expect(await ada.save(id, { content: 'new', base_version: 2 })).to.include({ folder: 'models', version: 3 });
        expect(await ada.save(id, { folder: '', name: 'b.md' })).to.include({ folder: '', name: 'b.md', version: 4 });
        const { items } = await new History(ada, id).list();
        expect(items.map(item => [item.version_number, item.document_folder])).to.deep.equal([
            [4, ''],
            [3, 'models'],
            [2, 'models'],
            [1, '']
        ]);
        expect(await new History(ada, id).read(2)).to.include({ document_folder: 'models', content: 'text' });
    });

    it('stays when a version from another folder is restored [BY-04]', async () => {
        const ada = await user();
        const { id } = await ada.create({ content: 'old' });
        await ada.save(id, { content: 'new', folder: 'models' });
        expect(await new History(ada, id).restore(1)).to.include({ folder: 'models', version: 3 });
    });

    it('can change with an autosave, which replaces the one before', async () => {
        const ada = await user();
        const { id } = await ada.create();
        await ada.save(id, { content: 'a', origin: 'autosave' });
        await ada.save(id, { folder: 'models', origin: 'autosave' });
        expect(await new History(ada, id).numbers()).to.deep.equal([3, 1]);
    });

    it('loses to a newer version, like every change [BY-04]', async () => {
        const ada = await user();
        const { id } = await ada.create();
        await ada.save(id, { content: 'new' });
        const { error } = await ada.call('save_document', { document_id: id, folder: 'a', base_version: 1 });
        expect(error?.message).to.equal('OPTIMISTIC_LOCK_CONFLICT');
    });

    for (const permission of ['edit', 'admin'] as const) {
        it(`is visible with an ${permission} share, and only the owner changes it [BY-04]`, async () => {
            const [ada, bob] = [await user(), await user()];
            const document = await ada.create({ folder: 'models' });
            await share(ada, document, bob.email, permission);
            const id = document.id;
            expect(await bob.read(id)).to.include({ folder: 'models' });
            const { status, error } = await bob.call('save_document', { document_id: id, content: 'x', folder: '' });
            expect([status, error?.message]).to.deep.equal([403, 'FORBIDDEN']);
            expect(error?.hint).to.equal('Only the owner may move this document to another folder.');
            expect(await bob.save(id, { content: 'x', folder: 'models' })).to.include({ version: 2, folder: 'models' });
        });
    }

    it('stays with the document in the trash, and when it comes back', async () => {
        const ada = await user();
        const { id } = await ada.create({ folder: 'models' });
        expect(await ada.trash(id)).to.include({ folder: 'models' });
        expect((await ada.call('save_document', { document_id: id, folder: 'a' })).error?.message).to.equal(
            'DOCUMENT_READ_ONLY'
        );
        const { data } = await ada.call('restore_document', { document_id: id });
        expect(data).to.include({ folder: 'models', version: 1 });
    });
});
