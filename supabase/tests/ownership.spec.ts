// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import type { CloudDocument } from '@sanyam/types';
import { expect } from 'chai';
import { accept, documentOf, expectTrueCounters, offer, offersTo } from './support/ownership-calls.js';
import {
    failureOf,
    openMovableCloud,
    type MovableCloud,
    newAddress,
    sees,
    share,
    sharesOf,
    signUpSharer,
    withScopes
} from './support/share-calls.js';
import { describeUnderAllGrants } from './support/describe-on-cloud.js';

describeUnderAllGrants('a document that is handed over', stage => {
    let ada: Persona;
    let bob: Persona;
    let document: CloudDocument;
    beforeEach(async () => {
        [ada, bob] = [await Persona.signUp(stage.cloud), await Persona.signUp(stage.cloud)];
        document = await ada.create({ content: '12345' });
    });

    it('belongs to the receiver after the offer is accepted', async () => {
        expect(documentOf(await offer(ada, document, ` ${bob.email.toUpperCase()}`))).to.deep.equal(document);
        const [waiting, ...others] = await offersTo(bob);
        expect(others).to.deep.equal([]);
        expect(waiting).to.deep.include({ document_id: document.id, name: document.name, owner_email: ada.email });
        const days = (Date.parse(waiting?.expires_at ?? '') - Date.parse(waiting?.offered_at ?? '')) / 86_400_000;
        expect(days).to.equal(30);
        expect(await sees(bob, document)).to.equal(false);

        const accepted = documentOf(await accept(bob, document));
        const { placed_at } = accepted;
        expect(accepted).to.deep.equal({ ...document, owner_id: bob.id, owner_email: bob.email, placed_at });
        expect(await bob.read(document.id)).to.deep.equal({ ...accepted, content: '12345' });
        expect(await offersTo(bob)).to.deep.equal([]);
        expect(await stage.database.counters(ada.id)).to.deep.equal({ kept: [0, 0], recounted: [0, 0] });
        expect(await stage.database.counters(bob.id)).to.deep.equal({ kept: [1, 5], recounted: [1, 5] });
    });

    it('comes to the top of the new owner, so that the former owner puts nothing into a folder of theirs [BY-04]', async () => {
        const inFolder = await ada.create({ name: 'settings.json', folder: '.theia' });
        await offer(ada, inFolder, bob.email);
        expect(documentOf(await accept(bob, inFolder))).to.include({
            folder: '',
            version: 1,
            permission: 'owner'
        });
    });

    it('can be edited by its former owner until the new owner revokes the share', async () => {
        await offer(ada, document, bob.email);
        await accept(bob, document);
        const shares = await sharesOf(bob, document);
        expect(shares.map(({ email, permission, expires_at }) => ({ email, permission, expires_at }))).to.deep.equal([
            { email: ada.email, permission: 'edit', expires_at: null }
        ]);
        await ada.save(document.id, { content: '123456' });
        expect(await stage.database.counters(bob.id)).to.deep.equal({ kept: [1, 6], recounted: [1, 6] });
        expect(failureOf(await ada.call('trash_document', { document_id: document.id }))).to.deep.equal([
            403,
            'FORBIDDEN'
        ]);
        await bob.call('revoke_share', { share_id: shares[0]?.id });
        expect(await sees(ada, document)).to.equal(false);
    });

    it('keeps its shares, except that of the receiver', async () => {
        await stage.database.setTier(ada.id, 'pro');
        const eve = await Persona.signUp(stage.cloud);
        await share(ada, document, bob.email, 'view');
        await share(ada, document, eve.email, 'edit');
        await offer(ada, document, bob.email);
        await accept(bob, document);
        const shares = await sharesOf(bob, document);
        expect(shares.map(({ email }) => email)).to.have.members([ada.email, eve.email]);
        await eve.save(document.id, { content: 'by eve' });
        await ada.save(document.id, { content: 'by ada' });
        const { data } = await ada.client.from('document_shares').select('email');
        expect(data).to.deep.equal([{ email: ada.email }]);
    });

    it('can be handed back', async () => {
        await offer(ada, document, bob.email);
        await accept(bob, document);
        await offer(bob, document, ada.email);
        const { placed_at, ...accepted } = documentOf(await accept(ada, document));
        expect({ ...accepted, placed_at: document.placed_at }).to.deep.equal(document);
        expect(placed_at).to.not.equal(document.placed_at);
        expect((await sharesOf(ada, document)).map(({ email }) => email)).to.deep.equal([bob.email]);
        await expectTrueCounters(stage, ada, bob);
    });

    it('waits for a user who signs up with the address and confirms it', async () => {
        const email = newAddress();
        await offer(ada, document, email);
        const eve = await Persona.signUp(stage.cloud, {}, email);
        const confirm = (time: string) =>
            stage.database.query(`update auth.users set email_confirmed_at = ${time} where id = $1`, [eve.id]);
        await confirm('null');
        expect(await offersTo(eve)).to.deep.equal([]);
        expect(failureOf(await accept(eve, document))).to.deep.equal([404, 'DOCUMENT_NOT_FOUND']);
        await confirm('now()');
        expect(await offersTo(eve)).to.have.length(1);
        documentOf(await accept(eve, document));
    });

    it('has one offer at a time, which its owner can withdraw', async () => {
        const eve = await Persona.signUp(stage.cloud);
        await offer(ada, document, bob.email);
        await offer(ada, document, eve.email);
        expect([await offersTo(bob), (await offersTo(eve)).length]).to.deep.equal([[], 1]);
        expect(failureOf(await accept(bob, document))).to.deep.equal([404, 'DOCUMENT_NOT_FOUND']);
        expect(documentOf(await offer(ada, document, null))).to.deep.equal(document);
        expect(failureOf(await accept(eve, document))).to.deep.equal([404, 'DOCUMENT_NOT_FOUND']);
        documentOf(await offer(ada, document, null));
    });

    it('can be declined by the user to whom it is offered, and by no other', async () => {
        const decline = (persona: Persona) => persona.call('decline_ownership', { document_id: document.id });
        const eve = await Persona.signUp(stage.cloud);
        await offer(ada, document, bob.email);
        for (const other of [ada, eve]) {
            expect(failureOf(await decline(other))).to.deep.equal([404, 'DOCUMENT_NOT_FOUND']);
        }
        expect(failureOf(await decline(withScopes(stage.cloud, bob, 'shares:write')))).to.deep.equal([
            403,
            'FORBIDDEN'
        ]);
        expect((await decline(bob)).error).to.equal(null);
        expect(await offersTo(bob)).to.deep.equal([]);
        expect(failureOf(await accept(bob, document))).to.deep.equal([404, 'DOCUMENT_NOT_FOUND']);
        expect(failureOf(await decline(bob))).to.deep.equal([404, 'DOCUMENT_NOT_FOUND']);
        await offer(ada, document, bob.email);
        documentOf(await accept(bob, document));
    });

    it('cannot be offered or accepted while it is in the trash', async () => {
        await offer(ada, document, bob.email);
        await ada.trash(document.id);
        const refused = await offer(ada, document, bob.email);
        expect(failureOf(refused)).to.deep.equal([403, 'DOCUMENT_READ_ONLY']);
        expect(refused.error?.details).to.equal('{"reason": "trashed"}');
        expect(await offersTo(bob)).to.deep.equal([]);
        expect(failureOf(await accept(bob, document))).to.deep.equal([404, 'DOCUMENT_NOT_FOUND']);
    });

    for (const email of ['not an address', '']) {
        it(`cannot be offered to “${email}”, and keeps its earlier offer`, async () => {
            await offer(ada, document, bob.email);
            expect(failureOf(await offer(ada, document, email))).to.deep.equal([422, 'VALIDATION_ERROR']);
            expect(await offersTo(bob)).to.have.length(1);
        });
    }

    it('cannot be offered to its owner', async () => {
        await offer(ada, document, bob.email);
        expect(failureOf(await offer(ada, document, ada.email))).to.deep.equal([422, 'VALIDATION_ERROR']);
        expect(await offersTo(bob)).to.have.length(1);
    });

    it('cannot be accepted by another user or with an API key [FR-016]', async () => {
        const eve = await Persona.signUp(stage.cloud);
        await offer(ada, document, bob.email);
        const everything = ['documents:read', 'documents:write', 'documents:delete', 'shares:read', 'shares:write'];
        const before = await stage.database.snapshot([ada.id, bob.id, eve.id]);
        for (const thief of [ada, eve]) {
            expect(failureOf(await accept(thief, document))).to.deep.equal([404, 'DOCUMENT_NOT_FOUND']);
        }
        expect(failureOf(await accept(Persona.anonymous(stage.cloud), document))[0]).to.equal(401);
        const key = withScopes(stage.cloud, bob, ...everything);
        for (const answer of [
            await accept(key, document),
            await offer(withScopes(stage.cloud, ada, ...everything), document, eve.email),
            await key.call('list_ownership_offers')
        ]) {
            expect(failureOf(answer)).to.deep.equal([403, 'FORBIDDEN']);
        }
        expect(failureOf(await offer(eve, document, eve.email))).to.deep.equal([404, 'DOCUMENT_NOT_FOUND']);
        expect(await stage.database.snapshot([ada.id, bob.id, eve.id])).to.deep.equal(before);
    });

    const limits = [
        ['document limit', { max_documents: 1 }, 403, 'TIER_LIMIT_EXCEEDED'],
        ['storage limit', { max_storage_bytes: 5 }, 403, 'TIER_LIMIT_EXCEEDED'],
        ['document size limit', { max_document_size_bytes: 4 }, 413, 'DOCUMENT_TOO_LARGE'],
        ['lack of cloud storage', { has_cloud_storage: false }, 403, 'FEATURE_NOT_AVAILABLE']
    ] as const;
    for (const [what, limit, status, code] of limits) {
        it(`stays with its owner because of the receiver’s ${what}`, async () => {
            await bob.create({ content: '1' });
            await stage.database.giveOwnTier(bob.id, limit, 'free');
            await offer(ada, document, bob.email);
            const before = await stage.database.snapshot([ada.id, bob.id]);
            expect(failureOf(await accept(bob, document))).to.deep.equal([status, code]);
            expect(await stage.database.snapshot([ada.id, bob.id])).to.deep.equal(before);
            await stage.database.setTier(bob.id, 'pro');
            documentOf(await accept(bob, document));
            await expectTrueCounters(stage, ada, bob);
        });
    }
});

describe('an offer of ownership', () => {
    let stage: MovableCloud;
    before(async () => {
        stage = await openMovableCloud();
    });
    after(() => stage.close());

    it('expires after 30 days', async () => {
        const [ada, bob] = [await signUpSharer(stage), await Persona.signUp(stage.cloud)];
        const document = await ada.create();
        await offer(ada, document, bob.email);
        await stage.pass('29 days 23 hours');
        expect(await offersTo(bob)).to.have.length(1);
        await stage.pass('1 hour');
        expect(await offersTo(bob)).to.deep.equal([]);
        expect(failureOf(await accept(bob, document))).to.deep.equal([404, 'DOCUMENT_NOT_FOUND']);
        await offer(ada, document, bob.email);
        documentOf(await accept(bob, document));
    });
});
