// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { describeOnCloud } from './support/describe-on-cloud.js';

/** A type with a name that the functions use. Its check runs the caller's code with the rights of the function. */
const TRAP = `
create temp table loot (role text);
grant all on loot to public;
create function pg_temp.spy(value anyelement) returns boolean language plpgsql as $$
begin
    insert into pg_temp.loot values (current_user);
    return true;
end;
$$;
grant execute on function pg_temp.spy(anyelement) to public;
create domain pg_temp.uuid as pg_catalog.uuid check (pg_temp.spy(value));
create domain pg_temp.text as pg_catalog.text check (pg_temp.spy(value));
create domain pg_temp.integer as pg_catalog.int4 check (pg_temp.spy(value));
create domain pg_temp.bigint as pg_catalog.int8 check (pg_temp.spy(value));
create domain pg_temp.timestamptz as pg_catalog.timestamptz check (pg_temp.spy(value));
create domain pg_temp.json as pg_catalog.json check (pg_temp.spy(value::text));
create domain pg_temp.jsonb as pg_catalog.jsonb check (pg_temp.spy(value::text));
`;

/** Checks that the trap works on this version of PostgreSQL: it catches a cast of this session. */
async function expectToCatch(client: pg.Client): Promise<void> {
    for (const value of [`'${randomUUID()}'::uuid`, `'text'::text`, `now()::timestamptz`, `'{}'::jsonb`]) {
        await client.query(`select ${value}`);
        const { rows } = await client.query('delete from pg_temp.loot returning role = current_user as "isOwn"');
        expect(rows[0], value).to.deep.equal({ isOwn: true });
    }
}

describeOnCloud('a temporary type of the gateway login', stage => {
    it('does not run code with the rights of the functions that the login calls [FR-016]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const { id } = await ada.create({ content: 'secret' });
        const client = new pg.Client({ connectionString: stage.cloud.gatewayDatabaseUrl ?? '' });
        await client.connect();
        try {
            await client.query('begin');
            await client.query(TRAP);
            await expectToCatch(client);
            await client.query(`select pg_catalog.set_config('request.jwt.claims', $1, true)`, [
                JSON.stringify({ sub: ada.id, role: 'authenticated' })
            ]);
            for (const call of [
                `public.read_document('${id}')`,
                `public.save_document('${id}', 'changed')`,
                `public.create_document('new.md', 'markdown', '')`,
                'public.list_documents()',
                `public.list_versions('${id}')`,
                'public.my_account()',
                `public.trash_document('${id}')`
            ]) {
                await client.query(`select ${call}`);
            }
            const { rows } = await client.query('select distinct role from pg_temp.loot');
            expect(rows).to.deep.equal([]);
        } finally {
            await client.end();
        }
    });

    // PostgreSQL 15 looks up “json”. In later versions it is a keyword.
    it('does not run code in the nightly job, which commits and so has no path of its own [FR-016]', async () => {
        const client = new pg.Client({ connectionString: stage.cloud.databaseUrl });
        await client.connect();
        try {
            await client.query(TRAP);
            await client.query('set search_path = pg_temp, pg_catalog');
            await expectToCatch(client);
            await client.query('call sanyam_private.purge_all_expired(100)');
            expect((await client.query('select role from pg_temp.loot')).rows).to.deep.equal([]);
        } finally {
            await client.end();
        }
    });
});
