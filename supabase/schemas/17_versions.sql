-- SPDX-License-Identifier: MIT

-- The history of documents. The newest row of a document is its text, and the rows before are its earlier states.
--   origin                                  save, autosave or restore
--   api_key_name                            the name of the API key, if a key made the change
--   name                                    a name by a user; no rule deletes a version with a name
--   named_by                                the user who gave that name; null for names from before this column
--   document_name, document_folder, language_id, size_bytes
--                                           of the document at that time
--   replaceable_until                       until when the next autosave of the same user may replace this version;
--                                           `infinity`, from a tier without history, lets any change replace it
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
    named_by uuid,
    document_folder text not null default '',
    primary key (document_id, version_number),
    -- PostgreSQL parses a constraint at each save. A regular expression takes a third of the time of `in (…)`.
    constraint origin_is_save_autosave_or_restore check (origin ~ '^(save|autosave|restore)$')
);

-- Compresses with lz4 if the server has it, else not at all. The other method, pglz, takes 42 ms for a megabyte.
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

-- Of a version, only its name can change.
grant select on public.document_versions to authenticated, sanyam_api, service_role;
grant insert, delete on public.document_versions to sanyam_api;
grant update (name, named_by) on public.document_versions to sanyam_api;
alter table public.document_versions enable row level security;

create policy "users read the versions of documents that they see" on public.document_versions
    for select to authenticated
    using (
        -- An array, because the index finds its rows. `exists` would look at the versions of everybody.
        (select sanyam_private.caller_may('documents:read'))
        and document_id = any (array(select sanyam_private.documents_of_caller()))
        and sanyam_private.counts_as_read(size_bytes)
    );

create policy "functions read the versions of documents that the caller sees" on public.document_versions
    for select to sanyam_api
    using (exists (select from public.documents d where d.id = document_id));

create policy "functions add versions by the caller, who may edit" on public.document_versions
    for insert to sanyam_api
    with check (created_by = (select sanyam_private.caller_id()) and sanyam_private.may_change(document_id));

-- Who may edit gives names, and changes the names that they gave. Names of others are changed by the owner and by admin
-- shares, because a version without a name can be deleted by the next saves. The row after the change need only be
-- theirs.
create policy "functions name versions for who may edit" on public.document_versions
    for update to sanyam_api
    using (
        sanyam_private.may_change(document_id)
        and (
            name is null
            or named_by = (select sanyam_private.caller_id())
            or sanyam_private.owner_of(document_id) = (select sanyam_private.caller_id())
            or sanyam_private.share_permission(document_id) = 'admin'
        )
    )
    with check (
        sanyam_private.may_change(document_id)
        and (name is null or named_by = (select sanyam_private.caller_id()))
    );

create policy "functions delete versions without a name for who may edit" on public.document_versions
    for delete to sanyam_api using (name is null and sanyam_private.may_change(document_id));

create policy "keys read versions by their scopes" on public.document_versions
    as restrictive for select to authenticated using ((select sanyam_private.caller_may('versions:read')));

create policy "keys read texts by their scopes" on public.document_versions
    as restrictive for select to sanyam_api
    using ((select sanyam_private.caller_may('documents:read', 'documents:write', 'versions:read')));

create policy "keys add versions by their scopes" on public.document_versions
    as restrictive for insert to sanyam_api
    with check ((select sanyam_private.caller_may('documents:write')) and (select sanyam_private.sign_in_is_included()));

create policy "keys name versions by their scopes" on public.document_versions
    as restrictive for update to sanyam_api
    using ((select sanyam_private.caller_may('documents:write')) and (select sanyam_private.sign_in_is_included()));

create policy "keys delete versions by their scopes" on public.document_versions
    as restrictive for delete to sanyam_api using ((select sanyam_private.caller_may('documents:write')));

-- Checks the name, and stores it in NFC. It is a trigger, because PostgreSQL would parse and plan a constraint at each
-- save, which adds a version without a name.
create function sanyam_private.check_version_name() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    new.name := sanyam_private.normalized_name(new.name);
    if sanyam_private.label_problem(new.name) is not null then
        raise check_violation using message = 'version_name_is_short', table = 'document_versions', column = 'name';
    end if;
    return new;
end;
$$;

create trigger check_version_name before update of name on public.document_versions
    for each row when (new.name is distinct from old.name) execute function sanyam_private.check_version_name();

