// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { newShareBodySchema } from '@sanyam/types';
import { describeFields } from '../describe-schema';
import { answers, dataOf } from '../answers';
import { operation } from '../operation';
import { documentParameters, idempotencyKeyHeader } from '../parameters';
import { takes } from '../required-body';
import { documentShare } from './share-schema';

export const createShare = operation(
    {
        id: 'shares.create',
        access: { scope: 'shares:write' },
        feature: { id: 'document_sharing', of: 'owner' },
        method: 'post',
        path: '/api/v1/documents/{id}/shares',
        summary: 'Share a document with an email address',
        description:
            'Sharing with the same address again changes the permission. ' +
            'The answer does not reveal whether the address has an account.',
        request: {
            params: documentParameters,
            headers: z.object({ 'Idempotency-Key': idempotencyKeyHeader }),
            body: takes(
                describeFields(newShareBodySchema, {
                    email: { type: 'string', description: 'An email address' }
                }).openapi('NewShare')
            )
        },
        errors: [
            'DOCUMENT_NOT_FOUND',
            'FORBIDDEN',
            'DOCUMENT_READ_ONLY',
            'TIER_LIMIT_EXCEEDED',
            'FEATURE_NOT_AVAILABLE'
        ],
        responses: {
            200: answers('The existing share', dataOf(documentShare)),
            201: answers('The new share', dataOf(documentShare))
        }
    },
    async context => {
        const key = context.req.valid('header')['Idempotency-Key'];
        const { created, ...share } = await context.var.store.shares.create(context.req.valid('param').id, {
            ...context.req.valid('json'),
            ...(key === undefined ? {} : { idempotency_key: key })
        });
        return context.json({ data: share }, created ? 201 : 200);
    }
);
