// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { type CloudDocument, cloudDocumentSchema } from '@sanyam/types';
import { expect } from 'chai';
import { search } from './support/search-calls.js';
import { type MovableCloud, openMovableCloud, PERMISSIONS, share, signUpSharer } from './support/share-calls.js';

const END = '2999-01-01T00:00:00.123456Z';

describe('the end of access in the answers', () => {
    let stage: MovableCloud;
    let ada: Persona;
    let bob: Persona;
    let document: CloudDocument;
    before(async () => {
        stage = await openMovableCloud();
    });
    after(() => stage.close());
    beforeEach(async () => {
        [ada, bob] = [await signUpSharer(stage), await Persona.signUp(stage.cloud)];
        document = await ada.create({ content: 'needle', folder: 'models' });
    });

    /** Returns the end in each answer that only reads. */
    async function ends(persona: Persona, id: string): Promise<unknown[]> {
        const listed = (await persona.list()).items.find(item => item.id === id);
        const found = (await search(persona, 'needle')).items[0]?.document;
        return [await persona.read(id), listed, found].map(answer => answer?.access_ends_at);
    }

    for (const permission of PERMISSIONS) {
        it(`is that of the caller’s ${permission} share, as it is now [FR-037]`, async () => {
            await share(ada, document, bob.email, permission);
            expect(await ends(bob, document.id)).to.deep.equal([null, null, null]);
            await share(ada, document, bob.email, permission, { expires_at: END });
            expect(await ends(bob, document.id)).to.deep.equal([END, END, END]);
            if (permission !== 'view') {
                const saved = await bob.save(document.id, { content: 'needles' });
                // Nothing differs, which is another answer.
                expect(await bob.save(document.id, { content: 'needles' })).to.deep.equal(saved);
                expect(saved.access_ends_at).to.equal(END);
            }
            await share(ada, document, bob.email, permission);
            expect(await ends(bob, document.id)).to.deep.equal([null, null, null]);
        });
    }

    it('also comes when an admin share deletes and restores a document', async () => {
        await share(ada, document, bob.email, 'admin', { expires_at: END });
        expect((await bob.trash(document.id)).access_ends_at).to.equal(END);
        const body = { document_id: document.id };
        const restored = await bob.expectSuccess(cloudDocumentSchema.strict(), 'restore_document', body);
        expect(restored.access_ends_at).to.equal(END);
    });

    it('is null for the owner, also when another user has a share that ends', async () => {
        await share(ada, document, bob.email, 'edit', { expires_at: END });
        expect(await ends(ada, document.id)).to.deep.equal([null, null, null]);
        const [inFolder] = (await ada.list({ folder: 'models' })).items;
        const answers = [inFolder, await ada.save(document.id, { content: 'x' }), await ada.trash(document.id)];
        expect(answers.map(answer => answer?.access_ends_at)).to.deep.equal([null, null, null]);
        const { data } = await ada.call('create_document', { name: 'a', language_id: 'b' });
        expect(data).to.include({ access_ends_at: null });
    });

    it('is never in the past: an expired share has no answers [FR-038]', async () => {
        const [row] = await stage.database.query(`select sanyam_private.clock() + interval '1 hour' as time`);
        const expires_at = (row?.['time'] as Date).toISOString();
        await share(ada, document, bob.email, 'edit', { expires_at });
        const shown = (await bob.read(document.id)).access_ends_at;
        expect(Date.parse(shown ?? '')).to.equal(Date.parse(expires_at));
        await stage.pass('1 hour');
        expect((await bob.call('read_document', { document_id: document.id })).status).to.equal(404);
        expect((await bob.list()).items).to.deep.equal([]);
        expect((await search(bob, 'needle')).items).to.deep.equal([]);
    });
});
