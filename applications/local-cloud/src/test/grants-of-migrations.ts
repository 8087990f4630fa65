// SPDX-License-Identifier: MIT

import { join } from 'node:path';
import { withBareCluster } from '../bare-cluster.js';
import { REPOSITORY } from '../command-line.js';
import { withConnection } from '../supabase/database.js';
import { readGrants } from '../supabase/grants.js';
import { storeJsonObjects } from '../supabase/json-columns.js';
import { applyMigrations } from '../supabase/migrations.js';

/** Returns what the migrations grant on a PostgreSQL that Supabase Lite has not touched. */
export function grantsOfMigrations(): Promise<string[]> {
    const { signal } = new AbortController();
    return withBareCluster(async ({ superuserUrl, ownerUrl }) => {
        await withConnection(superuserUrl, signal, storeJsonObjects);
        return withConnection(ownerUrl, signal, async client => {
            await applyMigrations(client, join(REPOSITORY, 'supabase', 'migrations'));
            return readGrants(client);
        });
    });
}
