-- SPDX-License-Identifier: MIT

-- Restoring and naming versions.

-- Locks a document for a change of its history. Fails with DOCUMENT_NOT_FOUND, OPTIMISTIC_LOCK_CONFLICT,
-- DOCUMENT_READ_ONLY, and with FEATURE_NOT_AVAILABLE if the owner's tier keeps no history.
create function sanyam_private.lock_history(document_id uuid, base_version bigint)
returns sanyam_private.locked_document
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_locked sanyam_private.locked_document := sanyam_private.lock_document(document_id, base_version);
    v_limits public.tier_limits := (v_locked.account).limits;
    v_reason text := sanyam_private.read_only_reason(v_locked.document, v_locked.account, v_locked.permission);
begin
    if v_reason is not null then
        perform sanyam_private.fail_read_only(v_reason);
    end if;
    perform sanyam_private.require_feature(
        v_limits,
        'document_versioning',
        format(
            'The plan of this document’s owner (%s) does not include version history. '
            'After an upgrade, old versions can be restored again.',
            v_limits.tier
        )
    );
    return v_locked;
end;
$$;
grant execute on function sanyam_private.lock_history(uuid, bigint) to sanyam_api;

-- Makes the text of an older version the newest version. The name and the language stay. Another restore undoes it.
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
    v_locked := sanyam_private.lock_history(document_id, base_version);
    select v.content into v_content
    from public.document_versions v
    where v.document_id = (v_locked.document).id and v.version_number = restore_version.version_number;
    if not found then
        perform sanyam_private.fail_version_not_found();
    end if;
    return sanyam_private.change_document(v_locked, v_content, null, null, 'restore');
end;
$$;
call sanyam_private.expose('public.restore_version(uuid, bigint, bigint)', 'authenticated', 'sanyam_gateway');

-- Gives a version a name, so that no rule deletes it. Without a name, removes the name.
-- Fails with VALIDATION_ERROR, DOCUMENT_NOT_FOUND, VERSION_NOT_FOUND, FEATURE_NOT_AVAILABLE, DOCUMENT_READ_ONLY, and
-- with TIER_LIMIT_EXCEEDED when half of the versions that the tier keeps have a name.
create function public.name_version(document_id uuid, version_number bigint, name text default null) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_name text := nullif(sanyam_private.trimmed(name), '');
    v_locked sanyam_private.locked_document;
    v_document public.documents;
    v_limits public.tier_limits;
    v_limit integer;
    v_version public.document_versions;
    v_email text;
begin
    perform sanyam_private.require_caller('documents:write');
    perform sanyam_private.require_valid(jsonb_build_object(
        'name', sanyam_private.version_name_problem(v_name)
    ));
    v_locked := sanyam_private.lock_history(document_id, null);
    v_document := v_locked.document;
    v_limits := (v_locked.account).limits;
    select v.* into v_version
    from public.document_versions v
    where v.document_id = v_document.id and v.version_number = name_version.version_number;
    if not found then
        perform sanyam_private.fail_version_not_found();
    end if;
    -- The other half is for versions to come.
    v_limit := v_limits.max_versions_per_document / 2;
    if v_name is not null and v_version.name is null and v_document.named_version_count >= v_limit then
        perform sanyam_private.fail_over_limit(
            v_limits, 'max_named_versions', v_limit, v_document.named_version_count,
            format(
                'Your plan (%s) allows %s named versions of a document, and this one has %s. '
                'Remove a name, or upgrade.',
                v_limits.tier, v_limit, v_document.named_version_count
            )
        );
    end if;
    update public.document_versions v set name = v_name
    where v.document_id = v_document.id and v.version_number = v_version.version_number;
    update public.documents d
    set named_version_count = d.named_version_count
        + (v_name is not null)::integer - (v_version.name is not null)::integer
    where d.id = v_document.id;
    v_version.name := v_name;
    v_email := sanyam_private.author_email(v_version.created_by, v_document.owner_id);
    return row_to_json(sanyam_private.answer_of(v_version, v_email));
end;
$$;
call sanyam_private.expose('public.name_version(uuid, bigint, text)', 'authenticated', 'sanyam_gateway');
