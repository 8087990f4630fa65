// SPDX-License-Identifier: MIT

import { isolateEnvironment } from '@sanyam/types/lib/own-environment.js';
import { join } from 'node:path';
import type { Client } from 'pg';
import { parseCommandLine } from './command-line.js';
import { createEphemeralFolder } from './data-folder/ephemeral-folders.js';
import { FolderLock } from './data-folder/lock.js';
import { removeFolder } from './data-folder/remove-folder.js';
import { createCluster } from './postgres/cluster.js';
import { findDatabaseUser } from './postgres/database-user.js';
import { freePort } from './postgres/free-port.js';
import { findPostgres } from './postgres/installation.js';
import { reachableBinaries } from './postgres/reachable-folders.js';
import { PostgresServer } from './postgres/server.js';
import { Progress } from './progress.js';
import { ensureBaseline } from './supabase/baseline.js';
import { databaseUrl, superuserUrl, withConnection } from './supabase/database.js';

/** A PostgreSQL with what hosted Supabase has before the first migration, and no server in front of it. */
export interface BareCluster {
    /** Connects as the superuser. */
    readonly superuserUrl: string;
    /** Connects as `postgres`, which applies migrations and owns what they make. */
    readonly ownerUrl: string;
}

/** For a cluster that only this process reaches, and that is gone when its work is done. */
const PASSWORD = 'of a bare cluster';

/**
 * Starts a cluster on a free port, works on it, and deletes it. Its version is SANYAM_POSTGRES_VERSION, or 17.
 *
 * @param prepare makes what the first migration needs, as superuser (default: with the tables of Supabase Lite's Auth)
 * @returns what the work returns
 */
export async function withBareCluster<Result>(
    work: (cluster: BareCluster) => Promise<Result>,
    prepare: (client: Client, password: string) => Promise<void> = ensureBaseline
): Promise<Result> {
    isolateEnvironment(process.env);
    const { postgresVersion } = parseCommandLine(['--ephemeral'], process.env);
    const { signal } = new AbortController();
    const folder = await createEphemeralFolder();
    try {
        // Without an owner, the next cloud takes the folder for one that is left over, after a minute.
        await FolderLock.acquire(folder);
        const user = await findDatabaseUser(join(folder, 'database'), signal);
        const installed = await findPostgres(postgresVersion, signal, new Progress());
        const binaries = user ? await reachableBinaries(installed, user, signal) : installed;
        const common = { binaries, user, ephemeral: true };
        await createCluster(folder, { ...common, superuserPassword: PASSWORD }, signal);
        const port = await freePort();
        const server = new PostgresServer({
            ...common,
            folder: join(folder, 'database'),
            port,
            onLog: () => undefined
        });
        try {
            await server.ready();
            const superuser = superuserUrl(PASSWORD, port);
            await withConnection(superuser, signal, client => prepare(client, PASSWORD));
            return await work({ superuserUrl: superuser, ownerUrl: databaseUrl('postgres', PASSWORD, port) });
        } finally {
            await server.stop();
        }
    } finally {
        await removeFolder(folder);
    }
}
