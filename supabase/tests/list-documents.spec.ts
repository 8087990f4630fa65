// SPDX-License-Identifier: MIT

import { type Arguments, Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import { describeOnCloud } from './support/describe-on-cloud.js';

describeOnCloud('the list of documents', stage => {
    async function proUserWith(...names: readonly string[]): Promise<Persona> {
        const ada = await Persona.signUp(stage.cloud);
        await stage.database.setTier(ada.id, 'pro');
        for (const name of names) {
            await ada.create({ name });
        }
        return ada;
    }

    const numbered = (count: number) => Array.from({ length: count }, (_, index) => `document ${index}`);

    /** Returns the names on all pages in one direction. Runs `turn` after each page. */
    async function walk(ada: Persona, body: Arguments, turn: (page: number) => Promise<unknown>): Promise<string[]> {
        const names: string[] = [];
        let cursor: string | null = null;
        for (let page = 0; ; page++) {
            const { items, next_cursor, prev_cursor } = await ada.list({ ...body, cursor });
            const onPage = items.map(item => item.name);
            if (body['direction'] === 'prev') {
                names.unshift(...onPage);
                cursor = prev_cursor;
            } else {
                names.push(...onPage);
                cursor = next_cursor;
            }
            if (cursor === null) {
                return names;
            }
            await turn(page);
        }
    }

    const pause = () => Promise.resolve();

    it('starts with the newest change, and has no content [FR-113]', async () => {
        const ada = await proUserWith('a', 'b', 'c');
        const { items } = await ada.list();
        await ada.save(items[2]?.id ?? '', { content: 'changed' });
        const { items: after, total_count, next_cursor, prev_cursor } = await ada.list();
        expect(after.map(item => item.name)).to.deep.equal(['a', 'c', 'b']);
        expect(after[0]).to.not.have.property('content');
        expect({ total_count, next_cursor, prev_cursor }).to.deep.equal({
            total_count: 3,
            next_cursor: null,
            prev_cursor: null
        });
    });

    it('is empty for a new user [FR-113]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        expect(await ada.list()).to.deep.equal({
            items: [],
            next_cursor: null,
            prev_cursor: null,
            total_count: 0,
            page_size: 20
        });
    });

    const sizes = [
        [undefined, 20],
        [null, 20],
        [7, 7],
        [0, 1],
        [-5, 1],
        [100, 100],
        [1_000_000, 100]
    ] as const;
    for (const [asked, given] of sizes) {
        it(`has pages of ${given} when asked for ${asked} [FR-111]`, async () => {
            const ada = await Persona.signUp(stage.cloud);
            expect(await ada.list({ page_size: asked })).to.include({ page_size: given });
        });
    }

    for (const direction of ['next', 'prev']) {
        it(`shows every document once in the direction ${direction} [FR-111]`, async () => {
            const names = numbered(11);
            const ada = await proUserWith(...names);
            expect(await walk(ada, { page_size: 4, direction }, pause)).to.deep.equal(names.toReversed());
        });

        it(`shows every document once in the direction ${direction} when all changed at once [FR-111]`, async () => {
            const ada = await proUserWith(...numbered(9));
            await stage.database.query('update public.documents set updated_at = now() where owner_id = $1', [ada.id]);
            const names = await walk(ada, { page_size: 2, direction }, pause);
            expect(names.toSorted()).to.deep.equal(numbered(9));
        });
    }

    it('neither skips nor repeats a document while others are created [FR-114]', async () => {
        const names = numbered(12);
        const ada = await proUserWith(...names);
        const walked = await walk(ada, { page_size: 3 }, page => ada.create({ name: `new ${page}` }));
        expect(walked).to.deep.equal(names.toReversed());
    });

    it('neither skips nor repeats a document while others are deleted, even the one at the cursor [FR-114]', async () => {
        const ada = await proUserWith(...numbered(9));
        const { items } = await ada.list();
        const ids = items.map(item => item.id);
        const walked = await walk(ada, { page_size: 3 }, page => ada.trash(ids[page * 3 + 2] ?? ''));
        expect(walked).to.deep.equal(numbered(9).toReversed());
    });

    it('goes back to the previous page [FR-111]', async () => {
        const ada = await proUserWith(...numbered(5));
        const first = await ada.list({ page_size: 2 });
        const second = await ada.list({ page_size: 2, cursor: first.next_cursor });
        const back = await ada.list({ page_size: 2, cursor: second.prev_cursor, direction: 'prev' });
        expect(back.items).to.deep.equal(first.items);
        expect(back.prev_cursor).to.equal(null);
        expect((await ada.list({ page_size: 2, cursor: back.next_cursor })).items).to.deep.equal(second.items);
    });

    it('leads back from a page that became empty [FR-114]', async () => {
        const ada = await proUserWith('old', 'new');
        const { next_cursor, items } = await ada.list({ page_size: 1 });
        const newest = items[0];
        await stage.database.query('delete from public.documents where owner_id = $1 and name = $2', [ada.id, 'old']);
        const empty = await ada.list({ page_size: 1, cursor: next_cursor });
        expect(empty).to.deep.include({ items: [], next_cursor: null });
        await ada.create({ name: 'newer' });
        const back = await ada.list({ cursor: empty.prev_cursor, direction: 'prev' });
        expect(back.items.map(item => item.name)).to.deep.equal(['newer']);
        expect(newest?.name).to.equal('new');
    });

    it('finds a part of a name in any case, without wildcards', async () => {
        const ada = await proUserWith('Grammar.langium', '100%.md', 'a_b.txt', 'axb.txt', 'back.slash');
        const found = async (query: string) => (await ada.list({ query })).items.map(item => item.name);
        expect(await found('gRAM')).to.deep.equal(['Grammar.langium']);
        expect(await found('%')).to.deep.equal(['100%.md']);
        expect(await found('a_b')).to.deep.equal(['a_b.txt']);
        expect(await found('\\')).to.deep.equal([]);
        expect(await found('')).to.have.length(5);
        expect(await ada.list({ query: 'axb' })).to.include({ total_count: 1 });
    });

    it('counts all matches of a filter on every page [FR-113]', async () => {
        const ada = await proUserWith('a1', 'b1', 'a2', 'b2', 'a3');
        const query = 'a';
        for (const page_size of [1, 2, 3, 4]) {
            for (const direction of ['next', 'prev'] as const) {
                let page = await ada.list({ query, page_size, direction });
                expect(page.total_count, `a page of ${page_size}, ${direction}`).to.equal(3);
                for (let cursor = page[`${direction}_cursor`]; cursor !== null; cursor = page[`${direction}_cursor`]) {
                    page = await ada.list({ query, page_size, direction, cursor });
                    expect(page.total_count, `a later page of ${page_size}, ${direction}`).to.equal(3);
                }
            }
        }
    });

    it('accepts a query of 255 characters, the longest name, and refuses a longer one', async () => {
        const longest = '𝕏'.repeat(255);
        const ada = await proUserWith(longest);
        expect(await ada.list({ query: longest })).to.include({ total_count: 1 });
        const { status, error } = await ada.call('list_documents', { query: `${longest}a` });
        expect([status, error?.message]).to.deep.equal([422, 'VALIDATION_ERROR']);
        expect(JSON.parse(error?.details ?? ''))
            .to.have.property('fields')
            .that.has.all.keys('query');
    });

    it('filters by language', async () => {
        const ada = await proUserWith('a', 'b');
        await ada.create({ name: 'c', language_id: 'yaml' });
        const { items, total_count } = await ada.list({ language_id: 'yaml' });
        expect(items.map(item => item.name)).to.deep.equal(['c']);
        expect(total_count).to.equal(1);
    });

    it('shows the active documents or the trash, never both', async () => {
        const ada = await proUserWith('kept', 'deleted');
        const [deleted] = (await ada.list({ query: 'deleted' })).items;
        await ada.trash(deleted?.id ?? '');
        const names = async (state?: string) => (await ada.list({ state })).items.map(item => item.name);
        expect(await names()).to.deep.equal(['kept']);
        expect(await names('active')).to.deep.equal(['kept']);
        expect(await names('trashed')).to.deep.equal(['deleted']);
    });

    it('accepts include_shared as true and false', async () => {
        const ada = await proUserWith('mine');
        expect(await ada.list({ include_shared: true })).to.include({ total_count: 1 });
        expect(await ada.list({ include_shared: false })).to.include({ total_count: 1 });
    });

    const cursors = {
        'not base64': 'Ünsinn!',
        empty: '',
        'too short': 'YWJj',
        'not UTF-8': '_____w',
        'an impossible time': Buffer.from('2026-13-45T09:07:00.123456Z9f7ecab6-a732-4dcf-8e92-2e5c25054f93').toString(
            'base64url'
        ),
        'no id': Buffer.from('2026-11-21T09:07:00.123456Zno-id').toString('base64url'),
        'a line break': 'MjAyNi0xMS0y\nMVQ',
        'very long': 'A'.repeat(100_000)
    };
    for (const [what, cursor] of Object.entries(cursors)) {
        it(`refuses an invalid cursor: ${what} [FR-112]`, async () => {
            const ada = await Persona.signUp(stage.cloud);
            const { status, error } = await ada.call('list_documents', { cursor });
            expect([status, error?.message]).to.deep.equal([400, 'INVALID_CURSOR']);
        });
    }

    it('refuses a changed cursor, and uses the cursor of another user only as a position [FR-112]', async () => {
        const [ada, bob] = [await proUserWith(...numbered(3)), await proUserWith(...numbered(3))];
        const { next_cursor } = await ada.list({ page_size: 1 });
        const changed = await ada.call('list_documents', { cursor: `${next_cursor}A` });
        expect(changed.error?.message).to.equal('INVALID_CURSOR');
        const { items } = await bob.list({ cursor: next_cursor, direction: 'prev' });
        expect(items.every(item => item.owner_id === bob.id)).to.equal(true);
    });
});
