// SPDX-License-Identifier: MIT

import { lstat, readdir, readFile, readlink, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { ifExists } from '../data-folder/if-exists.js';
import { removeFolder } from '../data-folder/remove-folder.js';
import { StartUpError } from '../start-up-error.js';
import { endOrphan } from './orphan.js';

/**
 * The folder for PostgreSQL under root when it cannot be in place. PostgreSQL runs as another user, who cannot access
 * a closed folder such as /root.
 */
export const OUTSIDE_FOLDER = '/var/lib/sanyam';

/** The prefix of a folder with a cluster. A file in it names the data folder that it belongs to. */
export const PREFIX = 'data-';
export const OWNER_FILE = 'belongs-to';

/** Whether a data folder may change its cluster. An unknown owner: the user created the link `database`. */
export type Ownership = { readonly kind: 'own' | 'unknown' } | { readonly kind: 'other'; readonly owner: string };

/**
 * Returns who owns the cluster of a data folder. A copy of a data folder links to the cluster of the original.
 * If the owner was moved or deleted, the data folder becomes the owner.
 */
export async function claimCluster(dataFolder: string): Promise<Ownership> {
    const cluster = await linkTarget(join(dataFolder, 'database'));
    if (cluster === undefined) {
        return { kind: 'own' };
    }
    const home = dirname(cluster);
    const ownerFile = join(home, OWNER_FILE);
    const owner = await ifExists(readFile(ownerFile, 'utf8'));
    if (owner !== undefined && (await isSameFolder(owner, dataFolder))) {
        return { kind: 'own' };
    }
    if (dirname(home) !== OUTSIDE_FOLDER || !basename(home).startsWith(PREFIX)) {
        return owner === undefined ? { kind: 'unknown' } : { kind: 'other', owner };
    }
    if (owner !== undefined && (await linkTarget(join(owner, 'database'))) === cluster) {
        return { kind: 'other', owner };
    }
    if ((await entryType(home)) !== undefined) {
        await writeFile(ownerFile, dataFolder);
    }
    return { kind: 'own' };
}

/** @throws StartUpError when the database of a data folder belongs to another data folder */
export async function refuseForeignCluster(dataFolder: string): Promise<void> {
    const ownership = await claimCluster(dataFolder);
    if (ownership.kind === 'other') {
        throw new StartUpError(
            `${dataFolder} only links to its database, which belongs to ${ownership.owner}. To use that database, ` +
                `start with --data ${ownership.owner}. To use this folder with a new database, start with ` +
                '--start-over, which does not change the other database.'
        );
    }
}

/**
 * Moves the cluster of a data folder to another data folder. A cluster outside the data folder stays where it is, and
 * now belongs to the other data folder. A cluster that the data folder does not own does not change: only the link
 * moves.
 */
export async function moveCluster(dataFolder: string, to: string, ownership: Ownership): Promise<void> {
    const entry = join(dataFolder, 'database');
    const target = await linkTarget(entry);
    const home = target === undefined ? undefined : dirname(target);
    const ownerFile = ownership.kind === 'own' && home !== undefined ? join(home, OWNER_FILE) : undefined;
    if (ownerFile !== undefined) {
        // During the move, the cluster has no owner file, because deleteAbandonedClusters() skips such folders.
        await rm(ownerFile, { force: true });
    }
    await ifExists(rename(entry, join(to, 'database')));
    if (ownerFile !== undefined) {
        await ifExists(writeFile(ownerFile, to));
    }
}

/**
 * Deletes clusters whose data folder no longer exists.
 *
 * @param newFolder the data folder that starts without a cluster. A cluster of an earlier folder with this path is
 * abandoned.
 */
export async function deleteAbandonedClusters(newFolder: string): Promise<void> {
    for (const name of (await readdir(OUTSIDE_FOLDER)).filter(entry => entry.startsWith(PREFIX))) {
        const home = join(OUTSIDE_FOLDER, name);
        const cluster = join(home, 'database');
        const owner = await ifExists(readFile(join(home, OWNER_FILE), 'utf8'));
        if (owner !== undefined && (await isGone(owner, newFolder)) && !(await isLinkedNear(owner, cluster))) {
            await endOrphan(cluster);
            await removeFolder(home);
        }
    }
}

async function isGone(owner: string, newFolder: string): Promise<boolean> {
    return owner === newFolder || (await entryType(owner)) === undefined;
}

/** Returns whether a folder near a missing one links to its cluster, because a user renamed or copied a folder. */
async function isLinkedNear(owner: string, cluster: string): Promise<boolean> {
    const parent = dirname(owner);
    const folders = [
        ...(await entriesOf(owner)),
        ...(await entriesOf(parent)),
        // The parent of a folder that --start-over created was renamed.
        ...(await entriesOf(dirname(parent))).map(folder => join(folder, basename(owner)))
    ];
    for (const folder of folders) {
        if ((await linkTarget(join(folder, 'database'))) === cluster) {
            return true;
        }
    }
    return false;
}

async function entriesOf(folder: string): Promise<string[]> {
    return ((await ifExists(readdir(folder))) ?? []).map(name => join(folder, name));
}

/** Returns the absolute target of a link, which may be missing, or undefined when the path is not a link. */
export async function linkTarget(path: string): Promise<string | undefined> {
    return (await entryType(path)) === 'link' ? resolve(dirname(path), await readlink(path)) : undefined;
}

export async function entryType(path: string): Promise<'link' | 'other' | undefined> {
    const entry = await ifExists(lstat(path));
    return entry && (entry.isSymbolicLink() ? 'link' : 'other');
}

/** Returns whether two paths name one folder. A mounted folder has several paths. */
async function isSameFolder(one: string, other: string): Promise<boolean> {
    const [first, second] = await Promise.all([one, other].map(path => ifExists(lstat(path))));
    return one === other || (first !== undefined && first.dev === second?.dev && first.ino === second.ino);
}
