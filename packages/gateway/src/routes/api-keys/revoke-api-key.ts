// SPDX-License-Identifier: MIT

import { operation } from '../operation';
import { keyParameters } from '../parameters';

export const revokeApiKey = operation(
    {
        id: 'api_keys.revoke',
        access: 'session',
        method: 'delete',
        path: '/api/v1/api-keys/{key_id}',
        summary: 'Revoke an API key at once and permanently',
        request: { params: keyParameters },
        errors: ['API_KEY_NOT_FOUND'],
        responses: { 204: { description: 'The key is revoked' } }
    },
    async context => {
        await context.var.store.apiKeys.revoke(context.req.valid('param').key_id);
        return context.body(null, 204);
    }
);
