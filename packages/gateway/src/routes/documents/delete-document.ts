// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { changeIfMatch } from '../../http/conditional-change';
import { parseIfMatch } from '../../http/entity-tag';
import { operation } from '../operation';
import { documentParameters, ifMatchHeader } from '../parameters';

export const deleteDocument = operation(
    {
        id: 'documents.delete',
        access: { scope: 'documents:delete' },
        method: 'delete',
        path: '/api/v1/documents/{id}',
        summary: 'Move a document to the trash',
        request: { params: documentParameters, headers: z.object({ 'If-Match': ifMatchHeader }) },
        errors: [
            'INVALID_IF_MATCH',
            'DOCUMENT_NOT_FOUND',
            'DOCUMENT_READ_ONLY',
            'FORBIDDEN',
            'OPTIMISTIC_LOCK_CONFLICT',
            'TIER_LIMIT_EXCEEDED'
        ],
        responses: { 204: { description: 'The document is in the trash' } }
    },
    async context => {
        const { id } = context.req.valid('param');
        const condition = parseIfMatch(context.req.valid('header')['If-Match']);
        await changeIfMatch(condition, baseVersion => context.var.store.documents.trash(id, baseVersion));
        return context.body(null, 204);
    }
);
