// SPDX-License-Identifier: MIT

import type { RouteGroup } from '../operation';
import { createApiKey } from './create-api-key';
import { listApiKeys } from './list-api-keys';
import { readApiKey } from './read-api-key';
import { revokeApiKey } from './revoke-api-key';

/** For sessions alone: a leaked key must not create keys that survive its revocation. */
export const apiKeys: RouteGroup = {
    tag: 'API keys',
    operations: [listApiKeys, createApiKey, readApiKey, revokeApiKey]
};
