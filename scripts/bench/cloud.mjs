// SPDX-License-Identifier: MIT

import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startLocalCloud } from '../programs/local-cloud.mjs';

/**
 * Starts a cloud to measure, in a temporary folder that goes with this process. Unlike that of an ephemeral one, its
 * database waits for the disk.
 *
 * @returns { ready, child, folder, superuserUrl }: its ready line, its process, its folder, and the superuser's address
 */
export async function startBenchCloud() {
    const folder = mkdtempSync(path.join(tmpdir(), 'sanyam-bench-'));
    // PostgreSQL's user must reach it where root starts the cloud.
    chmodSync(folder, 0o755);
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
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
