-- SPDX-License-Identifier: MIT

-- Changes the text, the name or the language of a document; null changes nothing. The version goes up by one if
-- something differs. A `base_version` must be the newest version. `origin` is save, by a person, or autosave, by a
-- timer.
-- Fails with VALIDATION_ERROR, DOCUMENT_NOT_FOUND, OPTIMISTIC_LOCK_CONFLICT, DOCUMENT_READ_ONLY, DOCUMENT_TOO_LARGE,
-- TIER_LIMIT_EXCEEDED.
create function public.save_document(
    document_id uuid,
    content text default null,
    name text default null,
    language_id text default null,
    base_version bigint default null,
    origin text default null,
    folder text default null
) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.require_caller('documents:write');
    v_name text := sanyam_private.normalized_name(name);
    v_folder text := sanyam_private.normalized_folder(folder);
    v_name_problem text;
    v_locked sanyam_private.locked_document;
begin
    if name is not null or language_id is not null or origin is not null or folder is not null then
        v_name_problem := sanyam_private.name_problem(v_name);
        -- A name from a release with other rules can stay.
        if v_name_problem is not null and exists (
            select from public.documents d where d.id = document_id and d.name in (v_name, save_document.name)
        ) then
            v_name := null;
            v_name_problem := null;
        end if;
        perform sanyam_private.require_valid(jsonb_build_object(
            'name', v_name_problem,
            'language_id', sanyam_private.language_id_problem(language_id),
            'origin', case when origin not in ('save', 'autosave') then 'The origin is save or autosave.' end,
            'folder', sanyam_private.folder_problem(v_folder)
        ));
    end if;
    v_locked := sanyam_private.lock_document(document_id, base_version, only_saves => true);
    if v_locked.permission <> 'owner' and v_folder <> (v_locked.document).folder then
        perform sanyam_private.fail(403, 'FORBIDDEN', 'Only the owner may move this document to another folder.');
    end if;
    return sanyam_private.change_locked_document(
        v_locked, content, v_name, language_id, coalesce(origin, 'save'), v_folder
    );
end;
$$;
call sanyam_private.expose(
    'public.save_document(uuid, text, text, text, bigint, text, text)', 'authenticated', 'sanyam_gateway'
);

-- Answers the maximum size of a document that the caller may change, as `max_document_size_bytes`; null is unlimited.
-- It is a limit of the owner's tier, and `is_owner` says whether that is the caller's own. A gateway asks before it
-- receives a text that the caller's tier does not allow.
-- Fails with DOCUMENT_NOT_FOUND, DOCUMENT_READ_ONLY for a view share.
create function public.document_size_limit(document_id uuid) returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.require_caller('documents:write');
    v_owner_id uuid := sanyam_private.owner_of(document_id);
    v_permission text := case
        when v_owner_id = v_caller then 'owner' else sanyam_private.share_permission(document_id)
    end;
begin
    if v_owner_id is null or v_permission is null then
        perform sanyam_private.fail_document_not_found();
    end if;
    if v_permission = 'view' then
        perform sanyam_private.fail_read_only('view_share');
    end if;
    return json_build_object(
        'max_document_size_bytes', ((sanyam_private.account_of(v_owner_id)).limits).max_document_size_bytes,
        'is_owner', v_owner_id = v_caller
    );
end;
$$;
call sanyam_private.expose('public.document_size_limit(uuid)', 'authenticated', 'sanyam_gateway');

-- Changes a locked document, adds a version by the rules of `replaces`, and answers the document. Null changes nothing.
-- Fails with DOCUMENT_READ_ONLY, DOCUMENT_TOO_LARGE, TIER_LIMIT_EXCEEDED.
create function sanyam_private.change_document(
    locked sanyam_private.locked_document, content text, name text, language_id text, origin text, folder text
) returns json
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    c_window constant interval := '5 minutes';
    v_caller uuid := sanyam_private.caller_id();
    v_key_name text := sanyam_private.caller_key_name();
    v_document public.documents := locked.document;
    v_account sanyam_private.account := locked.account;
    v_limits public.tier_limits := v_account.limits;
    v_reason text := sanyam_private.read_only_reason(v_document, v_account, locked.permission);
    v_size bigint := coalesce(octet_length(content), v_document.size_bytes);
    v_text_changes boolean := true;
    v_description_changes boolean := coalesce(name <> v_document.name, false)
        or coalesce(language_id <> v_document.language_id, false)
        or coalesce(folder <> v_document.folder, false);
    -- The document after the change.
    v_next public.documents := v_document;
    v_head public.document_versions;
    v_replaces boolean := false;
    -- Whether a person saves the text that a timer has saved. No autosave then replaces it.
    v_keeps_autosave boolean := false;
    v_version_count integer := v_document.version_count + 1;
    v_now timestamptz;
