// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { RESERVED_SEGMENT } from './cloud-document-uri';
import { storableTextSchema } from './document-text';
import { hiddenCharacterProblem } from './hidden-characters';
import { isLongerThan, MAX_DOCUMENT_NAME_LENGTH, normalizedName } from './normal-form';
import { reportProblem } from './report-problem';

/** Returns what is wrong with the name of a document, as a sentence, or undefined. The database has the same rules. */
export function documentNameProblem(name: string): string | undefined {
    const normalized = normalizedName(name);
    if (normalized === '') {
        return 'Enter a name.';
    }
    if (isLongerThan(MAX_DOCUMENT_NAME_LENGTH, normalized)) {
        return `A name can have at most ${MAX_DOCUMENT_NAME_LENGTH} characters.`;
    }
    if (/[/\\\p{Cc}]/u.test(normalized)) {
        return 'A name cannot contain a slash, backslash or control character.';
    }
    if (normalized.trim() !== normalized) {
        return 'A name cannot begin or end with a space.';
    }
    if (normalized === '.' || normalized === '..') {
        return '“.” and “..” are not valid names.';
    }
    if (normalized === RESERVED_SEGMENT) {
        return `The name “${RESERVED_SEGMENT}” is reserved.`;
    }
    return hiddenCharacterProblem(normalized);
}

/**
 * The name of a document. It is one path segment, so that it can be the last part of a `sanyam://` URI. Parsing it
 * does not normalize it: the database does, with its own version of Unicode, so that a name is stored alike on all ways.
 */
export const documentNameSchema = storableTextSchema.pipe(z.string().superRefine(reportProblem(documentNameProblem)));

/** A language id, as in editors: `typescript`, `objective-c`, `c++`. */
export const languageIdSchema = z
    .string()
    .regex(/^[a-z0-9][a-z0-9_.+#-]{0,63}$/, 'Enter a language id, for example markdown.');
