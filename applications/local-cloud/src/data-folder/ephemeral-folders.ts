// SPDX-License-Identifier: MIT

import { existsSync } from 'node:fs';
import { chmod, lstat, mkdtemp, readdir, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudError } from '../cloud-error.js';
import { endOrphan } from '../postgres/orphan.js';
import { ifThere } from './if-there.js';
import { removeFolder } from './remove-folder.js';
import { folderMode } from './data-folder.js';
import { FolderLock, readOwner, stateOf } from './lock.js';

/** Ephemeral folders begin like this, below the system's folder for temporary files. */
const PREFIX = 'sanyam-cloud-';

/** A folder of so many milliseconds without an owner was given up before it got one. */
const GIVEN_UP = 60_000;

/** Makes a folder for a cloud that will delete it, and gives its real path. */
export async function createEphemeralFolder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), PREFIX));
    await chmod(folder, folderMode());
    return realpath(folder);
}

/**
 * Deletes what ephemeral clouds of the same user left when they were killed, PostgreSQL included.
 *
 * @returns the folders that were deleted
 */
export async function sweepEphemeralFolders(): Promise<string[]> {
    const swept: string[] = [];
    for (const name of (await readdir(tmpdir())).filter(entry => entry.startsWith(PREFIX))) {
        const folder = join(tmpdir(), name);
        if ((await isLeftOver(folder)) && (await claim(folder))) {
            await endOrphan(join(folder, 'database'));
            await removeFolder(folder);
            swept.push(folder);
        }
    }
    return swept;
}

/** Of several that sweep at once, one gets each folder. */
async function claim(folder: string): Promise<boolean> {
    try {
        await FolderLock.acquire(folder);
        return true;
    } catch (error) {
        if (error instanceof CloudError || !existsSync(folder)) {
            return false;
        }
        throw error;
    }
}

async function isLeftOver(folder: string): Promise<boolean> {
    const entry = await ifThere(lstat(folder));
    if (entry?.isDirectory() !== true || entry.uid !== (process.getuid?.() ?? entry.uid)) {
        return false;
    }
    const owner = await readOwner(folder);
    return owner === undefined ? Date.now() - entry.mtimeMs > GIVEN_UP : stateOf(owner) === 'dead';
}
