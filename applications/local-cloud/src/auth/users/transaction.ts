// SPDX-License-Identifier: MIT

import type { Pool, PoolClient } from 'pg';

/** Runs some work in a transaction, which ends with it. */
export async function inTransaction<Result>(
    database: Pool,
    work: (client: PoolClient) => Promise<Result>
): Promise<Result> {
    const client = await database.connect();
    try {
        await client.query('begin');
        const result = await work(client);
        await client.query('commit');
        return result;
    } catch (error) {
        await client.query('rollback').catch(() => undefined);
        throw error;
    } finally {
        client.release();
    }
}
