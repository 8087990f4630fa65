// SPDX-License-Identifier: MIT

import { type ExportPage, exportPageSchema } from '@sanyam/types';
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
        const pages: ExportPage[] = [];
        for (let cursor: string | null | undefined; cursor !== null;) {
            const { json, nextCursor } = await store.account.exportPage(cursor);
            pages.push(exportPageSchema.parse(JSON.parse(json)));
            cursor = nextCursor;
        }
        expect(pages[0]?.manifest).to.include({ document_count: 1, version_count: 2 });
        expect(pages[0]?.manifest?.account.profile).to.include({ id, email, tier: 'pro' });
        const items = pages.flatMap(page => page.items);
        expect(items.map(({ kind }) => kind).filter(kind => kind !== 'audit_entry')).to.deep.equal([
            'document',
            'version',
            'version'
        ]);
        const texts = items.flatMap(item => (item.kind === 'version' ? [item.data.content] : []));
        expect(texts).to.deep.equal([notes.content, 'two']);
        const shares = items.flatMap(item => (item.kind === 'document' ? item.data.shares : []));
        expect(shares.map(share => share.email)).to.deep.equal(['someone@example.org']);
        const actions = items.flatMap(item => (item.kind === 'audit_entry' ? [item.data.action] : []));
        expect(actions).to.include.members(['tier.changed', 'share.created']);
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
                owner.store.account.exportPage(undefined)
            ])
        ).to.deep.equal(['UNAUTHORIZED']);
    });
});
