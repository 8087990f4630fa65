// SPDX-License-Identifier: MIT

import type { CloudOptions } from './command-line.js';
import { ensureCredentials } from './data-folder/credentials.js';
import { ensureDataFolder } from './data-folder/data-folder.js';
import { createEphemeralFolder, sweepEphemeralFolders } from './data-folder/ephemeral-folders.js';
import { FolderLock } from './data-folder/lock.js';
import { markIfNew } from './data-folder/new-folder.js';
import { removeFolder } from './data-folder/remove-folder.js';
import { type Aside, setAside } from './data-folder/set-aside.js';
import { Gateway } from './gateway/gateway.js';
import { gatewayEnvironment } from './gateway/gateway-environment.js';
import { startMailbox } from './mailbox/start-mailbox.js';
import { choosePort } from './postgres/free-port.js';
import { startPostgres } from './postgres/start-postgres.js';
import type { Shutdown } from './process/shutdown.js';
import type { Progress } from './progress.js';
import type { ReadyLine } from './ready-line.js';
import { ApiServer } from './supabase/api-server.js';
import { readConfigOf } from './supabase/config-of-cloud.js';
import { databaseUrl } from './supabase/database.js';

/**
 * Starts all parts, and registers how each of them is stopped.
 *
 * @returns the ready line, as soon as everything answers
 * @throws StartUpError when the user can fix the cause
 */
export async function startCloud(options: CloudOptions, shutdown: Shutdown, progress: Progress): Promise<ReadyLine> {
    // First, so that a mistake in it is reported before anything changes.
    const config = await readConfigOf(options);
    const folder = await openFolder(options, shutdown, progress);
    progress.say(`data: ${folder}${options.ephemeral ? ' (deleted at the end)' : ''}`);
    const lock = await FolderLock.acquire(folder);
    shutdown.add({ stop: () => lock.release() });
    const api = await ApiServer.listen(await choosePort(options.apiPort, 'Supabase', progress));
    shutdown.add({ stop: () => api.close() });
    const mailbox = await startMailbox(options, progress);
    shutdown.add({ stop: () => mailbox.close() });
    await lock.publish(api.url);
    shutdown.signal.throwIfAborted();
    if (options.startOver) {
        progress.say(describeAside(await setAside(folder)));
    }

    await markIfNew(folder);
    const credentials = await ensureCredentials(folder);
    // Supabase Lite and the gateway load while PostgreSQL starts. The await below reports an error of Supabase Lite.
    const gateway = options.gatewayPort === undefined ? undefined : Gateway.load(folder, progress);
    shutdown.add({ stop: () => gateway?.stop(), force: () => gateway?.kill() });
    const supabase = import('./supabase/start-supabase.js');
    supabase.catch(() => undefined);
    const databasePort = await startPostgres({ folder, options, credentials, shutdown, progress });
    const { migrateDatabase, serveSupabase } = await supabase;
    const settings = { options, config, credentials, databasePort, api, mailbox, shutdown, progress };
    const gatewayDatabaseUrl = await migrateDatabase(settings);
    await serveSupabase(settings);
    const gatewayUrl = await gateway?.serve(
        gatewayEnvironment(api.url, credentials, gatewayDatabaseUrl),
        options.gatewayPort === undefined ? 0 : await choosePort(options.gatewayPort, 'the gateway', progress),
        shutdown.signal
    );
    // The gateway stops before the parts that it uses.
    shutdown.add({ stop: () => gateway?.stop() });
    progress.say(`mailbox: ${mailbox.url}, ${mailbox.smtpUrl}`);
    return {
        ready: true,
        supabaseUrl: api.url,
        anonKey: credentials.anonKey,
        serviceRoleKey: credentials.serviceRoleKey,
        jwtSecret: credentials.jwtSecret,
        databaseUrl: databaseUrl('postgres', credentials.postgresPassword, databasePort),
        gatewayUrl: gatewayUrl ?? null,
        gatewayDatabaseUrl: gatewayDatabaseUrl ?? null,
        mailboxUrl: mailbox.url,
        smtpUrl: mailbox.smtpUrl,
        stripeWebhookSecret: null
    };
}

async function openFolder(options: CloudOptions, shutdown: Shutdown, progress: Progress): Promise<string> {
    if (options.dataFolder !== undefined) {
        return ensureDataFolder(options.dataFolder);
    }
    for (const left of await sweepEphemeralFolders()) {
        progress.say(`deleted ${left}, which a killed cloud left behind`);
    }
    const folder = await createEphemeralFolder();
    shutdown.add({ stop: () => removeFolder(folder) });
    return folder;
}

function describeAside(aside: Aside | undefined): string {
    if (aside === undefined) {
        return 'there was no data to move aside';
    }
    return aside.ownership.kind === 'other'
        ? `moved the earlier keys to ${aside.folder}. The database belongs to ${aside.ownership.owner} and did not change`
        : `moved the earlier data to ${aside.folder}`;
}
