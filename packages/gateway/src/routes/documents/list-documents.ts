// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import {
    folderPathSchema,
    languageIdSchema,
    listedFoldersSchema,
    MAX_DOCUMENT_NAME_LENGTH,
    storableTextSchema
} from '@sanyam/types';
import { describeSchema } from '../describe-schema';
import { answers, json, pageOf, toPage } from '../answers';
import { operation } from '../operation';
import { booleanParameter, pageQuery, pagePart } from '../parameters';
import { documentSchema, FIELDS, FOLDER } from './document-schemas';

const documentPageSchema = pageOf(documentSchema).extend({
    folders: describeSchema(listedFoldersSchema.shape.folders, {
        description: 'On the first page of a folder: the names of the folders directly in it, at most 1,000'
    }),
    next_folders_cursor: describeSchema(listedFoldersSchema.shape.next_folders_cursor, {
        description: 'The cursor to the next folders, for `GET /api/v1/folders`'
    })
});

export const listDocuments = operation(
    {
        id: 'documents.list',
        access: { scope: 'documents:read' },
        method: 'get',
        path: '/api/v1/documents',
        summary: 'List my documents and those shared with me',
        description:
            'Newest change first, without content. With `folder`: my own documents in that folder, in the order of ' +
            'their paths.',
        request: {
            query: z.strictObject({
                ...pageQuery,
                language_id: describeSchema(languageIdSchema.optional(), FIELDS.language_id),
                include_shared: booleanParameter({ default: true }),
                q: describeSchema(storableTextSchema.optional(), {
                    type: 'string',
                    maxLength: MAX_DOCUMENT_NAME_LENGTH,
                    description: 'Text that the name contains'
                }),
                folder: describeSchema(folderPathSchema.optional(), FOLDER),
                below: booleanParameter({ default: false, description: 'With `folder`: also all below it' }),
                state: z.enum(['active', 'trashed']).optional().openapi({ description: 'Default: `active`' })
            })
        },
        errors: ['INVALID_CURSOR'],
        responses: { 200: answers('A page of documents', documentPageSchema) }
    },
    async context => {
        const { q, state, language_id, include_shared, folder, below, ...page } = context.req.valid('query');
        const query = {
            ...pagePart(page),
            ...(q === undefined ? {} : { query: q }),
            ...(state === undefined ? {} : { state }),
            ...(language_id === undefined ? {} : { language_id }),
            ...(include_shared === undefined ? {} : { include_shared }),
            ...(folder === undefined ? {} : { folder }),
            ...(below === undefined ? {} : { below })
        };
        const found = await context.var.store.documents.list(query);
        const { folders, next_folders_cursor } = found;
        return json(context, { ...toPage(found), ...(folders ? { folders, next_folders_cursor } : {}) });
    }
);
