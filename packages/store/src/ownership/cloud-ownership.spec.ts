// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { signUpCloudUser, signUpProUser } from '../test/cloud-user';
import { rejection } from '../test/rejection';

describe('CloudOwnership', () => {
    async function world() {
        const [owner, reader] = await Promise.all([signUpProUser(), signUpCloudUser()]);
        const { id } = await owner.store.documents.create({
            name: 'notes.md',
            language_id: 'markdown',
            content: 'one'
        });
        return { id, owner, reader };
    }

    it('hands a document over when the other user accepts', async () => {
        const { id, owner, reader } = await world();
        expect(await owner.store.ownership.offer(id, reader.email)).to.include({ id, owner_id: owner.id });
        const [offer] = await reader.store.ownership.listOffers();
        expect(offer).to.include({ document_id: id, name: 'notes.md', owner_email: owner.email });
        expect(await reader.store.ownership.accept(id)).to.include({ owner_id: reader.id, permission: 'owner' });
        expect((await reader.store.account.overview()).usage.document_count).to.equal(1);
        expect(await owner.store.documents.read(id)).to.include({ permission: 'edit', owner_email: reader.email });
        expect(await reader.store.ownership.listOffers()).to.deep.equal([]);
    });

    it('reaches a user whose domain has other letters, as shares do', async () => {
        const { id, owner } = await world();
        const name = randomUUID();
        const user = await signUpCloudUser({ email: `${name}@xn--bcher-kva.example` });
        await owner.store.shares.create(id, { email: `${name}@bücher.example`, permission: 'view' });
        expect(await user.store.documents.read(id)).to.include({ permission: 'view' });
        await owner.store.ownership.offer(id, `${name}@Bücher.example`);
        expect(await user.store.ownership.accept(id)).to.include({ permission: 'owner' });
    });

    it('withdraws an offer', async () => {
        const { id, owner, reader } = await world();
        await owner.store.ownership.offer(id, reader.email);
        await owner.store.ownership.offer(id, null);
        expect(await reader.store.ownership.listOffers()).to.deep.equal([]);
        expect((await rejection(reader.store.ownership.accept(id))).code).to.equal('DOCUMENT_NOT_FOUND');
    });
});
