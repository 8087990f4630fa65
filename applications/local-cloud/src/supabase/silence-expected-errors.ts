// SPDX-License-Identifier: MIT

import { z } from 'zod';

/** An error that our database functions raise. The code contains the HTTP status. */
const answerSchema = z.object({ code: z.string().regex(/^PT\d{3}$/) });

let quiet = false;

/**
 * Keeps expected errors out of the log. Supabase Lite writes a page to the console for every database error, even for
 * the answers of our functions, such as a conflict or a limit.
 */
export function silenceExpectedErrors(): void {
    if (quiet) {
        return;
    }
    quiet = true;
    const write = console.error.bind(console);
    console.error = (...values: unknown[]) => {
        if (!values.some(value => answerSchema.safeParse(value).success)) {
            write(...values);
        }
    };
}
