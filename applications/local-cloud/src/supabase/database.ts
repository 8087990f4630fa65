// SPDX-License-Identifier: MIT

import pg from 'pg';
import { SUPERUSER } from '../postgres/cluster.js';

/** Address of a role's connection to the one database. */
export function databaseUrl(role: string, password: string, port: number): string {
    return `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
}

export function superuserUrl(password: string, port: number): string {
    return databaseUrl(SUPERUSER, password, port);
}

/** Runs some work on one connection, and closes it whatever happens; in the midst of a query when it is cut off. */
export async function withConnection<Result>(
    url: string,
    signal: AbortSignal,
    work: (client: pg.Client) => Promise<Result>
): Promise<Result> {
    const client = new pg.Client({ connectionString: url, ssl: false });
    // The server may go while nothing is asked of it; the next query, or the server itself, says so.
    client.on('error', () => undefined);
    const cutOff = (): void => void client.end();
    signal.throwIfAborted();
    signal.addEventListener('abort', cutOff, { once: true });
    try {
        await client.connect();
        return await work(client);
    } finally {
        signal.removeEventListener('abort', cutOff);
        await client.end();
    }
}
