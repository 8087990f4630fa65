// SPDX-License-Identifier: MIT

import { z } from 'zod';

/** An error that our database functions raise. The code contains the HTTP status. */
const answerSchema = z.object({ code: z.string().regex(/^PT\d{3}$/) });

/** PostgreSQL's insufficient_privilege: someone who is not signed in called a function for users, for example. */
const refusalSchema = z.object({ code: z.literal('42501'), message: z.string() });

let quiet = false;

/**
 * Keeps expected errors out of the log. Supabase Lite writes a page to the console for every database error, even for
 * the answers of our functions, such as a conflict or a limit. A call that PostgreSQL refuses becomes one line.
 */
export function silenceExpectedErrors(): void {
    if (quiet) {
        return;
    }
    quiet = true;
    const write = console.error.bind(console);
    console.error = (...values: unknown[]) => {
        const refusal = values.map(value => refusalSchema.safeParse(value).data).find(data => data !== undefined);
        if (refusal !== undefined) {
            write(`Refused a call: ${refusal.message}`);
        } else if (!values.some(value => answerSchema.safeParse(value).success)) {
            write(...values);
        }
    };
}
