// SPDX-License-Identifier: MIT

import type { z } from '@hono/zod-openapi';
import { headersOf } from '../errors/error-responses';

export { dataOf, pageOf } from '@sanyam/types';

const JSON_TYPE = 'application/json';

/** An answer in JSON, with these headers. */
export function answers<Schema extends z.ZodType>(
    description: string,
    schema: Schema,
    headers: Record<string, string> = {}
) {
    return { description, headers: headersOf(headers), content: { [JSON_TYPE as 'application/json']: { schema } } };
}

/** A body in JSON, without which the operation does not run. */
export function takes<Schema extends z.ZodType>(schema: Schema) {
    return { required: true, content: { [JSON_TYPE as 'application/json']: { schema } } } as const;
}

/** A page as the store has it, as the API answers it. */
export function toPage<Item>(page: {
    items: Item[];
    next_cursor: string | null;
    prev_cursor: string | null;
    total_count: number;
    page_size: number;
}) {
    const { items, page_size: limit, next_cursor, prev_cursor, total_count } = page;
    return { data: items, pagination: { next_cursor, prev_cursor, total_count, limit } };
}

/** A list that one page always holds. */
export function toWholePage<Item>(items: Item[]) {
    const total_count = items.length;
    return {
        data: items,
        pagination: { next_cursor: null, prev_cursor: null, total_count, limit: Math.max(total_count, 1) }
    };
}
