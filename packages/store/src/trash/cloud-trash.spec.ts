// SPDX-License-Identifier: MIT

import { withDatabase } from '@sanyam/test-kit/database';
import { testCloud } from '@sanyam/test-kit/test-cloud';
import { giveOwnTier } from '@sanyam/test-kit/tiers';
import { featureDetailsSchema, tierLimitDetailsSchema } from '@sanyam/types';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { signUpCloudUser, signUpProUser } from '../test/cloud-user';
import { rejection } from '../test/rejection';

const notes = { name: 'notes.md', language_id: 'markdown', content: 'one' };

describe('CloudTrash', () => {
    const ageInTrash = async (id: string) => withDatabase(await testCloud(), database => database.ageInTrash(id, 11));

    it('restores a document as it was [FR-020, FR-030]', async () => {
        const { id: userId, store } = await signUpProUser();
        const { id, version } = await store.documents.create(notes);
        expect(await store.documents.trash(id)).to.include({ read_only_reason: 'trashed', deleted_by: userId });
        expect(await store.trash.restore(id)).to.include({ deleted_at: null, read_only_reason: null, version });
        expect((await store.documents.read(id)).content).to.equal('one');
    });

    it('undoes a deletion on every plan [BY-07]', async () => {
        const { store } = await signUpCloudUser();
        const { id, version } = await store.documents.create(notes);
        await store.documents.trash(id);
        expect(await store.trash.undo(id)).to.include({ deleted_at: null, version });
        await store.documents.trash(id);
        expect(await store.trash.restore(id)).to.include({ deleted_at: null, version });
        await store.documents.trash(id);
        await ageInTrash(id);
        expect(await store.trash.undo(id)).to.equal(undefined);
    });

    it('refuses to restore on the free tier later, and names the missing feature [FR-031]', async () => {
        const { store } = await signUpCloudUser();
        const { id } = await store.documents.create(notes);
        await store.documents.trash(id);
        await ageInTrash(id);
        const error = await rejection(store.trash.restore(id));
        expect(error.code).to.equal('FEATURE_NOT_AVAILABLE');
        expect(featureDetailsSchema.parse(error.details)).to.include({
            feature: 'document_recovery',
            tier: 'free'
        });
    });

    it('permanently deletes only documents in the trash', async () => {
        const { store } = await signUpCloudUser();
        const { id } = await store.documents.create(notes);
        expect((await rejection(store.trash.purge(id))).code).to.equal('VALIDATION_ERROR');
        await store.documents.trash(id);
        expect(await store.trash.purge(id)).to.equal(undefined);
        for (const documentId of [id, randomUUID()]) {
            expect((await rejection(store.trash.purge(documentId))).code).to.equal('DOCUMENT_NOT_FOUND');
        }
        expect((await store.account.overview()).usage).to.include({ document_count: 0, storage_used_bytes: 0 });
    });

    it('empties the trash, returns the count, and keeps active documents', async () => {
        const { store } = await signUpCloudUser();
        const kept = await store.documents.create(notes);
        for (const name of ['a', 'b']) {
            await store.documents.trash((await store.documents.create({ ...notes, name })).id);
        }
        expect(await store.trash.empty()).to.equal(2);
        expect(await store.trash.empty()).to.equal(0);
        expect((await store.documents.list({})).items.map(({ id }) => id)).to.deep.equal([kept.id]);
    });

    it('refuses to restore over a limit, and names the limit [FR-074]', async () => {
        const { id: userId, store } = await signUpProUser();
        const { id } = await store.documents.create(notes);
        await store.documents.trash(id);
        await store.documents.create(notes);
        const tier = await giveOwnTier(await testCloud(), userId, { max_documents: 1 }, 'pro');
        const error = await rejection(store.trash.restore(id));
        expect(error.code).to.equal('TIER_LIMIT_EXCEEDED');
        expect(tierLimitDetailsSchema.parse(error.details)).to.include({
            limit_name: 'max_documents',
            limit: 1,
            current: 1,
            tier
        });
    });

    it('refuses an invalid id before it is sent', async () => {
        const { store } = await signUpCloudUser();
        const works = [
            store.documents.read('x'),
            store.trash.restore(''),
            store.trash.purge('%'),
            store.documents.trash('1'),
            store.documents.save('a', {})
        ];
        for (const error of await Promise.all(works.map(rejection))) {
            expect(error.code).to.equal('VALIDATION_ERROR');
            expect(error.details).to.have.nested.property('fields.document_id');
        }
    });
});
