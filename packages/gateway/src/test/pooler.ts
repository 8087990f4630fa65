// SPDX-License-Identifier: MIT

import { freePort } from '@sanyam/local-cloud';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** Fewer connections than a gateway has, so that they must share. */
const SERVER_CONNECTIONS = 3;

const ATTEMPTS = 3;

/** The unprivileged user of Linux, because PgBouncer does not run as root. */
const NOBODY = 65_534;

/** Whether PgBouncer is installed. */
export const hasPooler = spawnSync('pgbouncer', ['--version']).status === 0;

/** PgBouncer in transaction mode, like Supavisor: each transaction can use another connection. */
export class Pooler {
    private constructor(
        /** The address of the database through the pooler. */
        readonly url: string,
        private readonly child: ChildProcess,
        private readonly folder: string
    ) {}

    /**
     * Starts a pooler. Resolves when it accepts connections.
     *
     * @param databaseUrl an address with a user and a password
     * @throws Error with its output when it does not start
     */
    static async start(databaseUrl: string): Promise<Pooler> {
        for (let attempt = 1; ; attempt++) {
            try {
                return await Pooler.startOnce(new URL(databaseUrl));
            } catch (error) {
                // Another program may have taken the port meanwhile.
                if (attempt === ATTEMPTS) {
                    throw error;
                }
            }
        }
    }

    private static async startOnce(url: URL): Promise<Pooler> {
        // PgBouncer cannot choose a free port itself.
        const port = await freePort();
        const folder = await mkdtemp(path.join(tmpdir(), 'sanyam-pooler-'));
        const users = path.join(folder, 'users.txt');
        const settings = path.join(folder, 'pgbouncer.ini');
        await writeFile(users, `"${url.username}" "${decodeURIComponent(url.password)}"\n`, { mode: 0o600 });
        await writeFile(settings, settingsOf(url, port, users));
        const isRoot = process.getuid?.() === 0;
        if (isRoot) {
            await Promise.all([folder, users, settings].map(file => chown(file, NOBODY, NOBODY)));
        }
        const child = spawn('pgbouncer', [settings], {
            stdio: ['ignore', 'ignore', 'pipe'],
            ...(isRoot ? { uid: NOBODY, gid: NOBODY } : {})
        });
        const written: string[] = [];
        for await (const line of createInterface({ input: child.stderr })) {
            written.push(line);
            if (line.includes('process up')) {
                child.stderr.resume();
                url.host = `127.0.0.1:${port}`;
                return new Pooler(url.href, child, folder);
            }
        }
        await rm(folder, { recursive: true });
        throw new Error(`The pooler did not start: ${written.join('\n')}`);
    }

    async stop(): Promise<void> {
        if (this.child.exitCode === null && this.child.signalCode === null) {
            const ended = once(this.child, 'exit');
            // It has no state, and newer versions wait for their clients on SIGTERM.
            this.child.kill('SIGKILL');
            await ended;
        }
        await rm(this.folder, { recursive: true });
    }
}

function settingsOf(database: URL, port: number, users: string): string {
    return [
        '[databases]',
        `* = host=${database.hostname} port=${database.port}`,
        '[pgbouncer]',
        'listen_addr = 127.0.0.1',
        `listen_port = ${port}`,
        'unix_socket_dir =',
        'auth_type = scram-sha-256',
        `auth_file = ${users}`,
        'pool_mode = transaction',
        `default_pool_size = ${SERVER_CONNECTIONS}`,
        'max_client_conn = 100',
        ''
    ].join('\n');
}
