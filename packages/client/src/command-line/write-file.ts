// SPDX-License-Identifier: MIT

import { shellWord } from '@sanyam/types';
import type { Stats } from 'node:fs';
import { access, appendFile, constants, stat } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import { canonicalPath } from './canonical-path';
import { isMissing, reasonOf, unwritable } from './file-error';
import { HalfWrittenError, replaceFile } from './replace-file';
import { isOpenFile } from './standard-stream';

/**
 * Writes a text to a file. A file is replaced as a whole, so that a failure leaves the old file. A device or a pipe
 * gets the text directly.
 *
 * @param beforeReplacing is called when the new text is on the disk, before the file changes
 * @returns whether the path is a file, which now has this text
 * @throws CommandError when it cannot be written
 */
export async function writeDocument(
    path: string,
    text: string,
    beforeReplacing: () => Promise<void>
): Promise<boolean> {
    const bytes = Buffer.from(text);
    const existing = await statIfExists(path);
    if (existing?.isDirectory() === true || path.endsWith('/') || path.endsWith(sep)) {
        throw unwritable(path, 'it is a folder. Add the name of a file');
    }
    const replaces = existing === undefined || (existing.isFile() && !(await isOpenFile(path)));
    try {
        await (replaces ? replaceFile(path, bytes, { existing, beforeReplacing }) : appendFile(path, bytes));
        return replaces;
    } catch (error) {
        if (error instanceof HalfWrittenError) {
            const copy = shellWord(error.copy, process.platform);
            throw unwritable(path, `${reasonOf(error.cause)}. It is incomplete. The whole text is in ${copy}`);
        }
        const isKept = replaces && existing !== undefined;
        const advice =
            isKept && (await isFolderClosed(path)) ? '. Sanyam needs the right to create a file in its folder' : '';
        throw unwritable(path, `${reasonOf(error)}${advice}${isKept ? '. The old file is unchanged' : ''}`);
    }
}

/** Returns whether this user cannot create files beside a file, as for a file of a container in a read-only folder. */
async function isFolderClosed(path: string): Promise<boolean> {
    try {
        await access(dirname(await canonicalPath(path)), constants.W_OK);
        return false;
    } catch {
        return true;
    }
}

/** Returns what is at a path, or undefined when nothing is. */
async function statIfExists(path: string): Promise<Stats | undefined> {
    try {
        return await stat(path);
    } catch (error) {
        if (isMissing(error)) {
            return undefined;
        }
        throw unwritable(path, reasonOf(error));
    }
}
