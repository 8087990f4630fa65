// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { answers, pageOf, toWholePage } from '../envelopes';
import { operation } from '../operation';
import { documentParameters } from '../parameters';
import { documentShare } from './share-schema';

export const listShares = operation(
    {
        id: 'shares.list',
        method: 'get',
        path: '/api/v1/documents/{id}/shares',
        summary: 'With whom I share a document',
        description: 'The oldest first, all on one page. For the owner of the document.',
        request: { params: documentParameters },
        errors: ['DOCUMENT_NOT_FOUND', 'FORBIDDEN'],
        responses: {
            200: answers('The shares', pageOf(documentShare.extend({ expired: z.boolean() }).openapi('ListedShare')))
        }
    },
    async context => {
        const shares = await context.var.store.listShares(context.req.valid('param').id);
        return context.json(toWholePage(shares), 200);
    }
);
