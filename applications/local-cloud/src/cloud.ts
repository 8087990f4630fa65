// SPDX-License-Identifier: MIT

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CloudError } from './cloud-error.js';
import type { CloudOptions } from './command-line.js';
import { ensureCredentials, type Credentials } from './data-folder/credentials.js';
import { createEphemeralFolder, ensureDataFolder } from './data-folder/data-folder.js';
import { FolderLock } from './data-folder/lock.js';
import { findBinaries } from './postgres/binaries.js';
import { ensureCluster } from './postgres/cluster.js';
import { findDatabaseUser } from './postgres/database-user.js';
import { freePort } from './postgres/free-port.js';
import { PostgresServer } from './postgres/server.js';
import type { Shutdown } from './process/shutdown.js';
import type { Progress } from './progress.js';
import type { ReadyLine } from './ready-line.js';
import { ApiServer } from './supabase/api-server.js';
import { databaseUrl } from './supabase/database.js';

/**
 * Starts everything, and registers at once how each part is stopped.
 *
 * @returns the ready line, when everything answers
 */
export async function startCloud(options: CloudOptions, shutdown: Shutdown, progress: Progress): Promise<ReadyLine> {
    const folder = await openFolder(options, shutdown);
    progress.say(`data: ${folder}${options.ephemeral ? ' (deleted at the end)' : ''}`);
    const lock = await FolderLock.acquire(folder);
    shutdown.add(() => lock.release());
    const api = await ApiServer.listen(options.apiPort);
    shutdown.add(() => api.close());
    await lock.publish(api.url);
    shutdown.signal.throwIfAborted();

    const credentials = await ensureCredentials(folder);
    // Supabase Lite is read from disk while PostgreSQL starts; when that fails, it is said below.
    const supabase = import('./supabase/supabase.js');
    supabase.catch(() => undefined);
    const port = await startPostgres(folder, options, credentials, shutdown, progress);
    const { startSupabase } = await supabase;
    await startSupabase({ options, credentials, databasePort: port, api, shutdown, progress });
    return {
        ready: true,
        supabaseUrl: api.url,
        anonKey: credentials.anonKey,
        serviceRoleKey: credentials.serviceRoleKey,
        jwtSecret: credentials.jwtSecret,
        databaseUrl: databaseUrl('postgres', credentials.postgresPassword, port),
        gatewayUrl: null,
        mailboxUrl: null,
        stripeWebhookSecret: null
    };
}

async function openFolder(options: CloudOptions, shutdown: Shutdown): Promise<string> {
    if (options.dataFolder !== undefined) {
        return ensureDataFolder(options.dataFolder);
    }
    const folder = await createEphemeralFolder();
    shutdown.add(() => rm(folder, { recursive: true, force: true }));
    return folder;
}

async function startPostgres(
    home: string,
    options: CloudOptions,
    credentials: Credentials,
    shutdown: Shutdown,
    progress: Progress
): Promise<number> {
    const binaries = findBinaries(import.meta.filename);
    const user = await findDatabaseUser();
    const { ephemeral } = options;
    const cluster = {
        binaries,
        user,
        superuserPassword: credentials.superuserPassword,
        version: options.postgresVersion,
        ephemeral
    };
    if (await ensureCluster(home, cluster, shutdown.signal)) {
        progress.say(`PostgreSQL ${options.postgresVersion}: made a database`);
    }
    const port = options.databasePort === 0 ? await freePort() : options.databasePort;
    const server = PostgresServer.spawn({
        binaries,
        user,
        folder: join(home, 'database'),
        port,
        ephemeral,
        onLog: line => void (/(?:FATAL|PANIC):/.test(line) && progress.say(line))
    });
    shutdown.add(() => server.stop());
    await server.ready();
    void server.ended.then(() => {
        if (!server.wasStopped) {
            shutdown.fail(new CloudError(`PostgreSQL ended by itself:\n${server.tail}`));
        }
    });
    progress.say(`PostgreSQL ${options.postgresVersion}: 127.0.0.1:${port}`);
    return port;
}
