// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { headersOf } from '../../errors/error-responses';
import { entityTag, matchesNone } from '../../http/entity-tag';
import { answers, dataOf, jsonText } from '../answers';
import { operation } from '../operation';
import { documentParameters, ifNoneMatchHeader } from '../parameters';
import { documentWithContentSchema, ETAG } from './document-schemas';

export const readDocument = operation(
    {
        id: 'documents.read',
        access: { scope: 'documents:read' },
        method: 'get',
        path: '/api/v1/documents/{id}',
        summary: 'Read a document with its content',
        request: { params: documentParameters, headers: z.object({ 'If-None-Match': ifNoneMatchHeader }) },
        errors: ['DOCUMENT_NOT_FOUND'],
        responses: {
            200: answers('The document', dataOf(documentWithContentSchema), ETAG),
            304: { description: 'The client has the current version', headers: headersOf(ETAG) }
        }
    },
    async context => {
        const { json, rest } = await context.var.store.documents.readAsJson(context.req.valid('param').id);
        context.header('ETag', entityTag(rest.version));
        if (matchesNone(context.req.valid('header')['If-None-Match'], rest.version)) {
            return context.body(null, 304);
        }
        return jsonText(context, `{"data":${json}}`);
    }
);
