// SPDX-License-Identifier: MIT

import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { claimCluster, entryType, moveCluster, type Ownership } from '../postgres/cluster-owner.js';
import { endOrphan } from '../postgres/orphan.js';
import { folderMode } from './data-folder.js';
import { ifExists } from './if-exists.js';

/** The new folder, and who owns the database. The database of another owner has not changed. */
export interface Aside {
    readonly folder: string;
    readonly ownership: Ownership;
}

/**
 * Moves the database and the keys of a data folder into a new subfolder, which can itself be used as a data folder.
 * Only the owner of the data folder's lock may call this.
 *
 * @returns undefined when there is neither a database nor keys
 */
export async function setAside(dataFolder: string): Promise<Aside | undefined> {
    const database = join(dataFolder, 'database');
    const keys = join(dataFolder, 'credentials.json');
    if ((await entryType(database)) === undefined && !existsSync(keys)) {
        return undefined;
    }
    const ownership = await claimCluster(dataFolder);
    if (ownership.kind === 'own') {
        await endOrphan(database);
    }
    const folder = await createFolder(dataFolder);
    // Copies the keys first: a database without its keys is useless if this is interrupted.
    await ifExists(copyFile(keys, join(folder, 'credentials.json')));
    await moveCluster(dataFolder, folder, ownership);
    await rm(keys, { force: true });
    return { folder, ownership };
}

/** Creates `before-<time>`, or the next free name, such as `before-<time>-2`. */
async function createFolder(dataFolder: string): Promise<string> {
    const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
    for (let number = 1; ; number++) {
        const folder = join(dataFolder, `before-${time}${number === 1 ? '' : `-${number}`}`);
        if ((await entryType(folder)) === undefined) {
            await mkdir(folder);
            await chmod(folder, folderMode());
            return folder;
        }
    }
}
