// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { cloudDocumentSchema, cloudDocumentWithContentSchema, MAX_DOCUMENT_NAME_LENGTH } from '@sanyam/types';

export const documentSchema = z.object(cloudDocumentSchema.shape).openapi('Document');
export const documentWithContentSchema = z.object(cloudDocumentWithContentSchema.shape).openapi('DocumentWithContent');

/** What OpenAPI says of a document's fields as a client gives them. */
export const FIELDS = {
    name: {
        type: 'string',
        minLength: 1,
        maxLength: MAX_DOCUMENT_NAME_LENGTH,
        description: 'One path segment: no slash, no control character, no space at either end'
    },
    language_id: { description: 'As editors call it: `markdown`, `typescript`' },
    content: {
        type: 'string',
        description: 'Kept as it is; text with U+0000 or half of a surrogate pair is refused'
    }
} as const;

export const ETAG = { ETag: 'The version, in double quotes' };
