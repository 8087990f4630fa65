// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import {
    cloudDocumentSchema,
    cloudDocumentWithContentSchema,
    MAX_DOCUMENT_NAME_LENGTH,
    MAX_FOLDER_LENGTH
} from '@sanyam/types';

export const documentSchema = z.object(cloudDocumentSchema.shape).openapi('Document');
export const documentWithContentSchema = z.object(cloudDocumentWithContentSchema.shape).openapi('DocumentWithContent');

/** The documentation of the path of a folder. */
export const FOLDER = {
    type: 'string',
    maxLength: MAX_FOLDER_LENGTH,
    description: 'Names with `/` between them, such as `models/shared`. Empty at the top'
} as const;

/** The documentation of the fields that a client sends. */
export const FIELDS = {
    name: {
        type: 'string',
        minLength: 1,
        maxLength: MAX_DOCUMENT_NAME_LENGTH,
        description:
            'One path segment, without slashes, control or hidden characters, or spaces at either end. Stored in NFC'
    },
    language_id: { description: 'The id in editors, such as `markdown` or `typescript`' },
    content: {
        type: 'string',
        description: 'Stored unchanged. Text with U+0000 or a lone surrogate is refused'
    },
    folder: FOLDER
} as const;

export const ETAG = { ETag: 'The version, in double quotes' };
