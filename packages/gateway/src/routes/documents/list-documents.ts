// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { languageIdSchema, MAX_DOCUMENT_NAME_LENGTH, storableTextSchema } from '@sanyam/types';
import { describeSchema } from '../describe-schema';
import { answers, pageAnswer, pageOf } from '../answers';
import { operation } from '../operation';
import { pageQuery, pagePart } from '../parameters';
import { documentSchema, FIELDS } from './document-schemas';

export const listDocuments = operation(
    {
        id: 'documents.list',
        access: { scope: 'documents:read' },
        method: 'get',
        path: '/api/v1/documents',
        summary: 'List my documents and those shared with me',
        description: 'Newest change first, without content.',
        request: {
            query: z.strictObject({
                ...pageQuery,
                language_id: describeSchema(languageIdSchema.optional(), FIELDS.language_id),
                include_shared: z
                    .enum(['true', 'false'])
                    .transform(text => text === 'true')
                    .optional()
                    .openapi({ type: 'boolean', default: true }),
                q: describeSchema(storableTextSchema.optional(), {
                    type: 'string',
                    maxLength: MAX_DOCUMENT_NAME_LENGTH,
                    description: 'Text that the name contains'
                }),
                state: z.enum(['active', 'trashed']).optional().openapi({ description: 'Default: `active`' })
            })
        },
        errors: ['INVALID_CURSOR'],
        responses: { 200: answers('A page of documents', pageOf(documentSchema)) }
    },
    async context => {
        const { q, state, language_id, include_shared, ...page } = context.req.valid('query');
        const query = {
            ...pagePart(page),
            ...(q === undefined ? {} : { query: q }),
            ...(state === undefined ? {} : { state }),
            ...(language_id === undefined ? {} : { language_id }),
            ...(include_shared === undefined ? {} : { include_shared })
        };
        return pageAnswer(context, await context.var.store.documents.list(query));
    }
);
