// SPDX-License-Identifier: MIT

import { z } from 'zod';

/**
 * The tier of a user. The list is open: an operator can add rows to `tier_limits`, so a tier is any text. Treat an
 * unknown tier as {@link DEFAULT_TIER}. Only the row maps a tier to features and limits, never code.
 */
export const tierSchema = z.string().min(1);
export type Tier = z.infer<typeof tierSchema>;

/** The tier of a user without a tier, or with an unknown one. */
export const DEFAULT_TIER: Tier = 'free';

/**
 * A limit in the unit of its column. `null` is unlimited. An operator can also set the largest `bigint` of PostgreSQL. A
 * number in JavaScript rounds it, which does not matter for a limit, but `z.int()` would refuse it.
 */
const limit = z.number().nonnegative().refine(Number.isInteger).nullable();

const rowSchema = z.object({
    tier: tierSchema,
    max_documents: limit,
    max_storage_bytes: limit,
    max_document_size_bytes: limit,
    max_versions_per_document: limit,
    version_retention_days: limit,
    trash_retention_days: limit,
    api_rate_limit_per_hour: limit,
    has_cloud_storage: z.boolean(),
    has_cloud_auth: z.boolean(),
    has_document_sharing: z.boolean(),
    has_document_versioning: z.boolean(),
    has_api_keys: z.boolean(),
    has_realtime_collaboration: z.boolean(),
    has_azure_ad: z.boolean(),
    has_document_recovery: z.boolean()
});

/**
 * A row of the table `tier_limits`. Sizes are in bytes of UTF-8. Without history, the database keeps the newest version,
 * whatever number the row has. Here alone it becomes 1, so that all programs say the same.
 */
export const tierLimitsSchema = rowSchema.overwrite(row => ({
    ...row,
    max_versions_per_document: row.has_document_versioning ? row.max_versions_per_document : 1
}));
export type TierLimits = z.infer<typeof tierLimitsSchema>;

/** A flag of a row, and the feature that it switches. */
const FLAG = /^has_(.+)$/;

/** Returns the feature that a column switches. Undefined for another column. */
export function featureOf(column: string): string | undefined {
    return FLAG.exec(column)?.[1];
}

/** Returns the features of a tier: the flags of its row, also those that only an operator knows, without `has_`. */
export function featuresOf(row: Readonly<Record<string, unknown>>): ReadonlyMap<string, boolean> {
    return new Map(
        Object.entries(row).flatMap(([column, value]) => {
            const feature = featureOf(column);
            return feature === undefined ? [] : [[feature, value === true]];
        })
    );
}
