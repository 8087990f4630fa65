// SPDX-License-Identifier: MIT

import { join } from 'node:path';
import { findBinaries } from '../postgres/binaries.js';
import { createCluster } from '../postgres/cluster.js';
import { findDatabaseUser } from '../postgres/database-user.js';
import { freePort } from '../postgres/free-port.js';
import { reachableBinaries } from '../postgres/lodging.js';
import { PostgresServer } from '../postgres/server.js';
import { REPOSITORY } from '../command-line.js';
import { ensureBaseline } from '../supabase/baseline.js';
import { databaseUrl, superuserUrl, withConnection } from '../supabase/database.js';
import { readGrants } from '../supabase/grants.js';
import { applyMigrations } from '../supabase/migrations.js';
import { withTemporaryFolder } from './temporary-folder.js';

/** Returns the grants of the migrations, read from a PostgreSQL without Supabase Lite. */
export async function grantsOfMigrations(): Promise<string[]> {
    return withTemporaryFolder(async folder => {
        const { signal } = new AbortController();
        const user = await findDatabaseUser(join(folder, 'database'), signal);
        const installed = findBinaries(import.meta.filename);
        const binaries = user ? await reachableBinaries(installed, user, signal) : installed;
        const common = { binaries, user, ephemeral: true };
        await createCluster(folder, { ...common, superuserPassword: 'of a test' }, signal);
        const port = await freePort();
        const server = new PostgresServer({
            ...common,
            folder: join(folder, 'database'),
            port,
            onLog: () => undefined
        });
        try {
            await server.ready();
            const superuser = superuserUrl('of a test', port);
            await withConnection(superuser, signal, client => ensureBaseline(client, 'of a test'));
            const owner = databaseUrl('postgres', 'of a test', port);
            return await withConnection(owner, signal, async client => {
                await applyMigrations(client, join(REPOSITORY, 'supabase', 'migrations'));
                return readGrants(client);
            });
        } finally {
            await server.stop();
        }
    });
}
