// SPDX-License-Identifier: MIT

import { existsSync } from 'node:fs';
import {
    chmod,
    cp,
    lstat,
    mkdir,
    mkdtemp,
    readdir,
    readFile,
    readlink,
    rename,
    rm,
    symlink,
    writeFile
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { binariesIn, packageVersion, type PostgresBinaries } from './binaries.js';
import { ifExists } from '../data-folder/if-exists.js';
import { removeFolder } from '../data-folder/remove-folder.js';
import { allows, type DatabaseUser } from './database-user.js';
import { endOrphan } from './orphan.js';

/**
 * The folder for PostgreSQL under root when it cannot be in place. PostgreSQL runs as another user, who cannot access
 * a closed folder such as /root.
 */
const OUTSIDE_FOLDER = '/var/lib/sanyam';

/** The prefix of a folder with a cluster. A file in it names the data folder that it belongs to. */
const PREFIX = 'data-';
const OWNER_FILE = 'belongs-to';

/**
 * Returns programs that the user can run. Copies them, once for each version, if the installed ones are out of reach.
 */
export async function reachableBinaries(
    binaries: PostgresBinaries,
    user: DatabaseUser,
    signal: AbortSignal
): Promise<PostgresBinaries> {
    const needed = [binaries.postgres, join(binaries.folder, 'share', 'postgresql', 'postgres.bki')];
    if (await allows(user, 'test -x "$1" && test -r "$2"', needed, signal)) {
        return binaries;
    }
    const version = await packageVersion(binaries);
    await mkdir(OUTSIDE_FOLDER, { recursive: true, mode: 0o755 });
    const copy = join(OUTSIDE_FOLDER, `postgres-${version}`);
    if ((await entryType(copy)) === undefined) {
        const incomplete = await mkdtemp(`${copy}.incomplete-`);
        await cp(binaries.folder, incomplete, { recursive: true, verbatimSymlinks: true });
        await openToAll(incomplete);
        await rename(incomplete, copy);
    }
    return binariesIn(copy);
}

/**
 * Returns the folder that contains the cluster: the data folder itself, or a folder elsewhere. In that case the entry
 * `database` of the data folder is a link to the cluster.
 */
export async function clusterHome(dataFolder: string, user: DatabaseUser, signal: AbortSignal): Promise<string> {
    const entry = join(dataFolder, 'database');
    const target = await linkTarget(entry);
    if (target !== undefined) {
        const home = dirname(target);
        if ((await entryType(home)) !== undefined) {
            return home;
        }
        await rm(entry);
    } else if ((await entryType(entry)) !== undefined) {
        return dataFolder;
    }
    if (await allows(user, 'cd -- "$1"', [dataFolder], signal)) {
        return dataFolder;
    }
    await mkdir(OUTSIDE_FOLDER, { recursive: true, mode: 0o755 });
    await deleteUnownedClusters();
    const home = await mkdtemp(join(OUTSIDE_FOLDER, PREFIX));
    await chmod(home, 0o711);
    // In this order, because deleteUnownedClusters() skips folders without an owner file.
    await symlink(join(home, 'database'), entry);
    await writeFile(join(home, OWNER_FILE), dataFolder);
    return home;
}

/**
 * Moves the cluster of a data folder to another data folder. A cluster outside the data folder stays where it is, and
 * now belongs to the other data folder.
 *
 * @returns false when there is no cluster
 */
export async function moveCluster(dataFolder: string, to: string): Promise<boolean> {
    const entry = join(dataFolder, 'database');
    if ((await entryType(entry)) === undefined) {
        return false;
    }
    const target = await linkTarget(entry);
    const ownerFile = target === undefined ? undefined : join(dirname(target), OWNER_FILE);
    if (ownerFile !== undefined) {
        // During the move, the cluster has no owner file, because deleteUnownedClusters() skips such folders.
        await rm(ownerFile, { force: true });
    }
    await rename(entry, join(to, 'database'));
    if (ownerFile !== undefined && existsSync(dirname(ownerFile))) {
        await writeFile(ownerFile, to);
    }
    return true;
}

/** Deletes clusters whose data folder no longer exists. */
async function deleteUnownedClusters(): Promise<void> {
    for (const name of (await readdir(OUTSIDE_FOLDER)).filter(entry => entry.startsWith(PREFIX))) {
        const database = join(OUTSIDE_FOLDER, name, 'database');
        const owner = await ifExists(readFile(join(OUTSIDE_FOLDER, name, OWNER_FILE), 'utf8'));
        if (owner !== undefined && (await linkTarget(join(owner, 'database'))) !== database) {
            await endOrphan(database);
            await removeFolder(dirname(database));
        }
    }
}

/** Makes a copy readable for all users, even if it was installed with a restrictive umask. */
async function openToAll(folder: string): Promise<void> {
    await chmod(folder, 0o755);
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath, entry.name);
        if (!entry.isSymbolicLink()) {
            const { mode } = await lstat(path);
            await chmod(path, (mode & 0o100) === 0 ? 0o644 : 0o755);
        }
    }
}

async function linkTarget(path: string): Promise<string | undefined> {
    return (await entryType(path)) === 'link' ? readlink(path) : undefined;
}

async function entryType(path: string): Promise<'link' | 'other' | undefined> {
    const entry = await ifExists(lstat(path));
    return entry && (entry.isSymbolicLink() ? 'link' : 'other');
}
