-- SPDX-License-Identifier: MIT

-- A document's history. Its newest row is the document's text, the rows before are what it was.
--   origin             save, autosave or restore; `api_key_name` is set when an API key did it
--   name               what a user called this version, which no rule deletes then
--   document_name      with language_id and size_bytes: what the document was like
--   replaceable_until  the next change may take the place of this row until then: a change by the same user that is an
--                      autosave as well; with `infinity`, made where the tier has no history, any change
alter table public.document_versions
    add column api_key_name text,
    add column name text,
    add column document_name text,
    add column language_id text,
    add column size_bytes bigint,
    add column replaceable_until timestamptz;

update public.document_versions v
set document_name = d.name, language_id = d.language_id, size_bytes = d.size_bytes, replaceable_until = 'infinity'
from public.documents d
where d.id = v.document_id;

alter table public.document_versions
    alter column document_name set not null,
    alter column language_id set not null,
    alter column size_bytes set not null,
    add constraint origin_is_save_autosave_or_restore check (origin in ('save', 'autosave', 'restore'));

-- How many rows of history there are, the newest included, and how many of them have a name: counting them at each save
-- would take longer than saving.
alter table public.documents
    add column version_count integer not null default 1,
    add column named_version_count integer not null default 0;
grant update (version_count, named_version_count) on public.documents to sanyam_api;

-- Versions are added and deleted, and the only thing that changes is a version's name.
revoke update on public.document_versions from sanyam_api;
grant update (name) on public.document_versions to sanyam_api;
grant delete on public.document_versions to sanyam_api;

drop policy "functions add versions by the caller" on public.document_versions;
drop policy "functions replace versions by the caller's" on public.document_versions;

-- Whether the caller may change a document. Security definer, for policies of versions: looking into documents
-- themselves, they would make every plan larger than the work that it does.
create function sanyam_private.may_change(document_id uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare
    v_owner_id uuid;
begin
    select d.owner_id into v_owner_id from public.documents d where d.id = may_change.document_id;
    return coalesce(
        v_owner_id = sanyam_private.caller_id()
            or sanyam_private.share_permission(may_change.document_id) in ('edit', 'admin'),
        false
    );
end;
$$;
grant execute on function sanyam_private.may_change(uuid) to sanyam_api;

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
