// SPDX-License-Identifier: MIT

import type { Client } from 'pg';

/** The columns in which Supabase Lite stores an object as a string of JSON. */
const COLUMNS = [
    ['users', 'raw_user_meta_data'],
    ['users', 'raw_app_meta_data'],
    ['identities', 'identity_data']
] as const;

/**
 * Stores the data of users as objects, as Supabase Auth does. Supabase Lite stores texts. It reads both, but the triggers
 * of migrations, and the generated address of an identity, find nothing in a text.
 *
 * @param client a connection as superuser
 */
export async function storeJsonObjects(client: Client): Promise<void> {
    for (const [table, column] of COLUMNS) {
        const name = `a_object_in_${column}`;
        await client.query(`
            create or replace function auth.${name}() returns trigger language plpgsql set search_path = '' as $$
            begin
                new.${column} := (new.${column} #>> '{}')::jsonb;
                return new;
            end
            $$`);
        await client.query(`revoke all on function auth.${name}() from public`);
        await client.query(`
            create or replace trigger ${name} before insert or update of ${column} on auth.${table}
            for each row when (jsonb_typeof(new.${column}) = 'string')
            execute function auth.${name}()`);
        // A data folder of an earlier version.
        await client.query(`update auth.${table} set ${column} = ${column} where jsonb_typeof(${column}) = 'string'`);
    }
}
