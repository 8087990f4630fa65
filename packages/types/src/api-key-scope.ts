// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { boundedArray } from './bounded-array';

/** The scopes of an API key: what it may do. The database has the same list. */
export const API_KEY_SCOPES = [
    'documents:read',
    'documents:write',
    'documents:delete',
    'versions:read',
    'shares:read',
    'shares:write'
] as const;

export const apiKeyScopeSchema = z.enum(API_KEY_SCOPES);
export type ApiKeyScope = z.infer<typeof apiKeyScopeSchema>;

/** The scopes of a new API key. */
export const apiKeyScopesSchema = boundedArray(apiKeyScopeSchema, {
    least: 1,
    most: API_KEY_SCOPES.length,
    tooFew: 'Choose at least one scope.',
    tooMany: `There are ${API_KEY_SCOPES.length} scopes. Name each one once.`
});

/** What an API key is told about an operation that only a session may call. The database has the same sentence. */
export const SESSION_ONLY_SENTENCE = 'An API key cannot do this. Sign in to do it.';

/** Returns what an API key is told that lacks a scope. The database has the same sentence. */
export function missingScopeSentence(scope: ApiKeyScope): string {
    return `This API key lacks the scope “${scope}”. Create a key that has it.`;
}
