// SPDX-License-Identifier: MIT

import type { z } from '@hono/zod-openapi';
import type { ItemsPage } from '@sanyam/types';
import { headersOf } from '../errors/error-responses';
import type { TypedResponse } from 'hono';
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

/** Returns a page of the store as the API answers it. */
export function toPage<Item>({ items, page_size: limit, next_cursor, prev_cursor, total_count }: ItemsPage<Item>) {
    return { data: items, pagination: { next_cursor, prev_cursor, total_count, limit } };
}

/** Answers with a page of the store. */
export function pageAnswer<Item>(context: GatewayContext, page: ItemsPage<Item>) {
    return json(context, toPage(page));
}

/** Answers with a list that always fits on one page. */
export function wholePageAnswer<Item>(context: GatewayContext, items: Item[]) {
    const total_count = items.length;
    return json(context, {
        data: items,
        pagination: { next_cursor: null, prev_cursor: null, total_count, limit: Math.max(total_count, 1) }
    });
}

/**
 * Answers with JSON of some size. It counts as memory of the caller until the client has taken it, as every answer of a
 * list or a text must.
 */
export function json<Body>(context: GatewayContext, body: Body): TypedResponse<Body, 200, 'json'> {
    return jsonText(context, JSON.stringify(body));
}

/** Answers like {@link json} with text. The caller vouches that it fits the route's schema. */
export function jsonText(context: GatewayContext, text: string) {
    const bytes = Buffer.from(text);
    context.var.visit?.keep(bytes.byteLength);
    return context.body(bytes, 200, { 'Content-Type': JSON_TYPE }) as never;
}
