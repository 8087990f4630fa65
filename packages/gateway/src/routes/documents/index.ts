// SPDX-License-Identifier: MIT

import { type RouteGroup, withScope } from '../access';
import { createDocument } from './create-document';
import { deleteDocument } from './delete-document';
import { listDocuments } from './list-documents';
import { readDocument } from './read-document';
import { restoreDocument } from './restore-document';
import { updateDocument } from './update-document';

export const documents: RouteGroup = {
    tag: 'Documents',
    routes: [
        ...withScope('documents:read', listDocuments, readDocument),
        ...withScope('documents:write', createDocument, updateDocument, restoreDocument),
        ...withScope('documents:delete', deleteDocument)
    ]
};
