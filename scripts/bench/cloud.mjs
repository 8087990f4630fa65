// SPDX-License-Identifier: MIT

import { chmodSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { end } from '../programs/child-process.mjs';
import { startLocalCloud } from '../programs/local-cloud.mjs';
import { createTemporaryFolder } from '../programs/temporary-files.mjs';

/**
 * Starts a cloud for a benchmark, in a temporary folder that is deleted with this process. Unlike an ephemeral cloud, its
 * database waits for the disk.
 *
 * @param settings { connections }: the maximum of the database, if not the default
 * @returns { ready, child, folder, superuserUrl }: its ready line, its process, its folder, and the superuser's address
 */
export async function startBenchCloud({ connections } = {}) {
    const folder = createTemporaryFolder('sanyam-bench-');
    // If root starts the cloud, PostgreSQL runs as another user, who needs access.
    chmodSync(folder, 0o755);
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    const cloud = await start(folder);
    if (connections === undefined) {
        return cloud;
    }
    const superuser = new pg.Client({ connectionString: cloud.superuserUrl });
    await superuser.connect();
    await superuser.query(`alter system set max_connections = ${connections}`);
    await superuser.end();
    await end(cloud.child);
    return start(folder);
}

async function start(folder) {
    const { ready, child } = await startLocalCloud([
        '--data',
        folder,
        '--port',
        '0',
        '--database-port',
        '0',
        '--no-gateway'
    ]);
    const { superuserPassword } = JSON.parse(readFileSync(path.join(folder, 'credentials.json'), 'utf8'));
    const url = new URL(ready.databaseUrl);
    url.username = 'supabase_admin';
    url.password = superuserPassword;
    return { ready, child, folder, superuserUrl: url.href };
}
