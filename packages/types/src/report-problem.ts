// SPDX-License-Identifier: MIT

import type { z } from 'zod';

/** Returns a refinement for a schema. It refuses a text with the sentence that `problemOf` has about it. */
export function reportProblem(problemOf: (text: string) => string | undefined) {
    return (text: string, context: z.core.$RefinementCtx<string>): void => {
        const message = problemOf(text);
        if (message !== undefined) {
            context.addIssue({ code: 'custom', message });
        }
    };
}
