// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { folderListSchema, folderPathSchema } from '@sanyam/types';
import { answers, dataOf, json } from '../answers';
import { describeSchema } from '../describe-schema';
import { FOLDER } from '../documents/document-schemas';
import { operation } from '../operation';
import { cursorParameter, requireCursor } from '../parameters';

const foldersSchema = folderListSchema.extend({
    folders: describeSchema(folderListSchema.shape.folders, { description: 'The names, in order, at most 1,000' })
});

export const listFolders = operation(
    {
        id: 'folders.list',
        access: { scope: 'documents:read' },
        method: 'get',
        path: '/api/v1/folders',
        summary: 'List the folders in one of my folders',
        description: 'A folder exists as long as a document is in it or below it.',
        request: {
            query: z.strictObject({
                folder: describeSchema(folderPathSchema.optional(), FOLDER),
                cursor: cursorParameter
            })
        },
        errors: ['INVALID_CURSOR'],
        responses: { 200: answers('The names of the folders directly in the folder', dataOf(foldersSchema)) }
    },
    async context => {
        const { folder = '', cursor } = context.req.valid('query');
        const from = cursor === undefined ? undefined : requireCursor(cursor);
        const { items: folders, next_cursor } = await context.var.store.folders.list(folder, from);
        return json(context, { data: { folders, next_cursor } });
    }
);
