// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { answers, pageAnswer, pageOf } from '../answers';
import { operation } from '../operation';
import { pagePart, pageQuery } from '../parameters';
import { apiKey } from './api-key-schemas';

export const listApiKeys = operation(
    {
        id: 'api_keys.list',
        access: 'session',
        method: 'get',
        path: '/api/v1/api-keys',
        summary: 'List my API keys',
        description: 'Newest first, including revoked and expired keys.',
        request: { query: z.strictObject(pageQuery) },
        errors: ['INVALID_CURSOR'],
        responses: { 200: answers('A page of keys', pageOf(apiKey)) }
    },
    async context => pageAnswer(context, await context.var.store.apiKeys.list(pagePart(context.req.valid('query'))))
);
