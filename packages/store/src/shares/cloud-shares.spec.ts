// SPDX-License-Identifier: MIT

import { featureDetailsSchema, readOnlyDetailsSchema } from '@sanyam/types';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { signUpCloudUser, signUpProUser } from '../test/cloud-user';
import { rejection, rejectionCodes } from '../test/rejection';

const notes = { name: 'notes.md', language_id: 'markdown', content: 'one' };

describe('CloudShares', () => {
    async function world() {
        const [owner, reader] = await Promise.all([signUpProUser(), signUpCloudUser()]);
        const { id } = await owner.store.documents.create(notes);
        return { id, owner, reader };
    }

    it('lets a user read, and says why they cannot save [FR-036, FR-037]', async () => {
        const { id, owner, reader } = await world();
        const share = await owner.store.shares.create(id, { email: reader.email.toUpperCase(), permission: 'view' });
        expect(share).to.include({ document_id: id, email: reader.email, permission: 'view', created: true });
        expect(await reader.store.documents.read(id)).to.include({
            content: 'one',
            permission: 'view',
            read_only_reason: 'view_share',
            owner_email: owner.email
        });
        const error = await rejection(reader.store.documents.save(id, { content: 'mine' }));
        expect(readOnlyDetailsSchema.parse(error.details)).to.deep.equal({ reason: 'view_share' });
    });

    it('lists shared documents with the user’s own, unless they are left out', async () => {
        const { id, owner, reader } = await world();
        await owner.store.shares.create(id, { email: reader.email, permission: 'edit' });
        expect((await reader.store.documents.list({})).items).to.deep.include.members([
            { ...(await owner.store.documents.list({})).items[0], permission: 'edit' }
        ]);
        expect((await reader.store.documents.list({ include_shared: false })).items).to.deep.equal([]);
    });

    it('changes the share of the same address, and reports that it is not new [FR-037]', async () => {
        const { id, owner, reader } = await world();
        const first = await owner.store.shares.create(id, { email: reader.email, permission: 'view' });
        const second = await owner.store.shares.create(id, { email: reader.email, permission: 'edit' });
        expect(second).to.include({ id: first.id, permission: 'edit', created: false });
        expect((await reader.store.documents.save(id, { content: 'ours' })).permission).to.equal('edit');
    });

    it('gives the same answer for an address without an account', async () => {
        const { id, owner, reader } = await world();
        const [known, unknown] = await Promise.all(
            [reader.email, `${randomUUID()}@example.org`].map(email =>
                owner.store.shares.create(id, { email, permission: 'view', expires_at: '2999-01-01T00:00:00Z' })
            )
        );
        expect(Object.keys(unknown ?? {})).to.deep.equal(Object.keys(known ?? {}));
        expect(await owner.store.shares.list(id)).to.have.lengthOf(2);
        expect((await owner.store.shares.list(id)).map(({ expired }) => expired)).to.deep.equal([false, false]);
    });

    it('creates one share for two requests with one idempotency key', async () => {
        const { id, owner, reader } = await world();
        const share = { email: reader.email, permission: 'view', idempotency_key: randomUUID() } as const;
        const first = await owner.store.shares.create(id, share);
        expect(await owner.store.shares.create(id, share)).to.deep.equal(first);
    });

    it('ends access at once when a share is revoked [FR-038]', async () => {
        const { id, owner, reader } = await world();
        const share = await owner.store.shares.create(id, { email: reader.email, permission: 'admin' });
        expect((await reader.store.documents.read(id)).permission).to.equal('admin');
        expect(await owner.store.shares.revoke(share.id)).to.equal(undefined);
        expect((await rejection(reader.store.documents.read(id))).code).to.equal('DOCUMENT_NOT_FOUND');
        expect((await rejection(owner.store.shares.revoke(share.id))).code).to.equal('SHARE_NOT_FOUND');
        expect(await owner.store.shares.list(id)).to.deep.equal([]);
    });

    it('lets only the owner share, and requires a tier with sharing [FR-039, FR-076]', async () => {
        const { id, owner, reader } = await world();
        await owner.store.shares.create(id, { email: reader.email, permission: 'admin' });
        expect(
            await rejectionCodes([
                reader.store.shares.create(id, { email: 'someone@example.org', permission: 'view' }),
                reader.store.shares.list(id),
                reader.store.ownership.offer(id, reader.email)
            ])
        ).to.deep.equal(['FORBIDDEN']);
        const { id: own } = await reader.store.documents.create(notes);
        const error = await rejection(reader.store.shares.create(own, { email: owner.email, permission: 'view' }));
        expect(featureDetailsSchema.parse(error.details)).to.include({ feature: 'document_sharing', tier: 'free' });
    });

    it('refuses an invalid address before it is sent', async () => {
        const { id, owner } = await world();
        for (const email of ['', ' ', 'ada', 'a@b@c', `${'x'.repeat(251)}@a.b`, 'a\u0000@example.org']) {
            const error = await rejection(owner.store.shares.create(id, { email, permission: 'view' }));
            expect(error.details, email).to.have.nested.property('fields.email');
        }
    });

    it('lets a user leave all documents of an owner, and block the owner', async () => {
        const { id, owner, reader } = await world();
        const share = () => owner.store.shares.create(id, { email: reader.email, permission: 'edit' });
        const count = async () => (await reader.store.documents.list({})).total_count;
        await share();
        expect(await reader.store.shares.leave(owner.id)).to.equal(1);
        expect([await count(), await reader.store.shares.leave(owner.id)]).to.deep.equal([0, 0]);
        await share();
        expect(await reader.store.shares.block(owner.id)).to.equal(1);
        await share();
        expect(await count()).to.equal(0);
        const [blocked] = await reader.store.shares.listBlocked();
        expect(blocked).to.include({ owner_id: owner.id, email: owner.email });
        await reader.store.shares.unblock(owner.id);
        expect(await count()).to.equal(1);
        expect(await reader.store.shares.listBlocked()).to.deep.equal([]);
        expect((await rejection(owner.store.shares.block(reader.id))).code).to.equal('NOT_FOUND');
    });
});
