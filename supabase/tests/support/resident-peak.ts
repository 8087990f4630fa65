// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import type { Persona } from '@sanyam/test-kit/persona';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import pg from 'pg';

/** A connection as a user, whose server process tells how much memory it has taken. */
export interface MeasuredConnection extends AsyncDisposable {
    /** Runs a statement in a transaction and returns its answer as PostgreSQL wrote it. */
    callInText(statement: string, ...values: readonly string[]): Promise<string>;
    /** The largest resident memory of the process so far, in MB; undefined where the system does not tell. */
    megabytes(): Promise<number | undefined>;
}

/** Opens a connection as a user. The server runs on this machine. */
export async function residentPeak(cloud: ReadyLine, persona: Persona): Promise<MeasuredConnection> {
    const client = new pg.Client({
        connectionString: cloud.databaseUrl,
        types: { getTypeParser: () => (text: string) => text }
    });
    await client.connect();
    const claims = JSON.stringify({ sub: persona.id, role: 'authenticated' });
    const { rows } = await client.query<{ pid: string }>('select pg_backend_pid() as pid');
    const status = `/proc/${rows[0]?.pid}/status`;
    return {
        async callInText(statement, ...values) {
            await client.query(
                `begin; set local role authenticated; set local request.jwt.claims = ${pg.escapeLiteral(claims)}`
            );
            const { rows: answers } = await client.query<Record<string, string>>(statement, [...values]);
            await client.query('commit');
            return Object.values(answers[0] ?? {})[0] ?? '';
        },
        async megabytes() {
            if (!existsSync(status)) {
                return undefined;
            }
            const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(await readFile(status, 'utf8'))?.[1];
            return Number(kilobytes) / 1000;
        },
        async [Symbol.asyncDispose]() {
            await client.end();
        }
    };
}
