// SPDX-License-Identifier: MIT

import { chown, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartUpError } from '../start-up-error.js';
import type { PostgresMajor } from '../command-line.js';
import { ifExists } from '../data-folder/if-exists.js';
import { removeFolder } from '../data-folder/remove-folder.js';
import type { PostgresBinaries } from './binaries.js';
import type { DatabaseUser } from './database-user.js';
import { runInitdb } from './initdb.js';

/** The superuser, named as on Supabase. There, as here, `postgres` is an ordinary role. */
export const SUPERUSER = 'supabase_admin';

/** The prefix of an unfinished cluster. Each name is unique, because an initdb may outlive its cloud. */
const INCOMPLETE = 'database.incomplete-';

export interface ClusterSettings {
    readonly binaries: PostgresBinaries;
    readonly user: DatabaseUser | undefined;
    readonly superuserPassword: string;
    /** An ephemeral cluster does not have to survive a power failure. */
    readonly ephemeral: boolean;
}

/**
 * Returns whether a data folder has a PostgreSQL cluster, in its entry `database`.
 *
 * @throws StartUpError when another version of PostgreSQL created the cluster
 */
export async function hasCluster(dataFolder: string, wanted: PostgresMajor): Promise<boolean> {
    const version = await clusterVersion(join(dataFolder, 'database'));
    if (version !== undefined && version !== wanted) {
        throw new StartUpError(
            `PostgreSQL ${version} created the data in ${dataFolder}, but this is PostgreSQL ${wanted}. ` +
                `Set SANYAM_POSTGRES_VERSION=${version}, or start with --start-over, which moves the data aside.`
        );
    }
    return version !== undefined;
}

/**
 * Creates a PostgreSQL cluster in the subfolder `database`.
 * The folder has another name until it is complete, so that an interrupted start leaves no partial cluster.
 */
export async function createCluster(home: string, settings: ClusterSettings, signal: AbortSignal): Promise<void> {
    for (const name of (await readdir(home)).filter(entry => entry.startsWith(INCOMPLETE))) {
        await removeFolder(join(home, name));
    }
    const incomplete = await mkdtemp(join(home, INCOMPLETE));
    const passwordFile = join(home, 'database.password');
    try {
        await writeFile(passwordFile, settings.superuserPassword, { mode: 0o600 });
        if (settings.user !== undefined) {
            await chown(incomplete, settings.user.uid, settings.user.gid);
            await chown(passwordFile, settings.user.uid, settings.user.gid);
        }
        const commandLine = initdbArguments(incomplete, passwordFile, settings.ephemeral);
        await runInitdb(settings.binaries, commandLine, settings.user, signal);
    } finally {
        await rm(passwordFile, { force: true });
    }
    await rename(incomplete, join(home, 'database'));
}

async function clusterVersion(folder: string): Promise<string | undefined> {
    return (await ifExists(readFile(join(folder, 'PG_VERSION'), 'utf8')))?.trim();
}

function initdbArguments(folder: string, passwordFile: string, ephemeral: boolean): string[] {
    return [
        `--pgdata=${folder}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // With ICU, as on hosted Supabase, text sorts the same way on every platform and version.
        '--locale=C',
        '--locale-provider=icu',
        '--icu-locale=en-US',
        ...(ephemeral ? ['--no-sync'] : [])
    ];
}
