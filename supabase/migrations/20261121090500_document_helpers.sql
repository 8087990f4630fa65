-- SPDX-License-Identifier: MIT

-- What the functions answer for a document that is the caller's: its fields by their names, times as RFC 3339 in UTC
-- with microseconds. It reads with the rights of whoever asks, so the policies hold behind its own condition.
create view sanyam_private.document_answers with (security_invoker = true) as
select
    d.id,
    d.owner_id,
    p.email as owner_email,
    d.name,
    d.language_id,
    d.size_bytes,
    d.version,
    to_char(d.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created_at,
    to_char(d.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as updated_at,
    d.updated_by,
    to_char(d.deleted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as deleted_at,
    d.deleted_by,
    'owner' as permission,
    case when d.deleted_at is not null then 'trashed' end as read_only_reason
from public.documents d
join public.user_profiles p on p.id = d.owner_id
where d.owner_id = (select sanyam_private.caller_id());
grant select on sanyam_private.document_answers to sanyam_api;

create function sanyam_private.document_answer(document_id uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
    return (select to_jsonb(a) from sanyam_private.document_answers a where a.id = document_id);
end;
$$;
grant execute on function sanyam_private.document_answer(uuid) to sanyam_api;

-- Refuses what has problems: an object of sentences by argument, null where an argument is right.
create function sanyam_private.require_valid(problems jsonb) returns void
language plpgsql stable set search_path = '' as $$
declare
    v_fields jsonb := jsonb_strip_nulls(problems);
begin
    if v_fields <> '{}' then
        perform sanyam_private.fail(
            422,
            'VALIDATION_ERROR',
            (select string_agg(f.value, ' ' order by f.key) from jsonb_each_text(v_fields) f),
            jsonb_build_object('fields', v_fields)
        );
    end if;
end;
$$;
grant execute on function sanyam_private.require_valid(jsonb) to sanyam_api;

create function sanyam_private.fail_not_found() returns void
language plpgsql set search_path = '' as $$
begin
    perform sanyam_private.fail(404, 'DOCUMENT_NOT_FOUND', 'This document does not exist, or is not yours to see.');
end;
$$;
grant execute on function sanyam_private.fail_not_found() to sanyam_api;

-- The document, locked for a change by the caller, its owner's account first.
create function sanyam_private.lock_document(document_id uuid, base_version bigint) returns public.documents
language plpgsql set search_path = '' as $$
declare
    v_caller uuid := sanyam_private.require_caller();
    v_document public.documents;
begin
    perform sanyam_private.lock_account(v_caller);
    select d.* into v_document
    from public.documents d
    where d.id = document_id and d.owner_id = v_caller
    for update;
    if not found then
        perform sanyam_private.fail_not_found();
    end if;
    if v_document.version <> base_version then
        perform sanyam_private.fail(
            409,
            'OPTIMISTIC_LOCK_CONFLICT',
            'Somebody saved this document since you opened it.',
            jsonb_build_object(
                'current_version', v_document.version,
                'your_version', base_version,
                'updated_at', sanyam_private.document_answer(document_id) -> 'updated_at',
                'updated_by', v_document.updated_by
            )
        );
    end if;
    return v_document;
end;
$$;
grant execute on function sanyam_private.lock_document(uuid, bigint) to sanyam_api;

-- Answers that a client may ask for again by its own key, for 24 hours.
create table sanyam_private.idempotency_records (
    user_id uuid not null references public.user_profiles (id) on delete cascade,
    key text not null,
    request_hash bytea not null,
    answer jsonb not null,
    created_at timestamptz not null default sanyam_private.clock(),
    primary key (user_id, key)
);

grant select, insert, delete on sanyam_private.idempotency_records to sanyam_api;
alter table sanyam_private.idempotency_records enable row level security;

create policy "functions keep the caller's answers" on sanyam_private.idempotency_records
    for all to sanyam_api
    using (user_id = (select sanyam_private.caller_id()))
    with check (user_id = (select sanyam_private.caller_id()));

-- The answer that the caller got for this key, null when there is none; the caller's account must be locked.
create function sanyam_private.recall_answer(key text, request_hash bytea) returns jsonb
language plpgsql set search_path = '' as $$
declare
    v_caller uuid := sanyam_private.require_caller();
    v_record sanyam_private.idempotency_records;
begin
    delete from sanyam_private.idempotency_records r
    where r.user_id = v_caller and r.created_at < sanyam_private.clock() - interval '24 hours';
    select r.* into v_record
    from sanyam_private.idempotency_records r
    where r.user_id = v_caller and r.key = recall_answer.key;
    if v_record.request_hash <> recall_answer.request_hash then
        perform sanyam_private.require_valid(
            '{"idempotency_key": "This key was used for another request in the last 24 hours."}'
        );
    end if;
    return v_record.answer;
end;
$$;
grant execute on function sanyam_private.recall_answer(text, bytea) to sanyam_api;
