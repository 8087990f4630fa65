// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { documentNameProblem } from './document-name';
import { storableTextSchema } from './document-text';
import { isLongerThan, normalizedFolder } from './normal-form';
import { reportProblem } from './report-problem';

/** The maximum length of a folder's path in characters. So it has at most 512 names. */
export const MAX_FOLDER_LENGTH = 1024;

/**
 * The maximum size of a folder's path in bytes of UTF-8. An entry of the database's index has at most 2,704 bytes, of
 * which a name of 255 characters takes 1,020.
 */
export const MAX_FOLDER_BYTES = 1600;

/**
 * Returns what is wrong with the path of a folder, as a sentence, or undefined. A path is names with `/` between them,
 * each by the rules of document names. The empty path is the top. The database has the same rules.
 */
export function folderProblem(path: string): string | undefined {
    const normalized = normalizedFolder(path);
    if (normalized === '') {
        return undefined;
    }
    if (isLongerThan(MAX_FOLDER_LENGTH, normalized)) {
        return 'The path of a folder can have at most 1,024 characters.';
    }
    if (new TextEncoder().encode(normalized).length > MAX_FOLDER_BYTES) {
        return 'The path of a folder can have at most 1,600 bytes. Use shorter names.';
    }
    const names = normalized.split('/');
    if (names.includes('')) {
        return 'The path of a folder is names with one slash between them, for example models/shared.';
    }
    return names.map(documentNameProblem).find(problem => problem !== undefined);
}

/**
 * The path of a folder: `models/shared`, or empty for the top. Parsing it does not normalize it, because only the
 * database does.
 */
export const folderPathSchema = storableTextSchema.pipe(z.string().superRefine(reportProblem(folderProblem)));
