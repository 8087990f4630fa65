// SPDX-License-Identifier: MIT

import { parseArgs } from 'node:util';
import pg from 'pg';

/*
 * What a list of 20 costs a user with whom many documents are shared, and what a save costs that many recipients see:
 *
 *     node supabase/bench/received-shares.mjs --database <url of the owner of the tables>
 *
 * It lifts the limit of received shares for its own users, and prints medians in milliseconds. The first and the last
 * line of a table are from the same minutes of the same machine, so their ratio tells more than the figures.
 */

const { values } = parseArgs({ options: { database: { type: 'string' } } });
const CALLS = 60;

const client = new pg.Client(values.database);
await client.connect();

async function addUser() {
    const { rows } = await client.query(
        `insert into auth.users (id, email, email_confirmed_at, created_at)
         select x, x || '@example.com', now(), now() from gen_random_uuid() x returning id, email`
    );
    await client.query(`update public.user_profiles set tier = 'enterprise' where id = $1`, [rows[0].id]);
    return rows[0];
}

/** Shares so many documents of an owner with a user, without the triggers that would check each one. */
async function shareMany(owner, user, count) {
    await client.query('begin');
    await client.query('alter table public.document_shares disable trigger user');
    const listed = await hasColumn('listed_at');
    await client.query(
        `with made as (
            insert into public.documents (owner_id, name, language_id, size_bytes, created_at, updated_at, updated_by)
            select $1, 'shared ' || n, 'plain', 0, now(), now() - n * interval '1 minute', $1
            from generate_series(1, $4::integer) n
            returning id, owner_id, updated_at
         ), given as (
            insert into public.document_shares (document_id, owner_id, email, permission, created_at, updated_at)
            select m.id, m.owner_id, $3, 'view', now(), now() from made m
            returning id, document_id
         )
         insert into sanyam_private.share_recipients (share_id, recipient_id, document_id, permission ${listed ? ', listed_at' : ''})
         select g.id, $2, g.document_id, 'view' ${listed ? ', m.updated_at' : ''} from given g join made m on m.id = g.document_id`,
        [owner.id, user.id, user.email, count]
    );
    await client.query('alter table public.document_shares enable trigger user');
    await client.query('commit');
}

async function hasColumn(name) {
    const { rows } = await client.query(
        `select from pg_attribute where attrelid = 'sanyam_private.share_recipients'::regclass and attname = $1`,
        [name]
    );
    return rows.length > 0;
}

async function medianOf(user, statement, parameters = []) {
    const times = [];
    await client.query(`select set_config('request.jwt.claims', $1, false)`, [
        JSON.stringify({ sub: user.id, role: 'authenticated' })
    ]);
    for (let call = 0; call < CALLS; call++) {
        const start = performance.now();
        await client.query({ name: statement, text: statement, values: parameters });
        times.push(performance.now() - start);
    }
    return times.sort((a, b) => a - b)[CALLS >> 1].toFixed(2);
}

const owner = await addUser();
process.stdout.write('received shares | list of 20 | counting the rows instead of summing changes\n');
for (const count of [0, 1000, 20_000, 100_000]) {
    const user = await addUser();
    await shareMany(owner, user, count);
    await client.query('analyze public.documents; analyze sanyam_private.share_recipients');
    await client.query('vacuum sanyam_private.share_recipients');
    const list = await medianOf(user, 'select public.list_documents(page_size => 20)');
    const counted = await medianOf(
        user,
        'select count(*) from sanyam_private.share_recipients r where r.recipient_id = $1',
        [user.id]
    );
    process.stdout.write(`${count} | ${list} | ${counted}\n`);
}

process.stdout.write('\nrecipients of a document | save of 2 KB\n');
for (const recipients of [0, 1, 10, 100, 1000]) {
    const { rows } = await client.query(
        `select set_config('request.jwt.claims', $1, false), public.create_document('saved', 'plain', 'x') ->> 'id' as id`,
        [JSON.stringify({ sub: owner.id, role: 'authenticated' })]
    );
    await client.query(
        `with people as (
            insert into auth.users (id, email, email_confirmed_at, created_at)
            select x, x || '@example.com', now(), now()
            from (select gen_random_uuid() as x from generate_series(1, $3::integer)) u
            returning email
         )
         insert into public.document_shares (document_id, owner_id, email, permission, created_at, updated_at)
         select $1, $2, p.email, 'view', now(), now() from people p`,
        [rows[0].id, owner.id, recipients]
    );
    const saved = await medianOf(
        owner,
        `select public.save_document($1, repeat('x', 1900 + (random() * 100)::integer))`,
        [rows[0].id]
    );
    process.stdout.write(`${recipients} | ${saved}\n`);
}
await client.end();
