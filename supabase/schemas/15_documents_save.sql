-- SPDX-License-Identifier: MIT

-- Changes what is given, if `base_version` is still the newest or not given. The version goes up by one, unless
-- nothing differs. `origin` says whether a person saved (`save`) or a timer (`autosave`).
-- Fails with VALIDATION_ERROR, DOCUMENT_NOT_FOUND, OPTIMISTIC_LOCK_CONFLICT, DOCUMENT_READ_ONLY, DOCUMENT_TOO_LARGE,
-- TIER_LIMIT_EXCEEDED.
create function public.save_document(
    document_id uuid,
    content text default null,
    name text default null,
    language_id text default null,
    base_version bigint default null,
    origin text default null
) returns json
language plpgsql security definer set search_path = '' as $$
begin
    perform sanyam_private.require_caller('documents:write');
    if name is not null or language_id is not null or origin is not null then
        perform sanyam_private.require_valid(jsonb_build_object(
            'name', sanyam_private.name_problem(name),
            'language_id', sanyam_private.language_id_problem(language_id),
            'origin', case when origin not in ('save', 'autosave') then 'The origin is save or autosave.' end
        ));
    end if;
    return sanyam_private.change_document(
        sanyam_private.lock_document(document_id, base_version), content, name, language_id, coalesce(origin, 'save')
    );
end;
$$;
call sanyam_private.expose('public.save_document(uuid, text, text, text, bigint, text)', 'authenticated', 'sanyam_gateway');

-- Changes what is given of a locked document, and leaves a row in its history: the state after the change. The version
-- goes up by one, unless nothing differs. These are the rules of the history:
--   an explicit save or a restore always makes a row;
--   an autosave takes the place of an autosave by the same user, with the same key or none, that began at most five
--   minutes ago, so that the row before the first of them stays;
--   where the tier has no history, a change takes the place of the row before, unless that one was made with a tier
--   that had one;
--   a row with a name stays;
--   beyond the tier's number, the oldest rows go, but none that a downgrade spares.
-- Fails with DOCUMENT_READ_ONLY, DOCUMENT_TOO_LARGE, TIER_LIMIT_EXCEEDED.
create function sanyam_private.change_document(
    locked sanyam_private.locked_document, content text, name text, language_id text, origin text
) returns json
language plpgsql set search_path = '' as $$
declare
    c_window constant interval := '5 minutes';
    v_caller uuid := sanyam_private.caller_id();
    v_key_name text := sanyam_private.caller_key_name();
    v_document public.documents := locked.document;
    v_account sanyam_private.account := locked.account;
    v_limits public.tier_limits := v_account.limits;
    v_content text := content;
    v_size bigint := octet_length(content);
    -- Texts of different lengths differ.
    v_content_changes boolean := coalesce(v_size <> v_document.size_bytes, false);
    v_description_changes boolean := (
        coalesce(name, v_document.name), coalesce(language_id, v_document.language_id)
    ) <> (v_document.name, v_document.language_id);
    v_now timestamptz;
    v_head record;
    v_replaceable_until timestamptz;
    v_replaces boolean := false;
    v_version_count integer := v_document.version_count + 1;
    v_excess integer;
    v_spared_before timestamptz;
    v_pruned integer;
