// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { z } from 'zod';

/** Validates an argument of a database function. @throws CloudError VALIDATION_ERROR with the fields in its details */
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

/** Validates a database function's answer. @throws CloudError INTERNAL_ERROR when the answer does not match */
export function answered<T>(schema: z.ZodType<T>, answer: unknown): T {
    const result = schema.safeParse(answer);
    if (result.success) {
        return result.data;
    }
    throw new CloudError(
        'INTERNAL_ERROR',
        'The cloud sent an unexpected answer. It may have a different release than this program.',
        {},
        { cause: result.error }
    );
}
