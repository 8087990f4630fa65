-- SPDX-License-Identifier: MIT

-- Answers are json, not jsonb: text that is made once and sent, which takes half the time.

drop function public.create_document(text, text, text, text);
drop function public.read_document(uuid);
drop function public.save_document(uuid, text, text, text, bigint, text);
drop function public.trash_document(uuid, bigint);
drop function public.list_documents(text, boolean, text, text, integer, text, text);
drop function sanyam_private.lock_document(uuid, bigint);
drop function sanyam_private.document_answer(uuid);
drop view sanyam_private.document_answers;
drop function sanyam_private.require_size(uuid, text);
drop function sanyam_private.limits_of(uuid);

-- What the functions answer for a document: its fields by their names, times as RFC 3339 in UTC with microseconds.
create type sanyam_private.document_answer as (
    id uuid,
    owner_id uuid,
    owner_email text,
    name text,
    language_id text,
    size_bytes bigint,
    version integer,
    created_at text,
    updated_at text,
    updated_by uuid,
    deleted_at text,
    deleted_by uuid,
    permission text,
    read_only_reason text
);

create function sanyam_private.answer_of(
    document public.documents, account sanyam_private.account, permission text
) returns sanyam_private.document_answer
language plpgsql stable set search_path = '' as $$
declare
    c_time constant text := 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
    v_max_documents integer := (account.limits).max_documents;
begin
    return row(
        document.id,
        document.owner_id,
        account.email,
        document.name,
        document.language_id,
        document.size_bytes,
        document.version,
        to_char(document.created_at at time zone 'UTC', c_time),
        to_char(document.updated_at at time zone 'UTC', c_time),
        document.updated_by,
        to_char(document.deleted_at at time zone 'UTC', c_time),
        document.deleted_by,
        permission,
        case
            when document.deleted_at is not null then 'trashed'
            when permission = 'view' then 'view_share'
            when coalesce(account.document_count > v_max_documents, false) and sanyam_private.is_beyond_limit(
                document.owner_id, v_max_documents, document.updated_at, document.id
            ) then 'over_limit'
        end
    );
end;
$$;
grant execute on function sanyam_private.answer_of(public.documents, sanyam_private.account, text) to sanyam_api;

-- Answers that are kept for a client to ask for again are the same to the letter.
drop function sanyam_private.recall_answer(text, bytea);
alter table sanyam_private.idempotency_records alter column answer type json;

-- The answer that the caller got for this key, null when there is none; the caller's account must be locked.
create function sanyam_private.recall_answer(key text, request_hash bytea) returns json
language plpgsql set search_path = '' as $$
declare
    -- Nobody counts requests that go around the gateway, and somebody could fill the table.
    c_most_keys constant integer := 1000;
    v_caller uuid := sanyam_private.caller_id();
    v_record sanyam_private.idempotency_records;
begin
    delete from sanyam_private.idempotency_records r
    where r.user_id = v_caller and r.created_at < sanyam_private.clock() - interval '24 hours';
    select r.* into v_record
    from sanyam_private.idempotency_records r
    where r.user_id = v_caller and r.key = recall_answer.key;
    if v_record.key is null
        and (select count(*) from sanyam_private.idempotency_records r where r.user_id = v_caller) >= c_most_keys
    then
        perform sanyam_private.fail(
            429,
            'RATE_LIMIT_EXCEEDED',
            'You used as many idempotency keys today as are kept. Go on without them, or tomorrow.',
            jsonb_build_object('limit', c_most_keys)
        );
    end if;
    if v_record.request_hash <> recall_answer.request_hash then
        perform sanyam_private.require_valid(
            '{"idempotency_key": "This key was used for another request in the last 24 hours."}'
        );
    end if;
    return v_record.answer;
end;
$$;
grant execute on function sanyam_private.recall_answer(text, bytea) to sanyam_api;
