// SPDX-License-Identifier: MIT

import { entityTag } from '../../http/entity-tag';
import { answers, dataOf } from '../answers';
import { operation } from '../operation';
import { documentParameters } from '../parameters';
import { documentSchema, ETAG } from './document-schemas';

export const restoreDocument = operation(
    {
        id: 'documents.restore',
        access: { scope: 'documents:write' },
        feature: { id: 'document_recovery', of: 'owner' },
        method: 'post',
        path: '/api/v1/documents/{id}/restore',
        summary: 'Restore a document from the trash',
        request: { params: documentParameters },
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
        const document = await context.var.store.trash.restore(context.req.valid('param').id);
        context.header('ETag', entityTag(document.version));
        return context.json({ data: document }, 200);
    }
);
