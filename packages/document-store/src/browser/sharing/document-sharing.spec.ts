// SPDX-License-Identifier: MIT

import { signUpCloudUser, signUpProUser } from '@sanyam/store/lib/test/cloud-user';
import { expect } from 'chai';
import { DocumentSharing } from './document-sharing';

const notes = { name: 'notes.md', language_id: 'markdown', content: 'one' };

describe('DocumentSharing', () => {
    async function world(signUp = signUpProUser) {
        const { store } = await signUp();
        const sharing = new DocumentSharing(store, await store.documents.create(notes));
        await sharing.load();
        const shares = () => sharing.shares.map(({ email, permission }) => [email, permission]);
        const row = (email: string) => sharing.shares.find(share => share.email === email)!;
        return { store, sharing, shares, row };
    }

    it('shares with several addresses, and returns what is wrong with the others [FR-036, BY-06]', async () => {
        const { store, sharing, shares } = await world();
        const rest = await sharing.add('ada@example.org; Grace <grace@example.org>, nobody', { permission: 'edit' });
        expect(rest).to.equal('nobody');
        expect(sharing.problems).to.deep.equal(['“nobody”: Enter a valid email address.']);
        expect(sharing.notice).to.equal('Shared with 2 people.');
        expect(shares()).to.deep.equal([
            ['ada@example.org', 'edit'],
            ['grace@example.org', 'edit']
        ]);
        expect(await store.shares.list(sharing.document.id)).to.have.length(2);
    });

    it('changes the permission and the end of a share [FR-037]', async () => {
        const { store, sharing, row } = await world();
        const expires_at = '2099-12-31T12:00:00Z';
        await sharing.add('ada@example.org', { permission: 'view' });
        await sharing.change(row('ada@example.org'), { permission: 'admin', expires_at });
        expect(row('ada@example.org')).to.include({ permission: 'admin', isBusy: false });
        const [share] = await store.shares.list(sharing.document.id);
        expect(share?.permission).to.equal('admin');
        expect(Date.parse(share?.expires_at ?? '')).to.equal(Date.parse(expires_at));
    });

    it('undoes that a share no longer ends, with the permission that it has by then [FR-037]', async () => {
        const { store, sharing, row } = await world();
        const ends = async () => (await store.shares.list(sharing.document.id)).map(share => share.expires_at);
        await sharing.add('ada@example.org', { permission: 'view', expires_at: '2099-12-31T12:00:00Z' });
        await sharing.change(row('ada@example.org'), { permission: 'view' });
        expect(sharing.notice).to.equal('The access of ada@example.org has no last day now.');
        expect(await ends()).to.deep.equal([null]);
        const { undo } = sharing;
        await sharing.change(row('ada@example.org'), { permission: 'edit' });
        expect(sharing.undo).to.equal(undefined);
        await undo?.();
        expect((await ends())[0]).to.contain('2099-12-31');
        expect(row('ada@example.org')).to.include({ permission: 'edit', isBusy: false });
    });

    it('revokes a share, keeps it in the list, and undoes it with the same terms [FR-038]', async () => {
        const { store, sharing, row } = await world();
        await sharing.add('ada@example.org', { permission: 'edit', expires_at: '2099-12-31T12:00:00Z' });
        await sharing.revoke(row('ada@example.org'));
        expect(row('ada@example.org').isRevoked).to.equal(true);
        expect(await store.shares.list(sharing.document.id)).to.deep.equal([]);
        await sharing.undoRevoke(row('ada@example.org'));
        expect(row('ada@example.org')).to.include({ isRevoked: false, permission: 'edit' });
        expect((await store.shares.list(sharing.document.id))[0]?.expires_at).to.contain('2099-12-31');
    });

    it('keeps a share as it was when a change fails, and says why', async () => {
        const { store, sharing, row } = await world();
        await sharing.add('ada@example.org', { permission: 'view' });
        await store.documents.trash(sharing.document.id);
        await sharing.change(row('ada@example.org'), { permission: 'edit' });
        expect(row('ada@example.org')).to.include({ permission: 'view', isBusy: false });
        expect(sharing.problems).to.have.length(1);
        expect(sharing.problems[0]).to.match(/^ada@example\.org: .*trash/);
    });

    it('offers the document to one address, and withdraws the offer', async () => {
        const { store, sharing } = await world();
        const other = await signUpCloudUser();
        const { email } = (await other.store.account.overview()).profile;
        expect(await sharing.offerTo('ada@example.org, grace@example.org')).to.equal(false);
        expect(sharing.problems).to.deep.equal(['Enter one email address.']);
        expect(await sharing.offerTo(email ?? '')).to.equal(true);
        expect((await other.store.ownership.listOffers()).map(offer => offer.document_id)).to.deep.equal([
            sharing.document.id
        ]);
        await sharing.withdrawOffer();
        expect(sharing.offer).to.equal(undefined);
        expect(await other.store.ownership.listOffers()).to.deep.equal([]);
        expect(await store.shares.list(sharing.document.id)).to.deep.equal([]);
    });

    it('says that the plan has no sharing, and returns the address [FR-049]', async () => {
        const { sharing, shares } = await world(signUpCloudUser);
        expect(await sharing.add('ada@example.org', { permission: 'view' })).to.equal('ada@example.org');
        expect(sharing.problems[0]).to.contain('does not include sharing');
        expect(shares()).to.deep.equal([]);
    });
});
