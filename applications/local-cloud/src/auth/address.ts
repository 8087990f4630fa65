// SPDX-License-Identifier: MIT

import { z } from 'zod';

/** Returns whether a text is an address as Supabase Auth accepts it: in ASCII, with the pattern of HTML. */
export function isAddress(text: string): boolean {
    return z.email({ pattern: z.regexes.html5Email }).safeParse(text).success;
}
