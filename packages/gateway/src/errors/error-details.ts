// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { conflictDetailsSchema, type ErrorCode, rateLimitDetailsSchema } from '@sanyam/types';

const upgradeUrl = z.string().openapi({ description: 'Where the plan can be changed' });

/** What each code tells a client that wants to react. A code that is not here has no details. */
export const ERROR_DETAILS: Partial<Record<ErrorCode, z.ZodObject>> = {
    UNAUTHORIZED: z.object({ reason: z.enum(['missing', 'malformed', 'expired', 'invalid', 'revoked']) }),
    INSUFFICIENT_SCOPE: z.object({ required_scope: z.string() }),
    TIER_LIMIT_EXCEEDED: z.object({
        limit_name: z.string(),
        limit: z.int(),
        current: z.int(),
        tier: z.string(),
        upgrade_url: upgradeUrl.optional()
    }),
    FEATURE_NOT_AVAILABLE: z.object({
        feature: z.string(),
        required_tier: z.string().nullish(),
        tier: z.string(),
        upgrade_url: upgradeUrl.optional()
    }),
    DOCUMENT_READ_ONLY: z.object({ reason: z.enum(['over_limit', 'view_share', 'trashed']) }),
    OPTIMISTIC_LOCK_CONFLICT: z.object(conflictDetailsSchema.shape),
    DOCUMENT_TOO_LARGE: z.object({
        size: z.int().openapi({ description: 'Bytes; as far as it was read, if it was not read whole' }),
        limit: z.int().openapi({ description: 'Bytes' }),
        tier: z.string().optional(),
        upgrade_url: upgradeUrl.optional()
    }),
    VALIDATION_ERROR: z.object({
        fields: z.record(z.string(), z.array(z.string())).openapi({ description: 'Messages by JSON path' })
    }),
    RATE_LIMIT_EXCEEDED: z.object(rateLimitDetailsSchema.shape),
    INTERNAL_ERROR: z.object({ request_id: z.string() })
};
