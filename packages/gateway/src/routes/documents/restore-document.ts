// SPDX-License-Identifier: MIT

import { changeUnder, conditionsOf } from '../../http/conditional-change';
import { entityTag } from '../../http/entity-tag';
import { answers, dataOf } from '../answers';
import { operation } from '../operation';
import { conditionHeaders, documentParameters } from '../parameters';
import { documentSchema, ETAG } from './document-schemas';

export const restoreDocument = operation(
    {
        id: 'documents.restore',
        access: { scope: 'documents:write' },
        conditions: 'evaluates',
        method: 'post',
        path: '/api/v1/documents/{id}/restore',
        summary: 'Restore a document from the trash',
        description: 'Within 10 minutes, the user who deleted it can undo that on every plan.',
        request: { params: documentParameters, headers: conditionHeaders },
        errors: [
            'DOCUMENT_NOT_FOUND',
            'DOCUMENT_READ_ONLY',
            'FORBIDDEN',
            'TIER_LIMIT_EXCEEDED',
            'FEATURE_NOT_AVAILABLE'
        ],
        responses: { 200: answers('The document', dataOf(documentSchema), ETAG) }
    },
    async context => {
        const { id } = context.req.valid('param');
        const conditions = conditionsOf(context.req.valid('header'));
        const document = await changeUnder(conditions, baseVersion => context.var.store.trash.restore(id, baseVersion));
        context.header('ETag', entityTag(document.version));
        return context.json({ data: document }, 200);
    }
);
