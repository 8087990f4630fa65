// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { headersOf } from '../errors/error-responses';

const JSON_TYPE = 'application/json';

/** `{ "data": … }`. */
export function dataOf<Schema extends z.ZodType>(schema: Schema) {
    return z.object({ data: schema });
}

/** A page of a list, with the cursors that lead to its neighbours. */
export function pageOf<Schema extends z.ZodType>(schema: Schema) {
    return z.object({
        data: z.array(schema),
        pagination: z.object({
            next_cursor: z.string().nullable(),
            prev_cursor: z.string().nullable(),
            total_count: z.int().nonnegative(),
            limit: z.int().positive()
        })
    });
}

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
