// SPDX-License-Identifier: MIT

import { type BareCluster, withBareCluster } from '@sanyam/local-cloud';
import { extract, type FactBase } from '@supabase/pg-delta';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { portableFacts } from './portable-facts.js';

const SUPABASE = resolve(import.meta.dirname, '..', '..', '..');

/** A description of a database without the rows of users, to compare databases. */
export interface Catalog {
    /** The objects, owners, grants, policies, comments and settings that pg-delta reads. */
    readonly facts: FactBase;
    /** Lines about what pg-delta does not read: order and storage of columns, and the rows of a new database. */
    readonly details: readonly string[];
}

/** A file with SQL, or SQL that a test made up. */
export interface SqlFile {
    /** The path in the repository. */
    readonly path: string;
    readonly text: string;
}

/** SQL that cannot be read, or that PostgreSQL refuses. The message says where. */
export class SqlFileError extends Error {}

/**
 * Returns the SQL files in a folder of `supabase`, in the order in which they are applied.
 *
 * @throws SqlFileError when one of them is a folder
 */
export async function readSqlFiles(folder: 'migrations' | 'schemas'): Promise<SqlFile[]> {
    const entries = await readdir(join(SUPABASE, folder), { withFileTypes: true });
    const sql = entries.filter(entry => entry.name.endsWith('.sql'));
    for (const entry of sql.filter(entry => entry.isDirectory())) {
        throw new SqlFileError(`supabase/${folder}/${entry.name} is a folder. Move it elsewhere, or rename it.`);
    }
    const names = sql.map(entry => entry.name).sort();
    return Promise.all(
        names.map(async name => {
            const text = await readFile(join(SUPABASE, folder, name), 'utf8');
            // PostgreSQL takes a byte order mark for a part of the first word.
            return { path: `supabase/${folder}/${name}`, text: text.replace(/^\uFEFF/, '') };
        })
    );
}

/**
 * Applies SQL files to a new database, each in its own transaction. Returns the catalog of the result.
 *
 * @throws SqlFileError when a file fails
 */
export function catalogAfter(files: readonly SqlFile[]): Promise<Catalog> {
    return withBareCluster(async cluster => {
        await applyFiles(cluster, files);
        // Only the superuser can read everything.
        const pool = new pg.Pool({ connectionString: cluster.superuserUrl });
        // The server stops before the last connection is closed.
        pool.on('error', () => undefined);
        try {
            const { factBase } = await extract(pool);
            return {
                facts: await portableFacts(factBase, pool),
                details: (await Promise.all([readColumns(pool), readMore(pool), readRows(pool)])).flat().sort()
            };
        } finally {
            await pool.end();
        }
    });
}

async function applyFiles(cluster: BareCluster, files: readonly SqlFile[]): Promise<void> {
    const client = new pg.Client({ connectionString: cluster.ownerUrl });
    await client.connect();
    try {
        for (const file of files) {
            await applyFile(client, file);
        }
    } finally {
        await client.end();
    }
}

async function applyFile(client: pg.Client, { path, text }: SqlFile): Promise<void> {
    const before = 'begin; ';
    try {
        await client.query(`${before}${text}\n; commit`);
        await client.query('discard all');
    } catch (error) {
        if (!(error instanceof pg.DatabaseError)) {
            throw error;
        }
        const position = Number(error.position) - before.length;
        const line = Number.isNaN(position) ? '' : `:${text.slice(0, position).split('\n').length}`;
        const more = [error.detail, error.hint, error.where].filter(part => part !== undefined);
        throw new SqlFileError([`${path}${line}: ${error.message}`, ...more].join('\n    '), { cause: error });
    }
}

const OUR_TABLES = `
    select c.oid, c.oid::regclass::text as name, c.relpersistence
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname !~ '^pg_'
        and n.nspname not in ('information_schema', 'auth', 'extensions')`;

async function readColumns(pool: pg.Pool): Promise<string[]> {
    const { rows } = await pool.query<{ line: string }>(`
        select format(
            'column %s of %s (%s): place %s, storage %s, compression %s, statistics %s, options %s',
            a.attname, t.name, t.relpersistence, row_number() over (partition by t.oid order by a.attnum),
            a.attstorage, a.attcompression, a.attstattarget, a.attoptions
        ) as line
        from (${OUR_TABLES}) t
        join pg_attribute a on a.attrelid = t.oid
        where a.attnum > 0 and not a.attisdropped`);
    return rows.map(row => row.line);
}

/** Extended statistics, the order of clustered tables, and settings of the database. */
async function readMore(pool: pg.Pool): Promise<string[]> {
    const { rows } = await pool.query<{ line: string }>(`
        select pg_get_statisticsobjdef(s.oid) as line
        from pg_statistic_ext s
        join (${OUR_TABLES}) t on t.oid = s.stxrelid
        union all
        select format('table %s is clustered on %s', t.name, i.indexrelid::regclass)
        from pg_index i
        join (${OUR_TABLES}) t on t.oid = i.indrelid
        where i.indisclustered
        union all
        select format('setting of the database for %s: %s', coalesce(r.rolname, 'all roles'), c.setting)
        from pg_db_role_setting d
        cross join unnest(d.setconfig) c (setting)
        left join pg_roles r on r.oid = d.setrole
        where d.setdatabase = (select oid from pg_database where datname = current_database())`);
    return rows.map(row => row.line);
}

async function readRows(pool: pg.Pool): Promise<string[]> {
    const lines: string[] = [];
    const tables = await pool.query<{ name: string }>(OUR_TABLES);
    for (const { name } of tables.rows) {
        const { rows } = await pool.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t`);
        lines.push(...rows.map(({ row }) => `row of ${name}: ${row}`));
    }
    return lines;
}
