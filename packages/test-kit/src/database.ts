// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import { randomUUID } from 'node:crypto';
import pg from 'pg';

type Row = Record<string, unknown>;

/** Access as the owner of the database, to set up what no user may set up, and to check the stored rows. */
export class Database {
    private readonly pool: pg.Pool;

    constructor(cloud: ReadyLine) {
        this.pool = new pg.Pool({ connectionString: cloud.databaseUrl, max: 2 });
        this.pool.on('error', () => undefined);
    }

    async close(): Promise<void> {
        await this.pool.end();
    }

    async query(text: string, values: readonly unknown[] = []): Promise<Row[]> {
        return (await this.pool.query<Row>(text, [...values])).rows;
    }

    /** Runs `work` while a page of the user's export is made: this holds its lock. */
    async duringExportPage<Result>(userId: string, work: () => Promise<Result>): Promise<Result> {
        const client = await this.pool.connect();
        try {
            await client.query('begin');
            await client.query('select pg_advisory_xact_lock(uuid_hash_extended($1, 2028))', [userId]);
            return await work();
        } finally {
            await client.query('rollback');
            client.release();
        }
    }

    async setTier(userId: string, tier: string): Promise<void> {
        await this.query('update public.user_profiles set tier = $2 where id = $1', [userId, tier]);
    }

    /** Makes a document look as if it was deleted some minutes earlier; after 10 minutes, nobody can undo it. */
    async ageInTrash(documentId: string, minutes: number): Promise<void> {
        await this.query(
            `update public.documents set deleted_at = deleted_at - $2 * interval '1 minute' where id = $1`,
            [documentId, minutes]
        );
    }

    /** Gives a user a new tier, see {@link addTier}. Returns the tier's name. */
    async giveOwnTier(userId: string, limits: Row, base: string): Promise<string> {
        const tier = await this.addTier(limits, base);
        await this.setTier(userId, tier);
        return tier;
    }

    /**
     * Adds a tier that no other test uses.
     *
     * @param limits columns that differ from the row of the tier `base`
     * @returns the tier's name
     */
    async addTier(limits: Row, base: string): Promise<string> {
        const tier = `tier_${randomUUID()}`;
        await this.query(
            `insert into public.tier_limits
             select (jsonb_populate_record(l, $1::jsonb)).* from public.tier_limits l where l.tier = $2`,
            [JSON.stringify({ ...limits, tier }), base]
        );
        return tier;
    }

    async changeTier(tier: string, column: string, value: number): Promise<void> {
        await this.query(`update public.tier_limits set ${pg.escapeIdentifier(column)} = $2 where tier = $1`, [
            tier,
            value
        ]);
    }

    /** Returns all rows of these users, and the tiers, to compare them before and after a call. */
    async snapshot(userIds: readonly string[]): Promise<unknown> {
        const [row] = await this.query(
            `select jsonb_build_object(
                'profiles', (select jsonb_agg(p order by p.id) from public.user_profiles p where p.id = any ($1)),
                'documents', (select jsonb_agg(d order by d.id) from public.documents d where d.owner_id = any ($1)),
                'versions', (
                    select jsonb_agg(v order by v.document_id, v.version_number)
                    from public.document_versions v join public.documents d on d.id = v.document_id
                    where d.owner_id = any ($1)
                ),
                'tiers', (
                    select jsonb_agg(l order by l.tier) from public.tier_limits l
                    where l.tier in ('free', 'pro', 'enterprise')
                )
            ) as state`,
            [userIds]
        );
        return row?.['state'];
    }

    /** Returns the counters in a user's profile, and the same numbers counted from the documents. */
    async counters(userId: string): Promise<{ kept: unknown; recounted: unknown }> {
        const [row] = await this.query(
            `select jsonb_build_array(p.document_count, p.storage_used_bytes) as kept,
                (
                    select jsonb_build_array(
                        count(*) filter (where d.deleted_at is null), coalesce(sum(octet_length(v.content)), 0)
                    )
                    from public.documents d
                    join public.document_versions v on v.document_id = d.id and v.version_number = d.version
                    where d.owner_id = p.id
                ) as recounted
             from public.user_profiles p where p.id = $1`,
            [userId]
        );
        return { kept: row?.['kept'], recounted: row?.['recounted'] };
    }
}

/** Runs `work` with a database that is closed afterwards. */
export async function withDatabase<T>(cloud: ReadyLine, work: (database: Database) => Promise<T>): Promise<T> {
    const database = new Database(cloud);
    try {
        return await work(database);
    } finally {
        await database.close();
    }
}
