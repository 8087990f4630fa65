// SPDX-License-Identifier: MIT

import { changeUnder, conditionsOf } from '../../http/conditional-change';
import { entityTag } from '../../http/entity-tag';
import { documentSchema, ETAG } from '../documents/document-schemas';
import { answers, dataOf } from '../answers';
import { operation } from '../operation';
import { conditionHeaders, versionParameters } from '../parameters';

export const restoreVersion = operation(
    {
        id: 'versions.restore',
        access: { scope: 'documents:write' },
        feature: { id: 'document_versioning', of: 'owner' },
        conditions: 'evaluates',
        method: 'post',
        path: '/api/v1/documents/{id}/versions/{version}/restore',
        summary: 'Restore the content of a version as a new version',
        request: { params: versionParameters, headers: conditionHeaders },
        errors: [
            'DOCUMENT_NOT_FOUND',
            'VERSION_NOT_FOUND',
            'DOCUMENT_READ_ONLY',
            'DOCUMENT_TOO_LARGE',
            'TIER_LIMIT_EXCEEDED',
            'FEATURE_NOT_AVAILABLE'
        ],
        responses: { 200: answers('The document', dataOf(documentSchema), ETAG) }
    },
    async context => {
        const { id, version } = context.req.valid('param');
        const conditions = conditionsOf(context.req.valid('header'));
        const document = await changeUnder(conditions, baseVersion =>
            context.var.store.versions.restore(id, version, baseVersion)
        );
        context.header('ETag', entityTag(document.version));
        return context.json({ data: document }, 200);
    }
);
