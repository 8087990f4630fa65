// SPDX-License-Identifier: MIT

import { dataOf } from '@sanyam/types';
import { z } from 'zod';

/** Returns the schema of an answer with one resource. Parsing it returns the resource. */
export function resource<Result>(schema: z.ZodType<Result>): z.ZodType<Result> {
    return dataOf(schema).transform(({ data }) => data as Result);
}

/** An answer without a body. */
export const nothing: z.ZodType<void> = z.undefined();
