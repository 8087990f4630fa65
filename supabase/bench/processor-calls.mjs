// SPDX-License-Identifier: MIT

import { CALLER, RECIPIENT } from './test-documents.mjs';

const time = expression => `to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

const documentColumns = `
    d.id, d.owner_id, p.email as owner_email, d.name, d.language_id, d.size_bytes, d.version,
    ${time('d.created_at')} as created_at, ${time('d.updated_at')} as updated_at, d.updated_by,
    ${time('d.deleted_at')} as deleted_at, d.deleted_by, 'owner' as permission,
    case when d.deleted_at is not null then 'trashed' end as read_only_reason`;

const versionColumns = `
    v.document_id, v.version_number, v.name, v.origin, v.api_key_name, ${time('v.created_at')} as created_at,
    v.created_by, v.document_name, v.language_id, v.size_bytes,
    case when v.created_by = d.owner_id then p.email end as created_by_email`;

/**
 * The calls whose processor time is measured. A turn has `times` calls. `api` is the function of the API. `statement`
 * returns a statement with the same answer and without the API's rules. Its arguments are the schema of the tables, and
 * more for the FROM clause. $document, $user and $text are parameters; `subject` names the document.
 */
export const CALLS = [
    {
        name: 'read 2 KB',
        caller: CALLER,
        subject: 'small',
        times: 100,
        api: 'public.read_document(document_id => $document)',
        statement: (_schema, also) => `
            select row_to_json(x)
            from (
                select ${documentColumns}, v.content
                from public.documents d
                join public.user_profiles p on p.id = d.owner_id
                join public.document_versions v on v.document_id = d.id and v.version_number = d.version
                where d.id = $document
            ) x${also}`
    },
    {
        name: 'list 100, own only',
        caller: CALLER,
        times: 25,
        api: 'public.list_documents(page_size => 100, include_shared => false)',
        statement: (_schema, also) => `
            select json_agg(x)
            from (
                select ${documentColumns}
                from public.documents d
                join public.user_profiles p on p.id = d.owner_id
                where d.owner_id = $user and d.deleted_at is null
                order by d.updated_at desc, d.id desc
                limit 100
            ) x${also}`
    },
    {
        name: 'list 100, half of them shared',
        caller: RECIPIENT,
        times: 25,
        api: 'public.list_documents(page_size => 100)',
        statement: (_schema, also) => `
            select json_agg(x)
            from (
                select ${documentColumns}
                from (
                    select d.* from public.documents d where d.owner_id = $user and d.deleted_at is null
                    union all
                    select d.*
                    from sanyam_private.shares_of_caller() s
                    join public.documents d on d.id = s.document_id
                    where d.deleted_at is null
                ) d
                left join public.user_profiles p on p.id = d.owner_id
                order by d.updated_at desc, d.id desc
                limit 100
            ) x${also}`
    },
    {
        name: '100 versions',
        caller: CALLER,
        subject: 'history',
        times: 25,
        api: 'public.list_versions(document_id => $document, page_size => 100)',
        statement: (_schema, also) => `
            select json_agg(x)
            from (
                select ${versionColumns}
                from public.documents d
                join public.user_profiles p on p.id = d.owner_id
                join public.document_versions v on v.document_id = d.id
                where d.id = $document
                order by v.version_number desc
                limit 100
            ) x${also}`
    },
    {
        name: 'save 20 KB',
        caller: CALLER,
        subject: 'saved',
        times: 40,
        api: 'public.save_document(document_id => $document, content => $text)',
        statement: (schema, also) => `
            with d as (
                update ${schema}.documents d
                set size_bytes = octet_length($text), version = d.version + 1, version_count = d.version_count + 1,
                    updated_at = clock_timestamp(), updated_by = d.owner_id
                where d.id = $document
                returning d.*
            )
            insert into ${schema}.document_versions (
                document_id, version_number, content, origin, created_at, created_by, document_name, language_id,
                size_bytes
            )
            select d.id, d.version, $text, 'save', d.updated_at, d.updated_by, d.name, d.language_id, d.size_bytes
            from d${also}
            returning json_build_object('id', document_id, 'version', version_number)`
    }
];

/**
 * The ways of a call: the API; one statement in a PL/pgSQL function, with the policies of the API's functions and without
 * policies; and the statement alone. Without policies, a save writes to clones of the tables, which have no triggers.
 */
export const WAYS = ['api', 'policies', 'free', 'bare'];
