// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { answers, pageAnswer, pageOf } from '../answers';
import { operation } from '../operation';
import { pageOfItems } from '../page-of-items';
import { documentParameters, pagePart, pageQuery } from '../parameters';
import { documentShare } from './share-schema';

export const listShares = operation(
    {
        id: 'shares.list',
        access: { scope: 'shares:read' },
        method: 'get',
        path: '/api/v1/documents/{id}/shares',
        summary: 'List the shares of a document',
        description: 'Oldest first. Only for the owner of the document.',
        request: { params: documentParameters, query: z.strictObject(pageQuery) },
        errors: ['DOCUMENT_NOT_FOUND', 'FORBIDDEN', 'INVALID_CURSOR'],
        responses: {
            200: answers(
                'A page of shares',
                pageOf(documentShare.extend({ expired: z.boolean() }).openapi('ListedShare'))
            )
        }
    },
    async context => {
        const { id } = context.req.valid('param');
        const page = pagePart(context.req.valid('query'));
        // A document has at most 1,000 shares.
        const shares = await context.var.store.shares.list(id);
        return pageAnswer(context, pageOfItems(id.toLowerCase(), shares, page));
    }
);
