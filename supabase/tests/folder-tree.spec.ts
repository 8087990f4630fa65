// SPDX-License-Identifier: MIT

import { type Arguments, Persona } from '@sanyam/test-kit/persona';
import { depth } from '@sanyam/test-kit/test-depth';
import { expect } from 'chai';
import fc from 'fast-check';
import { describeOnCloud } from './support/describe-on-cloud.js';
import { giveShare } from './support/fixtures.js';
import { listFolders, pathOf, placeOf, plant } from './support/folder-calls.js';

const RUNS = depth(40, 10);

/** Names that sort before, at and after a slash, and the last character that there is. */
const NAMES = ['!', '-', '.a', '0', 'a', 'a b', 'a-b', 'A', 'é', '\u{10FFFD}a', '\u{1F600}'];

/** The order of the list: by the bytes of the folder with a slash after it, then of the name. */
function inOrder(paths: readonly string[]): string[] {
    const key = (path: string) => Buffer.from(`${placeOf(path).folder}/`);
    return paths.toSorted(
        (one, other) =>
            Buffer.compare(key(one), key(other)) ||
            Buffer.compare(Buffer.from(placeOf(one).name), Buffer.from(placeOf(other).name))
    );
}

function isIn(folder: string, path: string): boolean {
    return folder === '' || path.startsWith(`${folder}/`);
}

/** The names of the folders directly in a folder, by the bytes of the name with a slash after it. */
function foldersIn(folder: string, paths: readonly string[]): string[] {
    const start = folder === '' ? 0 : folder.length + 1;
    const rests = paths.filter(path => isIn(folder, path)).map(path => path.slice(start));
    const names = new Set(rests.filter(rest => rest.includes('/')).map(rest => rest.slice(0, rest.indexOf('/'))));
    return [...names].sort((one, other) => Buffer.compare(Buffer.from(`${one}/`), Buffer.from(`${other}/`)));
}

