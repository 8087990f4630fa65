// SPDX-License-Identifier: MIT

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { ProgramError } from '../process/run.js';
import type { PostgresBinaries } from './binaries.js';
import type { DatabaseUser } from './database-user.js';

/** PostgreSQL says this on standard error once it takes connections. */
const READY = 'database system is ready to accept connections';

/** So many lines of the log are kept, to explain an end that nobody asked for. */
const KEPT_LINES = 20;

/** How long PostgreSQL may take to disconnect everyone and write its last checkpoint, in milliseconds. */
const STOP_PATIENCE = 15_000;

export interface ServerSettings {
    readonly binaries: PostgresBinaries;
    readonly user: DatabaseUser | undefined;
    readonly folder: string;
    readonly port: number;
    /** An ephemeral cluster need not survive a power failure, and is faster for it. */
    readonly ephemeral: boolean;
    /** Called for each line of the server's log. */
    onLog(line: string): void;
}

/** One running PostgreSQL. */
export class PostgresServer {
    private readonly child: ChildProcessByStdio<null, null, Readable>;
    private readonly log: string[] = [];
    private readonly whenReady = Promise.withResolvers<void>();
    private stopping = false;

    /** Resolves when the process has ended, for whatever reason. */
    readonly ended: Promise<void>;

    /** Starts the process; it is not ready yet. */
    constructor(private readonly settings: ServerSettings) {
        this.child = spawn(settings.binaries.postgres, serverArguments(settings), {
            stdio: ['ignore', 'ignore', 'pipe'],
            // In a process group of its own, or Ctrl-C in a terminal would stop it before those that use it.
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

    /** True when it ended, or ends, because it was told to. */
    get wasStopped(): boolean {
        return this.stopping;
    }

    /** The last lines of the log. */
    get tail(): string {
        return this.log.join('\n');
    }

    /**
     * Waits until it takes connections.
     *
     * @throws ProgramError when it ends instead
     */
    async ready(): Promise<void> {
        const ended = this.ended.then(() => {
            throw new ProgramError('postgres', this.tail);
        });
        await Promise.race([this.whenReady.promise, ended]);
    }

    /** Disconnects everyone, writes everything down, and waits for the end of the process. */
    async stop(): Promise<void> {
        this.stopping = true;
        this.tellToStop();
        const impatience = setTimeout(() => this.kill(), STOP_PATIENCE);
        await this.ended;
        clearTimeout(impatience);
    }

    /** Ends it at once, by its "immediate shutdown", from which the next start recovers. */
    kill(): void {
        this.stopping = true;
        this.child.kill('SIGQUIT');
    }

    private tellToStop(): void {
        if (process.platform === 'win32') {
            // Windows has no signals: pg_ctl sends PostgreSQL's own substitute for the "fast shutdown".
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
        // No socket file: its path has a length limit, and anyone on the machine could knock.
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
