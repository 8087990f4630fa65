// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { changeIfMatch } from '../../http/conditional-change';
import { entityTag, parseIfMatch } from '../../http/entity-tag';
import { documentSchema, ETAG } from '../documents/document-schemas';
import { answers, dataOf } from '../answers';
import { operation } from '../operation';
import { ifMatchHeader, versionParameters } from '../parameters';

export const restoreVersion = operation(
    {
        id: 'versions.restore',
        access: { scope: 'documents:write' },
        feature: { id: 'document_versioning', of: 'owner' },
        method: 'post',
        path: '/api/v1/documents/{id}/versions/{version}/restore',
        summary: 'Restore the content of a version as a new version',
        request: { params: versionParameters, headers: z.object({ 'If-Match': ifMatchHeader }) },
        errors: [
            'INVALID_IF_MATCH',
            'DOCUMENT_NOT_FOUND',
            'VERSION_NOT_FOUND',
            'DOCUMENT_READ_ONLY',
            'OPTIMISTIC_LOCK_CONFLICT',
            'DOCUMENT_TOO_LARGE',
            'TIER_LIMIT_EXCEEDED',
            'FEATURE_NOT_AVAILABLE'
        ],
        responses: { 200: answers('The document', dataOf(documentSchema), ETAG) }
    },
    async context => {
        const { id, version } = context.req.valid('param');
        const condition = parseIfMatch(context.req.valid('header')['If-Match']);
        const document = await changeIfMatch(condition, baseVersion =>
            context.var.store.versions.restore(id, version, baseVersion)
        );
        context.header('ETag', entityTag(document.version));
        return context.json({ data: document }, 200);
    }
);
