// SPDX-License-Identifier: MIT

import { parseArgs } from 'node:util';
import pg from 'pg';
import { median } from './plans.mjs';
import { nanosecondsOf } from './processor.mjs';
import { table } from './table.mjs';

/*
 * What a search for whole words costs, beside one for the same text within words, where it is made to be slow:
 *
 *     node supabase/bench/search-words.mjs --database <url of a superuser> [--bytes 2000000]
 *
 * Each text is one document of a new user, and each time is that of the server's process for one search_documents: so
 * other work on the machine changes it little. The ways alternate. Then another user searches 40 such documents and 40
 * with the first 20,000 characters, call by call. It needs a database of its own.
 */

const { values } = parseArgs({
    options: { database: { type: 'string' }, bytes: { type: 'string', default: '2000000' } }
});
const BYTES = Number(values.bytes);
const RUNS = 5;
const COPIES = 40;

const client = new pg.Client(values.database);
await client.connect();
const { rows: processes } = await client.query('select pg_backend_pid() as pid');

/** Returns the letters of a script from a code point on. */
const letters = (from, count) =>
    Array.from({ length: count }, (_, index) => String.fromCodePoint(from + index)).join('');
const HAN = 0x4e00;

/** Returns beginnings of the needle with each of its characters after them: a pattern learns each of these anew. */
function beginnings(needle, bytes = BYTES) {
    const characters = Array.from(needle);
    const parts = [];
    let size = 0;
    for (let length = 1; size < bytes && length < characters.length; length++) {
        for (const other of characters) {
            parts.push(characters.slice(0, length).join(''), other);
            size += Buffer.byteLength(needle) * ((length + 1) / characters.length);
        }
    }
    return parts.join('');
}

const period = length => letters(0x61, Math.min(length, 26)) + letters(HAN, Math.max(length - 26, 0));
const DASHES = `${'-'.repeat(254)}b`;
const DISTINCT = letters(HAN, 255);

/** Each text is repeated up to the size, and then comes the end. */
const CASES = [
    ['prose that has the text in no word', 'fox', 'The quick brown dog jumps over the lazy cat. '],
    ['prose that has the text in each word', 'fox', 'The foxes jump over foxy ones. '],
    ['prose that has the text as a word, on lines', 'fox', 'The quick brown fox jumps over the lazy dog.\n'],
    ['`aaaaa` in a run of `a`', 'aaaaa', 'a'],
    ['`aaaaa` in a run of `a`, and one word at the end', 'aaaaa', 'a', '-aaaaa'],
    ['`aaaaa` in words that are longer', 'aaaaa', 'aaaaab '],
    ['`baaaa` in words that are longer', 'baaaa', 'baaaaa '],
    ['`b` and 254 `a` in a run of `a`', `b${'a'.repeat(254)}`, 'a', `b${'a'.repeat(255)}`],
    ['254 `-` and a `b` in a run of `-`', DASHES, '-', `${DASHES}b`],
    ['254 `-` and a `b` in many runs', DASHES, `${DASHES}b\n`],
    ...[2, 3, 5, 31, 63, 127].map(length => [
        `a period of ${length} letters, in a text of it`,
        period(length).repeat(Math.max(Math.min(4, Math.floor(250 / length)), 1)),
        period(length)
    ]),
    ['`-aa-aa-a`, which overlaps itself', '-aa-aa-a', '-aa'],
    ['`(a)`, which begins and ends no word', '(a)', '(a)a'],
    ['`ää` in a run of `ä`', 'ää', 'ä'],
    ['`漢字` in a run of it', '漢字', '漢字'],
    ['255 letters, in words that are longer', DISTINCT, `${DISTINCT}x `],
    ['255 letters, and all of their beginnings', DISTINCT, beginnings(DISTINCT), `${DISTINCT}x`],
    ['255 letters as a word, among their beginnings', DISTINCT, `${DISTINCT} ${beginnings(DISTINCT, 7000)}\n`]
].map(([title, needle, unit, end = '']) => ({
    title,
    needle,
    text: unit.repeat(Math.ceil(BYTES / Buffer.byteLength(unit))) + end
}));

async function signUp() {
    const { rows } = await client.query(
        `insert into auth.users (id, email, email_confirmed_at, created_at)
         select x, x || '@example.com', now(), now() from gen_random_uuid() x returning id`
    );
    const user = rows[0].id;
    await client.query(`update public.user_profiles set tier = 'enterprise' where id = $1`, [user]);
    await client.query(
        `select set_config('request.jwt.claims', $1, false), set_config('request.jwt.claim.sub', $2, false)`,
        [JSON.stringify({ sub: user, role: 'authenticated' }), user]
    );
    return user;
}

async function addDocuments(user, text, count) {
    await client.query('set session_replication_role = replica');
    await client.query(
        `with made as (
            insert into public.documents (owner_id, name, language_id, size_bytes, created_at, updated_at, placed_at, updated_by)
            select $1, 'document ' || n, 'plain', octet_length($2), now(), now() - n * interval '1 second', now(), $1
            from generate_series(1, $3::integer) n
            returning id, owner_id, name, size_bytes
         )
         insert into public.document_versions (
            document_id, version_number, content, origin, created_at, created_by, document_name, language_id, size_bytes
         )
         select m.id, 1, $2, 'save', now(), m.owner_id, m.name, 'plain', m.size_bytes from made m`,
        [user, text, count]
    );
    await client.query('reset session_replication_role');
}

/** Returns the milliseconds of one call, and its cursor. */
async function callOf(needle, wholeWord, cursor = null) {
    const before = nanosecondsOf(processes[0].pid);
    const { rows } = await client.query({
        name: 'search',
        text: `select public.search_documents($1, whole_word => $2, page_size => 100, cursor => $3) as page`,
        values: [needle, wholeWord, cursor]
    });
    return { milliseconds: (nanosecondsOf(processes[0].pid) - before) / 1e6, cursor: rows[0].page.next_cursor };
}

const lines = [];
for (const { title, needle, text } of CASES) {
    await addDocuments(await signUp(), text, 1);
    const ways = { within: [], whole: [] };
    for (let run = 0; run <= RUNS; run++) {
        for (const [way, figures] of Object.entries(ways)) {
            figures.push((await callOf(needle, way === 'whole')).milliseconds);
        }
    }
    const [within, whole] = Object.values(ways).map(figures => median(figures.slice(1)));
    const user = await signUp();
    const calls = [];
    await addDocuments(user, text.slice(0, 20_000), COPIES);
    await addDocuments(user, text, COPIES);
    let cursor = null;
    do {
        const call = await callOf(needle, true, cursor);
        calls.push(call.milliseconds);
        cursor = call.cursor;
    } while (cursor !== null);
    lines.push([
        title,
        within.toFixed(0),
        whole.toFixed(0),
        (whole / within).toFixed(1),
        Math.max(...calls).toFixed(0),
        calls.length
    ]);
}
await client.end();
process.stdout.write(
    `${table(['text', 'within words, ms', 'whole word, ms', 'times', 'longest call, ms', 'calls'], lines)}\n`
);
