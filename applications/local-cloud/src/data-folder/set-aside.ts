// SPDX-License-Identifier: MIT

import { chmod, copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { moveCluster } from '../postgres/reachable-folders.js';
import { endOrphan } from '../postgres/orphan.js';
import { folderMode } from './data-folder.js';
import { ifExists } from './if-exists.js';

/**
 * Moves the database and the keys of a data folder into a new subfolder, which can itself be used as a data folder.
 * Only the owner of the data folder's lock may call this.
 *
 * @returns the new folder, or undefined when there is no database
 */
export async function setAside(dataFolder: string): Promise<string | undefined> {
    await endOrphan(join(dataFolder, 'database'));
    const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
    const aside = join(dataFolder, `before-${time}`);
    const keys = join(dataFolder, 'credentials.json');
    await mkdir(aside);
    await chmod(aside, folderMode());
    // Copies the keys first: a database without its keys is useless if this is interrupted.
    await ifExists(copyFile(keys, join(aside, 'credentials.json')));
    if (!(await moveCluster(dataFolder, aside))) {
        await rm(aside, { recursive: true });
        return undefined;
    }
    await rm(keys, { force: true });
    return aside;
}
