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

/**
 * Returns the schema of an answer with a page of a search. It has no number of all items, because counting them would
 * take as long as the whole search.
 */
export function searchPageOf<Schema extends z.ZodType>(schema: Schema) {
    return z.object({
        data: z.array(schema),
        pagination: z.object({ next_cursor: z.string().nullable(), limit: z.int().positive() })
    });
}

/** The names of the folders in a folder, in order, and the cursor to the next ones. */
export const folderListSchema = z.object({ folders: z.array(z.string()), next_cursor: z.string().nullable() });
export type FolderList = z.infer<typeof folderListSchema>;

/** What a list of documents in a folder has, too, on its first page: the folders directly in it, at most 1,000. */
export const listedFoldersSchema = z.object({
    folders: z.array(z.string()).optional(),
    /** The cursor to the next folders. */
    next_folders_cursor: z.string().nullable().optional()
});

/** The number of documents that moved with a folder. */
export const movedFolderSchema = z.object({ count: z.int().nonnegative() });

/** The REST API's answer to a request that fails. The code is one of ERRORS, or one of a later release. */
export const errorAnswerSchema = z.object({
    error: z.object({
        code: z.string(),
        message: z.string(),
        details: z.record(z.string(), z.unknown()).optional()
    })
});
