// SPDX-License-Identifier: MIT

import { z } from 'zod';

/** Every code that Sanyam answers with, and its HTTP status. */
export const ERROR_STATUS = {
    INVALID_JSON: 400,
    INVALID_CURSOR: 400,
    INVALID_IF_MATCH: 400,
    INVALID_SIGNATURE: 400,
    UNAUTHORIZED: 401,
    FORBIDDEN: 403,
    INSUFFICIENT_SCOPE: 403,
    TIER_LIMIT_EXCEEDED: 403,
    FEATURE_NOT_AVAILABLE: 403,
    DOCUMENT_READ_ONLY: 403,
    NOT_FOUND: 404,
    DOCUMENT_NOT_FOUND: 404,
    VERSION_NOT_FOUND: 404,
    SHARE_NOT_FOUND: 404,
    API_KEY_NOT_FOUND: 404,
    METHOD_NOT_ALLOWED: 405,
    OPTIMISTIC_LOCK_CONFLICT: 409,
    DOCUMENT_TOO_LARGE: 413,
    UNSUPPORTED_MEDIA_TYPE: 415,
    VALIDATION_ERROR: 422,
    RATE_LIMIT_EXCEEDED: 429,
    INTERNAL_ERROR: 500,
    ASSETS_NOT_SUPPORTED: 501,
    CLOUD_NOT_CONFIGURED: 503,
    SERVICE_UNAVAILABLE: 503
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

export function isErrorCode(code: string): code is ErrorCode {
    return Object.hasOwn(ERROR_STATUS, code);
}

/** Facts that a client needs to react; each code has its own, see the schemas below. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** An operation on the cloud failed. Branch on `code`; `message` is fit to be shown to the user. */
export class CloudError extends Error {
    override readonly name = 'CloudError';
    readonly status: number;

    constructor(
        readonly code: ErrorCode,
        message: string,
        readonly details: ErrorDetails = {},
        options?: ErrorOptions
    ) {
        super(message, options);
        this.status = ERROR_STATUS[code];
    }

    static is(error: unknown, code?: ErrorCode): error is CloudError {
        return error instanceof CloudError && (code === undefined || error.code === code);
    }
}

/** The details of OPTIMISTIC_LOCK_CONFLICT. */
export const conflictDetailsSchema = z.object({
    current_version: z.int(),
    your_version: z.int(),
    updated_at: z.string(),
    updated_by: z.string().nullable()
});
export type ConflictDetails = z.infer<typeof conflictDetailsSchema>;

/**
 * The details of TIER_LIMIT_EXCEEDED. `limit_name` is a column of the tier's row, or what the whole service limits.
 * Of somebody else's account only that is said.
 */
export const tierLimitDetailsSchema = z.object({
    limit_name: z.string(),
    limit: z.number().optional(),
    current: z.number().optional(),
    tier: z.string().optional(),
    upgrade_url: z.string().optional()
});
export type TierLimitDetails = z.infer<typeof tierLimitDetailsSchema>;

/** The details of FEATURE_NOT_AVAILABLE. `required_tier` is the smallest that has the feature, `null` when none has. */
export const featureDetailsSchema = z.object({
    feature: z.string(),
    required_tier: z.string().nullable(),
    tier: z.string(),
    upgrade_url: z.string()
});
export type FeatureDetails = z.infer<typeof featureDetailsSchema>;

/** The details of DOCUMENT_TOO_LARGE, where the database refuses; sizes in bytes of UTF-8. */
export const documentSizeDetailsSchema = z.object({
    size: z.int(),
    limit: z.int(),
    tier: z.string(),
    upgrade_url: z.string()
});
export type DocumentSizeDetails = z.infer<typeof documentSizeDetailsSchema>;

/** The details of DOCUMENT_READ_ONLY: `over_limit`, `view_share`, `trashed`, or what a later release adds. */
export const readOnlyDetailsSchema = z.object({ reason: z.string() });
export type ReadOnlyDetails = z.infer<typeof readOnlyDetailsSchema>;

/** The details of RATE_LIMIT_EXCEEDED: requests an hour, and when the next hour begins. */
export const rateLimitDetailsSchema = z.object({ limit: z.int(), reset_at: z.iso.datetime() });
export type RateLimitDetails = z.infer<typeof rateLimitDetailsSchema>;
