// SPDX-License-Identifier: MIT

import { z } from 'zod';

const databaseErrorSchema = z.object({ code: z.string().nullish(), message: z.string().nullish() });

/** Returns an error for the log. Leaves out the `details` of a database, which contain the refused row. */
export function describeError(error: unknown): Record<string, unknown> {
    if (!(error instanceof Error)) {
        const { code, message } = databaseErrorSchema.catch({}).parse(error);
        return { code, message };
    }
    return {
        name: error.name,
        message: error.message,
        stack: error.stack,
        ...('code' in error ? { code: error.code } : {}),
        ...(error.cause === undefined ? {} : { cause: describeError(error.cause) })
    };
}
