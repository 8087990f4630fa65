// SPDX-License-Identifier: MIT

import { median } from './plans.mjs';
import { nanosecondsOf } from './processor.mjs';

/** Numbers of received shares of a user; the last one is the most that a user can have. */
const RECEIVED = [0, 100, 1000, 10_000];

/** Numbers of a user's own documents. */
const OWN = [20, 1000, 100_000];

/** Numbers of recipients of a document; the last one is the most that a document can have. */
const RECIPIENTS = [0, 1, 10, 100, 1000];

/** Numbers of documents in a folder that moves; the last one is the most that one move takes. */
const MOVED = [1, 10, 100, 1000];

/** The folders in which the documents of a user are. */
const FOLDERS = 200;

/** Calls before the first one that counts. In them, the server compiles its functions and chooses its generic plans. */
const WARMING = 12;

/**
 * Measures what many documents cost: the first page of a list beside many of one's own and many received ones, a save
 * that many recipients see, and moves of folders. The figures are for the server's process, so other work on the machine
 * changes them little.
 *
 * @param client a connection as the superuser to a server on this machine
 * @param calls the number of calls, of which the median counts
 * @returns { received, own, saves, moves }: for each number, { count, list, filtered } in microseconds for pages of 20,
 * without a filter and by a part of the name; for own ones also { top, folder }, the page of the top with 200 folders and
 * of one folder; and { count, microseconds, bytes } with the bytes of the log that a save or a move writes
 */
export async function measureManyDocuments(client, calls) {
    const { rows } = await client.query('select pg_backend_pid() as pid');
    const measured = { client, pid: rows[0].pid, calls };
    const giver = await addUser(client);
    const received = [];
    for (const count of RECEIVED) {
        const user = await addUser(client);
        await addDocuments(client, giver, count, user);
        received.push({ count, ...(await listsOf(measured, user)) });
    }
    const own = [];
    for (const count of OWN) {
        const user = await addUser(client);
        await addDocuments(client, user, count);
        own.push({ count, ...(await listsOf(measured, user)), ...(await treeOf(measured)) });
    }
    const saves = [];
    for (const count of RECIPIENTS) {
        saves.push({ count, ...(await saveOf(measured, giver, count)) });
    }
    const moves = [];
    for (const count of MOVED) {
        const user = await addUser(client);
        await addDocuments(client, user, count);
        moves.push({ count, ...(await moveOf({ ...measured, calls: Math.min(calls, 5) }, user)) });
    }
    return { received, own, saves, moves };
}

async function addUser(client) {
    const { rows } = await client.query(
        `insert into auth.users (id, email, email_confirmed_at, created_at)
         select x, x || '@example.com', now(), now() from gen_random_uuid() x returning id, email`
    );
    await client.query(`update public.user_profiles set tier = 'enterprise' where id = $1`, [rows[0].id]);
    return rows[0];
}

/** Adds documents of an owner, and shares each with a user. The triggers would check each one, so they are off. */
async function addDocuments(client, owner, count, user) {
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    await client.query(
        `with made as (
            insert into public.documents (
                owner_id, name, language_id, size_bytes, created_at, updated_at, updated_by, folder
            )
            select $1, 'document ' || n, 'plain', 2000, now(), now() - n * interval '1 minute', $1,
                'folder ' || n % ${FOLDERS}
            from generate_series(1, $4::integer) n
            returning id, owner_id, name, folder, updated_at
         ), texts as (
            insert into public.document_versions (
                document_id, version_number, content, origin, created_at, created_by, document_name, document_folder,
                language_id, size_bytes
            )
            select m.id, 1, repeat('x', 2000), 'save', now(), m.owner_id, m.name, m.folder, 'plain', 2000 from made m
         ), given as (
            insert into public.document_shares (document_id, owner_id, email, permission, created_at, updated_at)
            select m.id, m.owner_id, $3, 'view', now(), now() from made m where $2::uuid is not null
            returning id, document_id
         )
         insert into sanyam_private.share_recipients (share_id, recipient_id, document_id, permission, listed_at)
         select g.id, $2, g.document_id, 'view', m.updated_at from given g join made m on m.id = g.document_id`,
        [owner.id, user?.id, user?.email, count]
    );
    await client.query('update public.user_profiles set document_count = document_count + $2 where id = $1', [
        owner.id,
        count
    ]);
    await client.query('commit');
    await client.query('vacuum analyze public.documents, sanyam_private.share_recipients');
}

