-- SPDX-License-Identifier: MIT

-- What is wrong with a document's name, as a sentence; null when nothing is. A name is one path segment. The white
-- space is what JavaScript's trim() removes.
create function sanyam_private.name_problem(name text) returns text
language plpgsql immutable set search_path = '' as $$
begin
    return case
        when name = '' then 'Enter a name.'
        when char_length(name) > 255 then 'A name has at most 255 characters.'
        when name ~ '[/\\\u0001-\u001f\u007f-\u009f]' then 'A name has no slash, backslash or control character.'
        when name ~ '^[ \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]'
            or name ~ '[ \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]$'
            then 'A name does not begin or end with a space.'
        when name in ('.', '..') then '“.” and “..” are not names.'
        when name = 'assets' then 'The name “assets” is reserved.'
    end;
end;
$$;

create function sanyam_private.language_id_problem(language_id text) returns text
language plpgsql immutable set search_path = '' as $$
begin
    return case when language_id !~ '^[a-z0-9][a-z0-9_.+#-]{0,63}$' then 'This is not a language id.' end;
end;
$$;
grant execute on function sanyam_private.name_problem(text), sanyam_private.language_id_problem(text) to sanyam_api;

-- One small row a document; its text lies in document_versions. `updated_by` and `deleted_by` are bare ids, so that
-- they outlive the account.
create table public.documents (
    id uuid primary key default gen_random_uuid(),
    owner_id uuid not null references public.user_profiles (id) on delete cascade,
    name text not null,
    language_id text not null,
    size_bytes bigint not null,
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    deleted_at timestamptz,
    deleted_by uuid,
    constraint name_is_a_path_segment check (sanyam_private.name_problem(name) is null),
    constraint language_id_is_a_token check (sanyam_private.language_id_problem(language_id) is null),
    constraint size_is_not_negative check (size_bytes >= 0),
    constraint versions_begin_at_one check (version >= 1),
    constraint deletion_has_a_time_and_an_author check ((deleted_at is null) = (deleted_by is null))
);

-- An owner's list, newest change first. Two partial indexes, for the trash and the rest, would not serve a prepared
-- statement that has the state as a parameter.
create index documents_by_change on public.documents (owner_id, updated_at desc, id desc);

grant select on public.documents to authenticated, sanyam_api, service_role;
grant insert on public.documents to sanyam_api;
grant update (name, language_id, size_bytes, version, updated_at, updated_by, deleted_at, deleted_by)
    on public.documents to sanyam_api;
alter table public.documents enable row level security;

create policy "users see what they own" on public.documents
    for select to authenticated using (owner_id = (select sanyam_private.caller_id()));

create policy "functions see what the caller owns" on public.documents
    for select to sanyam_api using (owner_id = (select sanyam_private.caller_id()));

create policy "functions create for the caller" on public.documents
    for insert to sanyam_api with check (
        owner_id = (select sanyam_private.caller_id())
        and updated_by = (select sanyam_private.caller_id())
        and version = 1
        and deleted_at is null
    );

create policy "functions change what the caller owns" on public.documents
    for update to sanyam_api
    using (owner_id = (select sanyam_private.caller_id()))
    with check (owner_id = (select sanyam_private.caller_id()));

-- The text of a document, in its newest row. Older rows do not exist yet: there is no history.
create table public.document_versions (
    document_id uuid not null references public.documents (id) on delete cascade,
    version_number integer not null,
    content text not null,
    origin text not null,
    created_at timestamptz not null,
    created_by uuid not null,
    primary key (document_id, version_number)
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

grant select on public.document_versions to authenticated, sanyam_api, service_role;
grant insert on public.document_versions to sanyam_api;
grant update (version_number, content, origin, created_at, created_by) on public.document_versions to sanyam_api;
alter table public.document_versions enable row level security;

create policy "users read the versions of documents that they see" on public.document_versions
    for select to authenticated
    using (exists (select from public.documents d where d.id = document_id));

create policy "functions read the versions of documents that the caller sees" on public.document_versions
    for select to sanyam_api
    using (exists (select from public.documents d where d.id = document_id));

create policy "functions add versions by the caller" on public.document_versions
    for insert to sanyam_api
    with check (
        created_by = (select sanyam_private.caller_id())
        and exists (select from public.documents d where d.id = document_id)
    );

create policy "functions replace versions by the caller's" on public.document_versions
    for update to sanyam_api
    using (exists (select from public.documents d where d.id = document_id))
    with check (
        created_by = (select sanyam_private.caller_id())
        and exists (select from public.documents d where d.id = document_id)
    );
