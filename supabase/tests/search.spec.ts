// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import { describeUnderAllGrants } from './support/describe-on-cloud.js';
import { giveShare, keyHolder, signUpPro, trashed } from './support/fixtures.js';
import { placeOf } from './support/folder-calls.js';
import { namesOn, search, searchAll } from './support/search-calls.js';

describeUnderAllGrants('a search for documents', stage => {
    const pro = () => signUpPro(stage.cloud, stage.database);

    /** Signs up a user with documents: their paths and texts. */
    async function userWith(texts: Readonly<Record<string, string>>): Promise<Persona> {
        const ada = await pro();
        for (const [path, content] of Object.entries(texts)) {
            await ada.create({ ...placeOf(path), content });
        }
        return ada;
    }

    it('finds names and texts, newest change first [BY-05]', async () => {
        const ada = await userWith({ 'Grammar.md': 'x', 'a.md': 'the grammar', 'b.md': 'nothing' });
        const { items, next_cursor, page_size } = await search(ada, 'gRAMMAR');
        expect(
            items.map(({ document, name_match, matches }) => [document.name, name_match, matches.length])
        ).to.deep.equal([
            ['a.md', null, 1],
            ['Grammar.md', { column: 1, length: 7 }, 0]
        ]);
        expect([next_cursor, page_size]).to.deep.equal([null, 20]);
        expect(items[0]?.document).to.deep.equal((await ada.list({ query: 'a.md' })).items[0]);
        expect(items[0]?.document).to.not.have.property('content');
    });

    it('finds a name in both of its Unicode forms, and a text in the one it was typed in [BY-05]', async () => {
        const ada = await userWith({ 'cafe\u0301.md': 'x', 'text.md': 'cafe\u0301' });
        expect(namesOn(await search(ada, 'caf\u00e9'))).to.deep.equal(['caf\u00e9.md']);
        expect(namesOn(await search(ada, 'cafe\u0301', { whole_word: true }))).to.deep.equal([
            'text.md',
            'caf\u00e9.md'
        ]);
    });

    it('finds the newest text alone, and no version before it [BY-05]', async () => {
        const ada = await pro();
        const { id } = await ada.create({ content: 'before' });
        await ada.save(id, { content: 'after' });
        expect(namesOn(await search(ada, 'before'))).to.deep.equal([]);
        expect(namesOn(await search(ada, 'after'))).to.deep.equal(['notes.md']);
    });

    it('finds what others share while they do, with the permission, and nothing else of theirs [BY-05]', async () => {
        const [ada, bob] = [await userWith({ 'secret.md': 'needle' }), await pro()];
        const shared = await ada.create({ name: 'shared.md', content: 'a needle' });
        expect((await search(bob, 'needle')).items).to.deep.equal([]);
        await giveShare(stage.database, shared, bob, 'view');
        const mine = await bob.create({ name: 'mine.md', content: 'my needle' });
        const { items } = await search(bob, 'needle');
        expect(items.map(({ document }) => [document.id, document.permission, document.owner_email])).to.deep.equal([
            [mine.id, 'owner', bob.email],
            [shared.id, 'view', ada.email]
        ]);
        expect(namesOn(await search(bob, 'needle', { include_shared: false }))).to.deep.equal(['mine.md']);
        await stage.database.query('update public.document_shares set expires_at = now() where document_id = $1', [
            shared.id
        ]);
        expect(namesOn(await search(bob, 'needle'))).to.deep.equal(['mine.md']);
    });

    it('never searches the trash, not even for a user with a share [BY-05]', async () => {
        const [ada, bob] = [await pro(), await pro()];
        const document = await trashed(ada, { content: 'needle', name: 'needle.md' });
        await giveShare(stage.database, document, bob, 'admin');
        expect((await search(ada, 'needle')).items).to.deep.equal([]);
        expect((await search(bob, 'needle')).items).to.deep.equal([]);
    });

    it('searches a folder and all below it, in the own tree alone [BY-05]', async () => {
        const ada = await userWith({
            'top.md': 'needle',
            'models/a.md': 'needle',
            'models/deep/b.md': 'needle',
            'models2/c.md': 'needle'
        });
        const bob = await pro();
        await giveShare(stage.database, await bob.create({ content: 'needle', folder: 'models' }), ada, 'edit');
        const found = async (folder: string) => namesOn(await search(ada, 'needle', { folder })).sort();
        expect(await found('models')).to.deep.equal(['a.md', 'b.md']);
        expect(await found('')).to.deep.equal(['a.md', 'b.md', 'c.md', 'top.md']);
        expect(await found('none')).to.deep.equal([]);
    });

    it('filters by language, case and whole words [BY-05]', async () => {
        const ada = await userWith({ 'a.md': 'Rule', 'b.md': 'rules' });
        await ada.create({ name: 'c.ts', language_id: 'typescript', content: 'rule' });
        const found = async (body: Record<string, unknown>) => namesOn(await search(ada, 'rule', body));
        expect(await found({})).to.deep.equal(['c.ts', 'b.md', 'a.md']);
        expect(await found({ language_id: 'typescript' })).to.deep.equal(['c.ts']);
        expect(await found({ match_case: true })).to.deep.equal(['c.ts', 'b.md']);
        expect(await found({ whole_word: true })).to.deep.equal(['c.ts', 'a.md']);
    });

    for (const size of [1, 2, 3, 100]) {
        it(`shows each document once on pages of ${size}, also if all changed at the same time [BY-05]`, async () => {
            const [ada, bob] = [await userWith({}), await pro()];
            for (let number = 0; number < 4; number++) {
                await ada.create({ name: `mine ${number}`, content: 'needle' });
                await ada.create({ name: `other ${number}`, content: 'straw' });
                const theirs = await bob.create({ name: `theirs ${number}`, content: 'needle' });
                await giveShare(stage.database, theirs, ada, 'view');
            }
            await stage.database.query('update public.documents set updated_at = now() where owner_id = any ($1)', [
                [ada.id, bob.id]
            ]);
            const pages = await searchAll(ada, 'needle', { page_size: size });
            expect(namesOn(...pages).sort()).to.deep.equal(
                ['mine', 'theirs'].flatMap(whose => [0, 1, 2, 3].map(number => `${whose} ${number}`))
            );
            expect(Math.max(...pages.map(page => page.items.length))).to.be.at.most(size);
        });
    }

    it('needs the scope documents:read of an API key, and a user [BY-05]', async () => {
        const ada = await userWith({ 'a.md': 'needle' });
        expect(namesOn(await search(keyHolder(stage.cloud, ada, ['documents:read']), 'needle'))).to.deep.equal([
            'a.md'
        ]);
        for (const scope of ['documents:write', 'versions:read', 'shares:read']) {
            const { error } = await keyHolder(stage.cloud, ada, [scope]).call('search_documents', { query: 'needle' });
            expect(error?.message).to.equal('INSUFFICIENT_SCOPE');
        }
        const { status } = await Persona.anonymous(stage.cloud).call('search_documents', { query: 'needle' });
        expect([401, 403, 404]).to.include(status);
    });
});
