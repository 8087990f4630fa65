// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { timestampSchema } from './cloud-document';
import { featureDetailsSchema } from './error-details';
import { itemsPageOf } from './items-page';
import { labelSchema } from './label';
import { tierLimitsSchema } from './tier-limits';

/** The name of an API key. */
export const apiKeyNameSchema = labelSchema;

/**
 * The scopes that a key has: {@link API_KEY_SCOPES}, or those of a later release. The database can be newer than a
 * program, and one key with a new scope must not break lists and requests.
 */
const heldScopesSchema = z.array(z.string());

export const apiKeyStatusSchema = z.enum(['active', 'revoked', 'expired']);
export type ApiKeyStatus = z.infer<typeof apiKeyStatusSchema>;

/** An API key as its owner sees it, without the secret. */
export const apiKeySchema = z.object({
    id: z.guid(),
    name: z.string(),
    /** The part of the key by which its owner recognizes it. */
    prefix: z.string(),
    scopes: heldScopesSchema,
    status: apiKeyStatusSchema,
    created_at: timestampSchema,
    expires_at: timestampSchema.nullable(),
    revoked_at: timestampSchema.nullable(),
    revoked_reason: z.string().nullable(),
    /** Accurate to the minute. */
    last_used_at: timestampSchema.nullable()
});
export type ApiKey = z.infer<typeof apiKeySchema>;

/** A complete key: `sanyam_`, the prefix, `_`, and 64 hexadecimal digits. */
export const apiKeySecretSchema = z.string().regex(/^sanyam_[0-9a-f]{8}_[0-9a-f]{64}$/);

/** A new API key. Only the answer that creates it has the secret. */
export const newApiKeySchema = apiKeySchema.extend({ secret: apiKeySecretSchema });
export type NewApiKey = z.infer<typeof newApiKeySchema>;

/** The use of an API key on one day in UTC, such as `2026-11-26`. */
export const apiKeyUsageSchema = z.object({
    day: z.iso.date(),
    /** Accepted requests. */
    requests: z.int().nonnegative(),
    /** Requests that were refused because of the limit or the state of the key. */
    refused: z.int().nonnegative()
});
export type ApiKeyUsage = z.infer<typeof apiKeyUsageSchema>;

/** A page of a list of keys, newest first, with the cursors of the next and the previous page. */
export const apiKeyPageSchema = itemsPageOf(apiKeySchema);
export type ApiKeyPage = z.infer<typeof apiKeyPageSchema>;

/** The state of a user's hour. It counts the requests of all keys and sessions together. */
export const requestWindowSchema = z.object({
    /** Requests per hour. `null` is unlimited. */
    limit: z.int().nonnegative().nullable(),
    used: z.int().nonnegative(),
    /** `null` when there is no limit. */
    remaining: z.int().nonnegative().nullable(),
    /** When the next hour begins. */
    reset_at: timestampSchema
});
export type RequestWindow = z.infer<typeof requestWindowSchema>;

/** The database's answer about a request, after counting it. */
export const countedRequestSchema = z.object({
    window: requestWindowSchema,
    allowed: z.boolean(),
    tier_limits: tierLimitsSchema,
    upgrade_url: z.string().nullable()
});
export type CountedRequest = z.infer<typeof countedRequestSchema>;

const knownKey = {
    key_id: z.guid(),
    key_name: z.string(),
    user_id: z.guid(),
    scopes: heldScopesSchema,
    tier_limits: tierLimitsSchema,
    upgrade_url: z.string().nullable()
};

/**
 * The database's answer about the key of a request. `not_available`: the tier of the key's owner does not include API
 * keys.
 */
export const apiKeyAuthenticationSchema = z.discriminatedUnion('status', [
    z.object({
        status: z.literal('active'),
        ...knownKey,
        refusal: z.null(),
        window: requestWindowSchema,
        /** Whether the request is within the hour's limit. */
        allowed: z.boolean()
    }),
    z.object({
        status: z.enum(['revoked', 'expired']),
        ...knownKey,
        refusal: z.null(),
        window: z.null(),
        allowed: z.literal(false)
    }),
    z.object({
        status: z.literal('not_available'),
        ...knownKey,
        refusal: featureDetailsSchema,
        window: z.null(),
        allowed: z.literal(false)
    }),
    z.object({
        status: z.literal('unknown'),
        key_id: z.null(),
        key_name: z.null(),
        user_id: z.null(),
        scopes: z.null(),
        tier_limits: z.null(),
        upgrade_url: z.null(),
        refusal: z.null(),
        window: z.null(),
        allowed: z.literal(false)
    })
]);
export type ApiKeyAuthentication = z.infer<typeof apiKeyAuthenticationSchema>;
