// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { z } from 'zod';

/** An argument on its way to the database. @throws CloudError VALIDATION_ERROR, whose details name the fields */
export function validated<T>(schema: z.ZodType<T>, value: unknown): T {
    const result = schema.safeParse(value);
    if (result.success) {
        return result.data;
    }
    const fields: Record<string, string[]> = {};
    for (const { path, message } of result.error.issues) {
        (fields[path.join('.')] ??= []).push(message);
    }
    throw new CloudError('VALIDATION_ERROR', result.error.issues[0]?.message ?? 'The request is invalid.', { fields });
}

/** An answer on its way to the user. @throws CloudError INTERNAL_ERROR when it has not the shape that was agreed on */
export function answered<T>(schema: z.ZodType<T>, answer: unknown): T {
    const result = schema.safeParse(answer);
    if (result.success) {
        return result.data;
    }
    throw new CloudError(
        'INTERNAL_ERROR',
        'The cloud answered something unexpected. Is it of another release than this program?',
        {},
        { cause: result.error }
    );
}
