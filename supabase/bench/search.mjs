// SPDX-License-Identifier: MIT

import { parseArgs } from 'node:util';
import pg from 'pg';
import { prose } from './fill.mjs';
import { median } from './plans.mjs';
import { nanosecondsOf } from './processor.mjs';
import { table } from './table.mjs';

/*
 * What a search costs, beside the two indexes that could serve it:
 *
 *     node supabase/bench/search.mjs --database <url of a superuser> [--documents 10000]
 *
 * One user has so many documents of 2 KB, one in a thousand with the text to find. “scan” is search_documents, page by
 * page until it is complete. The indexes are on a clone with the newest texts alone, without rules and rights: an index
 * on document_versions would have each version. “save” changes the text of one row of that clone. The times are of the
 * server's process, so other work on the machine changes them little. It needs a database of its own.
 */

const { values } = parseArgs({
    options: { database: { type: 'string' }, documents: { type: 'string', default: '10000' } }
});
const DOCUMENTS = Number(values.documents);
const SIZE = 2000;
const RARE = 1000;
const RUNS = 7;
/** No syllable of the prose has it. */
const NEEDLE = 'xylophone';

const client = new pg.Client(values.database);
await client.connect();
const { rows: processes } = await client.query('select pg_backend_pid() as pid');

/** Returns the median of the processor time of some work in milliseconds. The first run warms up. */
async function millisecondsOf(work) {
    const figures = [];
    for (let run = 0; run <= RUNS; run++) {
        const before = nanosecondsOf(processes[0].pid);
        await work(run);
        figures.push((nanosecondsOf(processes[0].pid) - before) / 1e6);
    }
    return median(figures.slice(1));
}

async function addUserWithDocuments() {
    const { rows } = await client.query(
        `insert into auth.users (id, email, email_confirmed_at, created_at)
         select x, x || '@example.com', now(), now() from gen_random_uuid() x returning id`
    );
    const user = rows[0].id;
    await client.query(`update public.user_profiles set tier = 'enterprise' where id = $1`, [user]);
    await client.query('set session_replication_role = replica');
    // A few texts, shifted, so that no two documents are the same.
    const text = prose(SIZE * 40, DOCUMENTS);
    await client.query(
        `with made as (
            insert into public.documents (owner_id, name, language_id, size_bytes, created_at, updated_at, placed_at, updated_by)
            select $1, 'document ' || n, 'plain', $3, now(), now() - n * interval '1 second', now(), $1
            from generate_series(1, $4::integer) n
            returning id, owner_id, name
         )
         insert into public.document_versions (
            document_id, version_number, content, origin, created_at, created_by, document_name, language_id, size_bytes
         )
         select m.id, 1,
            overlay(
                substr($2::text, 1 + n * 97 % ($3::integer * 38), $3::integer)
                placing case when n % ${RARE} = 0 then ' the${NEEDLE[0].toUpperCase()}${NEEDLE.slice(1)} ' else n::text end
                from 900
            ),
            'save', now(), m.owner_id, m.name, 'plain', $3
         from made m cross join lateral (select split_part(m.name, ' ', 2)::integer) x (n)`,
        [user, text, SIZE, DOCUMENTS]
    );
    await client.query('reset session_replication_role');
    await client.query('vacuum analyze public.documents, public.document_versions');
    return user;
}

/** Searches until the search is complete. Returns the numbers of pages and of documents. */
async function searchAll(query, options = '') {
    let [cursor, pages, found] = [null, 0, 0];
    do {
        const { rows } = await client.query({
            name: `search${options}`,
            text: `select public.search_documents($1, page_size => 100, cursor => $2${options}) as page`,
            values: [query, cursor]
        });
        found += rows[0].page.items.length;
        cursor = rows[0].page.next_cursor;
        pages++;
    } while (cursor !== null);
    return { pages, found };
}

const megabytes = bytes => (Number(bytes) / 1e6).toFixed(0);

const user = await addUserWithDocuments();
await client.query(
    `select set_config('request.jwt.claims', $1, false), set_config('request.jwt.claim.sub', $2, false)`,
    [JSON.stringify({ sub: user, role: 'authenticated' }), user]
);
await client.query(`
    create schema bench_search;
    create extension if not exists pg_trgm schema bench_search;
    set search_path = bench_search, public;
    create table texts as
        select v.document_id as id, v.content from public.document_versions v
        join public.documents d on d.id = v.document_id where d.owner_id = '${user}';
    alter table texts add primary key (id);`);
await client.query('vacuum analyze texts');

/** Returns the cost of saving a text of so many bytes: processor time, and bytes of the log. */
async function saveOf(bytes) {
    const { rows } = await client.query('select id from texts limit 1');
    const wal = [];
    const milliseconds = await millisecondsOf(async run => {
        const { rows: plans } = await client.query(
            `explain (analyze, wal, buffers off, format json) update texts set content = $2 where id = $1`,
            [rows[0].id, prose(bytes, run + 2)]
        );
        wal.push(plans[0]['QUERY PLAN'][0].Plan['WAL Bytes']);
    });
    return [milliseconds.toFixed(2), (median(wal) / 1000).toFixed(0)];
}

async function savesOf() {
    return [...(await saveOf(2000)), ...(await saveOf(20_000))];
}

const textBytes = (await client.query(`select pg_total_relation_size('texts') as bytes`)).rows[0].bytes;
const rows = [['scan', (await millisecondsOf(() => searchAll(NEEDLE))).toFixed(0), '0', ...(await savesOf())]];
const WAYS = [
    [
        'pg_trgm',
        'using gin (lower(content) gin_trgm_ops) with (fastupdate = off)',
        `select count(*) from texts where lower(content) like '%${NEEDLE}%'`
    ],
    [
        'tsvector, simple',
        `using gin (to_tsvector('simple', content)) with (fastupdate = off)`,
        `select count(*) from texts where to_tsvector('simple', content) @@ to_tsquery('simple', 'the${NEEDLE}:*')`
    ]
];
for (const [name, index, query] of WAYS) {
    await client.query(`create index measured on texts ${index}; analyze texts`);
    const milliseconds = await millisecondsOf(() => client.query(query));
    const size = (await client.query(`select pg_relation_size('measured') as bytes`)).rows[0].bytes;
    rows.push([name, milliseconds.toFixed(1), megabytes(size), ...(await savesOf())]);
    await client.query('drop index measured');
}
const { pages, found } = await searchAll(NEEDLE);
const more = [];
for (const [title, query, options] of [
    ['in any case', NEEDLE, ''],
    ['with the case', 'theXylophone', ', match_case => true'],
    ['whole words', `the${NEEDLE}`, ', whole_word => true'],
    ['with a letter outside of ASCII', 'xylöphone', ''],
    ['a text on every page', 'a', '']
]) {
    let result;
    const first = title === 'a text on every page';
    const milliseconds = await millisecondsOf(async () => {
        result = first ? { pages: 1, found: 100 } : await searchAll(query, options);
        if (first) {
            await client.query(`select public.search_documents('a', page_size => 100)`);
        }
    });
    more.push([title, milliseconds.toFixed(0), result.pages, result.found]);
}
await client.query('drop schema bench_search cascade; reset search_path');
await client.end();
process.stdout
    .write(`${DOCUMENTS.toLocaleString('en')} documents of ${SIZE / 1000} KB, ${megabytes(textBytes)} MB on disk; the search has ${pages} pages and finds ${found}.

${table(['way', 'search, ms', 'index, MB', 'save 2 KB, ms', 'log, KB', 'save 20 KB, ms', 'log, KB'], rows)}

${table(['a search', 'ms', 'pages', 'found'], more)}
`);
