// SPDX-License-Identifier: MIT

import type { Database } from '@sanyam/test-kit/database';

/** Returns the columns that contain the id, as `schema.table.column`, in all our tables except the audit log. */
export async function rowsThatName(database: Database, id: string): Promise<string[]> {
    const columns = await database.query(
        `select format('%I.%I', n.nspname, c.relname) as table, quote_ident(a.attname) as column
         from pg_attribute a
         join pg_class c on c.oid = a.attrelid and c.relkind = 'r' and c.oid <> 'public.audit_log'::regclass
         join pg_namespace n on n.oid = c.relnamespace and n.nspname in ('public', 'sanyam_private')
         where a.atttypid = 'uuid'::regtype and not a.attisdropped`
    );
    const found = await Promise.all(
        columns.map(async ({ table, column }) => {
            const rows = await database.query(`select from ${String(table)} where ${String(column)} = $1 limit 1`, [
                id
            ]);
            return rows.map(() => `${String(table)}.${String(column)}`);
        })
    );
    return found.flat();
}
