-- SPDX-License-Identifier: MIT

-- Returns what is wrong with the id of a language, or null.
create function sanyam_private.language_id_problem(language_id text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return case when language_id !~ '^[a-z0-9][a-z0-9_.+#-]{0,63}$' then 'Enter a language id, for example markdown.' end;
end;
$$;
grant execute on function sanyam_private.language_id_problem(text) to sanyam_api;

-- A small row for each document. Its text is in document_versions, so that lists read no text.
--   updated_by, deleted_by              not foreign keys, because they outlive the account
--   version_count, named_version_count  the rows of its history, and those with a name, because counting them at each
--                                       save would take longer than the save
--   folder                              the path in the owner's tree, for example models/shared; empty at the top
--   history_bytes                       in the trash: the size of all its versions
--   placed_at                           since when it has its owner, folder and name. Of documents with the same ones,
--                                       the first keeps the plain name in trees: an edit share, which may give a new
--                                       name, takes no name from another document
create table public.documents (
    id uuid primary key default gen_random_uuid(),
    owner_id uuid not null references public.user_profiles (id) on delete cascade,
    name text not null,
    language_id text not null,
    size_bytes bigint not null,
    version integer not null default 1,
    version_count integer not null default 1,
    named_version_count integer not null default 0,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    deleted_at timestamptz,
    deleted_by uuid,
    folder text not null default '',
    placed_at timestamptz not null,
    history_bytes bigint,
    constraint size_is_not_negative check (size_bytes >= 0),
    constraint versions_begin_at_one check (version >= 1),
    constraint deletion_has_a_time_and_an_author check ((deleted_at is null) = (deleted_by is null))
);

-- An owner's list, newest change first. Two partial indexes, for the trash and the rest, would not serve a prepared
-- statement with the state as a parameter.
create index documents_by_change on public.documents (owner_id, updated_at desc, id desc);

-- The trash of an owner, and what the nightly job looks for.
create index documents_in_the_trash on public.documents (owner_id, deleted_at) where deleted_at is not null;

-- An owner's tree, without the trash. The path ends with a slash, so that what is below a folder is one range: from
-- `models/` to `models0`, because 0 comes after the slash.
create index documents_by_path
    on public.documents (owner_id, (folder || '/') collate "C", name collate "C", id) where deleted_at is null;

-- A hash index for the reason of users_by_id.
create index documents_by_id on public.documents using hash (id);

grant select on public.documents to authenticated, sanyam_api, service_role;
grant insert, delete on public.documents to sanyam_api;
grant update (
    name, language_id, size_bytes, version, version_count, named_version_count, updated_at, updated_by, deleted_at,
    deleted_by, folder
) on public.documents to sanyam_api;
alter table public.documents enable row level security;

-- A user selects any rows, so this policy looks up the shares once. A function looks at one document, mostly the
-- caller's own, so the policies for functions ask for each row. documents_of_caller repeats this rule.
create policy "users see what they own and what is shared with them" on public.documents
    for select to authenticated using (
        (
            owner_id = (select sanyam_private.caller_id())
            or (deleted_at is null and id = any (array(select s.document_id from sanyam_private.shares_of_caller() s)))
        )
        and sanyam_private.counts_as_read(0)
    );

-- Sees the trash of others, too: an admin share moves a document to the trash, and the update must see the new row.
create policy "functions see what the caller owns and what is shared" on public.documents
    for select to sanyam_api using (
        owner_id = (select sanyam_private.caller_id())
        or sanyam_private.share_permission(id) is not null
    );

create policy "functions create for the caller" on public.documents
    for insert to sanyam_api with check (
        owner_id = (select sanyam_private.caller_id())
        and updated_by = (select sanyam_private.caller_id())
        and version = 1
        and deleted_at is null
    );

-- Also the row after the change must be so.
create policy "functions change what the caller owns or may edit" on public.documents
    for update to sanyam_api using (
        owner_id = (select sanyam_private.caller_id())
        or sanyam_private.share_permission(id) = any (
            case when deleted_at is null then array['edit', 'admin'] else array['admin'] end
        )
    );

create policy "functions delete what the caller owns" on public.documents
    for delete to sanyam_api using (owner_id = (select sanyam_private.caller_id()));

create policy "keys see documents by their scopes" on public.documents
    as restrictive for select to authenticated using ((select sanyam_private.caller_may('documents:read')));

create policy "keys create documents by their scopes" on public.documents
    as restrictive for insert to sanyam_api
    with check ((select sanyam_private.caller_may('documents:write')) and (select sanyam_private.sign_in_is_included()));

create policy "keys change documents by their scopes" on public.documents
    as restrictive for update to sanyam_api
    using ((select sanyam_private.caller_may('documents:write', 'documents:delete'))) with check (true);

create policy "keys delete documents by their scopes" on public.documents
    as restrictive for delete to sanyam_api using ((select sanyam_private.caller_may('documents:delete')));

-- Checks name, language and folder, and stores name and folder in NFC. It is a trigger, because PostgreSQL checks a
-- constraint at each update, and most updates do not change the name. A name that stays is not checked: it can be from
-- a release with other rules.
create function sanyam_private.check_description() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op = 'INSERT' or new.name <> old.name then
        new.name := sanyam_private.normalized_name(new.name);
        if sanyam_private.name_problem(new.name) is not null then
            raise check_violation using message = 'name_is_a_path_segment', table = 'documents', column = 'name';
        end if;
    end if;
    if new.folder <> '' and (tg_op = 'INSERT' or new.folder <> old.folder) then
        new.folder := sanyam_private.normalized_folder(new.folder);
        if sanyam_private.folder_problem(new.folder) is not null then
            raise check_violation using message = 'folder_is_a_path', table = 'documents', column = 'folder';
        end if;
    end if;
    if sanyam_private.language_id_problem(new.language_id) is not null then
        raise check_violation using message = 'language_id_is_a_token', table = 'documents', column = 'language_id';
    end if;
    return new;
end;
$$;

create trigger check_description before insert or update of name, language_id, folder on public.documents
    for each row execute function sanyam_private.check_description();

-- Notes when a document comes to another place. A document that its owner restores has the place that it had. Saves of
-- the text do not fire it.
create function sanyam_private.note_place() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op = 'INSERT' then
        new.placed_at := new.created_at;
    elsif (new.owner_id, new.folder, new.name) is distinct from (old.owner_id, old.folder, old.name)
        or old.deleted_at is not null and new.deleted_at is null
            and new.owner_id is distinct from sanyam_private.caller_id()
    then
        new.placed_at := sanyam_private.clock();
    end if;
    return new;
end;
$$;

create trigger note_place before insert or update of owner_id, folder, name, deleted_at on public.documents
    for each row execute function sanyam_private.note_place();
