// SPDX-License-Identifier: MIT

import { type Answer, Persona } from '@sanyam/test-kit/persona';
import { depth } from '@sanyam/test-kit/test-depth';
import { expect } from 'chai';
import { describeOnCloud } from './support/describe-on-cloud.js';
import { giveShare, keyHolder } from './support/fixtures.js';
import { pathOf, plant } from './support/folder-calls.js';
import { recount } from './support/recount.js';
import { tally } from './support/share-calls.js';
import { History } from './support/version-calls.js';

const ROUNDS = depth(8, 3);

describeOnCloud('a folder that moves', stage => {
    async function userWith(...paths: readonly string[]): Promise<Persona> {
        const ada = await Persona.signUp(stage.cloud);
        await stage.database.setTier(ada.id, 'enterprise');
        await plant(stage.database, ada.id, paths);
        return ada;
    }

    const move = (ada: Persona, from_folder: string, to_folder: string): Promise<Answer> =>
        ada.call('move_folder', { from_folder, to_folder });

    /** Returns the paths and versions of all documents of a user. */
    async function treeOf(ada: Persona): Promise<Record<string, number>> {
        const { items } = await ada.list({ folder: '', below: true, page_size: 100 });
        return Object.fromEntries(items.map(item => [pathOf(item), item.version]));
    }

    it('takes all that is in it and below it, with one version each, and leaves the rest [BY-04]', async () => {
        const ada = await userWith('models/a.md', 'models/shared/b.md', 'models-old/c.md', 'models0/d.md', 'models');
        expect((await move(ada, 'models', 'lib/dsl')).data).to.deep.equal({ count: 2 });
        expect(await treeOf(ada)).to.deep.equal({
            models: 1,
            'lib/dsl/a.md': 2,
            'lib/dsl/shared/b.md': 2,
            'models-old/c.md': 1,
            'models0/d.md': 1
        });
        expect(await recount(stage.database, [ada.id])).to.deep.equal({});
    });

    for (const [title, from, to, expected] of [
        ['to the top', 'models/shared', '', { 'models/a.md': 1, 'b.md': 2, 'deep/c.md': 2 }],
        ['up', 'models/shared', 'models', { 'models/a.md': 1, 'models/b.md': 2, 'models/deep/c.md': 2 }],
        [
            'beside a folder with its name',
            'models',
            'models2',
            { 'models2/a.md': 2, 'models2/shared/b.md': 2, 'models2/shared/deep/c.md': 2 }
        ],
        [
            'into a folder that exists',
            'models/shared/deep',
            'models',
            { 'models/a.md': 1, 'models/c.md': 2, 'models/shared/b.md': 1 }
        ]
    ] as const) {
        it(`can move ${title} [BY-04]`, async () => {
            const ada = await userWith('models/a.md', 'models/shared/b.md', 'models/shared/deep/c.md');
            await move(ada, from, to);
            expect(await treeOf(ada)).to.deep.equal(expected);
        });
    }

    it('keeps texts and histories, and the history shows the move [BY-04]', async () => {
        const ada = await userWith();
        const { id } = await ada.create({ folder: 'models', content: 'text' });
        await ada.save(id, { content: 'new text' });
        await move(ada, 'models', 'old');
        const { items } = await new History(ada, id).list();
        expect(items.map(item => [item.version_number, item.document_folder, item.origin])).to.deep.equal([
            [3, 'old', 'save'],
            [2, 'models', 'save'],
            [1, 'models', 'save']
        ]);
        expect(await ada.read(id)).to.include({ content: 'new text', folder: 'old', version: 3 });
    });

    it('comes first in the lists of those with whom its documents are shared', async () => {
        const [ada, bob] = [await userWith('models/a.md'), await userWith()];
        const [document] = (await ada.list()).items;
        await giveShare(stage.database, document ?? expect.fail(), bob, 'view');
        await bob.create({ name: 'newer.md' });
        await move(ada, 'models', 'old');
        expect((await bob.list()).items.map(pathOf)).to.deep.equal(['old/a.md', 'newer.md']);
    });

    it('does not change where it already is, and has one place in both normal forms [BY-04]', async () => {
        const ada = await userWith('é/a.md');
        expect((await move(ada, 'é'.normalize('NFD'), 'é')).data).to.deep.equal({ count: 0 });
        expect((await move(ada, 'é'.normalize('NFD'), 'ü'.normalize('NFD'))).data).to.deep.equal({ count: 1 });
        expect(await treeOf(ada)).to.deep.equal({ 'ü/a.md': 2 });
    });

    for (const [title, from, to, code, sentence] of [
        ['into itself', 'models', 'models/old', 'VALIDATION_ERROR', /cannot move into itself/],
        ['the top', '', 'models', 'VALIDATION_ERROR', /The top cannot move/],
        ['to a path that is none', 'models', 'a//b', 'VALIDATION_ERROR', /one slash between/],
        ['a folder that does not exist', 'model', 'old', 'NOT_FOUND', /does not exist/],
        ['to where a path would be too long', 'models', 'x/'.repeat(507) + 'x', 'VALIDATION_ERROR', /too long/]
    ] as const) {
        it(`refuses to move ${title}, and moves nothing [BY-04]`, async () => {
            const ada = await userWith('models/a.md', 'models/some longer name/b.md');
            const { error } = await move(ada, from, to);
            expect(error?.message).to.equal(code);
            expect(error?.hint).to.match(sentence);
            expect(await treeOf(ada)).to.deep.equal({ 'models/a.md': 1, 'models/some longer name/b.md': 1 });
        });
    }

    it('leaves documents in the trash where they were, and documents of others', async () => {
        const [ada, bob] = [await userWith('models/a.md'), await userWith('models/b.md')];
        await plant(stage.database, ada.id, ['models/gone.md'], { trashed: true });
        await giveShare(stage.database, (await bob.list()).items[0] ?? expect.fail(), ada, 'admin');
        expect((await move(ada, 'models', 'old')).data).to.deep.equal({ count: 1 });
        expect((await ada.list({ state: 'trashed' })).items.map(pathOf)).to.deep.equal(['models/gone.md']);
        expect(await treeOf(bob)).to.deep.equal({ 'models/b.md': 1 });
    });

    it('can be moved with an API key that may write', async () => {
        const ada = await userWith('models/a.md');
        await move(keyHolder(stage.cloud, ada, ['documents:write']), 'models', 'old');
        expect(await treeOf(ada)).to.deep.equal({ 'old/a.md': 2 });
    });

    it('stays as it is if one of its documents is over the limit of the plan', async () => {
        const ada = await userWith('models/a.md', 'models/b.md');
        await stage.database.query(
            `insert into public.tier_limits select (jsonb_populate_record(l, '{"tier": "one_document", "max_documents": 1}')).*
             from public.tier_limits l where l.tier = 'pro' on conflict do nothing`
        );
        await stage.database.setTier(ada.id, 'one_document');
        expect((await move(ada, 'models', 'old')).error?.message).to.equal('DOCUMENT_READ_ONLY');
        expect(await treeOf(ada)).to.deep.equal({ 'models/a.md': 1, 'models/b.md': 1 });
    });

    it('has at most 1,000 documents, 100 MB and 10,000 shares in one move [BY-04]', async () => {
        const ada = await userWith(...Array.from({ length: 1001 }, (_, index) => `many/${index}.md`));
        await plant(
            stage.database,
            ada.id,
            Array.from({ length: 15 }, (_, index) => `large/${index}.md`),
            {
                bytes: 7 * 1024 * 1024
            }
        );
        await plant(
            stage.database,
            ada.id,
            Array.from({ length: 11 }, (_, index) => `shared/${index}.md`)
        );
        await stage.database.query(
            `insert into public.document_shares (document_id, owner_id, email, permission, created_at, updated_at)
             select d.id, d.owner_id, n || '@example.invalid', 'view', now(), now()
             from public.documents d, generate_series(1, 910) n where d.owner_id = $1 and d.folder = 'shared'`,
            [ada.id]
        );
        for (const [folder, limit_name, limit] of [
            ['many', 'moved_documents', 1000],
            ['large', 'moved_bytes', 100 * 1024 * 1024],
            ['shared', 'moved_shares', 10_000]
        ] as const) {
            const { status, error } = await move(ada, folder, 'elsewhere');
            expect([status, error?.message]).to.deep.equal([403, 'TIER_LIMIT_EXCEEDED']);
            expect(JSON.parse(error?.details ?? '')).to.include({ limit_name, limit });
            expect(error?.hint).to.match(/Move the folders and documents in it one at a time\.$/);
        }
        await stage.database.query(
            `delete from public.documents where owner_id = $1 and (folder, name) in (('many', '7.md'), ('shared', '7.md'))`,
            [ada.id]
        );
        expect((await move(ada, 'many', 'elsewhere')).data).to.deep.equal({ count: 1000 });
        expect((await move(ada, 'shared', 'elsewhere')).data).to.deep.equal({ count: 10 });
    });

    it('neither loses a save nor a document while others save, share, leave and delete [BY-04]', async () => {
        for (let round = 0; round < ROUNDS; round++) {
            const [ada, bob, carol] = [await userWith(), await userWith(), await userWith()];
            const documents = await Promise.all(
                Array.from({ length: 12 }, (_, index) => ada.create({ name: `${index}.md`, folder: 'models' }))
            );
            for (const document of documents) {
                await giveShare(stage.database, document, bob, 'admin');
                await giveShare(stage.database, document, carol, 'view');
            }
            const [shared, gone] = [documents[0]?.id ?? '', documents[1]?.id ?? ''];
            const saved = documents.slice(2, 8);
            const answers = await Promise.all([
                ...saved.map(({ id }) => bob.call('save_document', { document_id: id, content: 'by bob' })),
                move(ada, 'models', 'moved'),
                ...saved.map(({ id }) => ada.call('save_document', { document_id: id, content: 'by ada' })),
                bob.call('trash_document', { document_id: gone }),
                ada.call('share_document', { document_id: shared, email: 'x@example.invalid', permission: 'view' }),
                carol.call('leave_shares', { owner_id: ada.id }),
                ada.create({ folder: 'models', name: 'new.md' }).then(() => move(ada, 'models', 'moved'))
            ]);
            // The first move may have taken the new document along.
            const { NOT_FOUND: early = 0, ...others } = tally(answers);
            expect([early <= 1, others]).to.deep.equal([true, { ok: answers.length - early }]);
            const tree = await treeOf(ada);
            expect(
                Object.keys(tree).every(path => path.startsWith('moved/')),
                Object.keys(tree).join()
            ).to.equal(true);
            for (const { id } of saved) {
                expect(await ada.read(id)).to.include({ folder: 'moved' });
                const numbers = await new History(ada, id).numbers();
                expect(numbers).to.deep.equal(numbers.toSorted((one, other) => other - one));
            }
            expect(await recount(stage.database, [ada.id, bob.id])).to.deep.equal({});
        }
    });
});
