// SPDX-License-Identifier: MIT

import { API_KEY_SCOPES, newApiKeyBodySchema } from '@sanyam/types';
import { describeFields } from '../describe-schema';
import { answers, dataOf } from '../answers';
import { operation } from '../operation';
import { takes } from '../required-body';
import { newApiKey } from './api-key-schemas';

export const createApiKey = operation(
    {
        id: 'api_keys.create',
        access: 'session',
        feature: { id: 'api_keys', of: 'caller' },
        method: 'post',
        path: '/api/v1/api-keys',
        summary: 'Create an API key',
        description: 'Only this answer has the secret. It cannot be read again.',
        request: {
            body: takes(
                describeFields(newApiKeyBodySchema, {
                    name: { type: 'string', minLength: 1, maxLength: 100, description: 'A name to recognize the key' },
                    scopes: {
                        type: 'array',
                        minItems: 1,
                        maxItems: API_KEY_SCOPES.length,
                        items: { type: 'string', enum: [...API_KEY_SCOPES] },
                        description: 'What the key may do'
                    }
                }).openapi('ApiKeyRequest')
            )
        },
        errors: ['FEATURE_NOT_AVAILABLE', 'TIER_LIMIT_EXCEEDED'],
        responses: {
            201: answers('The key', dataOf(newApiKey), { Location: 'The path of the key' })
        }
    },
    async context => {
        const { expires_in_days: days, ...request } = context.req.valid('json');
        const key = await context.var.store.apiKeys.create({
            ...request,
            ...(days === undefined ? {} : { expires_in_days: days })
        });
        context.header('Location', `/api/v1/api-keys/${key.id}`);
        context.header('Cache-Control', 'no-store');
        return context.json({ data: key }, 201);
    }
);
