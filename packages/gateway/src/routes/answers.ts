// SPDX-License-Identifier: MIT

import type { z } from '@hono/zod-openapi';
import type { ItemsPage } from '@sanyam/types';
import { headersOf } from '../errors/error-responses';
import type { GatewayContext } from '../http/request-variables';

export { dataOf, pageOf } from '@sanyam/types';

const JSON_TYPE = 'application/json';

/** Documents a JSON answer with these headers. */
export function answers<Schema extends z.ZodType>(
    description: string,
    schema: Schema,
    headers: Record<string, string> = {}
) {
    return { description, headers: headersOf(headers), content: { [JSON_TYPE as 'application/json']: { schema } } };
}

/** Documents a required JSON body. */
export function takes<Schema extends z.ZodType>(schema: Schema) {
    return { required: true, content: { [JSON_TYPE as 'application/json']: { schema } } } as const;
}

/** Converts a page of the store to a page of the API. */
export function toPage<Item>(page: ItemsPage<Item>) {
    const { items, page_size: limit, next_cursor, prev_cursor, total_count } = page;
    return { data: items, pagination: { next_cursor, prev_cursor, total_count, limit } };
}

/** Converts a list that always fits on one page. */
export function toWholePage<Item>(items: Item[]) {
    const total_count = items.length;
    return {
        data: items,
        pagination: { next_cursor: null, prev_cursor: null, total_count, limit: Math.max(total_count, 1) }
    };
}

/** Answers with JSON that is already text. The caller vouches that it fits the route's schema. */
export function jsonText(context: GatewayContext, text: string) {
    const bytes = Buffer.from(text);
    context.var.visit?.keep(bytes.byteLength);
    return context.body(bytes, 200, { 'Content-Type': JSON_TYPE }) as never;
}
