// SPDX-License-Identifier: MIT

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { unreadable } from '../file-error';
import { isLeftOut } from './left-out';

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
