// SPDX-License-Identifier: MIT

import { userId, uuidOf } from './fill.mjs';

/** The users who save at the same time in the largest measurement. */
export const SAVERS = 16;

/** Documents of each saver. With fewer, a document would get more versions than in real use. */
export const DOCUMENTS_OF_A_SAVER = 100;

export const savedId = (saver, number) => uuidOf(`'saved ' || ${saver} || '/' || ${number}`);

/**
 * Adds documents to save, in three sets: for the API, for saves without rules ("bare"), and for saves with the text in
 * both tables ("twice"). The tables of the last two have the same indexes and the same foreign key.
 *
 * @param superuser a connection as the superuser
 * @param text the text of the documents
 */
export async function addSavers(superuser, text) {
    await superuser.query(
        `insert into public.documents (id, owner_id, name, language_id, size_bytes, created_at, updated_at, updated_by)
         select ${savedId('s', 'n')}, ${userId('s')}, 'Saved ' || n || '.md', 'markdown', $1, now(), now(),
            ${userId('s')}
         from generate_series(1, ${SAVERS}) s, generate_series(1, ${DOCUMENTS_OF_A_SAVER}) n`,
        [Buffer.byteLength(text)]
    );
    await superuser.query(
        `insert into public.document_versions (
            document_id, version_number, content, origin, created_at, created_by, document_name, language_id, size_bytes
         )
         select d.id, 1, $1, 'save', now(), d.owner_id, d.name, d.language_id, d.size_bytes
         from public.documents d where d.name like 'Saved %'`,
        [text]
    );
    for (const schema of ['bare', 'twice']) {
        await superuser.query(`
            create schema ${schema};
            create table ${schema}.documents (like public.documents including defaults including indexes);
            create table ${schema}.document_versions (
                like public.document_versions including defaults including indexes including storage including compression
            );
            insert into ${schema}.documents select * from public.documents;
            insert into ${schema}.document_versions select * from public.document_versions;
            alter table ${schema}.document_versions
                add foreign key (document_id) references ${schema}.documents (id) on delete cascade;
            grant usage on schema ${schema} to authenticated;
            grant select, insert, update, delete on all tables in schema ${schema} to authenticated;`);
    }
    const { rows } = await superuser.query(
        `select a.attcompression = 'l' as lz4 from pg_attribute a
         where a.attrelid = 'public.document_versions'::regclass and a.attname = 'content'`
    );
    await superuser.query(`
        alter table twice.documents add column content text;
        alter table twice.documents alter column content set ${rows[0].lz4 ? 'compression lz4' : 'storage external'};
        update twice.documents d set content = v.content
        from twice.document_versions v where v.document_id = d.id and v.version_number = d.version;`);
    await superuser.query('vacuum (full, analyze) twice.documents');
    await superuser.query('vacuum analyze');
}

const claims = `
    select set_config('request.jwt.claims', json_build_object(
            'sub', ${userId(':saver')}, 'role', 'authenticated'
        )::text, true),
        set_config('request.jwt.claim.sub', ${userId(':saver')}::text, true)`;

/** The text of a save: about 20 KB. The size differs each time, so that each save changes the counters. */
const TEXT = `:text || repeat('.', :extra::int)`;

const bareSave = (schema, more) => `
    with d as (
        update ${schema}.documents d
        set size_bytes = octet_length(:text) + :extra::int, version = d.version + 1,
            version_count = d.version_count + 1, updated_at = clock_timestamp(), updated_by = d.owner_id${more}
        where d.id = ${savedId(':saver', ':number')}
        returning d.*
    )
    insert into ${schema}.document_versions (
        document_id, version_number, content, origin, created_at, created_by, document_name, language_id, size_bytes
    )
    select d.id, d.version, ${TEXT}, 'save', d.updated_at, d.updated_by, d.name, d.language_id, d.size_bytes
    from d;`;

/** For each way, the statement for pgbench, which is one transaction. */
export const SAVES = {
    api: `
        with c as materialized (${claims})
        select public.save_document(${savedId(':saver', ':number')}, ${TEXT}) from c;`,
    bare: bareSave('bare', ''),
    twice: bareSave('twice', `, content = ${TEXT}`),
    nothing: `
        with c as materialized (${claims})
        select length(${TEXT}) from c;`
};
