// SPDX-License-Identifier: MIT

import { dataOf } from '@sanyam/types';
import { z } from 'zod';

/** An answer with one resource, without its wrapping. */
export function resource<Result>(schema: z.ZodType<Result>): z.ZodType<Result> {
    return dataOf(schema).transform(({ data }) => data as Result);
}

/** An answer without a body. */
export const nothing: z.ZodType<void> = z.undefined();
