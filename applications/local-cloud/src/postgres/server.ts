// SPDX-License-Identifier: MIT

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { ProgramError } from '../process/run.js';
import type { PostgresBinaries } from './binaries.js';
import type { DatabaseUser } from './database-user.js';

/** PostgreSQL writes this on standard error as soon as it accepts connections. */
const READY = 'database system is ready to accept connections';

/** The number of log lines that are kept to explain an unexpected end. */
const KEPT_LINES = 20;

/** Milliseconds that PostgreSQL gets to close connections and write its last checkpoint. */
const STOP_PATIENCE = 15_000;

export interface ServerSettings {
    readonly binaries: PostgresBinaries;
    readonly user: DatabaseUser | undefined;
    readonly folder: string;
    readonly port: number;
    /** An ephemeral cluster is faster, because it does not have to survive a power failure. */
    readonly ephemeral: boolean;
    /** Called for each line of the server's log. */
    onLog(line: string): void;
}

/** A PostgreSQL process. */
export class PostgresServer {
    private readonly child: ChildProcessByStdio<null, null, Readable>;
    private readonly log: string[] = [];
    private readonly whenReady = Promise.withResolvers<void>();
    private stopping = false;

    /** Resolves when the process has ended for any reason. */
    readonly ended: Promise<void>;

    /** Starts the process. Call `ready()` to wait until it accepts connections. */
    constructor(private readonly settings: ServerSettings) {
        this.child = spawn(settings.binaries.postgres, serverArguments(settings), {
            stdio: ['ignore', 'ignore', 'pipe'],
            // Its own process group: otherwise Ctrl+C in a terminal stops it before the parts that use it.
            detached: process.platform !== 'win32',
            windowsHide: true,
            env: { ...process.env, LC_ALL: 'C', LANG: 'C' },
            ...(settings.user && { uid: settings.user.uid, gid: settings.user.gid })
        });
        this.ended = new Promise(resolve => {
            this.child.once('close', () => resolve());
            this.child.once('error', error => {
                this.log.push(error.message);
                resolve();
            });
        });
        createInterface({ input: this.child.stderr }).on('line', line => this.read(line));
    }

    /** Whether somebody called `stop()` or `kill()`. */
    get wasStopped(): boolean {
        return this.stopping;
    }

    /** The last lines of the log. */
    get tail(): string {
        return this.log.join('\n');
    }

    /**
     * Waits until PostgreSQL accepts connections.
     *
     * @throws ProgramError when the process ends first
     */
    async ready(): Promise<void> {
        const ended = this.ended.then(() => {
            throw new ProgramError('postgres', this.tail);
        });
        await Promise.race([this.whenReady.promise, ended]);
    }

    /** Shuts PostgreSQL down: closes all connections, writes a checkpoint, and waits until the process has ended. */
    async stop(): Promise<void> {
        this.stopping = true;
        this.tellToStop();
        const impatience = setTimeout(() => this.kill(), STOP_PATIENCE);
        await this.ended;
        clearTimeout(impatience);
    }

    /** Ends PostgreSQL with an “immediate shutdown”. The next start recovers from it. */
    kill(): void {
        this.stopping = true;
        this.child.kill('SIGQUIT');
    }

    private tellToStop(): void {
        if (process.platform === 'win32') {
            // Windows has no signals. pg_ctl requests the “fast shutdown” in another way.
            const { binaries, folder } = this.settings;
            spawn(binaries.pgCtl, ['stop', '-D', folder, '-m', 'fast', '-W'], { stdio: 'ignore', windowsHide: true });
        } else {
            this.child.kill('SIGINT');
        }
    }

    private read(line: string): void {
        this.log.push(line);
        this.log.splice(0, this.log.length - KEPT_LINES);
        this.settings.onLog(line);
        if (line.includes(READY)) {
            this.whenReady.resolve();
        }
    }
}

function serverArguments(settings: ServerSettings): string[] {
    const options = {
        listen_addresses: '127.0.0.1',
        // No socket file: its path has a length limit, and every user of the machine could connect.
        unix_socket_directories: '',
        logging_collector: 'off',
        log_destination: 'stderr',
        lc_messages: 'C',
        timezone: 'UTC',
        ...(settings.ephemeral && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' })
    };
    const flags = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    return ['-D', settings.folder, '-p', String(settings.port), ...flags];
}
