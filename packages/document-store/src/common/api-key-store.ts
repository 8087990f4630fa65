// SPDX-License-Identifier: MIT

import type { ApiKey, ApiKeyPage, ApiKeyScope, NewApiKey } from '@sanyam/types';
import type { PageQuery } from './document-store';

export interface ApiKeyRequest {
    readonly name: string;
    readonly scopes: readonly ApiKeyScope[];
    /** 1 to 3650; without it the key has no end. */
    readonly expires_in_days?: number;
}

/** The user's API keys. Every method rejects with a `CloudError`, with FORBIDDEN when the caller is a key itself. */
export const ApiKeyStore = Symbol('ApiKeyStore');
export interface ApiKeyStore {
    /**
     * Makes a key. Its secret is in this answer and nowhere else: the database keeps a hash.
     *
     * @throws CloudError VALIDATION_ERROR, FEATURE_NOT_AVAILABLE, TIER_LIMIT_EXCEEDED
     */
    createApiKey(request: ApiKeyRequest): Promise<NewApiKey>;
    /** Newest first, those that are revoked or expired included. @throws CloudError INVALID_CURSOR */
    listApiKeys(query?: PageQuery, signal?: AbortSignal): Promise<ApiKeyPage>;
    /** Without its secret. @throws CloudError API_KEY_NOT_FOUND */
    readApiKey(keyId: string, signal?: AbortSignal): Promise<ApiKey>;
    /** Effective at once. @throws CloudError API_KEY_NOT_FOUND */
    revokeApiKey(keyId: string): Promise<ApiKey>;
}
