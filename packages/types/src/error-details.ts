// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { apiKeyScopeSchema } from './api-key-scope';

// What a client needs to react to an error, by code. The REST API documents these schemas.

/** The details of UNAUTHORIZED: what is wrong with the token or the key. */
export const unauthorizedDetailsSchema = z.object({
    reason: z.enum(['missing', 'malformed', 'expired', 'invalid', 'revoked'])
});
export type UnauthorizedDetails = z.infer<typeof unauthorizedDetailsSchema>;

/** The details of INSUFFICIENT_SCOPE: the scope that the API key lacks. */
export const scopeDetailsSchema = z.object({ required_scope: apiKeyScopeSchema });

/** The details of OPTIMISTIC_LOCK_CONFLICT. */
export const conflictDetailsSchema = z.object({
    current_version: z.int(),
    your_version: z.int(),
    updated_at: z.string(),
    updated_by: z.string().nullable()
});

const upgradeUrlSchema = z.string().describe('Where the plan can be changed');

/**
 * The details of TIER_LIMIT_EXCEEDED. `limit_name` is a column of the tier's row, or a limit that is the same for every
 * tier, which has no `upgrade_url`. For the limit of another user, it is the only field, because numbers would reveal
 * data of that user's account.
 */
export const tierLimitDetailsSchema = z.object({
    limit_name: z.string(),
    limit: z.int().optional(),
    current: z.int().optional(),
    tier: z.string().optional(),
    upgrade_url: upgradeUrlSchema.optional()
});

/**
 * The details of FEATURE_NOT_AVAILABLE. `required_tier` is the smallest with the feature, `null` when none has it. For
 * the plan of another user, `feature` is the only field.
 */
export const featureDetailsSchema = z.object({
    feature: z.string(),
    required_tier: z.string().nullish(),
    tier: z.string().optional(),
    upgrade_url: upgradeUrlSchema.optional()
});
export type FeatureDetails = z.infer<typeof featureDetailsSchema>;

/** The details of DOCUMENT_TOO_LARGE. `tier` and `upgrade_url` are only for the caller's own plan. */
export const documentSizeDetailsSchema = z.object({
    size: z.int().describe('Bytes; as far as it was read, if it was not read whole'),
    limit: z.int().describe('Bytes'),
    tier: z.string().optional(),
    upgrade_url: upgradeUrlSchema.optional()
});

/** The details of BODY_TOO_LARGE. */
export const bodySizeDetailsSchema = z.object({
    size: z.int().describe('Bytes; as far as it was read, if it was not read whole'),
    limit: z.int().describe('Bytes')
});

/** The details of DOCUMENT_READ_ONLY. */
export const readOnlyDetailsSchema = z.object({ reason: z.enum(['over_limit', 'view_share', 'trashed']) });

/** The details of VALIDATION_ERROR. */
export const validationDetailsSchema = z.object({
    fields: z.record(z.string(), z.array(z.string())).describe('Messages by JSON path')
});

/**
 * The details of RATE_LIMIT_EXCEEDED: how many are allowed in a time, and when there is room again. For requests, the
 * time is an hour; for new API keys, 24 hours.
 */
export const rateLimitDetailsSchema = z.object({ limit: z.int(), reset_at: z.iso.datetime() });

/** The details of TOO_MANY_CONCURRENT_REQUESTS: what a user can have at the same time, in the unit of the message. */
export const concurrencyDetailsSchema = z.object({ limit: z.int() });

/** The details of INTERNAL_ERROR: the id by which the gateway's log knows the request. */
export const requestDetailsSchema = z.object({ request_id: z.string() });