-- Adds the version that a document names as its newest, by the caller. `replaceable_until` is the column of the table.
create function sanyam_private.add_version(
    document public.documents, content text, origin text, key_name text, moment timestamptz,
    replaceable_until timestamptz
) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    insert into public.document_versions (
        document_id, version_number, content, origin, created_at, created_by, api_key_name,
        document_name, language_id, size_bytes, replaceable_until, document_folder
    ) values (
        document.id, document.version, content, origin, moment, sanyam_private.caller_id(), key_name,
        document.name, document.language_id, document.size_bytes, replaceable_until, document.folder
    );
end;
$$;
grant execute on function sanyam_private.add_version(public.documents, text, text, text, timestamptz, timestamptz)
    to sanyam_api;

-- What the functions answer for a version, without its text.
create type sanyam_private.version_answer as (
    document_id uuid,
    version_number integer,
    name text,
    origin text,
    api_key_name text,
    created_at text,
    created_by uuid,
    document_name text,
    language_id text,
    size_bytes bigint,
    created_by_email text,
    named_by uuid,
    document_folder text
);

-- Returns a version as the functions answer it. PostgreSQL inlines this function if no argument calls a function.
create function sanyam_private.answer_of(version public.document_versions, created_by_email text)
returns sanyam_private.version_answer
language sql stable
return row(
    version.document_id,
    version.version_number,
    version.name,
    version.origin,
    version.api_key_name,
    sanyam_private.rfc3339(version.created_at),
    version.created_by,
    version.document_name,
    version.language_id,
    version.size_bytes,
    created_by_email,
    version.named_by,
    version.document_folder
)::sanyam_private.version_answer;
grant execute on function sanyam_private.answer_of(public.document_versions, text) to sanyam_api;

create function sanyam_private.fail_version_not_found() returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.fail(
        404, 'VERSION_NOT_FOUND', 'The document does not have this version, or no longer keeps it.'
    );
end;
$$;
grant execute on function sanyam_private.fail_version_not_found() to sanyam_api;

-- Returns whether a change replaces the newest version, `head`. The rules of the history:
--   A save or a restore always adds a version: the state after the change. A save of the text of an autosave takes its
--   place, if the next autosave would.
--   An autosave replaces an autosave of the same user, with the same key or none, in a window of five minutes. The
--   window begins with the first autosave, so the version before it stays.
--   In a tier without history, a change replaces the newest version, unless a tier with history made that one.
--   A version with a name stays.
--   Beyond the tier's number, prune_versions deletes the oldest.
-- PostgreSQL inlines this function.
create function sanyam_private.replaces(
    head public.document_versions, origin text, has_history boolean, caller_id uuid, key_name text, moment timestamptz
) returns boolean
language sql stable
return coalesce(
    head.name is null and case
        when not has_history then head.replaceable_until = 'infinity'
        when origin = 'autosave' then
            head.origin = 'autosave' and head.created_by = caller_id and head.api_key_name is not distinct from key_name
            and isfinite(head.replaceable_until) and head.replaceable_until >= moment
    end,
    false
);
grant execute on function sanyam_private.replaces(public.document_versions, text, boolean, uuid, text, timestamptz)
    to sanyam_api;

-- Deletes the oldest versions beyond the tier's number, and returns how many. `version_count` is how many there are.
-- Versions with a name stay, and those that a downgrade spares.
create function sanyam_private.prune_versions(
    document public.documents, account sanyam_private.account, version_count integer, moment timestamptz
) returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_limits public.tier_limits := account.limits;
    v_excess integer := version_count - v_limits.max_versions_per_document;
    v_spared_before timestamptz := case
        when account.downgraded_at < moment - make_interval(days => v_limits.version_retention_days) then null
        else account.downgraded_at
    end;
    v_pruned integer;
begin
    if v_spared_before is not null then
        -- Spared versions do not count, or there would be no room for new ones.
        select count(*) - v_limits.max_versions_per_document into v_excess
        from public.document_versions v
        where v.document_id = document.id and v.created_at >= v_spared_before;
    end if;
    -- Versions with names from a larger tier, or of a former owner, can be more than half. Half of the number is still
    -- for versions without a name.
    v_excess := least(
        v_excess,
        version_count - document.named_version_count
            - (v_limits.max_versions_per_document - v_limits.max_versions_per_document / 2)
    );
    delete from public.document_versions v
    where v.document_id = document.id and v.version_number = any (array(
        select o.version_number
        from public.document_versions o
        where o.document_id = document.id
            and o.version_number <= document.version
            and o.name is null
            and (v_spared_before is null or o.created_at >= v_spared_before)
        order by o.version_number
        limit greatest(v_excess, 0)
    ));
    get diagnostics v_pruned = row_count;
    return v_pruned;
end;
$$;
grant execute on function
    sanyam_private.prune_versions(public.documents, sanyam_private.account, integer, timestamptz)
to sanyam_api;
