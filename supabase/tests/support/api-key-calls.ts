// SPDX-License-Identifier: MIT

import type { Database } from '@sanyam/test-kit/database';
import { type Arguments, Persona } from '@sanyam/test-kit/persona';
import { mintToken } from '@sanyam/test-kit/tokens';
import {
    type ApiKeyAuthentication,
    apiKeyAuthenticationSchema,
    type ApiKeyPage,
    apiKeyPageSchema,
    type NewApiKey,
    newApiKeySchema
} from '@sanyam/types';
import { createHash } from 'node:crypto';
import type { Stage } from './describe-on-cloud.js';

/** The claims of an API key's token, as the gateway creates it. */
export interface KeyClaims {
    readonly sanyam_scopes: unknown;
    readonly sanyam_key_id?: string;
    readonly sanyam_key_name?: string;
}

/** Signs up a user with a tier that has API keys. */
export async function signUpKeyHolder(stage: Stage): Promise<Persona> {
    const holder = await Persona.signUp(stage.cloud);
    await stage.database.setTier(holder.id, 'pro');
    return holder;
}

/** Returns a caller with the token of an API key. If the claims name a key, each change checks that it is still valid. */
export function bearerOfKey(stage: Stage, holder: Persona, claims: KeyClaims): Persona {
    const token = mintToken(
        { sub: holder.id, role: 'authenticated', sanyam_key_name: 'robot', ...claims },
        stage.cloud.jwtSecret
    );
    return Persona.bearer(stage.cloud, token);
}

export async function createKey(holder: Persona, body: Arguments = {}): Promise<NewApiKey> {
    const { data, error } = await holder.call('create_api_key', {
        name: 'robot',
        scopes: ['documents:read'],
        ...body
    });
    if (error !== null) {
        throw new Error(`Creating a key failed: ${JSON.stringify(error)}`);
    }
    return newApiKeySchema.strict().parse(data);
}

export async function listKeys(holder: Persona, body: Arguments = {}): Promise<ApiKeyPage> {
    const { data, error } = await holder.call('list_api_keys', body);
    if (error !== null) {
        throw new Error(`Listing keys failed: ${JSON.stringify(error)}`);
    }
    return apiKeyPageSchema.strict().parse(data);
}

export function hashOf(secret: string): string {
    return createHash('sha256').update(secret).digest('hex');
}

/** Authenticates a key through PostgREST, as a gateway does without a direct connection. */
export async function authenticate(stage: Stage, secret: string): Promise<ApiKeyAuthentication> {
    const { data, error } = await Persona.serviceRole(stage.cloud).call('authenticate_api_key', {
        secret_hash: hashOf(secret)
    });
    if (error !== null) {
        throw new Error(`Authenticating failed: ${JSON.stringify(error)}`);
    }
    return apiKeyAuthenticationSchema.parse(data);
}

/** Authenticates a key as a gateway with a direct connection does. */
export async function authenticateDirectly(database: Database, secret: string): Promise<ApiKeyAuthentication> {
    const [row] = await database.query('select public.authenticate_api_key($1) as answer', [hashOf(secret)]);
    return apiKeyAuthenticationSchema.parse(row?.['answer']);
}
