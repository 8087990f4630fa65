// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { CloudError, idempotencyKeySchema, MAX_VERSION } from '@sanyam/types';

const MAX_PAGE_SIZE = 100;
export const DEFAULT_PAGE_SIZE = 20;

/** A version number in a path, in its only spelling. */
const versionParameter = z
    .string()
    .regex(/^[1-9]\d{0,9}$/)
    .transform(Number)
    .pipe(z.int().max(MAX_VERSION))
    .openapi({ type: 'integer', minimum: 1, maximum: MAX_VERSION });

/** Any GUID, also beyond RFC 9562, because the database accepts any. */
const id = z.guid();

export const documentParameters = z.object({ id });
export const versionParameters = z.object({ id, version: versionParameter });
export const shareParameters = z.object({ id, share_id: id });
export const ownerParameters = z.object({ owner_id: id });
export const keyParameters = z.object({ key_id: id });

export const cursorParameter = z
    .string()
    .optional()
    .openapi({ description: 'The `next_cursor` or `prev_cursor` of another page' });

/** Returns the schema of a parameter that is `true` or `false`. */
export function booleanParameter(documentation: { readonly default: boolean; readonly description?: string }) {
    return z
        .enum(['true', 'false'])
        .transform(text => text === 'true')
        .optional()
        .openapi({ type: 'boolean', ...documentation });
}

/** The parameters of every list. */
export const pageQuery = {
    limit: z
        .string()
        .regex(/^0*[1-9]\d*$/, 'Enter a number, 1 or higher.')
        .transform(text => Math.min(Number(text), MAX_PAGE_SIZE))
        .optional()
        .openapi({
            type: 'integer',
            minimum: 1,
            default: DEFAULT_PAGE_SIZE,
            description: 'Items per page. Higher numbers count as 100'
        }),
    cursor: cursorParameter,
    direction: z
        .enum(['next', 'prev'])
        .optional()
        .openapi({ description: 'The direction from the cursor. Default: `next`' })
};

/** The longest cursor has a path of 1,600 bytes, a name of 1,020, and an id. Base64 makes four characters of three. */
const CURSOR = /^[\w+/=-]{1,4096}$/;

/** Checks a cursor, because the database cannot read every text. @throws CloudError INVALID_CURSOR */
export function requireCursor(cursor: string): string {
    if (!CURSOR.test(cursor)) {
        throw new CloudError('INVALID_CURSOR', 'The cursor is invalid. Start again from the first page.');
    }
    return cursor;
}

/** A request that is repeated with the same key and body has the same answer and no second effect. */
export const idempotencyKeyHeader = idempotencyKeySchema.optional().openapi({
    description: 'The same key and body have the same answer and one effect, for 24 hours or 10,000 keys'
});

export const ifMatchHeader = z
    .string()
    .optional()
    .openapi({ description: 'The ETag of the only version to read, a list of ETags, or `*`' });

/** The conditions of a change of something that has an entity tag. An operation with other headers refuses conditions. */
export const conditionHeaders = z.object({
    'If-Match': z
        .string()
        .optional()
        .openapi({ description: 'The ETag of the version that you changed, such as `"7"`, a list of ETags, or `*`' }),
    'If-None-Match': z
        .string()
        .optional()
        .openapi({ description: 'ETags of versions that must not be changed, or `*` for all of them' }),
    'If-Unmodified-Since': z
        .string()
        .optional()
        .openapi({ description: 'Not supported: it fails with 412 unless `If-Match` is sent too' })
});

export const ifNoneMatchHeader = z
    .string()
    .optional()
    .openapi({ description: 'The ETag of the version that you have' });

/** Converts the page parameters of a query for the store. @throws CloudError INVALID_CURSOR */
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
