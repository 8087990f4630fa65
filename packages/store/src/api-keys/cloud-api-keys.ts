// SPDX-License-Identifier: MIT

import {
    apiKeyNameSchema,
    apiKeyPageSchema,
    apiKeySchema,
    apiKeyScopesSchema,
    apiKeyUsageSchema,
    newApiKeySchema,
    type ApiKey,
    type ApiKeyPage,
    type ApiKeyScope,
    type ApiKeyUsage,
    type NewApiKey
} from '@sanyam/types';
import { z } from 'zod';
import { idSchema, pageQuerySchema, type PageQuery } from '../arguments';
import { DatabaseFunctions } from '../session/database-functions';

export interface ApiKeyRequest {
    readonly name: string;
    readonly scopes: readonly ApiKeyScope[];
    /** 1 to 3650. Without it, the key does not expire. */
    readonly expires_in_days?: number;
}

const apiKeyRequestSchema = z.object({
    name: apiKeyNameSchema,
    scopes: apiKeyScopesSchema.readonly(),
    expires_in_days: z.int().positive().optional()
});
/** How a key is replaced. */
export interface ApiKeyRotation {
    /** 0 to 720: how long the old key still works. */
    readonly overlap_hours: number;
    /** 1 to 3650. Without it, the new key is valid for as long as the old one was to be when it was made. */
    readonly expires_in_days?: number;
}

const rotationSchema = z.object({
    key_id: idSchema,
    overlap_hours: z.int().nonnegative(),
    expires_in_days: z.int().positive().optional()
});
const usageQuerySchema = z.object({ key_id: idSchema, days: z.int().positive() });
const apiKeyReferenceSchema = z.object({ key_id: idSchema });

/** The user's API keys. Every method rejects with a `CloudError`: FORBIDDEN if the caller is an API key. */
export class CloudApiKeys extends DatabaseFunctions {
    /**
     * Creates a key. Only this answer has its secret. The database stores a hash.
     *
     * @throws CloudError VALIDATION_ERROR, FEATURE_NOT_AVAILABLE, TIER_LIMIT_EXCEEDED
     */
    async create(request: ApiKeyRequest): Promise<NewApiKey> {
        return this.ask(newApiKeySchema, 'create_api_key', this.checked(apiKeyRequestSchema, request));
    }

    /** Lists all keys, also revoked and expired ones, newest first. @throws CloudError INVALID_CURSOR */
    async list(query: PageQuery = {}, signal?: AbortSignal): Promise<ApiKeyPage> {
        return this.ask(apiKeyPageSchema, 'list_api_keys', this.checked(pageQuerySchema, query), signal);
    }

    /** Returns a key without its secret. @throws CloudError API_KEY_NOT_FOUND */
    async read(keyId: string, signal?: AbortSignal): Promise<ApiKey> {
        return this.ask(apiKeySchema, 'read_api_key', this.checked(apiKeyReferenceSchema, { key_id: keyId }), signal);
    }

    /**
     * Replaces a key with a new one that has its name and scopes. Only this answer has the new secret.
     *
     * @throws CloudError API_KEY_NOT_FOUND, VALIDATION_ERROR, FEATURE_NOT_AVAILABLE, TIER_LIMIT_EXCEEDED
     */
    async rotate(keyId: string, rotation: ApiKeyRotation): Promise<NewApiKey> {
        const body = this.checked(rotationSchema, { key_id: keyId, ...rotation });
        return this.ask(newApiKeySchema, 'rotate_api_key', body);
    }

    /**
     * Returns the use of a key by the day in UTC, oldest first, without the days on which nothing used it.
     *
     * @param days how far back, with today: 1 to 366
     * @throws CloudError API_KEY_NOT_FOUND
     */
    async usage(keyId: string, days: number, signal?: AbortSignal): Promise<ApiKeyUsage[]> {
        const query = this.checked(usageQuerySchema, { key_id: keyId, days });
        return this.ask(z.array(apiKeyUsageSchema), 'read_api_key_usage', query, signal);
    }

    /** Revokes a key immediately. @throws CloudError API_KEY_NOT_FOUND */
    async revoke(keyId: string): Promise<ApiKey> {
        return this.ask(apiKeySchema, 'revoke_api_key', this.checked(apiKeyReferenceSchema, { key_id: keyId }));
    }
}
