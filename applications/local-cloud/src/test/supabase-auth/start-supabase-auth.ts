// SPDX-License-Identifier: MIT

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readAuthSettings } from '../../auth/auth-settings.js';
import { readMailTemplates } from '../../auth/mails/mail-templates.js';
import { type BareCluster, withBareCluster } from '../../bare-cluster.js';
import { REPOSITORY } from '../../command-line.js';
import { Mailbox } from '../../mailbox/mailbox.js';
import { freePort } from '../../postgres/free-port.js';
import type { ReadyLine } from '../../ready-line.js';
import { setConfirmedShares } from '../../supabase/confirmed-shares.js';
import { withConnection } from '../../supabase/database.js';
import { applyMigrations } from '../../supabase/migrations.js';
import { readConfiguration, type ServerOptions } from '../server-options.js';
import { authEnvironment } from './environment.js';
import { AUTH_ADMIN, GRANT_AUTH_TABLES, prepareDatabase } from './prepare-database.js';
import { AUTH_PATH, SupabaseProxy, TEMPLATES_PATH } from './proxy.js';

/** A name that is no secret. The server does not look at it: in a project, the gateway before it does. */
const ANON_KEY = 'sb_publishable_of_a_test';

const JWT_SECRET = 'a secret of tests, which is long enough for HMAC';

/** Milliseconds between two looks whether the server answers. */
const LOOK = 100;

/**
 * Runs Supabase's own Auth server, with a database that has the migrations of the repository, and a mailbox.
 *
 * @param program the server, built in its own repository: its migrations are beside it
 * @param work gets a ready line like that of a local cloud. There is no PostgREST.
 */
export async function withSupabaseAuth<Result>(
    program: string,
    options: ServerOptions,
    work: (ready: ReadyLine) => Promise<Result>
): Promise<Result> {
    return withBareCluster(cluster => serve(program, options, cluster, work), prepareDatabase);
}

async function serve<Result>(
    program: string,
    options: ServerOptions,
    { superuserUrl, ownerUrl }: BareCluster,
    work: (ready: ReadyLine) => Promise<Result>
): Promise<Result> {
    const { signal } = new AbortController();
    const { auth } = await readConfiguration(options);
    const settings = { ...readAuthSettings(auth), autoconfirm: !options.confirmEmails };
    const templates = Object.entries(await readMailTemplates(settings, REPOSITORY));
    const port = await freePort();
    const proxy = new SupabaseProxy(port, Object.fromEntries(templates.map(([type, { html }]) => [type, html])));
    const mailbox = new Mailbox();
    await Promise.all([proxy.listen(), mailbox.listen(0), mailbox.listenSmtp(0)]);
    const databaseUrl = new URL(ownerUrl);
    databaseUrl.username = AUTH_ADMIN;
    databaseUrl.searchParams.set('sslmode', 'disable');
    const environment = authEnvironment(settings, {
        port,
        externalUrl: `${proxy.url}${AUTH_PATH}`,
        templatesUrl: `${proxy.url}${TEMPLATES_PATH}`,
        databaseUrl: databaseUrl.href,
        migrations: join(dirname(program), 'migrations'),
        smtpUrl: mailbox.smtpUrl,
        jwtSecret: JWT_SECRET,
        providers: options.providers ?? {}
    });
    const child = spawn(program, { env: environment, stdio: ['ignore', 'inherit', 'inherit'] });
    try {
        await answers(child, `${proxy.url}${AUTH_PATH}/health`);
        await withConnection(superuserUrl, signal, client => client.query(GRANT_AUTH_TABLES));
        await withConnection(ownerUrl, signal, async client => {
            await applyMigrations(client, join(REPOSITORY, 'supabase', 'migrations'));
            await setConfirmedShares(client, !settings.autoconfirm);
        });
        return await work({
            ready: true,
            supabaseUrl: proxy.url,
            anonKey: ANON_KEY,
            serviceRoleKey: ANON_KEY,
            jwtSecret: JWT_SECRET,
            databaseUrl: superuserUrl,
            gatewayUrl: null,
            gatewayDatabaseUrl: null,
            mailboxUrl: mailbox.url,
            smtpUrl: mailbox.smtpUrl,
            stripeWebhookSecret: null
        });
    } finally {
        await end(child);
        await Promise.all([proxy.close(), mailbox.close()]);
    }
}

/** Waits until the server has applied its migrations and answers. @throws Error when it ends */
async function answers(child: ChildProcess, url: string): Promise<void> {
    while (child.exitCode === null) {
        const response = await fetch(url).catch(() => undefined);
        if (response?.ok === true) {
            return;
        }
        await delay(LOOK);
    }
    throw new Error(`Supabase's Auth server ended with ${child.exitCode}.`);
}

async function end(child: ChildProcess): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill();
        await ended;
    }
}
