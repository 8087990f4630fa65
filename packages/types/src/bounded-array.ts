// SPDX-License-Identifier: MIT

import { z } from 'zod';

/** The bounds of a list, with the messages for the user. */
export interface ArrayBounds {
    readonly least: number;
    readonly most: number;
    readonly tooFew: string;
    readonly tooMany: string;
}

/**
 * Returns the schema of a list that somebody else sends. It looks at the length before it looks at an item: a list of a
 * million items would take seconds, and have a million messages.
 */
export function boundedArray<Item extends z.ZodType>(item: Item, { least, most, tooFew, tooMany }: ArrayBounds) {
    // Another type passes, because the second schema has the message for it.
    const isShort = (value: unknown) => !Array.isArray(value) || value.length <= most;
    return z.custom<z.input<Item>[]>(isShort, tooMany).pipe(z.array(item).min(least, tooFew).max(most, tooMany));
}
