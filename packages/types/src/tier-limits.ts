// SPDX-License-Identifier: MIT

import { z } from 'zod';

/**
 * The tier of a user. The list is open: an operator may add rows to `tier_limits`, so a tier is any text, and
 * whoever does not know a value treats it as {@link DEFAULT_TIER}. No code maps a tier to a feature or a limit;
 * the row does.
 */
export const tierSchema = z.string().min(1);
export type Tier = z.infer<typeof tierSchema>;

/** What a user is who has no tier, or one that nobody knows. */
export const DEFAULT_TIER: Tier = 'free';

/** A limit in the unit of its column; `null` is unlimited. */
const limit = z.int().nonnegative().nullable();

/** One row of the table `tier_limits`, by the names of its columns. Sizes are bytes of UTF-8. */
export const tierLimitsSchema = z.object({
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
export type TierLimits = z.infer<typeof tierLimitsSchema>;
