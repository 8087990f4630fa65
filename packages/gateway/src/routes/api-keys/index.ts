// SPDX-License-Identifier: MIT

import type { RouteGroup } from '../operation';
import { createApiKey } from './create-api-key';
import { listApiKeys } from './list-api-keys';
import { readApiKey } from './read-api-key';
import { revokeApiKey } from './revoke-api-key';

/** Only for sessions: a leaked API key must not create keys that are still valid after its revocation. */
export const apiKeys: RouteGroup = {
    tag: 'API keys',
    operations: [listApiKeys, createApiKey, readApiKey, revokeApiKey]
};