async function listsOf(measured, user) {
    await actAs(measured.client, user);
    return {
        list: await microsecondsOf(measured, 'list', 'select public.list_documents(page_size => 20)', () => []),
        filtered: await microsecondsOf(
            measured,
            'list by name',
            `select public.list_documents(page_size => 20, query => 'DOCUMENT 1')`,
            () => []
        )
    };
}

/** Returns the cost of the pages of the caller's tree. */
async function treeOf(measured) {
    return {
        top: await microsecondsOf(measured, 'top', `select public.list_documents(folder => '')`, () => []),
        folder: await microsecondsOf(measured, 'folder', `select public.list_documents(folder => 'folder 1')`, () => [])
    };
}

/** Returns the cost of moving all documents of a user. */
async function moveOf(measured, user) {
    const { client } = measured;
    await actAs(client, user);
    await client.query(`update public.documents set folder = 'all' where owner_id = $1`, [user.id]);
    let place = 'all';
    const values = () => {
        const from = place;
        place = place === 'all' ? 'moved' : 'all';
        return [from, place];
    };
    const move = 'select public.move_folder($1, $2)';
    return {
        microseconds: await microsecondsOf(measured, 'move', move, values),
        bytes: await bytesOf(measured, move, values)
    };
}

/** Returns the cost of a save whose document so many users receive. Each save has another size, as most saves do. */
async function saveOf(measured, owner, count) {
    const { client } = measured;
    await actAs(client, owner);
    const { rows } = await client.query(`select public.create_document('saved', 'plain', 'x') ->> 'id' as id`);
    await client.query(
        `with people as (
            insert into auth.users (id, email, email_confirmed_at, created_at)
            select x, x || '@example.com', now(), now()
            from (select gen_random_uuid() as x from generate_series(1, $3::integer)) u
            returning email
         )
         insert into public.document_shares (document_id, owner_id, email, permission, created_at, updated_at)
         select $1, $2, p.email, 'view', now(), now() from people p`,
        [rows[0].id, owner.id, count]
    );
    await client.query('vacuum analyze sanyam_private.share_recipients');
    let calls = 0;
    const values = () => [rows[0].id, 'x'.repeat(1900 + (calls++ % 100))];
    const save = `select public.save_document($1, $2, origin => 'autosave')`;
    return {
        microseconds: await microsecondsOf(measured, 'save', save, values),
        bytes: await bytesOf(measured, save, values)
    };
}

async function actAs(client, user) {
    await client.query(
        `select set_config('request.jwt.claims', $1, false), set_config('request.jwt.claim.sub', $2, false)`,
        [JSON.stringify({ sub: user.id, role: 'authenticated' }), user.id]
    );
}

async function microsecondsOf({ client, pid, calls }, name, text, values) {
    const figures = [];
    for (let call = 0; call < WARMING + calls; call++) {
        const before = nanosecondsOf(pid);
        await client.query({ name, text, values: values() });
        figures.push((nanosecondsOf(pid) - before) / 1000);
    }
    return median(figures.slice(WARMING));
}

/** Returns the bytes of the write-ahead log. The median has few whole pages, which PostgreSQL writes after a checkpoint. */
async function bytesOf({ client, calls }, text, values) {
    const figures = [];
    for (let call = 0; call < calls; call++) {
        const { rows } = await client.query(`explain (analyze, wal, buffers off, format json) ${text}`, values());
        const { Plan: plan } = rows[0]['QUERY PLAN'][0];
        figures.push(plan['WAL Bytes']);
    }
    return median(figures);
}
