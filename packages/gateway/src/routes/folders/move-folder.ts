// SPDX-License-Identifier: MIT

import { folderMoveBodySchema, movedFolderSchema } from '@sanyam/types';
import { answers, dataOf } from '../answers';
import { describeFields, describeSchema } from '../describe-schema';
import { FOLDER } from '../documents/document-schemas';
import { operation } from '../operation';
import { takes } from '../required-body';

const moveSchema = movedFolderSchema.extend({
    count: describeSchema(movedFolderSchema.shape.count, { description: 'The documents that moved' })
});

export const moveFolder = operation(
    {
        id: 'folders.move',
        access: { scope: 'documents:write' },
        method: 'post',
        path: '/api/v1/folders/move',
        summary: 'Move or rename a folder',
        description:
            'Moves all documents in the folder and below it in one step. Each gets a version. The target can exist. ' +
            'One move takes at most 1,000 documents, 100 MB and 10,000 shares.',
        request: {
            body: takes(describeFields(folderMoveBodySchema, { from: FOLDER, to: FOLDER }).openapi('FolderMove'))
        },
        errors: ['NOT_FOUND', 'DOCUMENT_READ_ONLY', 'TIER_LIMIT_EXCEEDED'],
        responses: { 200: answers('The number of documents', dataOf(moveSchema)) }
    },
    async context => {
        const { from, to } = context.req.valid('json');
        return context.json({ data: { count: await context.var.store.folders.move(from, to) } }, 200);
    }
);