begin
    if v_document.deleted_at is not null then
        perform sanyam_private.fail_read_only('trashed');
    end if;
    if coalesce(v_account.document_count > v_limits.max_documents, false) and sanyam_private.is_beyond_limit(
        v_document.owner_id, v_limits.max_documents, v_document.updated_at, v_document.id
    ) then
        perform sanyam_private.fail_read_only('over_limit');
    end if;
    -- The newest row is read only where something depends on it, and its text only if it may be the one that is saved.
    if not v_content_changes or origin = 'autosave' or not v_limits.has_document_versioning then
        select
            v.origin, v.created_by, v.api_key_name, v.name, v.replaceable_until,
            case when not v_content_changes then v.content end as content
        into strict v_head
        from public.document_versions v
        where v.document_id = v_document.id and v.version_number = v_document.version;
    end if;
    if not v_content_changes then
        v_content_changes := coalesce(content <> v_head.content, false);
        v_content := coalesce(content, v_head.content);
    end if;
    if not v_content_changes and not v_description_changes then
        return row_to_json(sanyam_private.answer_of(v_document, v_account, locked.permission));
    end if;
    if v_content_changes and v_size > v_limits.max_document_size_bytes then
        perform sanyam_private.fail_too_large(v_limits, v_size);
    end if;

    v_now := sanyam_private.clock();
    if not v_limits.has_document_versioning then
        v_replaceable_until := 'infinity';
        v_replaces := coalesce(v_head.replaceable_until = 'infinity', false) and v_head.name is null;
    elsif origin = 'autosave' then
        v_replaces := v_head.origin = 'autosave' and v_head.created_by = v_caller
            and v_head.api_key_name is not distinct from v_key_name and v_head.name is null
            and isfinite(v_head.replaceable_until) and v_head.replaceable_until >= v_now;
        v_replaceable_until := case when v_replaces then v_head.replaceable_until else v_now + c_window end;
    end if;
    insert into public.document_versions (
        document_id, version_number, content, origin, created_at, created_by, api_key_name,
        document_name, language_id, size_bytes, replaceable_until
    ) values (
        v_document.id,
        v_document.version + 1,
        v_content,
        origin,
        v_now,
        v_caller,
        v_key_name,
        coalesce(name, v_document.name),
        coalesce(language_id, v_document.language_id),
        coalesce(v_size, v_document.size_bytes),
        v_replaceable_until
    );
    if v_replaces then
        delete from public.document_versions v
        where v.document_id = v_document.id and v.version_number = v_document.version;
        v_version_count := v_version_count - 1;
    end if;
    v_excess := v_version_count - v_limits.max_versions_per_document;
    if v_limits.has_document_versioning and v_excess > 0 then
        v_spared_before := case
            when v_account.downgraded_at < v_now - make_interval(days => v_limits.version_retention_days) then null
            else v_account.downgraded_at
        end;
        if v_spared_before is not null then
            -- What a downgrade spares takes no place: else it would leave none for what comes after.
            select count(*) - v_limits.max_versions_per_document into v_excess
            from public.document_versions v
            where v.document_id = v_document.id and v.created_at >= v_spared_before;
        end if;
        -- Names may take more than half, with those of a larger tier or of a former owner: half is still for the rest.
        v_excess := least(
            v_excess,
            v_version_count - v_document.named_version_count
                - (v_limits.max_versions_per_document - v_limits.max_versions_per_document / 2)
        );
        delete from public.document_versions v
        where v.document_id = v_document.id and v.version_number = any (array(
            select o.version_number
            from public.document_versions o
            where o.document_id = v_document.id
                and o.version_number <= v_document.version
                and o.name is null
                and (v_spared_before is null or o.created_at >= v_spared_before)
            order by o.version_number
            limit greatest(v_excess, 0)
        ));
        get diagnostics v_pruned = row_count;
        v_version_count := v_version_count - v_pruned;
    end if;
    update public.documents d
    set size_bytes = coalesce(v_size, d.size_bytes),
        version = d.version + 1,
        version_count = v_version_count,
        updated_at = v_now,
        updated_by = v_caller
    where d.id = v_document.id
    returning d.* into strict v_document;
    -- Apart, since a new name is rare and is looked at closely.
    if v_description_changes then
        update public.documents d
        set name = coalesce(change_document.name, d.name),
            language_id = coalesce(change_document.language_id, d.language_id)
        where d.id = v_document.id
        returning d.* into strict v_document;
    end if;
    return row_to_json(sanyam_private.answer_of(v_document, v_account, locked.permission));
end;
$$;
grant execute on function sanyam_private.change_document(sanyam_private.locked_document, text, text, text, text)
    to sanyam_api;
