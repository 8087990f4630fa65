// SPDX-License-Identifier: MIT

import type { pageOf } from '@sanyam/types';
import type { z } from 'zod';

/** A page of a list, with the cursors of the next and the previous page. */
export type Page<Item> = z.infer<ReturnType<typeof pageOf<z.ZodType<Item>>>>;

/** What an iteration needs of a page. */
interface PageWithCursor<Item> {
    readonly data: readonly Item[];
    readonly pagination: { readonly next_cursor: string | null };
}

/** Selects a page. */
export interface PageQuery {
    /** The number of items, 1 to 100 (default: 20). */
    readonly limit?: number | undefined;
    /** The `next_cursor` or `prev_cursor` of another page. */
    readonly cursor?: string | undefined;
    /** The direction from the cursor (default: `next`). A search has only `next`. */
    readonly direction?: 'next' | 'prev' | undefined;
}

/** The maximum page size, so that a whole list takes as few requests as possible. */
const WHOLE_PAGE = 100;

/**
 * A list of the API. `for await (const item of list)` iterates over all items and requests each page when it needs it.
 * Items that are created or deleted meanwhile neither repeat nor skip other items. In a search, a document that changes
 * meanwhile can come twice or not at all.
 */
export class PagedList<Item, ItemPage extends PageWithCursor<Item> = Page<Item>> implements AsyncIterable<Item> {
    /** @param signal ends the iteration, even in the middle of a page */
    constructor(
        private readonly readPage: (query: PageQuery) => Promise<ItemPage>,
        private readonly signal: AbortSignal | undefined
    ) {}

    /** Returns one page (default: the first). */
    page(query: PageQuery = {}): Promise<ItemPage> {
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

    /** Returns all items. */
    async toArray(): Promise<Item[]> {
        const items: Item[] = [];
        for await (const item of this) {
            items.push(item);
        }
        return items;
    }
}
