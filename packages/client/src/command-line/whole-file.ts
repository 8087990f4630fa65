// SPDX-License-Identifier: MIT

import { type CloudDocument, shellWord } from '@sanyam/types';
import { CommandError, EXIT } from './command-error';
import { ofOwner } from './owner';

/** Returns whether a file got shorter and may have been cut off: it is empty, or does not end with a line break. */
export function isShorter(content: string, size: number | undefined): boolean {
    return size !== undefined && Buffer.byteLength(content) < size && !content.endsWith('\n');
}

/**
 * Checks that a file is not just the first part of the document, as a write leaves it that failed: on a full disk, or
 * of `sanyam get x > x` without a connection.
 *
 * @throws CommandError when it is
 */
export function requireWhole(file: string, content: string, document: CloudDocument & { content: string }): void {
    if (content.length < document.content.length && document.content.startsWith(content)) {
        const whose = document.permission === 'owner' ? '' : ` of a document${ofOwner(document)}`;
        throw new CommandError(
            EXIT.failure,
            'INCOMPLETE_FILE',
            `${file} has only the first ${Buffer.byteLength(content)} of ${document.size_bytes} bytes of version ` +
                `${document.version}${whose}, as after a write that failed. Nothing was saved.\n` +
                `  sanyam get ${document.id} -o ${shellWord(file, process.platform)}  restores the file\n` +
                '  --force  saves it as it is'
        );
    }
}
