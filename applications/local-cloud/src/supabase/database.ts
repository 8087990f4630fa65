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

/**
 * Runs some work on one connection, and closes it whatever happens.
 *
 * @throws the signal's reason, at once, when it is cut off
 */
export async function withConnection<Result>(
    url: string,
    signal: AbortSignal,
    work: (client: pg.Client) => Promise<Result>
): Promise<Result> {
    signal.throwIfAborted();
    const client = new pg.Client({ connectionString: url, ssl: false });
    // The server may go while nothing is asked of it; the next query, or the server itself, says so.
    client.on('error', () => undefined);
    const cutOff = Promise.withResolvers<never>();
    const abort = (): void => cutOff.reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    const working = client.connect().then(() => work(client));
    try {
        return await Promise.race([working, cutOff.promise]);
    } finally {
        signal.removeEventListener('abort', abort);
        const closed = client.end();
        if (signal.aborted) {
            // Neither may ever settle, now that the server goes away, and nobody asks for them any more.
            working.catch(() => undefined);
            closed.catch(() => undefined);
        } else {
            await closed;
        }
    }
}
