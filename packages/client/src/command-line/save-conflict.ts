// SPDX-License-Identifier: MIT

import type { CloudDocument } from '@sanyam/types';
import { CommandError, EXIT } from './command-error';

/**
 * Returns the error for a document that changed since its file was written.
 *
 * @param owner “ of ada@example.org” for a document of another user, otherwise empty
 * @param why a sentence
 * @param options of the command that overwrite the document
 */
export function conflict(
    { id, version }: Pick<CloudDocument, 'id' | 'version'>,
    owner: string,
    why: string,
    options: 'for one document' | 'for a folder' = 'for one document'
): CommandError {
    return new CommandError(
        EXIT.conflict,
        'OPTIMISTIC_LOCK_CONFLICT',
        `This document${owner} exists, with version ${version}. ${why} Nothing was saved.\n` +
            `  sanyam get ${id}  shows its current text\n` +
            (options === 'for a folder' ? '' : `  --if-version ${version}  overwrites only this version\n`) +
            '  --force  overwrites any version',
        { current_version: version }
    );
}
