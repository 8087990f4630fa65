// SPDX-License-Identifier: MIT

import { isolateEnvironment } from '@sanyam/types/lib/own-environment.js';
import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { killPostgres } from './postgres/kill-postgres.js';
import { type ReadyLine, readyLineSchema } from './ready-line.js';
import { keepTestLog } from './keep-test-log.js';

export interface LaunchOptions {
    /** The grants in force: those of the migrations (default), or everything to everyone. */
    readonly grants?: 'migrations' | 'everything';
    /** The tier of a new user (default: free). */
    readonly defaultTier?: string;
    /** The data folder, which is kept. Without it the cloud is ephemeral. */
    readonly dataFolder?: string;
    /** A stopped cloud. The new one gets its addresses. Requires a data folder. */
    readonly successorOf?: ReadyLine;
    /** The migrations to apply (default: those of the repository). */
    readonly migrationsFolder?: string;
    /** Whether new users confirm their address by a mail (default: false, as in config.toml). */
    readonly confirmEmails?: boolean;
    /** The addresses of identity providers, such as stand-ins (default: none). */
    readonly providers?: { readonly github?: string; readonly google?: string; readonly azure?: string };
    /** Whether to start a gateway (default: true). Without one, the cloud starts with less work. */
    readonly gateway?: boolean;
}

export interface LaunchedCloud {
    readonly ready: ReadyLine;
    /** The id of the process. */
    readonly pid: number;
    /** Stops the cloud. Resolves when its process has ended. */
    stop(): Promise<void>;
    /** Kills PostgreSQL and the cloud, as a power failure would. */
    kill(): Promise<void>;
    /** Lets this process end while the cloud runs. The cloud then ends too. */
    unref(): void;
}

/**
 * Starts a local cloud on free ports, as a child process that ends with this process.
 *
 * @throws Error with the standard error of the cloud, when it does not start
 */
export async function launchCloud(options: LaunchOptions = {}): Promise<LaunchedCloud> {
    // This process connects to the cloud, too.
    isolateEnvironment(process.env);
    const child = spawn(process.execPath, [join(import.meta.dirname, 'main.js'), ...commandLine(options)], {
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        env: { ...process.env, SANYAM_DEFAULT_TIER: options.defaultTier ?? 'free' }
    });
    const { stdout, stderr } = child;
    if (stdout === null || stderr === null) {
        throw new TypeError('The child process has no pipes.');
    }
    const ended = new Promise<void>(resolve => void child.once('exit', () => resolve()));
    let said = '';
    stderr.setEncoding('utf8').on('data', chunk => (said += String(chunk)));
    keepTestLog(stderr, child.pid);
    const line = await new Promise<string>((resolve, reject) => {
        createInterface({ input: stdout }).once('line', resolve);
        child.once('error', reject);
        child.once('close', () => reject(new Error(`The local cloud did not start:\n${said}`)));
    });
    return {
        ready: readyLineSchema.parse(JSON.parse(line)),
        pid: child.pid ?? 0,
        stop: async () => {
            child.ref();
            // Unlike a signal, this works on every platform.
            if (child.connected) {
                child.disconnect();
            }
            await ended;
        },
        kill: async () => {
            child.ref();
            if (options.dataFolder === undefined) {
                throw new TypeError('Only a cloud with a data folder can be killed and started again.');
            }
            await killPostgres(options.dataFolder);
            child.kill('SIGKILL');
            await ended;
        },
        unref: () => {
            child.unref();
            child.channel?.unref();
            for (const stream of [stdout, stderr]) {
                // A pipe is a socket, although its type is Readable.
                if (stream instanceof Socket) {
                    stream.unref();
                }
            }
        }
    };
}

function commandLine(options: LaunchOptions): string[] {
    const hasGateway = options.gateway ?? true;
    return [
        ...(options.dataFolder === undefined
            ? ['--ephemeral']
            : ['--data', options.dataFolder, ...portsOf(options.successorOf)]),
        ...(options.dataFolder !== undefined && hasGateway ? ['--gateway-port', '0'] : []),
        ...(hasGateway ? [] : ['--no-gateway']),
        ...Object.entries(options.providers ?? {}).flatMap(([name, url]) => ['--provider', `${name}=${url}`]),
        ...(options.confirmEmails === true ? ['--confirm-emails'] : []),
        ...(options.grants === undefined ? [] : ['--grants', options.grants]),
        ...(options.migrationsFolder === undefined ? [] : ['--migrations', options.migrationsFolder])
    ];
}

function portsOf(predecessor: ReadyLine | undefined): string[] {
    const [api, database] = [predecessor?.supabaseUrl, predecessor?.databaseUrl].map(url =>
        url === undefined ? '0' : new URL(url).port
    );
    return [
        ...['--port', api ?? '0', '--database-port', database ?? '0'],
        ...['--mailbox-port', '0', '--smtp-port', '0']
    ];
}
