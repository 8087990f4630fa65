// SPDX-License-Identifier: MIT

import { DatabaseError, Pool, type PoolClient, type QueryConfig } from 'pg';
import type { Logger } from 'pino';
import { describeError } from '../observability/describe-error';
import { toCloudError } from './postgres-error';
import { PreparedStatements } from './prepared-statements';

/** The maximum time that a request waits for a connection, in milliseconds. */
const CONNECT_TIMEOUT = 5000;

/**
 * The time that an idle connection stays open, in milliseconds. The first request on a new connection takes ten times
 * as long, because the server process compiles the API's functions. So a pause of minutes must not close it.
 */
const IDLE_TIMEOUT = 10 * 60_000;

/**
 * The time before TCP sends keep-alive probes on an idle connection, in milliseconds. Routers drop idle connections
 * (Azure's after 4 minutes), and a statement on such a connection would get no answer.
 */
const KEEP_ALIVE_DELAY = 60_000;

/** The maximum time that a statement may take, in milliseconds. The server itself ends statements after 30 s. */
const QUERY_TIMEOUT = 35_000;

/** The gateway's database connections, shared by all requests. */
export class DirectDatabase {
    private readonly pool: Pool;
    private readonly statements: PreparedStatements;

    /**
     * Connects with the first query.
     *
     * @param url the address for the role `sanyam_gateway`
     * @param size the maximum number of connections
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
        // Without this listener, an idle connection that breaks would end this process.
        this.pool.on('error', error => log.warn({ failure: describeError(error) }, 'a database connection was lost'));
    }

    /**
     * Runs a statement in its own transaction.
     *
     * @param text the statement without values, so that it can stay prepared
     * @throws CloudError for every failure, including an unreachable server
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
        // The pool listens only while it holds the connection. A lost connection fails the statement, which reports it.
        client.once('error', leaveToStatement);
        let lost: Error | undefined;
        try {
            return (await client.query<Record<string, unknown>>(query)).rows;
        } catch (error) {
            // After a refusal the connection is still usable, and a new one costs many times the statement.
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

/** Returns whether the connection is still usable after an error. After classes 08, 57P and XX it is closing. */
function isRefusal(error: unknown): boolean {
    return error instanceof DatabaseError && !/^(08|57P|XX)/.test(error.code ?? '');
}

const leaveToStatement = () => undefined;
