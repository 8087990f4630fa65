// SPDX-License-Identifier: MIT

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { ProgramError } from '../process/run.js';
import type { PostgresBinaries } from './binaries.js';
import type { DatabaseUser } from './database-user.js';

/** PostgreSQL says this on standard error once it takes connections. */
const READY = 'database system is ready to accept connections';

/** So many lines of the log are kept, to explain an end that nobody asked for. */
const KEPT_LINES = 100;

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
    private readonly log: string[] = [];
    private stopping = false;

    /** Resolves when the process has ended, for whatever reason. */
    readonly ended: Promise<void>;

    private constructor(private readonly child: ChildProcessByStdio<null, null, Readable>) {
        this.ended = new Promise(resolve => {
            child.once('close', () => resolve());
            child.once('error', () => resolve());
        });
    }

    /** True when it ended, or ends, because it was told to. */
    get wasStopped(): boolean {
        return this.stopping;
    }

    /** The last lines of the log. */
    get tail(): string {
        return this.log.join('\n');
    }

    /** Starts the process; it is not ready yet. */
    static spawn(settings: ServerSettings): PostgresServer {
        const child = spawn(settings.binaries.postgres, serverArguments(settings), {
            stdio: ['ignore', 'ignore', 'pipe'],
            // In a process group of its own, or Ctrl-C in a terminal would stop it before those that use it.
            detached: process.platform !== 'win32',
            windowsHide: true,
            env: { ...process.env, LC_ALL: 'C', LANG: 'C' },
            ...(settings.user && { uid: settings.user.uid, gid: settings.user.gid })
        });
        const server = new PostgresServer(child);
        child.once('error', error => server.log.push(error.message));
        createInterface({ input: child.stderr }).on('line', line => {
            server.log.push(line);
            server.log.splice(0, server.log.length - KEPT_LINES);
            settings.onLog(line);
            if (line.includes(READY)) {
                child.emit('ready');
            }
        });
        return server;
    }

    /**
     * Waits until it takes connections.
     *
     * @throws ProgramError when it ends instead
     */
    async ready(): Promise<void> {
        const ready = once(this.child, 'ready').then(() => true);
        const ended = this.ended.then(() => false);
        if (!(await Promise.race([ready, ended]))) {
            throw new ProgramError('postgres', this.tail);
        }
    }

    /** Disconnects everyone, writes everything down, and waits for the end of the process. */
    async stop(): Promise<void> {
        this.stopping = true;
        // SIGINT is PostgreSQL's "fast shutdown", SIGQUIT its "immediate" one, from which the next start recovers.
        this.child.kill('SIGINT');
        const impatience = setTimeout(() => this.child.kill('SIGQUIT'), STOP_PATIENCE);
        await this.ended;
        clearTimeout(impatience);
    }

    /** Ends it at once; the next start recovers what was written. */
    kill(): void {
        this.stopping = true;
        this.child.kill('SIGQUIT');
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
