// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { RESERVED_SEGMENT } from './cloud-document-uri';
import { storableTextSchema } from './document-text';

/** The longest name that file systems and the database agree on, in characters. */
export const MAX_DOCUMENT_NAME_LENGTH = 255;

/** A document's name: one path segment, so that it can be the last part of a `sanyam://` URI. */
export const documentNameSchema = storableTextSchema.pipe(
    z
        .string()
        .min(1, 'Enter a name.')
        .refine(name => Array.from(name).length <= MAX_DOCUMENT_NAME_LENGTH, {
            message: `A name has at most ${MAX_DOCUMENT_NAME_LENGTH} characters.`
        })
        .refine(name => name.trim() === name, { message: 'A name does not begin or end with a space.' })
        .refine(name => !/[/\\\p{Cc}]/u.test(name), { message: 'A name has no slash, backslash or control character.' })
        .refine(name => name !== '.' && name !== '..', { message: '“.” and “..” are not names.' })
        .refine(name => name !== RESERVED_SEGMENT, { message: `The name “${RESERVED_SEGMENT}” is reserved.` })
);

/** A language id as editors use them: `typescript`, `objective-c`, `c++`. */
export const languageIdSchema = z.string().regex(/^[a-z0-9][a-z0-9_.+#-]{0,63}$/, 'This is not a language id.');
