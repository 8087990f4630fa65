// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import type { CloudDocument } from '@sanyam/types';
import { expect } from 'chai';
import { describeOnCloud } from './support/describe-on-cloud.js';
import { accept, documentOf, offer, offersTo } from './support/ownership-calls.js';
import { OpenTransaction } from './support/open-transaction.js';
import { failureOf, newAddress, sees, share, sharesOf, signUpSharer, succeed, tally } from './support/share-calls.js';

describeOnCloud('the others who have access to a document that is handed over', stage => {
    const signUp = () => Persona.signUp(stage.cloud);
    const block = (user: Persona, owner: Persona) => user.call('block_owner', { owner_id: owner.id });
    let ada: Persona;
    let bob: Persona;
    let document: CloudDocument;
    beforeEach(async () => {
        [ada, bob] = [await signUpSharer(stage), await signUp()];
        document = await ada.create();
    });

    it('are counted in the offer, with those who have yet to sign up', async () => {
        const expired = { expires_at: new Date(Date.now() + 60_000).toISOString() };
        for (const permission of ['view', 'edit', 'admin', 'admin'] as const) {
            await share(ada, document, newAddress(), permission);
        }
        await share(ada, document, bob.email, 'admin');
        const { id } = await share(ada, document, newAddress(), 'admin', expired);
        await stage.database.query(
            `update public.document_shares s set expires_at = now() - interval '1 minute' where s.id = $1`,
            [id]
        );
        await offer(ada, document, bob.email);
        expect(await offersTo(bob)).to.have.nested.property('[0].share_count', 4);
        expect(await offersTo(bob)).to.have.nested.property('[0].admin_count', 2);
        await offer(ada, await ada.create(), bob.email);
        expect((await offersTo(bob))[1]).to.include({ share_count: 0, admin_count: 0 });
    });

    it('can edit at most, so that nobody deletes what the new owner gave nobody', async () => {
        const [eve, address] = [await signUp(), newAddress()];
        await share(ada, document, eve.email, 'admin');
        await share(ada, document, address, 'admin');
        await offer(ada, document, bob.email);
        documentOf(await accept(bob, document));
        const fay = await Persona.signUp(stage.cloud, {}, address);
        for (const other of [eve, fay, ada]) {
            expect(failureOf(await other.call('trash_document', { document_id: document.id }))).to.deep.equal([
                403,
                'FORBIDDEN'
            ]);
            await other.save(document.id, { content: `by ${other.id}` });
        }
        expect((await sharesOf(bob, document)).map(({ permission }) => permission)).to.deep.equal([
            'edit',
            'edit',
            'edit'
        ]);
        const rows = await stage.database.query(
            `select a.before ->> 'permission' as before, a.after ->> 'permission' as after from public.audit_log a
             where a.user_id = $1 and a.action = 'share.lowered'`,
            [bob.id]
        );
        expect(rows).to.deep.equal([
            { before: 'admin', after: 'edit' },
            { before: 'admin', after: 'edit' }
        ]);
        await share(await paid(bob), document, eve.email, 'admin');
        expect((await eve.call('trash_document', { document_id: document.id })).error).to.equal(null);
    });

    it('do not get it from a new owner whom they have blocked, until they unblock', async () => {
        const [eve, reaching] = [await signUp(), await (await paid(bob)).create()];
        await share(bob, reaching, eve.email, 'view');
        await block(eve, bob);
        await share(ada, document, eve.email, 'admin');
        await offer(ada, document, bob.email);
        documentOf(await accept(bob, document));
        expect(await sees(eve, document)).to.equal(false);
        expect((await sharesOf(bob, document)).map(({ email }) => email)).to.include(eve.email);
        await eve.call('unblock_owner', { owner_id: bob.id });
        expect(await eve.read(document.id)).to.include({ permission: 'edit' });
    });

    it('get it from a new owner whom they do not block, although they have blocked the former one', async () => {
        const [eve, reaching] = [await signUp(), await ada.create()];
        await share(ada, reaching, eve.email, 'view');
        await block(eve, ada);
        await share(ada, document, eve.email, 'edit');
        expect(await sees(eve, document)).to.equal(false);
        await offer(ada, document, bob.email);
        documentOf(await accept(bob, document));
        expect(await sees(eve, document)).to.equal(true);
        expect(await eve.read(document.id)).to.include({ permission: 'edit' });
    });

    it('do not get it from a new owner whom they block, when they unblock another at this moment', async () => {
        const [eve, fay] = [await signUp(), await signUpSharer(stage)];
        for (const owner of [await paid(bob), fay]) {
            await share(owner, await owner.create(), eve.email, 'view');
            succeed(await block(eve, owner));
        }
        const { id } = await share(ada, document, eve.email, 'edit');
        // As if it waited for room, which the next change for this address finds.
        await stage.database.query(
            'update sanyam_private.share_recipients r set recipient_id = null where r.share_id = $1',
            [id]
        );
        await offer(ada, document, bob.email);
        await using handover = await OpenTransaction.begin(stage.cloud, bob);
        await handover.query('select public.accept_ownership($1)', [document.id]);
        const unblocked = eve.call('unblock_owner', { owner_id: fay.id });
        await handover.untilItBlocks();
        await handover.commit();
        succeed(await unblocked);
        expect(await sees(eve, document)).to.equal(false);
        succeed(await eve.call('unblock_owner', { owner_id: bob.id }));
        expect(await sees(eve, document)).to.equal(true);
    });

    it('get it or not by whether they block the new owner, also at the same moment', async () => {
        const [first, second] = [await signUp(), await signUp()];
        const reaching = await (await paid(bob)).create();
        for (const other of [first, second]) {
            await share(bob, reaching, other.email, 'view');
        }
        await block(second, bob);
        const documents = await Promise.all(Array.from({ length: 12 }, () => ada.create()));
        for (const each of documents) {
            await share(ada, each, first.email, 'admin');
            await share(ada, each, second.email, 'admin');
            await offer(ada, each, bob.email);
        }
        const [blocked, unblocked, ...accepted] = await Promise.all([
            block(first, bob),
            second.call('unblock_owner', { owner_id: bob.id }),
            ...documents.map(each => accept(bob, each))
        ]);
        expect([blocked.error, unblocked.error]).to.deep.equal([null, null]);
        expect(tally(accepted)).to.deep.equal({ ok: documents.length });
        const listed = async (user: Persona) => {
            const { items } = await user.list({ page_size: 100 });
            return items.filter(({ owner_id }) => owner_id === bob.id).length;
        };
        expect([await listed(first), await listed(second)]).to.deep.equal([0, documents.length]);
    });

    it('do not keep a free owner from taking back what they deleted', async () => {
        const eve = await signUp();
        await share(ada, document, eve.email, 'admin');
        await stage.database.setTier(ada.id, 'free');
        succeed(await eve.call('trash_document', { document_id: document.id }));
        await stage.database.ageInTrash(document.id, 60 * 24 * 20);
        const restored = await ada.call('restore_document', { document_id: document.id, undo_only: true });
        expect(documentOf(restored)).to.include({ deleted_at: null, permission: 'owner' });
    });

    /** Returns a user with a tier that includes sharing. */
    async function paid(user: Persona): Promise<Persona> {
        await stage.database.setTier(user.id, 'pro');
        return user;
    }
});
