// SPDX-License-Identifier: MIT

import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { killPostgres } from './postgres/kill-postgres.js';
import { type ReadyLine, readyLineSchema } from './ready-line.js';

export interface LaunchOptions {
    /** Whose grants hold: those of the migrations (default), or everything for everyone. */
    readonly grants?: 'migrations' | 'everything';
    /** The tier of a new user (default: free). */
    readonly defaultTier?: string;
    /** Where the data lies and stays; without it the cloud is ephemeral. */
    readonly dataFolder?: string;
    /** A cloud that has ended, whose addresses this one takes; only with a data folder. */
    readonly successorOf?: ReadyLine;
    /** The migrations to apply (default: those of the repository). */
    readonly migrationsFolder?: string;
    /** Whether it has a gateway (default: true); without one it starts with less work for the machine. */
    readonly gateway?: boolean;
}

export interface LaunchedCloud {
    readonly ready: ReadyLine;
    /** Number of the process. */
    readonly pid: number;
    /** Stops it, and resolves when the process has ended. */
    stop(): Promise<void>;
    /** Kills PostgreSQL with all its processes, and what is in front of it: as a power failure would. */
    kill(): Promise<void>;
    /** Lets this process end although the cloud runs; the cloud ends then, too. */
    unref(): void;
}

/**
 * Starts a local cloud of one's own on free ports, as a child process that ends with this one.
 *
 * @throws Error with all that it wrote on standard error, when it does not come up
 */
export async function launchCloud(options: LaunchOptions = {}): Promise<LaunchedCloud> {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'main.js'), ...commandLine(options)], {
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        env: { ...process.env, SANYAM_DEFAULT_TIER: options.defaultTier ?? 'free' }
    });
    const { stdout, stderr } = child;
    if (stdout === null || stderr === null) {
        throw new TypeError('A child process has the pipes that it was started with.');
    }
    const ended = new Promise<void>(resolve => void child.once('exit', () => resolve()));
    let said = '';
    stderr.on('data', chunk => (said += String(chunk)));
    const line = await new Promise<string>((resolve, reject) => {
        createInterface({ input: stdout }).once('line', resolve);
        child.once('error', reject);
        child.once('close', () => reject(new Error(`The local cloud did not come up:\n${said}`)));
    });
    return {
        ready: readyLineSchema.parse(JSON.parse(line)),
        pid: child.pid ?? 0,
        stop: async () => {
            child.ref();
            // Heard on every platform, unlike a signal.
            if (child.connected) {
                child.disconnect();
            }
            await ended;
        },
        kill: async () => {
            child.ref();
            if (options.dataFolder === undefined) {
                throw new TypeError('Only a cloud with a data folder is there again after it was killed.');
            }
            await killPostgres(options.dataFolder);
            child.kill('SIGKILL');
            await ended;
        },
        unref: () => {
            child.unref();
            child.channel?.unref();
            for (const stream of [stdout, stderr]) {
                // A pipe is a socket, which Readable does not tell.
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
        ...(options.grants === undefined ? [] : ['--grants', options.grants]),
        ...(options.migrationsFolder === undefined ? [] : ['--migrations', options.migrationsFolder])
    ];
}

function portsOf(predecessor: ReadyLine | undefined): string[] {
    const [api, database] = [predecessor?.supabaseUrl, predecessor?.databaseUrl].map(url =>
        url === undefined ? '0' : new URL(url).port
    );
    return ['--port', api ?? '0', '--database-port', database ?? '0'];
}
