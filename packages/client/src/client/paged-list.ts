// SPDX-License-Identifier: MIT

import type { pageOf } from '@sanyam/types';
import type { z } from 'zod';

/** One page of a list, and the cursors that lead to its neighbours. */
export type Page<Item> = z.infer<ReturnType<typeof pageOf<z.ZodType<Item>>>>;

/** Which page. */
export interface PageQuery {
    /** Items on it, 1 to 100; 20 unless given. */
    readonly limit?: number | undefined;
    /** From `next_cursor` or `prev_cursor` of another page. */
    readonly cursor?: string | undefined;
    /** The side of the cursor; `next` unless given. */
    readonly direction?: 'next' | 'prev' | undefined;
}

/** The most items that a page has: all of a list in as few requests as it takes. */
const WHOLE_PAGE = 100;

/**
 * A list of the API. `for await (const item of list)` goes through all of it and asks for a page when it gets there;
 * what is made or deleted meanwhile neither repeats nor skips an item.
 */
export class PagedList<Item> implements AsyncIterable<Item> {
    /** @param signal ends going through it, also in the middle of a page */
    constructor(
        private readonly readPage: (query: PageQuery) => Promise<Page<Item>>,
        private readonly signal: AbortSignal | undefined
    ) {}

    /** One page, the first unless the query says otherwise. */
    page(query: PageQuery = {}): Promise<Page<Item>> {
        return this.readPage(query);
    }

    async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
        let cursor: string | undefined;
        do {
            const { data, pagination } = await this.readPage({ limit: WHOLE_PAGE, cursor });
            for (const item of data) {
                this.signal?.throwIfAborted();
                yield item;
            }
            cursor = pagination.next_cursor ?? undefined;
        } while (cursor !== undefined);
    }

    /** All items at once. */
    async toArray(): Promise<Item[]> {
        const items: Item[] = [];
        for await (const item of this) {
            items.push(item);
        }
        return items;
    }
}