describeOnCloud('the tree of folders', stage => {
    async function userWith(...paths: readonly string[]): Promise<Persona> {
        const ada = await Persona.signUp(stage.cloud);
        await stage.database.setTier(ada.id, 'enterprise');
        await plant(stage.database, ada.id, paths);
        return ada;
    }

    const paths = async (ada: Persona, body: Arguments) => (await ada.list(body)).items.map(pathOf);

    /** Returns the paths on all pages, and checks that each page says how many there are. */
    async function walk(ada: Persona, body: Arguments, direction = 'next'): Promise<string[]> {
        const found: string[] = [];
        const totals = new Set<number>();
        let cursor: string | null = null;
        do {
            const page = await ada.list({ ...body, direction, cursor });
            const onPage = page.items.map(pathOf);
            found.splice(direction === 'next' ? found.length : 0, 0, ...onPage);
            totals.add(page.total_count);
            cursor = direction === 'next' ? page.next_cursor : page.prev_cursor;
        } while (cursor !== null);
        expect([...totals]).to.deep.equal([found.length]);
        return found;
    }

    it('has the documents of one folder, and the folders directly in it [BY-04]', async () => {
        const ada = await userWith('z.md', 'models/a.md', 'models/b.md', 'models/shared/deep/c.md', 'models-old/d.md');
        const page = await ada.list({ folder: 'models' });
        expect(page.items.map(pathOf)).to.deep.equal(['models/a.md', 'models/b.md']);
        expect(page).to.deep.include({ folders: ['shared'], next_folders_cursor: null, total_count: 2 });
        const top = await ada.list({ folder: '' });
        expect([top.items.map(pathOf), top.folders]).to.deep.equal([['z.md'], ['models-old', 'models']]);
        const empty = await ada.list({ folder: 'models/shared' });
        expect([empty.items, empty.folders, empty.total_count]).to.deep.equal([[], ['deep'], 0]);
    });

    it('has all that is below a folder, in the order of paths [BY-04]', async () => {
        const ada = await userWith('z.md', 'models/shared/c.md', 'models/a.md', 'models-old/d.md', 'models0/e.md');
        const page = await ada.list({ folder: 'models', below: true });
        expect(page.items.map(pathOf)).to.deep.equal(['models/a.md', 'models/shared/c.md']);
        expect(page).to.deep.include({ folders: null, next_folders_cursor: null, total_count: 2 });
        expect(await ada.list({ folder: '', below: true })).to.include({ total_count: 5 });
    });

    it('is the same on all pages in both directions as a sort of the paths [BY-04]', async () => {
        const path = fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 4 }).map(names => names.join('/'));
        await fc.assert(
            fc.asyncProperty(fc.array(path, { maxLength: 12 }), fc.constantFrom(...NAMES), async (all, other) => {
                const ada = await userWith(...all);
                const folders = new Set(['', other, ...all.slice(0, 3).map(one => placeOf(one).folder)]);
                for (const folder of folders) {
                    const below = inOrder(all.filter(one => isIn(folder, one)));
                    const inside = below.filter(one => placeOf(one).folder === folder);
                    for (const direction of ['next', 'prev']) {
                        expect(await walk(ada, { folder, page_size: 2 }, direction)).to.deep.equal(inside);
                        expect(await walk(ada, { folder, below: true, page_size: 3 }, direction)).to.deep.equal(below);
                    }
                    expect((await listFolders(ada, folder)).items).to.deep.equal(foldersIn(folder, all));
                }
            }),
            { numRuns: RUNS }
        );
    });

    it('has only the caller’s own documents, and none from the trash [BY-04]', async () => {
        const [ada, bob] = [await userWith('models/a.md'), await userWith('models/b.md', 'models/bob/c.md')];
        const { items } = await bob.list({ folder: 'models', below: true });
        for (const document of items) {
            await giveShare(stage.database, document, ada, 'admin');
        }
        await plant(stage.database, ada.id, ['models/gone.md', 'models/old/gone.md'], { trashed: true });
        const page = await ada.list({ folder: 'models' });
        expect([page.items.map(pathOf), page.folders]).to.deep.equal([['models/a.md'], []]);
        expect(await paths(ada, { folder: '', below: true, include_shared: true })).to.deep.equal(['models/a.md']);
    });

    it('can be filtered by name and language [BY-04]', async () => {
        const ada = await userWith('a/Grammar.md', 'a/b/grammar2.md', 'a/other.md');
        await ada.create({ name: 'grammar.sql', language_id: 'sql', folder: 'a' });
        expect(await paths(ada, { folder: 'a', below: true, query: 'GRAMMAR', language_id: 'markdown' })).to.deep.equal(
            ['a/Grammar.md', 'a/b/grammar2.md']
        );
        expect(await ada.list({ folder: 'a', query: 'gram', page_size: 1 })).to.include({ total_count: 2 });
    });

    it('neither skips nor repeats a document while others come and go, even the one at the cursor', async () => {
        const ada = await userWith('a/1.md', 'a/2.md', 'a/3.md', 'a/4.md');
        const first = await ada.list({ folder: 'a', page_size: 2 });
        await ada.trash(first.items[1]?.id ?? '');
        await plant(stage.database, ada.id, ['a/0.md', 'a/2a.md']);
        const second = await ada.list({ folder: 'a', page_size: 2, cursor: first.next_cursor });
        expect(second.items.map(pathOf)).to.deep.equal(['a/2a.md', 'a/3.md']);
        const back = await ada.list({ folder: 'a', page_size: 9, cursor: second.prev_cursor, direction: 'prev' });
        expect(back.items.map(pathOf)).to.deep.equal(['a/0.md', 'a/1.md']);
        expect(back).to.deep.include({ folders: null });
    });

    it('leads back from a page that became empty', async () => {
        const ada = await userWith('a/1.md', 'a/2.md');
        const { next_cursor, items } = await ada.list({ folder: 'a', page_size: 1 });
        await stage.database.query('delete from public.documents where owner_id = $1', [ada.id]);
        const empty = await ada.list({ folder: 'a', page_size: 1, cursor: next_cursor });
        expect(empty).to.deep.include({ items: [], next_cursor: null, prev_cursor: next_cursor });
        expect(items.map(pathOf)).to.deep.equal(['a/1.md']);
    });

    it('takes a cursor of another folder for a place before or after this one', async () => {
        const ada = await userWith('a/1.md', 'a/2.md', 'b/1.md', 'b/2.md', 'c/1.md', 'c/2.md');
        for (const [folder, found] of [
            ['a', ['b/1.md', 'b/2.md']],
            ['c', ['b/1.md', 'b/2.md']]
        ] as const) {
            const { next_cursor: cursor } = await ada.list({ folder, page_size: 1 });
            for (const direction of ['next', 'prev']) {
                expect(await paths(ada, { folder: 'b', cursor, direction })).to.deep.equal(found);
            }
        }
    });

    it('refuses a cursor that it did not make', async () => {
        const ada = await userWith('a/1.md', 'a/2.md');
        const { next_cursor } = await ada.list({ page_size: 1 });
        const ofText = (text: string) => Buffer.from(text).toString('base64url');
        const id = '00000000-0000-0000-0000-000000000000';
        for (const cursor of [next_cursor, 'x', '%', ofText(`${id}9/a`), ofText(`${id}-1/a`), ofText(id), '_w']) {
            const { error } = await ada.call('list_documents', { folder: 'a', cursor });
            expect(error?.message, String(cursor)).to.equal('INVALID_CURSOR');
        }
        for (const cursor of ['%', '_w', 'YQ==']) {
            expect((await ada.call('list_folders', { cursor })).error?.message, cursor).to.equal('INVALID_CURSOR');
        }
    });

    for (const [title, body, field, sentence] of [
        ['a path that is none', { folder: 'a//b' }, 'folder', /one slash between/],
        ['a folder of the trash', { folder: '', state: 'trashed' }, 'folder', /trash has no folders/],
        ['what is below no folder', { below: true }, 'below', /Name a folder/]
    ] as const) {
        it(`refuses ${title}, with a sentence`, async () => {
            const { status, error } = await (await userWith()).call('list_documents', body);
            expect([status, error?.message]).to.deep.equal([422, 'VALIDATION_ERROR']);
            expect(error?.hint).to.match(sentence);
            expect(JSON.parse(error?.details ?? '')).to.have.nested.property(`fields.${field}`);
        });
    }

    it('has folders in pages of 1,000 [BY-04]', async () => {
        const names = Array.from({ length: 2100 }, (_, index) => `folder ${String(index).padStart(4, '0')}`);
        const ada = await userWith(...names.map(name => `all/${name}/a.md`), 'all/z.md');
        const { folders, next_folders_cursor } = await ada.list({ folder: 'all' });
        const second = await listFolders(ada, 'all', next_folders_cursor ?? null);
        const third = await listFolders(ada, 'all', second.next_cursor);
        expect([folders?.length, second.items.length, third]).to.deep.equal([
            1000,
            1000,
            { items: names.slice(2000), next_cursor: null }
        ]);
        expect([...(folders ?? []), ...second.items, ...third.items]).to.deep.equal(names);
        expect(await listFolders(ada, '')).to.deep.equal({ items: ['all'], next_cursor: null });
    });

    it('lists folders of the top by default, and refuses a path that is none', async () => {
        const ada = await userWith('models/a.md');
        expect((await ada.call('list_folders')).data).to.deep.equal({ items: ['models'], next_cursor: null });
        expect((await ada.call('list_folders', { folder: '/a' })).error?.message).to.equal('VALIDATION_ERROR');
    });
});
