// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { signUpCloudUser, signUpProUser } from '../test/cloud-user';
import { rejection, rejectionCodes } from '../test/rejection';

const notes = { name: 'notes.md', language_id: 'markdown', content: '# संयम\r\n😀' };

describe('CloudAccount', () => {
    it('returns the profile, tier limits, usage and features', async () => {
        const { id, store } = await signUpCloudUser();
        await store.documents.create(notes);
        const { profile, tier_limits, usage, features } = await store.account.overview();
        expect([profile.id, profile.tier, tier_limits.tier]).to.deep.equal([id, 'free', 'free']);
        expect(usage).to.deep.equal({
            document_count: 1,
            storage_used_bytes: Buffer.byteLength(notes.content),
            trash_count: 0
        });
        expect(features).to.include({ has_cloud_storage: true, has_document_sharing: false });
    });

    it('exports every document with every version [BY-08]', async () => {
        const { id, email, store } = await signUpProUser();
        const document = await store.documents.create(notes);
        await store.documents.save(document.id, { content: 'two' });
        await store.shares.create(document.id, { email: 'someone@example.org', permission: 'view' });
        const exported = await store.account.exportData();
        expect(exported.account.profile).to.include({ id, email, tier: 'pro' });
        expect(exported.documents.map(({ content }) => content)).to.deep.equal(['two']);
        expect(exported.documents[0]?.versions.map(({ content }) => content)).to.deep.equal(['two', notes.content]);
        expect(exported.shares_given.map(({ email }) => email)).to.deep.equal(['someone@example.org']);
        expect(exported.audit_log.map(({ action }) => action)).to.include.members(['tier.changed', 'share.created']);
    });

    it('deletes the account with all its data, and nothing works afterwards [BY-08]', async () => {
        const [owner, reader] = await Promise.all([signUpProUser(), signUpCloudUser()]);
        const { id } = await owner.store.documents.create(notes);
        await owner.store.shares.create(id, { email: reader.email, permission: 'view' });
        expect(await owner.store.account.delete()).to.equal(undefined);
        expect((await rejection(reader.store.documents.read(id))).code).to.equal('DOCUMENT_NOT_FOUND');
        expect(
            await rejectionCodes([
                owner.store.account.overview(),
                owner.store.documents.create(notes),
                owner.store.account.exportData()
            ])
        ).to.deep.equal(['UNAUTHORIZED']);
    });
});
