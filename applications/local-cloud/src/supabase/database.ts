// SPDX-License-Identifier: MIT

import pg from 'pg';
import { SUPERUSER } from '../postgres/cluster.js';

/** Returns the connection string for a role. */
export function databaseUrl(role: string, password: string, port: number): string {
    return `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
}

export function superuserUrl(password: string, port: number): string {
    return databaseUrl(SUPERUSER, password, port);
}

/**
 * Runs some work on one connection, and always closes it.
 *
 * @throws the signal's reason, at once, when the signal aborts
 */
export async function withConnection<Result>(
    url: string,
    signal: AbortSignal,
    work: (client: pg.Client) => Promise<Result>
): Promise<Result> {
    signal.throwIfAborted();
    const client = new pg.Client({ connectionString: url, ssl: false });
    // The server may end while the connection is idle. The next query reports that.
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
            // The server is going away, so both may never settle, and nobody awaits them.
            working.catch(() => undefined);
            closed.catch(() => undefined);
        } else {
            await closed;
        }
    }
}
