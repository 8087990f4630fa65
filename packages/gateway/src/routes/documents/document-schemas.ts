// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import {
    cloudDocumentSchema,
    cloudDocumentWithContentSchema,
    documentNameSchema,
    languageIdSchema,
    MAX_DOCUMENT_NAME_LENGTH,
    storableTextSchema
} from '@sanyam/types';
import { documented } from '../documented';

export const documentSchema = z.object(cloudDocumentSchema.shape).openapi('Document');
export const documentWithContentSchema = z.object(cloudDocumentWithContentSchema.shape).openapi('DocumentWithContent');

/** A document's fields as a client gives them. */
export const nameField = documented(documentNameSchema, {
    type: 'string',
    minLength: 1,
    maxLength: MAX_DOCUMENT_NAME_LENGTH,
    description: 'One path segment: no slash, no control character, no space at either end'
});
export const languageField = documented(languageIdSchema, {
    description: 'As editors call it: `markdown`, `typescript`'
});
export const contentField = documented(storableTextSchema, {
    type: 'string',
    description: 'Kept as it is; text with U+0000 or half of a surrogate pair is refused'
});

export const ETAG = { ETag: 'The version, in double quotes' };
