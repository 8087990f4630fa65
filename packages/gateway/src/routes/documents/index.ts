// SPDX-License-Identifier: MIT

import type { RouteGroup } from '../operation';
import { createDocument } from './create-document';
import { deleteDocument } from './delete-document';
import { listDocuments } from './list-documents';
import { readDocument } from './read-document';
import { restoreDocument } from './restore-document';
import { updateDocument } from './update-document';

export const documents: RouteGroup = {
    tag: 'Documents',
    operations: [listDocuments, readDocument, createDocument, updateDocument, restoreDocument, deleteDocument]
};
