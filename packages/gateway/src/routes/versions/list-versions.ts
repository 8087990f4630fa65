// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { answers, pageAnswer, pageOf } from '../answers';
import { operation } from '../operation';
import { documentParameters, pagePart, pageQuery } from '../parameters';
import { documentVersion } from './version-schemas';

export const listVersions = operation(
    {
        id: 'versions.list',
        access: { scope: 'versions:read' },
        method: 'get',
        path: '/api/v1/documents/{id}/versions',
        summary: 'List the versions of a document',
        description: 'Newest first, without content.',
        request: { params: documentParameters, query: z.strictObject(pageQuery) },
        errors: ['DOCUMENT_NOT_FOUND', 'INVALID_CURSOR'],
        responses: { 200: answers('A page of versions', pageOf(documentVersion)) }
    },
    async context => {
        const page = pagePart(context.req.valid('query'));
        return pageAnswer(context, await context.var.store.versions.list(context.req.valid('param').id, page));
    }
);
