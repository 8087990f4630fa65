// SPDX-License-Identifier: MIT

import type { Client } from 'pg';
import { getAuthSchemaSql, SUPABASE_AUTH_HELPERS_SQL } from './lite.js';
import { setPassword } from './password.js';

/**
 * What hosted Supabase has before the first migration: the request roles, an owner `postgres` that is not a superuser,
 * the default grants, and the tables of the auth server. So a migration that works here works there.
 */
const ROLES = `
create role postgres login createdb createrole replication bypassrls;
create role anon nologin noinherit;
create role authenticated nologin noinherit;
create role service_role nologin noinherit bypassrls;
grant anon, service_role to postgres;
-- On hosted Supabase, the owner may change the settings of this role.
grant authenticated to postgres with admin option;
alter database postgres owner to postgres;
`;

const GRANTS = `
create schema extensions authorization postgres;
grant usage on schema public, extensions to postgres, anon, authenticated, service_role;
alter default privileges for role postgres in schema public
    grant all on tables to anon, authenticated, service_role;
alter default privileges for role postgres in schema public
    grant all on sequences to anon, authenticated, service_role;
alter default privileges for role postgres in schema public
    grant all on functions to anon, authenticated, service_role;
grant usage on schema auth to postgres, anon, authenticated, service_role;
grant all on all tables in schema auth to postgres;
`;

/**
 * The cluster of an earlier release lacks these: its owner could not set them, and the migration only warned. A cluster
 * that has the option keeps what later migrations set.
 */
const ROLE_SETTINGS = `
do $$
begin
    if not pg_has_role('postgres', 'authenticated', 'member with admin option') then
        grant authenticated to postgres with admin option;
        alter role authenticated set enable_memoize = off;
        alter role authenticated set enable_material = off;
    end if;
end;
$$`;

/**
 * Sets up a new cluster like a new project on hosted Supabase. The default grants are given only once, so that revoked
 * grants stay revoked.
 *
 * @param client a connection as superuser
 */
export async function ensureBaseline(client: Client, postgresPassword: string): Promise<void> {
    const { rowCount } = await client.query("select from pg_namespace where nspname = 'auth'");
    if (rowCount !== 0) {
        await client.query(ROLE_SETTINGS);
        return;
    }
    await createBaseline(client, postgresPassword, async () => {
        await client.query(SUPABASE_AUTH_HELPERS_SQL);
        await client.query(getAuthSchemaSql());
    });
}

/** Sets up a new cluster. @param createAuth creates the schema `auth` */
export async function createBaseline(
    client: Client,
    postgresPassword: string,
    createAuth: () => Promise<void>
): Promise<void> {
    await client.query('begin');
    await client.query(ROLES);
    await setPassword(client, 'postgres', postgresPassword);
    await createAuth();
    await client.query(GRANTS);
    await client.query('commit');
}
