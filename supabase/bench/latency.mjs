// SPDX-License-Identifier: MIT

import { prose } from './fill.mjs';
import { median } from './plans.mjs';
import { savedId } from './savers.mjs';
import { claimsOf } from './statements.mjs';
import { CALLER } from './test-documents.mjs';

const MEGABYTE = 1_000_000;

/**
 * Measures the time of single calls on one connection, claims included: at the client and inside the server.
 *
 * @param subjects SQL expressions for the ids of documents, from addTestDocuments
 * @returns rows of { name, client, server } in milliseconds
 */
export async function measureCalls(client, subjects, times) {
    const calls = {
        'nothing (select 1)': '1',
        'read 2 KB': `public.read_document(${subjects.small})`,
        'read 20 KB': `public.read_document(${subjects.medium})`,
        'list 20': 'public.list_documents(page_size => 20)',
        'list 100': 'public.list_documents(page_size => 100)',
        'list 100, own only': 'public.list_documents(page_size => 100, include_shared => false)',
        '100 versions': `public.list_versions(${subjects.history}, 100)`
    };
    const rows = [];
    for (const [name, call] of Object.entries(calls)) {
        rows.push({
            name,
            client: await fromClient(client, CALLER, call, times),
            server: await inServer(client, CALLER, call)
        });
    }
    return rows;
}

/**
 * Measures saves of 1 MB with the API and without rules.
 *
 * @returns the medians in milliseconds, by way
 */
export async function measureLargeSaves(client, times) {
    const bare = (schema, more) => `
        with d as (
            update ${schema}.documents d
            set size_bytes = octet_length($1), version = d.version + 1, updated_at = clock_timestamp()${more}
            where d.id = ${savedId(1, 3)}
            returning d.*
        )
        insert into ${schema}.document_versions (
            document_id, version_number, content, origin, created_at, created_by, document_name, language_id, size_bytes
        )
        select d.id, d.version, $1, 'save', d.updated_at, d.updated_by, d.name, d.language_id, d.size_bytes from d`;
    const ways = {
        api: `select public.save_document(${savedId(1, 3)}, $1)`,
        bare: bare('bare', ''),
        twice: bare('twice', ', content = $1')
    };
    const results = Object.fromEntries(Object.keys(ways).map(way => [way, []]));
    await client.query(claimsOf(1, false));
    for (let time = 0; time < times; time++) {
        const text = prose(MEGABYTE - time, time + 1);
        for (const [way, sql] of Object.entries(ways)) {
            const start = performance.now();
            await client.query({ name: `large ${way}`, text: sql, values: [text] });
            results[way].push(performance.now() - start);
        }
    }
    return Object.fromEntries(Object.entries(results).map(([way, values]) => [way, median(values)]));
}

/** Saves versions of 100 KB. Returns their bytes on disk, indexes included. */
export async function measureHistory(client, versions) {
    const size = async () => {
        const { rows } = await client.query(
            `select pg_total_relation_size('public.document_versions')::bigint as bytes`
        );
        return Number(rows[0].bytes);
    };
    await client.query(claimsOf(2, false));
    await client.query('vacuum (full) public.document_versions');
    const before = await size();
    for (let number = 0; number < versions; number++) {
        await client.query(`select public.save_document(${savedId(2, 1)}, $1)`, [prose(100_000, number + 1)]);
    }
    return (await size()) - before;
}

async function fromClient(client, user, call, times) {
    const values = [];
    for (let time = 0; time < times; time++) {
        const start = performance.now();
        await client.query({
            name: `call ${call.length}`,
            text: `with c as materialized (${claimsOf(user)}) select ${call} from c`
        });
        values.push(performance.now() - start);
    }
    return median(values);
}

/** Returns the median of 100 rounds of ten calls in one transaction. */
async function inServer(client, user, call) {
    await client.query('begin');
    await client.query(claimsOf(user));
    await client.query(`
        create function pg_temp.measure() returns float8 language plpgsql as $$
        declare
            v_start timestamptz;
            v_times float8[];
        begin
            for v_round in 1..100 loop
                v_start := clock_timestamp();
                for v_call in 1..10 loop
                    perform ${call};
                end loop;
                v_times := v_times || extract(epoch from clock_timestamp() - v_start)::float8 * 100;
            end loop;
            return (select percentile_cont(0.5) within group (order by t) from unnest(v_times) t);
        end;
        $$`);
    await client.query('set local role authenticated');
    const { rows } = await client.query('select pg_temp.measure() as milliseconds');
    await client.query('rollback');
    return rows[0].milliseconds;
}
