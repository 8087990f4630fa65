// SPDX-License-Identifier: MIT

import { z } from 'zod';

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
