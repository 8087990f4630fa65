// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { RESERVED_SEGMENT } from './cloud-document-uri';
import { storableTextSchema } from './document-text';

/** The maximum length of a name in characters. File systems and the database accept it. */
export const MAX_DOCUMENT_NAME_LENGTH = 255;

/** The name of a document. It is one path segment, so that it can be the last part of a `sanyam://` URI. */
export const documentNameSchema = storableTextSchema.pipe(
    z
        .string()
        .min(1, 'Enter a name.')
        .refine(name => Array.from(name).length <= MAX_DOCUMENT_NAME_LENGTH, {
            message: `A name can have at most ${MAX_DOCUMENT_NAME_LENGTH} characters.`
        })
        .refine(name => name.trim() === name, { message: 'A name cannot begin or end with a space.' })
        .refine(name => !/[/\\\p{Cc}]/u.test(name), {
            message: 'A name cannot contain a slash, backslash or control character.'
        })
        .refine(name => name !== '.' && name !== '..', { message: '“.” and “..” are not valid names.' })
        .refine(name => name !== RESERVED_SEGMENT, { message: `The name “${RESERVED_SEGMENT}” is reserved.` })
);

/** A language id, as in editors: `typescript`, `objective-c`, `c++`. */
export const languageIdSchema = z
    .string()
    .regex(/^[a-z0-9][a-z0-9_.+#-]{0,63}$/, 'Enter a language id, for example markdown.');
