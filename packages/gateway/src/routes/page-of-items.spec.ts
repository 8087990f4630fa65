// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { pageOfItems } from './page-of-items';

const LIST = '11111111-0000-4000-8000-000000000000';

/** Pairs of items have the same time, as if one statement had created them. */
const ITEMS = Array.from({ length: 7 }, (_, index) => ({
    id: `00000000-0000-4000-8000-00000000000${index}`,
    created_at: `2026-11-21T00:00:00.00000${Math.floor(index / 2)}Z`
}));

const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => Number(id.at(-1)));

/** Returns all pages in one direction. */
function walk(direction: 'next' | 'prev'): number[][] {
    const pages: number[][] = [];
    let page = pageOfItems(LIST, ITEMS, { page_size: 3, direction });
    for (;;) {
        pages.push(idsOf(page.items));
        const cursor = direction === 'next' ? page.next_cursor : page.prev_cursor;
        if (cursor === null) {
            return pages;
        }
        page = pageOfItems(LIST, ITEMS, { page_size: 3, direction, cursor });
    }
}

describe('a page of items', () => {
    it('leads to the next and the previous page [FR-111]', () => {
        expect(walk('next')).to.deep.equal([[0, 1, 2], [3, 4, 5], [6]]);
        expect(walk('prev')).to.deep.equal([[4, 5, 6], [1, 2, 3], [0]]);
    });

    it('has a cursor for each direction with more items [FR-113]', () => {
        const first = pageOfItems(LIST, ITEMS, { page_size: 3 });
        expect(first).to.include({ prev_cursor: null, total_count: 7, page_size: 3 });
        const cursor = first.next_cursor ?? '';
        const second = pageOfItems(LIST, ITEMS, { page_size: 3, cursor });
        const back = pageOfItems(LIST, ITEMS, { page_size: 3, cursor: second.prev_cursor ?? '', direction: 'prev' });
        expect(idsOf(back.items)).to.deep.equal([0, 1, 2]);
        expect(pageOfItems(LIST, ITEMS, {})).to.include({ prev_cursor: null, next_cursor: null, page_size: 20 });
    });

    it('continues at the position of its cursor when that item is deleted [FR-114]', () => {
        const cursor = pageOfItems(LIST, ITEMS, { page_size: 3 }).next_cursor ?? '';
        const fewer = ITEMS.filter(({ id }) => !id.endsWith('2'));
        expect(idsOf(pageOfItems(LIST, fewer, { page_size: 3, cursor }).items)).to.deep.equal([3, 4, 5]);
        const none = pageOfItems(LIST, ITEMS.slice(0, 2), { cursor });
        expect([none.items, none.next_cursor, none.prev_cursor]).to.deep.equal([[], null, cursor]);
    });

    it('is refused for a changed cursor or the cursor of another list [FR-112]', () => {
        const cursor = pageOfItems(LIST, ITEMS, { page_size: 3 }).next_cursor ?? '';
        const text = Buffer.from(cursor, 'base64url').toString();
        const encoded = (changed: string) => Buffer.from(changed).toString('base64url');
        for (const wrong of [
            'x',
            'bm90IG91cnM',
            `${cursor}A`,
            cursor.slice(1),
            encoded(text.slice(LIST.length)),
            encoded(text.replace(LIST, ITEMS[0]?.id ?? '')),
            encoded(text.replace('2026-11-21', '2026-99-99'))
        ]) {
            expect(() => pageOfItems(LIST, ITEMS, { cursor: wrong }), wrong)
                .to.throw()
                .with.property('code', 'INVALID_CURSOR');
        }
    });
});
