// SPDX-License-Identifier: MIT

import { z } from 'zod';

/** What the functions in supabase/migrations raise: the HTTP status that the caller gets. */
const answerSchema = z.object({ code: z.string().regex(/^PT\d{3}$/) });

let quiet = false;

/**
 * Keeps answers off the log. Supabase Lite writes every error of the database to the console, a page each, also those
 * with which our functions answer a caller: a conflict or a limit is nobody's fault here.
 */
export function quietAnswers(): void {
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
