// SPDX-License-Identifier: MIT

import { z } from 'zod';

/** Returns the schema of a page of a list, as the database answers it, with the cursors of the next and the previous page. */
export function itemsPageOf<Schema extends z.ZodType>(schema: Schema) {
    return z.object({
        items: z.array(schema),
        next_cursor: z.string().nullable(),
        prev_cursor: z.string().nullable(),
        total_count: z.int().nonnegative(),
        page_size: z.int().positive()
    });
}

/** A page of a list, as the database answers it. */
export type ItemsPage<Item> = z.infer<ReturnType<typeof itemsPageOf<z.ZodType<Item>>>>;
