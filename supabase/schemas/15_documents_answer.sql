-- SPDX-License-Identifier: MIT

-- A document as the functions answer it. Times are RFC 3339 in UTC with microseconds.
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
    read_only_reason text,
    folder text,
    placed_at text,
    access_ends_at text
);

-- Returns whether so many of the owner's documents were changed later that this one is over the limit, and read-only.
-- Security definer, because a caller with a share of one document does not see the others.
create function sanyam_private.is_beyond_limit(
    owner_id uuid, max_documents integer, updated_at timestamptz, document_id uuid
) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
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

-- Returns why the caller cannot change a document at this moment, or null. PostgreSQL inlines this function.
create function sanyam_private.read_only_reason(
    document public.documents, account sanyam_private.account, permission text
) returns text
language sql stable
return case
    when document.deleted_at is not null then 'trashed'
    when permission = 'view' then 'view_share'
    when account.document_count > (account.limits).max_documents and sanyam_private.is_beyond_limit(
        document.owner_id, (account.limits).max_documents, document.updated_at, document.id
    ) then 'over_limit'
end;
grant execute on function sanyam_private.read_only_reason(public.documents, sanyam_private.account, text)
    to sanyam_api;

-- Returns a document as the functions answer it. `account` is the owner's, `access_ends_at` is the end of the caller's
-- share. PostgreSQL inlines this function if each argument is a variable or a column. If an argument calls a function,
-- PostgreSQL plans this one at each call.
create function sanyam_private.answer_of(
    document public.documents, account sanyam_private.account, permission text, access_ends_at timestamptz
) returns sanyam_private.document_answer
language sql stable
return row(
    document.id,
    document.owner_id,
    account.email,
    document.name,
    document.language_id,
    document.size_bytes,
    document.version,
    sanyam_private.rfc3339(document.created_at),
    sanyam_private.rfc3339(document.updated_at),
    document.updated_by,
    sanyam_private.rfc3339(document.deleted_at),
    document.deleted_by,
    permission,
    sanyam_private.read_only_reason(document, account, permission),
    document.folder,
    sanyam_private.rfc3339(document.placed_at),
    sanyam_private.rfc3339(access_ends_at)
)::sanyam_private.document_answer;
grant execute on function sanyam_private.answer_of(public.documents, sanyam_private.account, text, timestamptz)
    to sanyam_api;

create function sanyam_private.fail_read_only(reason text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.fail(
        403,
        'DOCUMENT_READ_ONLY',
        case reason
            when 'trashed' then 'This document is in the trash. Restore it to edit it.'
            when 'view_share' then 'This document was shared with you for viewing only. Ask its owner for permission to edit it.'
            when 'over_limit' then
                'This document is read-only, because its owner has more documents than their plan allows. '
                'The owner can move newer documents to the trash, or upgrade.'
        end,
        jsonb_build_object('reason', reason)
    );
end;
$$;
grant execute on function sanyam_private.fail_read_only(text) to sanyam_api;
