// SPDX-License-Identifier: MIT

import { existsSync } from 'node:fs';
import { chmod, lstat, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { StartUpError } from '../start-up-error.js';
import { endOrphan } from '../postgres/orphan.js';
import { ifExists } from './if-exists.js';
import { removeFolder } from './remove-folder.js';
import { folderMode } from './data-folder.js';
import { FolderLock, readOwner, stateOf } from './lock.js';
import { createTemporaryFolder, listTemporaryFiles, temporaryPlace } from './temporary-place.js';

/** The prefix of ephemeral folders in the system's temporary folder. */
const PREFIX = 'sanyam-cloud-';

/** Milliseconds after which a folder without an owner counts as abandoned. */
const ABANDONED_AFTER = 60_000;

/** Creates a folder for an ephemeral cloud, and returns its real path. */
export async function createEphemeralFolder(): Promise<string> {
    const folder = await createTemporaryFolder(PREFIX);
    await chmod(folder, folderMode());
    return realpath(folder);
}

/**
 * Deletes the folders of killed ephemeral clouds of the same user, and ends their PostgreSQL.
 *
 * @returns the deleted folders
 */
export async function sweepEphemeralFolders(): Promise<string[]> {
    const swept: string[] = [];
    for (const name of (await listTemporaryFiles()).filter(entry => entry.startsWith(PREFIX))) {
        const folder = join(temporaryPlace(), name);
        if ((await isLeftOver(folder)) && (await claim(folder))) {
            await endOrphan(join(folder, 'database'));
            await removeFolder(folder);
            swept.push(folder);
        }
    }
    return swept;
}

/** Locks a folder, so that only one of several clouds deletes it. */
async function claim(folder: string): Promise<boolean> {
    try {
        await FolderLock.acquire(folder);
        return true;
    } catch (error) {
        if (error instanceof StartUpError || !existsSync(folder)) {
            return false;
        }
        throw error;
    }
}

async function isLeftOver(folder: string): Promise<boolean> {
    const entry = await ifExists(lstat(folder));
    if (entry?.isDirectory() !== true || entry.uid !== (process.getuid?.() ?? entry.uid)) {
        return false;
    }
    const owner = await readOwner(folder);
    return owner === undefined ? Date.now() - entry.mtimeMs > ABANDONED_AFTER : stateOf(owner) === 'dead';
}
