// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { cloudDocumentSchema } from '@sanyam/types';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { giveShare, keyHolder, rowsOf, signUpPro, trashed } from './support/fixtures.js';
import { describeOnCloud, describeUnderAllGrants } from './support/describe-on-cloud.js';

describeOnCloud('the trash', stage => {
    const restore = async (persona: Persona, id: string) => {
        const answer = await persona.call('restore_document', { document_id: id });
        return { ...answer, document: answer.error === null ? cloudDocumentSchema.strict().parse(answer.data) : null };
    };
    const purge = (persona: Persona, id: string) => persona.call('purge_document', { document_id: id });
    const pro = () => signUpPro(stage.cloud, stage.database);

    it('restores a document as it was [FR-020, FR-030]', async () => {
        const ada = await pro();
        const document = await ada.create({ content: 'kept' });
        await ada.trash(document.id);
        const { document: restored } = await restore(ada, document.id);
        expect(restored).to.deep.equal(document);
        expect(await ada.read(document.id)).to.include({ content: 'kept', version: 1 });
        expect((await ada.list()).items).to.deep.equal([document]);
        expect(await stage.database.counters(ada.id)).to.deep.equal({ kept: [1, 4], recounted: [1, 4] });
    });

    it('changes nothing when the restored document is not in it', async () => {
        const ada = await pro();
        const document = await ada.create();
        expect((await restore(ada, document.id)).document).to.deep.equal(document);
        await ada.trash(document.id);
        const first = await restore(ada, document.id);
        expect((await restore(ada, document.id)).document).to.deep.equal(first.document);
    });

    it('restores only the version that the caller names', async () => {
        const ada = await pro();
        const { id } = await trashed(ada);
        const refused = await ada.call('restore_document', { document_id: id, base_version: 2 });
        expect([refused.status, refused.error?.message]).to.deep.equal([409, 'OPTIMISTIC_LOCK_CONFLICT']);
        const { data } = await ada.call('restore_document', { document_id: id, base_version: 1 });
        expect(cloudDocumentSchema.parse(data)).to.include({ version: 1, deleted_at: null });
    });

    it('offers an upgrade when the tier has no recovery [FR-031]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const { id } = await trashed(ada);
        await stage.database.ageInTrash(id, 11);
        const { error, status } = await restore(ada, id);
        expect([status, error?.message]).to.deep.equal([403, 'FEATURE_NOT_AVAILABLE']);
        expect(JSON.parse(error?.details ?? '')).to.include({
            feature: 'document_recovery',
            tier: 'free',
            upgrade_url: '/pricing'
        });
        expect(error?.hint).to.match(/Upgrade/);
        await stage.database.setTier(ada.id, 'pro');
        expect((await restore(ada, id)).document).to.include({ deleted_at: null, read_only_reason: null });
    });

    it('restores nothing when the tier has no cloud storage', async () => {
        const ada = await pro();
        const { id } = await trashed(ada);
        await stage.database.ageInTrash(id, 11);
        await stage.database.giveOwnTier(ada.id, { has_cloud_storage: false, has_document_recovery: true }, 'free');
        const { error } = await restore(ada, id);
        expect([error?.message, JSON.parse(error?.details ?? '')]).to.deep.include.members(['FEATURE_NOT_AVAILABLE']);
        expect(error?.details).to.contain('cloud_storage');
    });

    it('restores documents up to the limit [FR-050, FR-074]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        await stage.database.giveOwnTier(ada.id, { max_documents: 1, has_document_recovery: true }, 'free');
        const [first, second] = [await trashed(ada), await trashed(ada)];
        await restore(ada, first.id);
        const { error, status } = await restore(ada, second.id);
        expect([status, error?.message]).to.deep.equal([403, 'TIER_LIMIT_EXCEEDED']);
        expect(JSON.parse(error?.details ?? '')).to.include({ limit_name: 'max_documents', limit: 1, current: 1 });
        expect(await ada.read(second.id)).to.include({ read_only_reason: 'trashed' });
        expect((await stage.database.counters(ada.id)).kept).to.deep.equal([1, 0]);
    });

    it('lets an admin share restore a document that it cannot see', async () => {
        const [ada, bob] = [await pro(), await Persona.signUp(stage.cloud)];
        const document = await ada.create({ content: 'ours' });
        await giveShare(stage.database, document, bob, 'admin');
        await bob.trash(document.id);
        expect((await bob.call('read_document', { document_id: document.id })).status).to.equal(404);
        expect((await bob.list({ state: 'trashed' })).items).to.deep.equal([]);
        expect((await restore(bob, document.id)).document).to.include({ permission: 'admin', deleted_by: null });
        expect(await ada.read(document.id)).to.include({ deleted_at: null, deleted_by: null });
    });

    it('checks the tier of the owner when an admin share restores', async () => {
        const [ada, bob] = [await Persona.signUp(stage.cloud), await pro()];
        const document = await trashed(ada);
        await giveShare(stage.database, document, bob, 'admin');
        expect((await restore(bob, document.id)).error?.message).to.equal('FEATURE_NOT_AVAILABLE');
    });

    it('lets only the owner delete permanently', async () => {
        const ada = await pro();
        for (const [permission, whileThere, inTrash] of [
            ['view', [403, 'DOCUMENT_READ_ONLY'], [404, 'DOCUMENT_NOT_FOUND']],
            ['edit', [403, 'FORBIDDEN'], [404, 'DOCUMENT_NOT_FOUND']],
            ['admin', [403, 'FORBIDDEN'], [403, 'FORBIDDEN']]
        ] as const) {
            const bob = await Persona.signUp(stage.cloud);
            const document = await ada.create();
            await giveShare(stage.database, document, bob, permission);
            const there = await purge(bob, document.id);
            expect([there.status, there.error?.message], permission).to.deep.equal(whileThere);
            await ada.trash(document.id);
            const gone = await purge(bob, document.id);
            expect([gone.status, gone.error?.message], permission).to.deep.equal(inTrash);
            await ada.read(document.id);
        }
    });

    it('permanently deletes only documents that are in it', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const { id } = await ada.create();
        const { status, error } = await purge(ada, id);
        expect([status, error?.message, error?.hint]).to.deep.equal([
            422,
            'VALIDATION_ERROR',
            'Move this document to the trash first.'
        ]);
        expect(error?.details).to.equal('{"fields": {"document_id": "Move this document to the trash first."}}');
        expect(await ada.read(id)).to.include({ version: 1 });
    });

    it('permanently deletes a document with its versions and shares, and then returns 404 [FR-031]', async () => {
        const [ada, bob] = [await pro(), await Persona.signUp(stage.cloud)];
        const document = await ada.create({ content: 'one' });
        await ada.save(document.id, { content: 'three' });
        await giveShare(stage.database, document, bob, 'admin');
        await ada.trash(document.id);
        expect(await rowsOf(stage.database, document.id)).to.deep.equal({ documents: 1, versions: 2, shares: 1 });
        expect(await purge(ada, document.id)).to.include({ status: 204, error: null });
        expect(await rowsOf(stage.database, document.id)).to.deep.equal({ documents: 0, versions: 0, shares: 0 });
        expect((await stage.database.counters(ada.id)).kept).to.deep.equal([0, 0]);
        for (const name of ['read_document', 'save_document', 'trash_document', 'restore_document', 'purge_document']) {
            for (const persona of [ada, bob]) {
                const { status, error } = await persona.call(name, { document_id: document.id });
                expect([status, error?.message], name).to.deep.equal([404, 'DOCUMENT_NOT_FOUND']);
            }
        }
    });

    it('is emptied as a whole, and nothing else is deleted', async () => {
        const [ada, bob] = [await pro(), await pro()];
        const kept = await ada.create({ content: 'kept' });
        const theirs = await trashed(bob, { content: 'theirs' });
        await giveShare(stage.database, theirs, ada, 'admin');
        await Promise.all(['a', 'bc', ''].map(content => trashed(ada, { content })));
        expect((await ada.call('empty_trash')).data).to.equal(3);
        expect((await ada.call('empty_trash')).data).to.equal(0);
        expect(await ada.read(kept.id)).to.include({ content: 'kept' });
        expect(await bob.read(theirs.id)).to.include({ content: 'theirs' });
        expect(await stage.database.counters(ada.id)).to.deep.equal({ kept: [1, 4], recounted: [1, 4] });
    });

    it('requires the right scope from an API key', async () => {
        const ada = await pro();
        const { id } = await trashed(ada);
        const needed = {
            restore_document: 'documents:write',
            purge_document: 'documents:delete',
            empty_trash: 'documents:delete'
        };
        for (const [name, scope] of Object.entries(needed)) {
            const body = name === 'empty_trash' ? {} : { document_id: id };
            const others = ['documents:read', 'documents:write', 'documents:delete', 'versions:read', 'shares:write'];
            const poor = keyHolder(
                stage.cloud,
                ada,
                others.filter(other => other !== scope)
            );
            const { status, error } = await poor.call(name, body);
            expect([status, error?.details], name).to.deep.equal([403, `{"required_scope": "${scope}"}`]);
        }
        expect((await restore(keyHolder(stage.cloud, ada, ['documents:write']), id)).error).to.equal(null);
        await ada.trash(id);
        expect((await purge(keyHolder(stage.cloud, ada, ['documents:delete']), id)).error).to.equal(null);
        await trashed(ada);
        expect((await keyHolder(stage.cloud, ada, ['documents:delete']).call('empty_trash')).data).to.equal(1);
    });

    it('deletes 1,000 documents in one call', async () => {
        const ada = await pro();
        await stage.database.query(
            `with made as (
                insert into public.documents
                    (owner_id, name, language_id, size_bytes, created_at, updated_at, updated_by, deleted_at, deleted_by)
                select $1, 'thrown away', 'markdown', 3, now(), now(), $1, now(), $1 from generate_series(1, 1000)
                returning id
            )
            insert into public.document_versions
                (document_id, version_number, content, origin, created_at, created_by, document_name, language_id, size_bytes)
            select m.id, 1, 'abc', 'save', now(), $1, 'thrown away', 'markdown', 3 from made m`,
            [ada.id]
        );
        expect((await ada.call('empty_trash')).data).to.equal(1000);
        expect(await stage.database.counters(ada.id)).to.deep.equal({ kept: [0, 0], recounted: [0, 0] });
    });
});

