// SPDX-License-Identifier: MIT

import { answers, dataOf } from '../answers';
import { operation } from '../operation';
import { keyParameters } from '../parameters';
import { apiKey } from './api-key-schemas';

export const readApiKey = operation(
    {
        id: 'api_keys.read',
        access: 'session',
        method: 'get',
        path: '/api/v1/api-keys/{key_id}',
        summary: 'Read an API key',
        request: { params: keyParameters },
        errors: ['API_KEY_NOT_FOUND'],
        responses: { 200: answers('The key', dataOf(apiKey)) }
    },
    async context =>
        context.json({ data: await context.var.store.apiKeys.read(context.req.valid('param').key_id) }, 200)
);
