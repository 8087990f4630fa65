-- SPDX-License-Identifier: MIT

-- A document's history. Its newest row is the document's text, the rows before are what it was.
--   origin             save, autosave or restore; `api_key_name` is set when an API key did it
--   name               what a user called this version, which no rule deletes then
--   document_name      with language_id and size_bytes: what the document was like
--   replaceable_until  the next change may take the place of this row until then: a change by the same user that is an
--                      autosave as well; with `infinity`, made where the tier has no history, any change
create table public.document_versions (
    document_id uuid not null references public.documents (id) on delete cascade,
    version_number integer not null,
    content text not null,
    origin text not null,
    created_at timestamptz not null,
    created_by uuid not null,
    api_key_name text,
    name text,
    document_name text not null,
    language_id text not null,
    size_bytes bigint not null,
    replaceable_until timestamptz,
    primary key (document_id, version_number),
    constraint origin_is_save_autosave_or_restore check (origin in ('save', 'autosave', 'restore')),
    constraint version_name_is_short check (
        name <> '' and char_length(name) <= 100 and name !~ '[\u0001-\u001f\u007f-\u009f]'
    )
);

-- pglz would cost 42 ms a megabyte: lz4 where the server has it, else no compression.
do $$
begin
    if exists (
        select from pg_catalog.pg_settings s
        where s.name = 'default_toast_compression' and 'lz4' = any (s.enumvals)
    ) then
        alter table public.document_versions alter column content set compression lz4;
    else
        alter table public.document_versions alter column content set storage external;
    end if;
end;
$$;

-- Versions are added and deleted, and the only thing that changes is a version's name.
grant select on public.document_versions to authenticated, sanyam_api, service_role;
grant insert, delete on public.document_versions to sanyam_api;
grant update (name) on public.document_versions to sanyam_api;
alter table public.document_versions enable row level security;

create policy "users read the versions of documents that they see" on public.document_versions
    for select to authenticated
    using (exists (select from public.documents d where d.id = document_id));

create policy "functions read the versions of documents that the caller sees" on public.document_versions
    for select to sanyam_api
    using (exists (select from public.documents d where d.id = document_id));

create policy "functions add versions by the caller, who may edit" on public.document_versions
    for insert to sanyam_api
    with check (created_by = (select sanyam_private.caller_id()) and sanyam_private.may_change(document_id));

create policy "functions name versions for who may edit" on public.document_versions
    for update to sanyam_api using (sanyam_private.may_change(document_id));

create policy "functions delete versions for who may edit" on public.document_versions
    for delete to sanyam_api using (sanyam_private.may_change(document_id));

create policy "keys read versions by their scopes" on public.document_versions
    as restrictive for select to authenticated using ((select sanyam_private.caller_may('versions:read')));

create policy "keys read texts by their scopes" on public.document_versions
    as restrictive for select to sanyam_api
    using ((select sanyam_private.caller_may('documents:read', 'documents:write', 'versions:read')));

create policy "keys add versions by their scopes" on public.document_versions
    as restrictive for insert to sanyam_api with check ((select sanyam_private.caller_may('documents:write')));

create policy "keys name versions by their scopes" on public.document_versions
    as restrictive for update to sanyam_api using ((select sanyam_private.caller_may('documents:write')));

create policy "keys delete versions by their scopes" on public.document_versions
    as restrictive for delete to sanyam_api using ((select sanyam_private.caller_may('documents:write')));

-- What the functions answer for a version, but for its author's address. It reads with the rights of whoever asks.
create view sanyam_private.version_answers with (security_invoker = true) as
select
    v.document_id,
    v.version_number,
    v.name,
    v.origin,
    v.api_key_name,
    to_char(v.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created_at,
    v.created_by,
    v.document_name,
    v.language_id,
    v.size_bytes
from public.document_versions v;
grant select on sanyam_private.version_answers to sanyam_api;

create function sanyam_private.fail_version_not_found() returns void
language plpgsql set search_path = '' as $$
begin
    perform sanyam_private.fail(404, 'VERSION_NOT_FOUND', 'This document has no such version, or has it no longer.');
end;
$$;
grant execute on function sanyam_private.fail_version_not_found() to sanyam_api;

-- The address of a version's author, for the caller: the owner's and the caller's own, and no other.
create function sanyam_private.author_email(author_id uuid, owner_id uuid) returns text
language plpgsql stable set search_path = '' as $$
begin
    if author_id = owner_id or author_id = sanyam_private.caller_id() then
        return (sanyam_private.account_of(author_id)).email;
    end if;
    return null;
end;
$$;
grant execute on function sanyam_private.author_email(uuid, uuid) to sanyam_api;
