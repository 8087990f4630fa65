// SPDX-License-Identifier: MIT

import type { Client } from 'pg';
import { z } from 'zod';

/** All grants in schemas that are not PostgreSQL's own: one grant per row, as text to compare. */
const GRANTS = `
with ours as (
    select oid, nspname, nspacl, nspowner from pg_namespace
    where nspname !~ '^pg_' and nspname <> 'information_schema'
), entry as (
    select 'schema ' || nspname as object, coalesce(nspacl, acldefault('n', nspowner)) as acl from ours
    union all
    select case c.relkind when 'S' then 'sequence ' else 'table ' end || c.oid::regclass::text,
           coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner))
    from pg_class c join ours on ours.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
    union all
    select 'column ' || c.oid::regclass::text || '.' || a.attname, a.attacl
    from pg_attribute a join pg_class c on c.oid = a.attrelid join ours on ours.oid = c.relnamespace
    where a.attacl is not null and not a.attisdropped
    union all
    select 'function ' || p.oid::regprocedure::text, coalesce(p.proacl, acldefault('f', p.proowner))
    from pg_proc p join ours on ours.oid = p.pronamespace
    union all
    select 'default ' || d.defaclrole::regrole::text || ' ' || coalesce(n.nspname, '*') || ' ' || d.defaclobjtype::text,
           d.defaclacl
    from pg_default_acl d left join pg_namespace n on n.oid = d.defaclnamespace
)
select concat_ws(' ', object, item.privilege_type,
    'to', case item.grantee when 0 then 'public' else item.grantee::regrole::text end,
    'by', item.grantor::regrole::text, case when item.is_grantable then 'with grant option' end) as "grant"
from entry cross join aclexplode(entry.acl) as item
order by 1
`;

const rowsSchema = z.array(z.object({ grant: z.string() }));

/** Returns all grants on schemas, tables, columns, sequences and functions, and the default privileges, sorted. */
export async function readGrants(client: Client): Promise<string[]> {
    const { rows } = await client.query(GRANTS);
    return rowsSchema.parse(rows).map(row => row.grant);
}

/** Our schemas, without those of Supabase and PostgreSQL. */
const OUR_SCHEMAS = `
select nspname as name from pg_namespace
where nspname !~ '^pg_' and nspname not in ('information_schema', 'auth', 'extensions', 'supabase_migrations')
`;

const schemasSchema = z.array(z.object({ name: z.string() }));

/** Grants everything in our schemas to everyone, including private schemas, as a careless click might do. */
export async function grantEverything(client: Client): Promise<void> {
    const { rows } = await client.query(OUR_SCHEMAS);
    for (const { name } of schemasSchema.parse(rows)) {
        const schema = client.escapeIdentifier(name);
        for (const objects of ['tables', 'sequences', 'routines']) {
            await client.query(`grant all on all ${objects} in schema ${schema} to anon, authenticated`);
        }
        await client.query(`grant all on schema ${schema} to anon, authenticated`);
    }
}
