// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { tierLimitsSchema } from './tier-limits';

/** The rows of all tiers, the smallest first, also with columns that an operator added. */
export const tierListSchema = z.array(tierLimitsSchema.loose());
export type TierList = z.infer<typeof tierListSchema>;

/** A list that can be long: the number of all, and the first 100. */
function firstOf<Schema extends z.ZodType>(item: Schema) {
    return z.object({ count: z.int().nonnegative(), items: z.array(item) });
}

const namedDocumentsSchema = firstOf(z.object({ id: z.guid(), name: z.string(), folder: z.string() }));

/** What would become of the user's data with another tier. */
export const tierPreviewSchema = z.object({
    tier: z.string(),
    /** Documents that are read-only now because of the limit, whatever the other tier is. */
    over_limit_documents: namedDocumentsSchema,
    /** Documents that would become read-only, those that changed last first. */
    read_only_documents: namedDocumentsSchema,
    /** Documents that are read-only now, and would be no longer. */
    writable_documents: namedDocumentsSchema,
    /** Documents that would be too large to save. */
    too_large_documents: namedDocumentsSchema,
    /** Keys that would be revoked for good. */
    revoked_api_keys: firstOf(z.object({ id: z.guid(), name: z.string(), prefix: z.string() })),
    /** The shares of the user's documents, which stay. */
    share_count: z.int().nonnegative()
});
export type TierPreview = z.infer<typeof tierPreviewSchema>;
