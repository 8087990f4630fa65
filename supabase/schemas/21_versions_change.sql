-- SPDX-License-Identifier: MIT

-- Restoring and naming versions.

-- Locks a document for a change of its history. Fails with DOCUMENT_NOT_FOUND, OPTIMISTIC_LOCK_CONFLICT,
-- DOCUMENT_READ_ONLY, and with FEATURE_NOT_AVAILABLE if the owner's tier keeps no history.
create function sanyam_private.lock_history(document_id uuid, base_version bigint, only_saves boolean)
returns sanyam_private.locked_document
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_locked sanyam_private.locked_document := sanyam_private.lock_document(
        document_id, base_version, only_saves
    );
    v_limits public.tier_limits := (v_locked.account).limits;
    v_reason text := sanyam_private.read_only_reason(v_locked.document, v_locked.account, v_locked.permission);
begin
    if v_reason is not null then
        perform sanyam_private.fail_read_only(v_reason);
    end if;
    perform sanyam_private.require_feature(
        (v_locked.account).owner_id, v_limits, 'document_versioning', 'version history', 'restore and name versions'
    );
    return v_locked;
end;
$$;
grant execute on function sanyam_private.lock_history(uuid, bigint, boolean) to sanyam_api;

-- Makes the text of an older version the newest version. The name, the language and the folder stay. Another restore
-- undoes it.
-- Fails with DOCUMENT_NOT_FOUND, VERSION_NOT_FOUND, OPTIMISTIC_LOCK_CONFLICT, FEATURE_NOT_AVAILABLE,
-- DOCUMENT_READ_ONLY, DOCUMENT_TOO_LARGE, TIER_LIMIT_EXCEEDED.
create function public.restore_version(
    document_id uuid, version_number bigint, base_version bigint default null
) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_locked sanyam_private.locked_document;
    v_content text;
begin
    perform sanyam_private.require_caller('documents:write');
    v_locked := sanyam_private.lock_history(document_id, base_version, true);
    select v.content into v_content
    from public.document_versions v
    where v.document_id = (v_locked.document).id and v.version_number = restore_version.version_number;
    if not found then
        perform sanyam_private.fail_version_not_found();
    end if;
    return sanyam_private.change_locked_document(v_locked, v_content, null, null, 'restore', null);
end;
$$;
call sanyam_private.expose('public.restore_version(uuid, bigint, bigint)', 'authenticated', 'sanyam_gateway');

-- Fails with TIER_LIMIT_EXCEEDED if a document has as many named versions as the owner's tier allows. A caller who is
-- not the owner must not learn what the owner's plan allows. Names that others gave are at most half of the number, so
-- that the owner can always name what must stay.
create function sanyam_private.require_room_for_name(document public.documents, limits public.tier_limits) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    -- The other half of the versions is for those to come.
    v_limit integer := limits.max_versions_per_document / 2;
    v_is_owner boolean := document.owner_id = sanyam_private.caller_id();
    v_by_others bigint;
begin
    if not v_is_owner then
        select count(*) into v_by_others
        from public.document_versions v
        where v.document_id = document.id and v.name is not null and v.named_by <> document.owner_id;
        if document.named_version_count >= v_limit or v_by_others >= v_limit / 2 then
            perform sanyam_private.fail(
                403,
                'TIER_LIMIT_EXCEEDED',
                'No more versions of this document can have a name that was not given by its owner. Remove a name that '
                'you gave, or ask the owner to name this version.',
                '{"limit_name": "max_named_versions"}'
            );
        end if;
    elsif document.named_version_count >= v_limit then
        perform sanyam_private.fail_over_limit(
            document.owner_id, limits, 'max_named_versions', v_limit, document.named_version_count,
            format(
                'Your plan (%s) allows %s named versions of a document, and this one has %s. '
                'Remove a name, or upgrade.',
                limits.tier, v_limit, document.named_version_count
            )
        );
    end if;
end;
$$;
grant execute on function sanyam_private.require_room_for_name(public.documents, public.tier_limits) to sanyam_api;

-- Gives a version a name, so that no rule deletes it. Without a name, removes the name. An edit share may name versions
-- and change the names that its user gave. The owner and an admin share may change every name.
-- Fails with VALIDATION_ERROR, DOCUMENT_NOT_FOUND, VERSION_NOT_FOUND, FEATURE_NOT_AVAILABLE, DOCUMENT_READ_ONLY, with
-- FORBIDDEN for a name that another gave, with RATE_LIMIT_EXCEEDED after 500 changes a day, and with
-- TIER_LIMIT_EXCEEDED when half of the versions that the tier keeps have a name.
create function public.name_version(document_id uuid, version_number bigint, name text default null) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    -- Far more than anybody names by hand.
    c_most_changes_a_day constant integer := 500;
    v_caller uuid := sanyam_private.require_caller('documents:write');
    v_name text := nullif(sanyam_private.normalized_name(sanyam_private.trimmed(name)), '');
    v_locked sanyam_private.locked_document;
    v_document public.documents;
    v_version public.document_versions;
    v_had_name boolean;
    v_email text;
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        'name', sanyam_private.label_problem(v_name)
    ));
    v_locked := sanyam_private.lock_history(document_id, null, false);
    v_document := v_locked.document;
    select v.* into v_version
    from public.document_versions v
    where v.document_id = v_document.id and v.version_number = name_version.version_number;
    if not found then
        perform sanyam_private.fail_version_not_found();
    end if;
    if v_version.name is distinct from v_name then
        v_had_name := v_version.name is not null;
        if v_had_name and v_locked.permission = 'edit' and v_version.named_by is distinct from v_caller
        then
            perform sanyam_private.fail(
                403,
                'FORBIDDEN',
                'Another user gave this version its name. Only they, the owner of the document or an admin share may '
                'change it.'
            );
        end if;
        if not v_had_name then
            perform sanyam_private.require_room_for_name(v_document, (v_locked.account).limits);
        end if;
        perform sanyam_private.require_rare(
            v_document.owner_id, array['version.named', 'version.renamed', 'version.unnamed'], c_most_changes_a_day,
            format('You changed the names of versions %s times in 24 hours. Try again tomorrow.', c_most_changes_a_day)
        );
        update public.document_versions v
        set name = v_name, named_by = case when v_name is not null then v_caller end
        where v.document_id = v_document.id and v.version_number = v_version.version_number
        returning v.* into strict v_version;
        update public.documents d
        set named_version_count = d.named_version_count + (v_name is not null)::integer - v_had_name::integer
        where d.id = v_document.id;
    end if;
    v_email := sanyam_private.author_email(v_document.id, v_version.created_by, v_document.owner_id);
    return row_to_json(sanyam_private.answer_of(v_version, v_email));
end;
$$;
call sanyam_private.expose('public.name_version(uuid, bigint, text)', 'authenticated', 'sanyam_gateway');
