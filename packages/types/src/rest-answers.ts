// SPDX-License-Identifier: MIT

import { z } from 'zod';

/** Returns the schema of an answer with one resource: `{ "data": … }`. */
export function dataOf<Schema extends z.ZodType>(schema: Schema) {
    return z.object({ data: schema });
}

/** Returns the schema of an answer with a page of a list and the cursors of the next and the previous page. */
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

/** The REST API's answer to a request that fails. The code is one of ERRORS, or one of a later release. */
export const errorAnswerSchema = z.object({
    error: z.object({
        code: z.string(),
        message: z.string(),
        details: z.record(z.string(), z.unknown()).optional()
    })
});
