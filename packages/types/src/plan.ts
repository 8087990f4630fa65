// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { tierSchema } from './tier-limits';

/** A plan that can be bought, with its prices: at most one of each interval. */
export const planSchema = z.object({
    tier: tierSchema,
    prices: z.array(
        z.object({
            interval: z.enum(['month', 'year']),
            /** In the smallest unit of the currency, such as cents. `null` if it depends on more than the time. */
            amount: z.int().nonnegative().nullable(),
            /** ISO 4217 in lower case, such as `eur`. */
            currency: z.string().regex(/^[a-z]{3}$/)
        })
    )
});
export type Plan = z.infer<typeof planSchema>;
