// SPDX-License-Identifier: MIT

import { isLeftOut } from '@sanyam/types';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError, EXIT } from '../command-error';
import { isMissing, unreadable } from '../file-error';

export interface LocalFiles {
    /** The paths in the folder, with `/` between names, in order. */
    readonly files: readonly string[];
    /** The paths of links, devices and pipes, which are not followed or read. */
    readonly others: readonly string[];
}

/**
 * Returns the files below a folder, but for those that {@link isLeftOut}. Links are not followed, so nothing outside of
 * the folder is read, and no circle.
 *
 * @throws CommandError for a folder that cannot be read
 */
export async function filesBelow(root: string, withHidden: boolean): Promise<LocalFiles> {
    const files: string[] = [];
    const others: string[] = [];
    const visit = async (inside: string): Promise<void> => {
        const folder = join(root, inside);
        const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
            throw unreadable(folder, error);
        });
        for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
            if (isLeftOut(entry.name, withHidden)) {
                continue;
            }
            const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
            if (entry.isDirectory()) {
                await visit(path);
            } else {
                (entry.isFile() ? files : others).push(path);
            }
        }
    };
    await visit('');
    return { files, others };
}

/** Node writes U+FFFD for bytes that are not UTF-8, and then does not find the file. @throws CommandError for such a name */
export async function requireUtf8(root: string, path: string): Promise<void> {
    if (path.includes('\uFFFD') && (await lstat(join(root, path)).then(() => false, isMissing))) {
        throw new CommandError(EXIT.usage, 'INVALID_NAME', 'Its path is not in UTF-8. Rename it.');
    }
}
