// SPDX-License-Identifier: MIT

import { resolve } from 'node:path';
import { Auth } from '../auth/auth.js';
import { readMailTemplates } from '../auth/mails/mail-templates.js';
import { startOverCommand } from '../data-folder/start-over-command.js';
import { StartUpError } from '../start-up-error.js';
import type { CloudOptions } from '../command-line.js';
import type { Credentials } from '../data-folder/credentials.js';
import type { Mailbox } from '../mailbox/mailbox.js';
import type { Shutdown } from '../process/shutdown.js';
import type { Progress } from '../progress.js';
import type { ApiServer } from './api-server.js';
import { ensureBaseline } from './baseline.js';
import type { CloudConfig } from './config-of-cloud.js';
import { setDefaultTier } from './default-tier.js';
import { databaseUrl, superuserUrl, withConnection } from './database.js';
import { readFunctionArguments } from './function-arguments.js';
import { GATEWAY_ROLE, openGatewayRole } from './gateway-role.js';
import { grantEverything, readGrants } from './grants.js';
import { storeJsonObjects } from './json-columns.js';
import { createLite } from './supabase-lite.js';
import { applyMigrations } from './migrations.js';
import { setConfirmedShares } from './confirmed-shares.js';

export interface SupabaseSettings {
    readonly options: CloudOptions;
    readonly config: CloudConfig;
    readonly credentials: Credentials;
    readonly databasePort: number;
    readonly api: ApiServer;
    readonly mailbox: Mailbox;
    readonly shutdown: Shutdown;
    readonly progress: Progress;
}

/**
 * Applies the migrations.
 *
 * @returns the database address for the gateway; undefined when the migrations create no role for it
 */
export async function migrateDatabase(settings: SupabaseSettings): Promise<string | undefined> {
    const { options, config, credentials, databasePort, shutdown, progress } = settings;
    const { signal } = shutdown;
    const { autoconfirm } = config.settings;
    const owner = databaseUrl('postgres', credentials.postgresPassword, databasePort);
    const superuser = superuserUrl(credentials.superuserPassword, databasePort);

    await withConnection(superuser, signal, async client => {
        await ensureBaseline(client, credentials.postgresPassword);
        await storeJsonObjects(client);
    });
    let sharesNeedNoMail = false;
    const applied = await withConnection(owner, signal, async client => {
        const names = await applyMigrations(client, options.migrationsFolder, startOverCommand(options.dataFolder));
        await setDefaultTier(client, options.defaultTier);
        sharesNeedNoMail = (await setConfirmedShares(client, !autoconfirm)) && autoconfirm;
        return names;
    });
    progress.say(`migrations: ${describeApplied(applied)}`);
    if (sharesNeedNoMail) {
        progress.say(
            'shares: without confirmed addresses, they reach every user who signs up with the address. Never expose this cloud.'
        );
    }
    const isOpen = await withConnection(superuser, signal, client =>
        openGatewayRole(client, credentials.gatewayPassword)
    );
    return isOpen ? databaseUrl(GATEWAY_ROLE, credentials.gatewayPassword, databasePort) : undefined;
}

/** Returns the names of migrations. Of more than three, only the number and the last name: a new database has dozens. */
function describeApplied(applied: readonly string[]): string {
    if (applied.length === 0) {
        return 'up to date';
    }
    return applied.length <= 3
        ? `applied ${applied.join(', ')}`
        : `applied ${applied.length}, the last is ${applied.at(-1)}`;
}

/** Starts Auth and PostgREST for the migrated database. */
export async function serveSupabase(settings: SupabaseSettings): Promise<void> {
    const { options, credentials, databasePort, api, mailbox, shutdown, progress } = settings;
    const { signal } = shutdown;
    const superuser = superuserUrl(credentials.superuserPassword, databasePort);
    // Providers lead back to this address. Supabase Lite's own default is the port of the Supabase CLI.
    const config = { ...settings.config, api: { ...settings.config.api, external_url: api.url } };
    const functions = await withConnection(superuser, signal, readFunctionArguments);
    const auth = new Auth({
        settings: config.settings,
        templates: await readMailTemplates(config.settings, resolve(options.migrationsFolder, '..', '..')),
        mailbox,
        databaseUrl: superuser,
        url: api.url,
        anonKey: credentials.anonKey,
        jwtSecret: credentials.jwtSecret
    });
    shutdown.add({ stop: () => auth.close() });
    const lite = createLite(superuser, config, credentials, functions, auth, mailbox);
    shutdown.add({ stop: () => lite.close() });
    await withConnection(superuser, signal, async client => {
        const before = await readGrants(client);
        api.serve(lite);
        await expectAnswers(api.url, credentials, signal);
        const after = await readGrants(client);
        if (before.join('\n') !== after.join('\n')) {
            throw new StartUpError(
                'This version of Supabase Lite changes the grants of the migrations. Use the version in package.json.'
            );
        }
        if (options.grants === 'everything') {
            await grantEverything(client);
            progress.say('granted everything to everyone');
        }
    });
    progress.say(`Supabase: ${api.url}`);
}

/** Sends a first request to both services, as an application does. */
async function expectAnswers(url: string, credentials: Credentials, signal: AbortSignal): Promise<void> {
    const requests = [
        ['/auth/v1/settings', credentials.anonKey],
        ['/rest/v1/', credentials.serviceRoleKey]
    ] as const;
    for (const [path, apikey] of requests) {
        const response = await fetch(`${url}${path}`, { headers: { apikey }, signal });
        const body = await response.text();
        if (!response.ok) {
            throw new Error(`Supabase Lite answers ${path} with ${response.status}: ${body}`);
        }
    }
}
