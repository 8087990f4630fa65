// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { CloudError, MAX_VERSION } from '@sanyam/types';

const MAX_PAGE_SIZE = 100;
export const DEFAULT_PAGE_SIZE = 20;

/** A version's number in a path: not longer than a version's number can be, nor written in another way. */
const versionParameter = z
    .string()
    .regex(/^[1-9]\d{0,9}$/)
    .transform(Number)
    .pipe(z.int().max(MAX_VERSION))
    .openapi({ type: 'integer', minimum: 1, maximum: MAX_VERSION });

/** Not only what RFC 9562 allows: the database takes any. */
const id = z.guid();

export const documentParameters = z.object({ id });
export const versionParameters = z.object({ id, version: versionParameter });
export const shareParameters = z.object({ id, share_id: id });
export const keyParameters = z.object({ key_id: id });

/** How every list is paged. */
export const pageQuery = {
    limit: z
        .string()
        .regex(/^0*[1-9]\d*$/, 'The limit is a number from 1 on.')
        .transform(text => Math.min(Number(text), MAX_PAGE_SIZE))
        .optional()
        .openapi({
            type: 'integer',
            minimum: 1,
            default: DEFAULT_PAGE_SIZE,
            description: 'Items on a page: 100 for any number above'
        }),
    cursor: z.string().optional().openapi({ description: 'From `next_cursor` or `prev_cursor` of another page' }),
    direction: z
        .enum(['next', 'prev'])
        .optional()
        .openapi({ description: 'The side of the cursor; `next` unless given' })
};

/** The cursor, for a database that cannot be shown every text. @throws CloudError INVALID_CURSOR */
function requireCursor(cursor: string): string {
    if (!/^[\w+/=-]{1,1024}$/.test(cursor)) {
        throw new CloudError('INVALID_CURSOR', 'This place in the list is unknown. Begin at the first page.');
    }
    return cursor;
}

const MAX_IDEMPOTENCY_KEY_LENGTH = 255;

/** Sent again with the same body, the request has the same answer and no second effect. */
export const idempotencyKeyHeader = z
    .string()
    .min(1, 'A key has 1 to 255 characters.')
    .max(MAX_IDEMPOTENCY_KEY_LENGTH, 'A key has 1 to 255 characters.')
    .optional()
    .openapi({
        description: 'The same key and body give the same answer, and one effect, for 24 hours or ten thousand keys'
    });

export const ifMatchHeader = z
    .string()
    .optional()
    .openapi({ description: 'The ETag that was changed, such as `"7"`; a list; or `*`' });

export const ifNoneMatchHeader = z.string().optional().openapi({ description: 'The ETag that is there already' });

/** The page that a query asks for, as the store takes it. @throws CloudError INVALID_CURSOR */
export function pagePart(query: {
    limit?: number | undefined;
    cursor?: string | undefined;
    direction?: 'next' | 'prev' | undefined;
}) {
    return {
        ...(query.limit === undefined ? {} : { page_size: query.limit }),
        ...(query.cursor === undefined ? {} : { cursor: requireCursor(query.cursor) }),
        ...(query.direction === undefined ? {} : { direction: query.direction })
    };
}
