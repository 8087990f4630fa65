// SPDX-License-Identifier: MIT

import { changeUnder, conditionsOf } from '../../http/conditional-change';
import { operation } from '../operation';
import { conditionHeaders, documentParameters } from '../parameters';

export const deleteDocument = operation(
    {
        id: 'documents.delete',
        access: { scope: 'documents:delete' },
        conditions: 'evaluates',
        method: 'delete',
        path: '/api/v1/documents/{id}',
        summary: 'Move a document to the trash',
        request: { params: documentParameters, headers: conditionHeaders },
        errors: ['DOCUMENT_NOT_FOUND', 'DOCUMENT_READ_ONLY', 'FORBIDDEN', 'TIER_LIMIT_EXCEEDED'],
        responses: { 204: { description: 'The document is in the trash' } }
    },
    async context => {
        const { id } = context.req.valid('param');
        const conditions = conditionsOf(context.req.valid('header'));
        await changeUnder(conditions, baseVersion => context.var.store.documents.trash(id, baseVersion));
        return context.body(null, 204);
    }
);
