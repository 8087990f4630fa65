// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import type { CloudDocument } from '@sanyam/types';
import { expect } from 'chai';
import { describeOnCloud } from './support/describe-on-cloud.js';
import { accept, offer } from './support/ownership-calls.js';
import { share } from './support/share-calls.js';

/** Returns the ids of the documents with a name, in the order in which trees give them the plain name. */
async function order(owner: Persona, folder: string, name = 'budget.md'): Promise<string[]> {
    const { items } = await owner.list({ folder });
    const placeOf = ({ placed_at = '', id }: CloudDocument): string => placed_at + id;
    return items
        .filter(item => item.name === name)
        .sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1))
        .map(({ id }) => id);
}

describeOnCloud('the place of a document', stage => {
    let ada: Persona;
    let eve: Persona;
    /** Older than the document whose name eve wants. */
    let shared: CloudDocument;
    let own: CloudDocument;
    beforeEach(async () => {
        [ada, eve] = [await Persona.signUp(stage.cloud), await Persona.signUp(stage.cloud)];
        await stage.database.setTier(ada.id, 'pro');
        await stage.database.setTier(eve.id, 'pro');
        shared = await ada.create({ name: 'todo.md', folder: 'proj' });
        await share(ada, shared, eve.email, 'admin');
        own = await ada.create({ name: 'budget.md', folder: 'proj' });
    });

    it('stays with the document that had it first, when a collaborator renames another one [BY-04]', async () => {
        const renamed = await eve.save(shared.id, { name: 'budget.md' });
        expect(renamed.name).to.equal('budget.md');
        expect(await order(ada, 'proj')).to.deep.equal([own.id, shared.id]);
        // The other form of the same name is no new place, and a save of the text neither.
        const { placed_at } = await ada.save(own.id, { name: 'budget.md', content: 'text', folder: 'proj' });
        expect(placed_at).to.equal(own.placed_at);
        expect((await eve.save(shared.id, { content: 'text' })).placed_at).to.equal(renamed.placed_at);
    });

    it('is a new one after each new name, also if two get it at the same time', async () => {
        const names = ['a.md', 'budget.md', 'todo.md', 'budget.md'];
        for (const name of names) {
            await Promise.all([eve.save(shared.id, { name }), ada.save(own.id, { content: name })]);
        }
        expect(await order(ada, 'proj')).to.deep.equal([own.id, shared.id]);
    });

    it('stays in the trash, and whoever else restores a document gets a new one', async () => {
        await eve.save(shared.id, { name: 'budget.md' });
        await ada.trash(own.id);
        expect((await ada.call('restore_document', { document_id: own.id })).error).to.equal(null);
        expect(await order(ada, 'proj')).to.deep.equal([own.id, shared.id]);

        const early = await ada.create({ name: 'plan.md', folder: 'proj' });
        await share(ada, early, eve.email, 'admin');
        await eve.trash(early.id);
        const plan = await ada.create({ name: 'plan.md', folder: 'proj' });
        expect((await eve.call('restore_document', { document_id: early.id })).error).to.equal(null);
        expect(await order(ada, 'proj', 'plan.md')).to.deep.equal([plan.id, early.id]);
    });

    it('is a new one for a document that is accepted', async () => {
        const offered = await eve.create({ name: 'budget.md' });
        const atTop = await ada.create({ name: 'budget.md' });
        await offer(eve, offered, ada.email);
        await accept(ada, offered);
        expect(await order(ada, '')).to.deep.equal([atTop.id, offered.id]);
    });

    it('is the first one in a folder that moves, and not in a folder that others are in', async () => {
        await eve.save(shared.id, { name: 'budget.md' });
        const target = await ada.create({ name: 'budget.md', folder: 'other' });
        await ada.call('move_folder', { from_folder: 'proj', to_folder: 'other' });
        expect(await order(ada, 'other')).to.deep.equal([target.id, own.id, shared.id]);
    });
});