begin
    if v_reason is not null then
        perform sanyam_private.fail_read_only(v_reason);
    end if;
    -- Reads the newest version only if something depends on it. Texts of different sizes differ.
    if v_size = v_document.size_bytes or origin = 'autosave' or not v_limits.has_document_versioning then
        select v.* into strict v_head
        from public.document_versions v
        where v.document_id = v_document.id and v.version_number = v_document.version;
        v_text_changes := coalesce(content <> v_head.content, false);
        v_keeps_autosave := origin = 'save' and content is not null and not v_text_changes
            and not v_description_changes and v_limits.has_document_versioning
            and sanyam_private.replaces(v_head, 'autosave', true, v_caller, v_key_name, sanyam_private.clock());
        if not v_text_changes and not v_description_changes and not v_keeps_autosave then
            return row_to_json(
                sanyam_private.answer_of(v_document, v_account, locked.permission, locked.access_ends_at)
            );
        end if;
    end if;
    if v_text_changes and v_size > v_limits.max_document_size_bytes then
        perform sanyam_private.fail_too_large(v_account.owner_id, v_limits, v_size);
    end if;

    v_now := sanyam_private.clock();
    if v_head.document_id is not null then
        v_replaces := v_keeps_autosave or sanyam_private.replaces(
            v_head, origin, v_limits.has_document_versioning, v_caller, v_key_name, v_now
        );
    end if;
    v_next.version := v_document.version + 1;
    v_next.size_bytes := v_size;
    v_next.name := coalesce(name, v_document.name);
    v_next.language_id := coalesce(language_id, v_document.language_id);
    v_next.folder := coalesce(folder, v_document.folder);
    perform sanyam_private.add_version(
        v_next, coalesce(content, v_head.content), origin, v_key_name, v_now,
        case
            when not v_limits.has_document_versioning then 'infinity'
            when v_replaces then v_head.replaceable_until
            when origin = 'autosave' then v_now + c_window
        end
    );
    if v_replaces then
        delete from public.document_versions v
        where v.document_id = v_document.id and v.version_number = v_document.version;
        v_version_count := v_version_count - 1;
    end if;
    if v_limits.has_document_versioning and v_version_count > v_limits.max_versions_per_document then
        v_version_count := v_version_count
            - sanyam_private.prune_versions(v_document, v_account, v_version_count, v_now);
    end if;
    update public.documents d
    set size_bytes = v_size, version = d.version + 1, version_count = v_version_count, updated_at = v_now,
        updated_by = v_caller
    where d.id = v_document.id
    returning d.* into strict v_document;
    -- A statement of its own, because a new name is rare and a trigger checks it.
    if v_description_changes then
        update public.documents d
        set name = coalesce(change_document.name, d.name),
            language_id = coalesce(change_document.language_id, d.language_id),
            folder = coalesce(change_document.folder, d.folder)
        where d.id = v_document.id
        returning d.* into strict v_document;
    end if;
    if v_caller <> v_document.owner_id then
        perform sanyam_private.remember_author(v_document.id);
    end if;
    return row_to_json(
        sanyam_private.answer_of(v_document, v_account, locked.permission, locked.access_ends_at)
    );
end;
$$;
grant execute on function sanyam_private.change_document(sanyam_private.locked_document, text, text, text, text, text)
    to sanyam_api;

-- Changes a locked document as change_document does, and fails as it does. The lock does not keep a share: its user may
-- leave, and its owner may end it or make it a view share, while the change waits for the owner's account. Then
-- policies refuse the rest of the change, and nothing of it stays. Fails with DOCUMENT_NOT_FOUND or DOCUMENT_READ_ONLY
-- then.
create function sanyam_private.change_locked_document(
    locked sanyam_private.locked_document, content text, name text, language_id text, origin text, folder text
) returns json
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_permission text;
begin
    -- An owner stays one under the lock. The block below costs a subtransaction.
    if locked.permission = 'owner' then
        return sanyam_private.change_document(locked, content, name, language_id, origin, folder);
    end if;
    begin
        return sanyam_private.change_document(locked, content, name, language_id, origin, folder);
    exception when insufficient_privilege or no_data_found then
        v_permission := sanyam_private.share_permission((locked.document).id);
        if v_permission is null then
            perform sanyam_private.fail_document_not_found();
        elsif v_permission = 'view' then
            perform sanyam_private.fail_read_only('view_share');
        end if;
        raise;
    end;
end;
$$;
grant execute
    on function sanyam_private.change_locked_document(sanyam_private.locked_document, text, text, text, text, text)
    to sanyam_api;
