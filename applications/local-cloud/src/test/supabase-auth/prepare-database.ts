// SPDX-License-Identifier: MIT

import type { Client } from 'pg';
import { createBaseline } from '../../supabase/baseline.js';
import { setPassword } from '../../supabase/password.js';

/** The role of Supabase's Auth server, which owns the schema `auth` and has no other rights. */
export const AUTH_ADMIN = 'supabase_auth_admin';

/**
 * Sets up a cluster like a new project on hosted Supabase, without the tables of Auth: the server creates them itself.
 *
 * @param client a connection as superuser
 */
export async function prepareDatabase(client: Client, password: string): Promise<void> {
    await createBaseline(client, password, async () => {
        await client.query(`
            create role ${AUTH_ADMIN} noinherit createrole login noreplication;
            create schema auth authorization ${AUTH_ADMIN};
            grant create on database postgres to ${AUTH_ADMIN};
            alter role ${AUTH_ADMIN} set search_path = auth;`);
        await setPassword(client, AUTH_ADMIN, password);
    });
}

/** What the owner of the database may do with the tables of Auth, once they exist. */
export const GRANT_AUTH_TABLES = `
grant all on all tables in schema auth to postgres;
grant all on all routines in schema auth to postgres;`;
