// SPDX-License-Identifier: MIT

import { launchCloud } from '../launch-cloud.js';
import type { ReadyLine } from '../ready-line.js';
import { AuthServer, authServerOf } from './auth-server.js';
import { launchSupabaseAuth } from './supabase-auth/launch-supabase-auth.js';
import { type ServerOptions, withConfiguration } from './server-options.js';

export interface LaunchedServer {
    readonly ready: ReadyLine;
    stop(): Promise<void>;
    /** Lets this process end while the server runs. The server then ends too. */
    unref(): void;
}

/** A server that tests ask. */
export interface TestedServer {
    readonly name: string;
    /** Whether it is the local cloud. */
    readonly isOwn: boolean;
    /** Returns the one with the usual settings, in which mails confirm addresses. It ends with this process. */
    shared(): Promise<AuthServer>;
    /** Launches one for these tests. */
    launch(options: ServerOptions): Promise<LaunchedServer>;
}

const {
    SANYAM_TEST_AUTH_PROGRAM: program = '',
    SANYAM_TEST_AUTH_URL: url = '',
    SANYAM_TEST_MAILBOX_URL: mailboxUrl = '',
    SANYAM_TEST_AUTH_KEY: key = '',
    SANYAM_TEST_AUTH_DATABASE_URL: databaseUrl = ''
} = process.env;

const own = testedServer('the local cloud', true, ({ providers, ...options }) =>
    withConfiguration(options, migrationsFolder =>
        launchCloud({
            gateway: false,
            confirmEmails: options.confirmEmails,
            ...(migrationsFolder !== undefined && { migrationsFolder }),
            ...(providers !== undefined && { providers })
        })
    )
);

/** Supabase's own server, for which the variables name either the program or a server that runs. */
const supabases =
    program === ''
        ? []
        : [testedServer('Supabase’s own server', false, options => launchSupabaseAuth(program, options))];
const running =
    url === ''
        ? []
        : [{ ...own, name: url, isOwn: false, shared: async () => new AuthServer(url, mailboxUrl, key, databaseUrl) }];

/** Whether the tests ask another server, too. */
export const hasOtherServer = supabases.length + running.length > 0;

/** Describes what an Auth server answers: the local cloud, and Supabase's own server, if there is one. */
export function describeAuth(title: string, tests: (tested: TestedServer) => void): void {
    describeEach([own, ...supabases, ...running], title, tests);
}

/** Like {@link describeAuth}, for tests that launch a server with settings of their own. */
export function describeLaunchedAuth(title: string, tests: (tested: TestedServer) => void): void {
    describeEach([own, ...supabases], title, tests);
}

function describeEach(servers: readonly TestedServer[], title: string, tests: (tested: TestedServer) => void): void {
    for (const tested of servers) {
        describe(tested.isOwn ? title : `${title} (${tested.name})`, () => tests(tested));
    }
}

function testedServer(
    name: string,
    isOwn: boolean,
    launch: (options: ServerOptions) => Promise<LaunchedServer>
): TestedServer {
    let shared: Promise<AuthServer> | undefined;
    const start = async (): Promise<AuthServer> => {
        const launched = await launch({ confirmEmails: true });
        launched.unref();
        process.once('beforeExit', () => void launched.stop());
        return authServerOf(launched.ready);
    };
    return { name, isOwn, launch, shared: () => (shared ??= start()) };
}
