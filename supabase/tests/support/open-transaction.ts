// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import type { Persona } from '@sanyam/test-kit/persona';
import pg from 'pg';

/** A transaction that stays open while a test looks at what others wait for. */
export class OpenTransaction implements AsyncDisposable {
    private constructor(
        private readonly client: pg.Client,
        private readonly watcher: pg.Client,
        private readonly pid: number
    ) {}

    /** Begins as this user; without one, as the owner of the database. */
    static async begin(cloud: ReadyLine, persona?: Persona): Promise<OpenTransaction> {
        const [client, watcher] = [new pg.Client(cloud.databaseUrl), new pg.Client(cloud.databaseUrl)];
        await Promise.all([client.connect(), watcher.connect()]);
        const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
        await client.query('begin');
        if (persona !== undefined) {
            const claims = JSON.stringify({ sub: persona.id, role: 'authenticated' });
            await client.query(
                `set local role authenticated; set local request.jwt.claims = ${pg.escapeLiteral(claims)}`
            );
        }
        return new OpenTransaction(client, watcher, rows[0]?.pid ?? 0);
    }

    async query(text: string, values: readonly unknown[] = []): Promise<void> {
        await this.client.query(text, [...values]);
    }

    /** Returns the processes that wait for this transaction, as soon as there is one. */
    async untilItBlocks(): Promise<number[]> {
        for (;;) {
            const { rows } = await this.watcher.query<{ pid: number }>(
                'select a.pid from pg_stat_activity a where $1 = any (pg_blocking_pids(a.pid))',
                [this.pid]
            );
            if (rows.length > 0) {
                return rows.map(({ pid }) => pid);
            }
        }
    }

    async commit(): Promise<void> {
        await this.client.query('commit');
    }

    async [Symbol.asyncDispose](): Promise<void> {
        await Promise.all([this.client.end(), this.watcher.end()]);
    }
}
