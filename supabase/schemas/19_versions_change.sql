-- SPDX-License-Identifier: MIT

-- The document, locked for a change that its owner's tier must have a history for. Fails with DOCUMENT_NOT_FOUND,
-- OPTIMISTIC_LOCK_CONFLICT, DOCUMENT_READ_ONLY, FEATURE_NOT_AVAILABLE.
create function sanyam_private.lock_history(document_id uuid, base_version bigint)
returns sanyam_private.locked_document
language plpgsql set search_path = '' as $$
declare
    v_locked sanyam_private.locked_document := sanyam_private.lock_document(document_id, base_version);
    v_limits public.tier_limits := (v_locked.account).limits;
    v_reason text := (
        sanyam_private.answer_of(v_locked.document, v_locked.account, v_locked.permission)
    ).read_only_reason;
begin
    if v_reason is not null then
        perform sanyam_private.fail_read_only(v_reason);
    end if;
    perform sanyam_private.require_feature(
        v_limits,
        'document_versioning',
        format('This document’s plan (%s) keeps no history. Old versions can be read. Upgrade to use them.', v_limits.tier)
    );
    return v_locked;
end;
$$;
grant execute on function sanyam_private.lock_history(uuid, bigint) to sanyam_api;

-- Brings the text of a version back, as a new version, so that this can be undone as well. Name and language stay.
-- Fails with DOCUMENT_NOT_FOUND, VERSION_NOT_FOUND, OPTIMISTIC_LOCK_CONFLICT, FEATURE_NOT_AVAILABLE,
-- DOCUMENT_READ_ONLY, DOCUMENT_TOO_LARGE, TIER_LIMIT_EXCEEDED.
create function public.restore_version(
    document_id uuid, version_number bigint, base_version bigint default null
) returns json
language plpgsql security definer set search_path = '' as $$
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

-- Calls a version by a name, with which no rule deletes it; without one, takes the name away. White space around a
-- name is not part of it. Fails with VALIDATION_ERROR, DOCUMENT_NOT_FOUND, VERSION_NOT_FOUND, FEATURE_NOT_AVAILABLE,
-- DOCUMENT_READ_ONLY, TIER_LIMIT_EXCEEDED when half of what the tier keeps is named.
create function public.name_version(document_id uuid, version_number bigint, name text default null) returns json
language plpgsql security definer set search_path = '' as $$
declare
    -- What JavaScript's trim() removes.
    v_name text := nullif(btrim(
        name,
        E'\t\n\u000b\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a'
        '\u2028\u2029\u202f\u205f\u3000\ufeff'
    ), '');
    v_locked sanyam_private.locked_document;
    v_document public.documents;
    v_limits public.tier_limits;
    v_limit integer;
    v_version sanyam_private.version_answers;
    v_answer record;
begin
    perform sanyam_private.require_caller('documents:write');
    perform sanyam_private.require_valid(jsonb_build_object('name', case
        when char_length(v_name) > 100 then 'The name of a version has at most 100 characters.'
        when v_name ~ '[\u0001-\u001f\u007f-\u009f]' then 'The name of a version has no control character.'
    end));
    v_locked := sanyam_private.lock_history(document_id, null);
    v_document := v_locked.document;
    v_limits := (v_locked.account).limits;
    select a.* into v_version
    from sanyam_private.version_answers a
    where a.document_id = v_document.id and a.version_number = name_version.version_number;
    if not found then
        perform sanyam_private.fail_version_not_found();
    end if;
    if v_name is not null and v_version.name is null then
        -- The rest is for what comes next.
        v_limit := v_limits.max_versions_per_document / 2;
        if v_document.named_version_count >= v_limit then
            perform sanyam_private.fail(
                403,
                'TIER_LIMIT_EXCEEDED',
                format(
                    'Your plan (%s) holds %s named versions of a document, and this one has %s. '
                    'Take a name away, or upgrade.',
                    v_limits.tier, v_limit, v_document.named_version_count
                ),
                jsonb_build_object(
                    'limit_name', 'max_named_versions', 'limit', v_limit,
                    'current', v_document.named_version_count,
                    'tier', v_limits.tier, 'upgrade_url', sanyam_private.upgrade_url()
                )
            );
        end if;
    end if;
    update public.document_versions v set name = v_name
    where v.document_id = v_document.id and v.version_number = v_version.version_number;
    update public.documents d
    set named_version_count = d.named_version_count
        + (v_name is not null)::integer - (v_version.name is not null)::integer
    where d.id = v_document.id;
    v_version.name := v_name;
    select v_version.*, sanyam_private.author_email(v_version.created_by, v_document.owner_id) as created_by_email
    into v_answer;
    return row_to_json(v_answer);
end;
$$;
call sanyam_private.expose('public.name_version(uuid, bigint, text)', 'authenticated', 'sanyam_gateway');
