// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { signUpCloudUser, signUpProUser } from '../test/cloud-user';
import { rejection, rejectionCodes } from '../test/rejection';

const notes = { name: 'notes.md', language_id: 'markdown', content: '# संयम\r\n😀' };

describe('CloudDocumentStore, the account', () => {
    it('exports every text and every version', async () => {
        const { id, email, store } = await signUpProUser();
        const document = await store.create(notes);
        await store.save(document.id, { content: 'two' });
        await store.share(document.id, { email: 'someone@example.org', permission: 'view' });
        const exported = await store.exportMyData();
        expect(exported.account.profile).to.include({ id, email, tier: 'pro' });
        expect(exported.documents.map(({ content }) => content)).to.deep.equal(['two']);
        expect(exported.documents[0]?.versions.map(({ content }) => content)).to.deep.equal(['two', notes.content]);
        expect(exported.shares_given.map(({ email }) => email)).to.deep.equal(['someone@example.org']);
        expect(exported.audit_log.map(({ action }) => action)).to.include.members(['tier.changed', 'share.created']);
    });

    it('ends with everything in it, and nothing of it works afterwards', async () => {
        const [owner, reader] = await Promise.all([signUpProUser(), signUpCloudUser()]);
        const { id } = await owner.store.create(notes);
        await owner.store.share(id, { email: reader.email, permission: 'view' });
        expect(await owner.store.deleteMyAccount()).to.equal(undefined);
        expect((await rejection(reader.store.read(id))).code).to.equal('DOCUMENT_NOT_FOUND');
        expect(
            await rejectionCodes([owner.store.accountOverview(), owner.store.create(notes), owner.store.exportMyData()])
        ).to.deep.equal(['UNAUTHORIZED']);
    });
});
