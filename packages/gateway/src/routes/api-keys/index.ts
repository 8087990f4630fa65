// SPDX-License-Identifier: MIT

import { forSessions, type RouteGroup } from '../access';
import { createApiKey } from './create-api-key';
import { listApiKeys } from './list-api-keys';
import { readApiKey } from './read-api-key';
import { revokeApiKey } from './revoke-api-key';

/** A key must not make keys: whoever finds one would never be rid of. */
export const apiKeys: RouteGroup = {
    tag: 'API keys',
    routes: forSessions(listApiKeys, createApiKey, readApiKey, revokeApiKey)
};
