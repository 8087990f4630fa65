// SPDX-License-Identifier: MIT

import { answers, dataOf, jsonText } from '../answers';
import { operation } from '../operation';
import { versionParameters } from '../parameters';
import { documentVersionWithContent } from './version-schemas';

export const readVersion = operation(
    {
        id: 'versions.read',
        access: { scope: 'versions:read' },
        method: 'get',
        path: '/api/v1/documents/{id}/versions/{version}',
        summary: 'Read a version with its content',
        request: { params: versionParameters },
        errors: ['DOCUMENT_NOT_FOUND', 'VERSION_NOT_FOUND'],
        responses: { 200: answers('The version', dataOf(documentVersionWithContent)) }
    },
    async context => {
        const { id, version } = context.req.valid('param');
        const { json } = await context.var.store.versions.readAsJson(id, version);
        return jsonText(context, `{"data":${json}}`);
    }
);
