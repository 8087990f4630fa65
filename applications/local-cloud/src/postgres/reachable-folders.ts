// SPDX-License-Identifier: MIT

import { chmod, cp, lstat, mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { binariesIn, packageVersion, type PostgresBinaries } from './binaries.js';
import { deleteAbandonedClusters, entryType, linkTarget, OUTSIDE_FOLDER, OWNER_FILE, PREFIX } from './cluster-owner.js';
import { allows, type DatabaseUser } from './database-user.js';

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
    await deleteAbandonedClusters(dataFolder);
    const home = await mkdtemp(join(OUTSIDE_FOLDER, PREFIX));
    await chmod(home, 0o711);
    // In this order, because deleteAbandonedClusters() skips folders without an owner file.
    await symlink(join(home, 'database'), entry);
    await writeFile(join(home, OWNER_FILE), dataFolder);
    return home;
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
