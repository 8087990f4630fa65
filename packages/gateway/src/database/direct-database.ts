// SPDX-License-Identifier: MIT

import { DatabaseError, Pool, type PoolClient, type QueryConfig } from 'pg';
import type { Logger } from 'pino';
import { describeError } from '../observability/describe-error';
import { toCloudError } from './postgres-error';
import { PreparedStatements } from './prepared-statements';

/** How long a request waits for a connection, in milliseconds, before the database counts as out of reach. */
const CONNECT_TIMEOUT = 5000;

/**
 * How long a connection stays when nobody needs it, in milliseconds. The first request on a new one takes ten times as
 * long as on one whose server process has compiled the API's functions, so a pause of minutes must not end it.
 */
const IDLE_TIMEOUT = 10 * 60_000;

/**
 * When TCP begins to ask over an idle connection whether the other side is there, in milliseconds. Routers between forget
 * a connection on which nothing goes (Azure's after 4 minutes), and a statement would wait on it in vain.
 */
const KEEP_ALIVE_DELAY = 60_000;

/** When a server that went silent is given up, in milliseconds; it ends the gateway's statements itself after 30 s. */
const QUERY_TIMEOUT = 35_000;

/** The gateway's connections to the database, shared by all requests. */
export class DirectDatabase {
    private readonly pool: Pool;
    private readonly statements: PreparedStatements;

    /**
     * Connects when it is first asked for something.
     *
     * @param url of a login as `sanyam_gateway`
     * @param size connections at most
     */
    constructor(url: string, size: number, log: Logger) {
        this.statements = new PreparedStatements(log);
        this.pool = new Pool({
            connectionString: url,
            max: size,
            connectionTimeoutMillis: CONNECT_TIMEOUT,
            query_timeout: QUERY_TIMEOUT,
            idleTimeoutMillis: IDLE_TIMEOUT,
            keepAlive: true,
            keepAliveInitialDelayMillis: KEEP_ALIVE_DELAY,
            application_name: 'sanyam-gateway'
        });
        // Without a listener, an idle connection that ends with its server would end this process as well.
        this.pool.on('error', error => log.warn({ failure: describeError(error) }, 'a database connection was lost'));
    }

    /**
     * Runs a statement in a transaction of its own.
     *
     * @param text without values, so that it can be kept prepared
     * @throws CloudError for whatever goes wrong, an unreachable server included
     */
    async query(text: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
        const name = this.statements.nameOf(text);
        try {
            return await this.run(await this.pool.connect(), { text, values: [...values], ...(name && { name }) });
        } catch (error) {
            if (name !== undefined && this.statements.noteFailure(name, error)) {
                return this.query(text, values);
            }
            throw toCloudError(error);
        }
    }

    private async run(client: PoolClient, query: QueryConfig): Promise<Record<string, unknown>[]> {
        // The pool listens only while it has the connection. One that is lost fails the statement, which says so.
        client.once('error', leaveToStatement);
        let lost: Error | undefined;
        try {
            return (await client.query<Record<string, unknown>>(query)).rows;
        } catch (error) {
            // After a refusal the connection is as good as before, and a new one costs many times the statement.
            lost = isRefusal(error) ? undefined : new Error('The connection was lost.', { cause: error });
            throw error;
        } finally {
            client.off('error', leaveToStatement);
            client.release(lost);
        }
    }

    /** Resolves when all connections are closed. */
    close(): Promise<void> {
        return this.pool.end();
    }
}

/** What the server says and goes on; not what it, or a pooler, says as it ends the connection: classes 08, 57 and XX. */
function isRefusal(error: unknown): boolean {
    return error instanceof DatabaseError && !/^(08|57P|XX)/.test(error.code ?? '');
}

const leaveToStatement = () => undefined;