describeUnderAllGrants('attacks on the trash', stage => {
    it('cannot restore or delete a document of another user [FR-016]', async () => {
        const [ada, mallory] = [await signUpPro(stage.cloud, stage.database), await Persona.signUp(stage.cloud)];
        await stage.database.setTier(mallory.id, 'pro');
        const { id } = await trashed(ada, { content: 'thrown away' });
        const before = await stage.database.snapshot([ada.id]);
        for (const attacker of [mallory, Persona.anonymous(stage.cloud)]) {
            for (const name of ['restore_document', 'purge_document']) {
                const { status } = await attacker.call(name, { document_id: id });
                expect(status, name).to.be.oneOf([401, 404]);
                const invented = await attacker.call(name, { document_id: randomUUID() });
                expect(status, name).to.equal(invented.status);
            }
            await attacker.call('empty_trash');
        }
        expect(await stage.database.snapshot([ada.id])).to.deep.equal(before);
    });

    it('cannot exceed a limit with 50 restores at once [FR-050]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        await stage.database.giveOwnTier(ada.id, { max_documents: null, has_document_recovery: true }, 'free');
        const documents = await Promise.all(Array.from({ length: 50 }, () => trashed(ada, { content: 'x' })));
        await stage.database.giveOwnTier(ada.id, { max_documents: 7, has_document_recovery: true }, 'free');
        const answers = await Promise.all(documents.map(({ id }) => ada.call('restore_document', { document_id: id })));
        expect(answers.filter(answer => answer.error === null)).to.have.length(7);
        expect(new Set(answers.map(answer => answer.error?.message ?? 'ok'))).to.deep.equal(
            new Set(['ok', 'TIER_LIMIT_EXCEEDED'])
        );
        expect(await stage.database.counters(ada.id)).to.deep.equal({ kept: [7, 50], recounted: [7, 50] });
    });

    it('leave no partial change when restore, delete and empty race', async () => {
        const ada = await signUpPro(stage.cloud, stage.database);
        const documents = await Promise.all(Array.from({ length: 10 }, () => trashed(ada, { content: 'x' })));
        const answers = await Promise.all(
            documents.flatMap(({ id }) => [
                ada.call('restore_document', { document_id: id }),
                ada.call('purge_document', { document_id: id }),
                ada.call('trash_document', { document_id: id }),
                ada.call('empty_trash')
            ])
        );
        for (const { status } of answers) {
            expect(status).to.be.oneOf([200, 204, 404, 422]);
        }
        const { kept, recounted } = await stage.database.counters(ada.id);
        expect(kept).to.deep.equal(recounted);
    });
});
