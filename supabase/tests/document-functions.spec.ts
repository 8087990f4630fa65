// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import { describeOnCloud } from './support/describe-on-cloud.js';

describeOnCloud('the document functions', stage => {
    it('create a document that belongs to its creator, at version 1 [FR-024]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const created = await ada.create({ name: 'résumé 1.md', language_id: 'c++', content: 'Grüße' });
        expect(created).to.deep.equal({
            id: created.id,
            owner_id: ada.id,
            owner_email: ada.email,
            name: 'résumé 1.md',
            language_id: 'c++',
            size_bytes: 7,
            version: 1,
            created_at: created.created_at,
            updated_at: created.created_at,
            updated_by: ada.id,
            deleted_at: null,
            deleted_by: null,
            permission: 'owner',
            read_only_reason: null,
            access_ends_at: null,
            folder: '',
            placed_at: created.created_at
        });
    });

    it('return times as RFC 3339 in UTC with microseconds', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const { created_at } = await ada.create();
        expect(created_at).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
        expect(Math.abs(Date.parse(created_at) - Date.now())).to.be.below(60_000);
    });

    it('create an empty document when no content is given', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const { data } = await ada.call('create_document', { name: 'a', language_id: 'b' });
        expect(data).to.include({ size_bytes: 0, version: 1 });
    });

    it('return every character as it was stored', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const content =
            'tab\t, lines\r\n\n, quotes "\'`\\, \u0001\u001f\u007f\u0085, \ufeffé, 漢字, 👩‍👩‍👧, \u2028\uffff\ufffd';
        const { id } = await ada.create({ content });
        expect((await ada.read(id)).content).to.equal(content);
    });

    it('save the given fields and keep the others [FR-024]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const { id } = await ada.create({ name: 'a.md', language_id: 'markdown', content: 'one' });
        expect(await ada.save(id, { content: 'two!' })).to.include({ name: 'a.md', version: 2, size_bytes: 4 });
        expect(await ada.save(id, { name: 'b.txt' })).to.include({ language_id: 'markdown', version: 3 });
        expect(await ada.save(id, { language_id: 'plaintext', name: null })).to.include({ name: 'b.txt', version: 4 });
        expect(await ada.read(id)).to.include({
            name: 'b.txt',
            language_id: 'plaintext',
            content: 'two!',
            version: 4,
            updated_by: ada.id
        });
    });

    it('raise the version by one when several fields change at once [FR-025]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const { id } = await ada.create();
        expect(await ada.save(id, { name: 'b', language_id: 'b', content: 'b' })).to.include({ version: 2 });
    });

    it('update the time of change, and never the time of creation [FR-024]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const created = await ada.create();
        const first = await ada.save(created.id, { content: '1' });
        const second = await ada.save(created.id, { content: '2' });
        expect([created.updated_at, first.updated_at, second.updated_at]).to.deep.equal(
            [created.updated_at, first.updated_at, second.updated_at].sort()
        );
        expect(second.updated_at).to.not.equal(first.updated_at);
        expect(second.created_at).to.equal(created.created_at);
    });

    const unchanged = {
        'nothing at all': {},
        'the same content': { content: 'same' },
        'the same name and language': { name: 'same.md', language_id: 'markdown' },
        'the same everything, with the version': {
            content: 'same',
            name: 'same.md',
            language_id: 'markdown',
            base_version: 1
        }
    };
    for (const [what, change] of Object.entries(unchanged)) {
        it(`keep the version when saving ${what}`, async () => {
            const ada = await Persona.signUp(stage.cloud);
            const created = await ada.create({ name: 'same.md', language_id: 'markdown', content: 'same' });
            expect(await ada.save(created.id, change)).to.deep.equal(created);
        });
    }

    it('accept any save without a base version, and refuse an outdated base version [FR-025, FR-026, FR-027]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const { id } = await ada.create();
        await ada.save(id, { content: 'second', base_version: 1 });
        await ada.save(id, { content: 'third' });
        const stale = await ada.call('save_document', { document_id: id, content: 'lost', base_version: 2 });
        expect(stale.status).to.equal(409);
        expect(await ada.read(id)).to.include({ content: 'third', version: 3 });
    });

    it('record the origin of a save, and keep only the newest text on the free tier', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const { id } = await ada.create({ content: 'one' });
        await ada.save(id, { content: 'two', origin: 'autosave' });
        const rows = await stage.database.query(
            'select version_number, content, origin, created_by from public.document_versions where document_id = $1',
            [id]
        );
        expect(rows).to.deep.equal([{ version_number: 2, content: 'two', origin: 'autosave', created_by: ada.id }]);
    });

    it('move a document to the trash without changing its version or time [FR-020]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const created = await ada.create({ content: 'kept' });
        const trashed = await ada.trash(created.id, { base_version: 1 });
        expect(trashed).to.deep.equal({
            ...created,
            deleted_at: trashed.deleted_at,
            deleted_by: ada.id,
            read_only_reason: 'trashed'
        });
        expect(trashed.deleted_at).to.be.a('string');
        expect(await ada.read(created.id)).to.include({ content: 'kept', read_only_reason: 'trashed' });
    });

    it('keep who deleted a document and when, even if it is deleted again [BY-07]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const { id } = await ada.create();
        const first = await ada.trash(id);
        expect(await ada.trash(id)).to.deep.equal(first);
    });

    it('refuse to trash a document with an outdated base version [FR-026]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const { id } = await ada.create();
        await ada.save(id, { content: 'newer' });
        const answer = await ada.call('trash_document', { document_id: id, base_version: 1 });
        expect(answer.status).to.equal(409);
        expect(await ada.read(id)).to.include({ deleted_at: null });
    });

    it('keep the counters equal to a recount', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const [first, second] = [await ada.create({ content: 'ü'.repeat(50) }), await ada.create({ content: 'abc' })];
        await ada.save(first.id, { content: 'shorter' });
        await ada.save(second.id, { content: 'much longer than before' });
        await ada.save(second.id, { name: 'other' });
        await ada.trash(first.id);
        await ada.trash(first.id);
        const { kept, recounted } = await stage.database.counters(ada.id);
        expect(kept)
            .to.deep.equal(recounted)
            .and.to.deep.equal([1, 7 + 23]);
        expect((await ada.account()).usage).to.deep.equal({
            document_count: 1,
            storage_used_bytes: 30,
            trash_count: 1
        });
    });
});
