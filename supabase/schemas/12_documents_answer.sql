-- SPDX-License-Identifier: MIT

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

-- Whether so many of the owner's documents were changed later that this one is over the limit, and read-only.
-- Security definer: who shares one of the documents does not see the others.
create function sanyam_private.is_beyond_limit(
    owner_id uuid, max_documents integer, updated_at timestamptz, document_id uuid
) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
    return max_documents = 0 or exists (
        select from public.documents d
        where d.owner_id = is_beyond_limit.owner_id
            and d.deleted_at is null
            and (d.updated_at, d.id) > (is_beyond_limit.updated_at, is_beyond_limit.document_id)
        order by d.updated_at desc, d.id desc
        offset max_documents - 1
        limit 1
    );
end;
$$;
grant execute on function sanyam_private.is_beyond_limit(uuid, integer, timestamptz, uuid) to sanyam_api;

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

-- A page of items as the functions answer them. `permissions` is what the caller may do to each, null when all are
-- the caller's own.
create function sanyam_private.answers_of(
    documents public.documents[], permissions text[], caller sanyam_private.account
) returns json
language plpgsql stable set search_path = '' as $$
declare
    c_time constant text := 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
    v_max_documents integer := (caller.limits).max_documents;
    v_over_limit boolean := coalesce(caller.document_count > v_max_documents, false);
    v_items json;
begin
    select json_agg(x) into v_items
    from unnest(documents) with ordinality d
    left join lateral (
        select a.email, a.document_count, (a.limits).max_documents
        from sanyam_private.account_of(d.owner_id) a
        where d.owner_id <> caller.owner_id
        -- Keeps the condition in here: the function is not called for the caller's own.
        offset 0
    ) o on true
    cross join lateral (
        select
            d.id,
            d.owner_id,
            case when d.owner_id = caller.owner_id then caller.email else o.email end as owner_email,
            d.name,
            d.language_id,
            d.size_bytes,
            d.version,
            to_char(d.created_at at time zone 'UTC', c_time) as created_at,
            to_char(d.updated_at at time zone 'UTC', c_time) as updated_at,
            d.updated_by,
            to_char(d.deleted_at at time zone 'UTC', c_time) as deleted_at,
            d.deleted_by,
            coalesce(permissions[d.ordinality], 'owner') as permission,
            case
                when d.deleted_at is not null then 'trashed'
                when permissions[d.ordinality] = 'view' then 'view_share'
                when d.owner_id = caller.owner_id then case
                    when v_over_limit
                        and sanyam_private.is_beyond_limit(d.owner_id, v_max_documents, d.updated_at, d.id)
                        then 'over_limit'
                end
                when coalesce(o.document_count > o.max_documents, false)
                    and sanyam_private.is_beyond_limit(d.owner_id, o.max_documents, d.updated_at, d.id)
                    then 'over_limit'
            end as read_only_reason
    ) x;
    return coalesce(v_items, '[]');
end;
$$;
grant execute on function sanyam_private.answers_of(public.documents[], text[], sanyam_private.account) to sanyam_api;

create function sanyam_private.fail_not_found() returns void
language plpgsql set search_path = '' as $$
begin
    perform sanyam_private.fail(404, 'DOCUMENT_NOT_FOUND', 'This document does not exist, or is not yours to see.');
end;
$$;
grant execute on function sanyam_private.fail_not_found() to sanyam_api;

create function sanyam_private.fail_read_only(reason text) returns void
language plpgsql set search_path = '' as $$
begin
    perform sanyam_private.fail(
        403,
        'DOCUMENT_READ_ONLY',
        case reason
            when 'trashed' then 'This document is in the trash. Restore it to change it.'
            when 'view_share' then 'This document was shared with you to read. Its owner can let you change it.'
            when 'over_limit' then
                'This document is read-only: its owner has more documents than the plan holds. '
                'Delete some that changed later, or upgrade.'
        end,
        jsonb_build_object('reason', reason)
    );
end;
$$;
grant execute on function sanyam_private.fail_read_only(text) to sanyam_api;
