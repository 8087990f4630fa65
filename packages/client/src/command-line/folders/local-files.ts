// SPDX-License-Identifier: MIT

import { isLeftOut } from '@sanyam/types';
import type { Dirent } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError, EXIT } from '../command-error';
import { codeOf, isMissing, unreadable } from '../file-error';

export interface LocalFiles {
    /** The paths in the folder, with `/` between names, in order. */
    readonly files: readonly string[];
    /** The paths of links, devices and pipes, which are not followed or read. */
    readonly others: readonly string[];
    /** The folders that cannot be read, and why. */
    readonly unread: readonly { readonly path: string; readonly error: unknown }[];
    /** The files and folders that {@link isLeftOut}. Of such a folder only its own path, because it is not read. */
    readonly leftOut: readonly string[];
}

/**
 * Returns the files below a folder, but for those that {@link isLeftOut}. Links are not followed, so nothing outside of
 * the folder is read, and no circle.
 *
 * @throws CommandError if the folder itself cannot be read
 */
export async function filesBelow(root: string, withHidden: boolean): Promise<LocalFiles> {
    const files: string[] = [];
    const others: string[] = [];
    const unread: { path: string; error: unknown }[] = [];
    const leftOut: string[] = [];
    const entriesIn = async (inside: string): Promise<Dirent[]> => {
        const folder = join(root, inside);
        try {
            return await readdir(folder, { withFileTypes: true });
        } catch (error) {
            await requireUtf8(root, inside);
            if (inside === '' && codeOf(error) === 'ENOTDIR' && (await exists(folder))) {
                const text = `Could not read ${folder}: it is not a folder. To save one file, leave out -r.`;
                throw new CommandError(EXIT.failure, 'UNREADABLE_FILE', text);
            }
            throw unreadable(folder, error);
        }
    };
    const visit = async (inside: string, entries: Dirent[]): Promise<void> => {
        for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
            const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
            if (isLeftOut(entry.name, withHidden)) {
                leftOut.push(path);
            } else if (entry.isDirectory()) {
                const below = await entriesIn(path).catch((error: unknown) => {
                    unread.push({ path, error });
                    return [];
                });
                await visit(path, below);
            } else {
                (entry.isFile() ? files : others).push(path);
            }
        }
    };
    await visit('', await entriesIn(''));
    return { files, others, unread, leftOut };
}

/** Node writes U+FFFD for bytes that are not UTF-8, and then does not find the file. @throws CommandError for such a name */
export async function requireUtf8(root: string, path: string): Promise<void> {
    if (path.includes('\uFFFD') && (await lstat(join(root, path)).then(() => false, isMissing))) {
        throw new CommandError(EXIT.usage, 'INVALID_NAME', 'Its path is not in UTF-8. Rename it.');
    }
}

/** Returns whether a path exists. One through a file, such as `a.txt/b`, does not, though `readdir` fails with the same code. */
function exists(path: string): Promise<boolean> {
    return stat(path).then(
        () => true,
        () => false
    );
}
