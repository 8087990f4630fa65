// SPDX-License-Identifier: MIT

import { testCloud } from '@sanyam/test-kit/test-cloud';
import { setTier } from '@sanyam/test-kit/tiers';
import { conflictDetailsSchema, featureDetailsSchema } from '@sanyam/types';
import { expect } from 'chai';
import { signUpCloudUser, signUpProUser } from '../test/cloud-user';
import { rejection, rejectionCodes } from '../test/rejection';

const notes = { name: 'notes.md', language_id: 'markdown', content: 'one' };

describe('CloudVersions', () => {
    async function world() {
        const user = await signUpProUser();
        const { id } = await user.store.documents.create(notes);
        await user.store.documents.save(id, { content: 'two' });
        await user.store.documents.save(id, { name: 'renamed.md' });
        return { ...user, userId: user.id, id };
    }

    it('lists and reads versions with their author, origin and content [FR-041, FR-042, BY-03]', async () => {
        const { id, userId, email, store } = await world();
        const { items, total_count } = await store.versions.list(id);
        expect(total_count).to.equal(3);
        expect(items.map(({ version_number }) => version_number)).to.deep.equal([3, 2, 1]);
        expect(items[0]).to.include({
            document_name: 'renamed.md',
            language_id: 'markdown',
            size_bytes: 3,
            origin: 'save',
            name: null,
            api_key_name: null,
            created_by: userId,
            created_by_email: email
        });
        expect(items[0]).to.not.have.property('content');
        expect(await store.versions.read(id, 1)).to.include({ content: 'one', document_name: 'notes.md' });
    });

    it('lists versions in pages, in both directions [FR-111, FR-112]', async () => {
        const { id, store } = await world();
        const first = await store.versions.list(id, { page_size: 2 });
        const second = await store.versions.list(id, { page_size: 2, cursor: first.next_cursor ?? '' });
        expect(second.items.map(({ version_number }) => version_number)).to.deep.equal([1]);
        const back = await store.versions.list(id, { cursor: second.prev_cursor ?? '', direction: 'prev' });
        expect(back.items.map(({ version_number }) => version_number)).to.deep.equal([3, 2]);
        expect((await rejection(store.versions.list(id, { cursor: 'made up' }))).code).to.equal('INVALID_CURSOR');
    });

    it('restores a version as a new one, and can undo that [FR-043]', async () => {
        const { id, store } = await world();
        expect(await store.versions.restore(id, 1, 3)).to.include({ version: 4, name: 'renamed.md' });
        expect(await store.documents.read(id)).to.include({ content: 'one', name: 'renamed.md' });
        await store.versions.restore(id, 3);
        expect(await store.documents.read(id)).to.include({ content: 'two', version: 5 });
        expect((await store.versions.list(id)).items[0]?.origin).to.equal('restore');
    });

    it('refuses to restore over a version that the user has not seen [FR-026]', async () => {
        const { id, store } = await world();
        const error = await rejection(store.versions.restore(id, 1, 2));
        expect(error.code).to.equal('OPTIMISTIC_LOCK_CONFLICT');
        expect(conflictDetailsSchema.parse(error.details)).to.include({ current_version: 3, your_version: 2 });
    });

    it('names a version, and removes the name [BY-03]', async () => {
        const { id, store } = await world();
        expect(await store.versions.setName(id, 2, ' before the party ')).to.include({
            version_number: 2,
            name: 'before the party'
        });
        expect((await store.versions.read(id, 2)).name).to.equal('before the party');
        expect((await store.versions.setName(id, 2, null)).name).to.equal(null);
        for (const [name, reason] of [
            ['x'.repeat(101), 'A name can have at most 100 characters.'],
            ['\u200B', 'A name must contain a visible character.']
        ] as const) {
            const { code, message } = await rejection(store.versions.setName(id, 2, name));
            expect([code, message]).to.deep.equal(['VALIDATION_ERROR', reason]);
        }
        expect((await store.versions.setName(id, 2, ' \t')).name).to.equal(null);
    });

    it('keeps the text before a window of autosaves, and the last autosave [FR-100]', async () => {
        const { id, store } = await world();
        for (const content of ['a', 'ab', 'abc']) {
            await store.documents.save(id, { content, origin: 'autosave' });
        }
        const { items } = await store.versions.list(id);
        expect(items.map(({ version_number, origin }) => [version_number, origin])).to.deep.equal([
            [6, 'autosave'],
            [3, 'save'],
            [2, 'save'],
            [1, 'save']
        ]);
        expect((await rejection(store.versions.read(id, 5))).code).to.equal('VERSION_NOT_FOUND');
    });

    it('reads versions after a downgrade, but does not restore them [FR-077]', async () => {
        const { id, userId, store } = await world();
        await setTier(await testCloud(), userId, 'free');
        expect((await store.versions.read(id, 1)).content).to.equal('one');
        const error = await rejection(store.versions.restore(id, 1));
        expect(featureDetailsSchema.parse(error.details)).to.include({ feature: 'document_versioning' });
    });

    it('hides versions from other users [FR-014]', async () => {
        const { id } = await world();
        const { store: stranger } = await signUpCloudUser();
        expect(
            await rejectionCodes([
                stranger.versions.list(id),
                stranger.versions.read(id, 1),
                stranger.versions.restore(id, 1),
                stranger.versions.setName(id, 1, 'mine')
            ])
        ).to.deep.equal(['DOCUMENT_NOT_FOUND']);
    });

    it('refuses an invalid version number before it is sent', async () => {
        const { id, store } = await world();
        for (const number of [0, -1, 1.5, 2 ** 31, Number.NaN]) {
            const error = await rejection(store.versions.read(id, number));
            expect(error.details, String(number)).to.have.nested.property('fields.version_number');
        }
    });
});
