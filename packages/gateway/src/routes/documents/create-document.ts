// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { newDocumentBodySchema } from '@sanyam/types';
import { entityTag } from '../../http/entity-tag';
import { describeFields } from '../describe-schema';
import { answers, dataOf } from '../answers';
import { operation } from '../operation';
import { idempotencyKeyHeader } from '../parameters';
import { takes } from '../required-body';
import { documentSchema, ETAG, FIELDS } from './document-schemas';

export const createDocument = operation(
    {
        id: 'documents.create',
        access: { scope: 'documents:write' },
        document: 'new-document',
        method: 'post',
        path: '/api/v1/documents',
        summary: 'Create a document',
        request: {
            headers: z.object({ 'Idempotency-Key': idempotencyKeyHeader }),
            body: takes(describeFields(newDocumentBodySchema, FIELDS).openapi('NewDocument'))
        },
        errors: ['TIER_LIMIT_EXCEEDED', 'FEATURE_NOT_AVAILABLE', 'DOCUMENT_TOO_LARGE'],
        responses: {
            201: answers('The document', dataOf(documentSchema), { ...ETAG, Location: 'The path of the document' })
        }
    },
    async context => {
        const { content = '', folder, ...body } = context.req.valid('json');
        const key = context.req.valid('header')['Idempotency-Key'];
        const document = await context.var.store.documents.create({
            ...body,
            content,
            ...(folder === undefined ? {} : { folder }),
            ...(key === undefined ? {} : { idempotency_key: key })
        });
        context.header('Location', `/api/v1/documents/${document.id}`);
        context.header('ETag', entityTag(document.version));
        return context.json({ data: document }, 201);
    }
);
