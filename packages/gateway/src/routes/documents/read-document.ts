// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { headersOf } from '../../errors/error-responses';
import { requireMatch } from '../../http/conditional-change';
import { entityTag, matchesNone, parseIfMatch } from '../../http/entity-tag';
import { answers, dataOf, jsonText } from '../answers';
import { operation } from '../operation';
import { documentParameters, ifMatchHeader, ifNoneMatchHeader } from '../parameters';
import { documentWithContentSchema, ETAG } from './document-schemas';

export const readDocument = operation(
    {
        id: 'documents.read',
        access: { scope: 'documents:read' },
        method: 'get',
        path: '/api/v1/documents/{id}',
        summary: 'Read a document with its content',
        request: {
            params: documentParameters,
            headers: z.object({ 'If-Match': ifMatchHeader, 'If-None-Match': ifNoneMatchHeader })
        },
        errors: ['DOCUMENT_NOT_FOUND', 'INVALID_IF_MATCH', 'PRECONDITION_FAILED'],
        responses: {
            200: answers('The document', dataOf(documentWithContentSchema), ETAG),
            304: { description: 'The client has the current version', headers: headersOf(ETAG) }
        }
    },
    async context => {
        const { json, rest } = await context.var.store.documents.readAsJson(context.req.valid('param').id);
        const { 'If-Match': ifMatch, 'If-None-Match': ifNoneMatch } = context.req.valid('header');
        requireMatch(parseIfMatch(ifMatch), rest.version);
        context.header('ETag', entityTag(rest.version));
        if (matchesNone(ifNoneMatch, rest.version)) {
            return context.body(null, 304);
        }
        return jsonText(context, `{"data":${json}}`);
    }
);
