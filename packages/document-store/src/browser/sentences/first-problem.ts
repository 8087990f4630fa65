// SPDX-License-Identifier: MIT

import type { z } from 'zod';
import { inDisplayLanguage } from './in-display-language';

/** Returns what is wrong with an input, as a sentence in the language of the IDE; undefined if it is valid. */
export function firstProblem(schema: z.ZodType, input: unknown): string | undefined {
    const problem = schema.safeParse(input).error?.issues[0]?.message;
    return problem && inDisplayLanguage(problem);
}
