-- SPDX-License-Identifier: MIT

-- Constraints are judged at each update; a name is looked at only where it is written.
alter table public.documents drop constraint name_is_a_path_segment, drop constraint language_id_is_a_token;

create function sanyam_private.check_description() returns trigger
language plpgsql set search_path = '' as $$
begin
    if sanyam_private.name_problem(new.name) is not null then
        raise check_violation using message = 'name_is_a_path_segment', table = 'documents', column = 'name';
    end if;
    if sanyam_private.language_id_problem(new.language_id) is not null then
        raise check_violation using message = 'language_id_is_a_token', table = 'documents', column = 'language_id';
    end if;
    return new;
end;
$$;

create trigger check_description before insert or update of name, language_id on public.documents
    for each row execute function sanyam_private.check_description();

-- Held by whoever goes by the owner of a document to find the account to lock: until the end of the transaction the
-- owner stays the same. Else who waited for the wrong account would have to lock a second one out of order.
create function sanyam_private.hold_owner(document_id uuid) returns void
language plpgsql set search_path = '' as $$
begin
    perform pg_advisory_xact_lock_shared(uuid_hash_extended(document_id, 2027));
end;
$$;
grant execute on function sanyam_private.hold_owner(uuid) to sanyam_api;

-- Whose a document is. Security definer: whoever asks does not know yet whether the caller may see it.
create function sanyam_private.owner_of(document_id uuid) returns uuid
language plpgsql stable security definer set search_path = '' as $$
declare
    v_owner_id uuid;
begin
    select d.owner_id into v_owner_id from public.documents d where d.id = owner_of.document_id;
    return v_owner_id;
end;
$$;
grant execute on function sanyam_private.owner_of(uuid) to sanyam_api;

-- A document that is locked for a change, its owner's account, and what the caller may do to it.
create type sanyam_private.locked_document as (
    document public.documents,
    account sanyam_private.account,
    permission text
);

create function sanyam_private.fail_read_only(reason text) returns void
language plpgsql set search_path = '' as $$
begin
    perform sanyam_private.fail(
        403,
        'DOCUMENT_READ_ONLY',
        case reason
            when 'trashed' then 'This document is in the trash. Restore it to change it.'
            when 'view_share' then 'This document was shared with you to read. Its owner can let you change it.'
            when 'over_limit' then
                'This document is read-only: its owner has more documents than the plan holds. '
                'Delete some that changed later, or upgrade.'
        end,
        jsonb_build_object('reason', reason)
    );
end;
$$;
grant execute on function sanyam_private.fail_read_only(text) to sanyam_api;

-- The document, read after its owner's account was locked. Fails with DOCUMENT_NOT_FOUND when the caller has no part in
-- it. Security definer: whose account to lock must be known before anything can be judged.
create function sanyam_private.lock_with_account(document_id uuid) returns sanyam_private.locked_document
language plpgsql security definer set search_path = '' as $$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_document public.documents;
    v_permission text := 'owner';
    v_account sanyam_private.account;
begin
    perform sanyam_private.hold_owner(document_id);
    select d.* into v_document from public.documents d where d.id = lock_with_account.document_id;
    if v_document.id is null
        or (v_document.owner_id <> v_caller and sanyam_private.share_permission(document_id) is null)
    then
        perform sanyam_private.fail_not_found();
    end if;
    v_account := sanyam_private.lock_account(v_document.owner_id);
    -- What was there, and what was allowed, before the lock may not be any more.
    select d.* into v_document from public.documents d where d.id = lock_with_account.document_id;
    if v_document.owner_id <> v_caller then
        v_permission := sanyam_private.share_permission(document_id);
    end if;
    if v_document.owner_id is distinct from v_account.owner_id or v_permission is null then
        perform sanyam_private.fail_not_found();
    end if;
    return row(v_document, v_account, v_permission);
end;
$$;
grant execute on function sanyam_private.lock_with_account(uuid) to sanyam_api;

-- The document, locked for a change by the caller: with its owner's account, whose lock holds for all that is theirs.
-- Fails with DOCUMENT_NOT_FOUND, DOCUMENT_READ_ONLY for a view share, OPTIMISTIC_LOCK_CONFLICT.
create function sanyam_private.lock_document(document_id uuid, base_version bigint)
returns sanyam_private.locked_document
language plpgsql set search_path = '' as $$
declare
    v_locked sanyam_private.locked_document := sanyam_private.lock_with_account(document_id);
    v_document public.documents := v_locked.document;
begin
    -- Others do not see the trash; whoever may restore from it can name what lies there.
    if v_document.deleted_at is not null and v_locked.permission not in ('owner', 'admin') then
        perform sanyam_private.fail_not_found();
    end if;
    if v_locked.permission = 'view' then
        perform sanyam_private.fail_read_only('view_share');
    end if;
    if v_document.version <> base_version then
        perform sanyam_private.fail(
            409,
            'OPTIMISTIC_LOCK_CONFLICT',
            'Somebody saved this document since you opened it.',
            jsonb_build_object(
                'current_version', v_document.version,
                'your_version', base_version,
                'updated_at', to_char(v_document.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                'updated_by', v_document.updated_by
            )
        );
    end if;
    return v_locked;
end;
$$;
grant execute on function sanyam_private.lock_document(uuid, bigint) to sanyam_api;

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

-- The functions that are the API. An argument that is null counts as not given.

-- Makes a document of the caller's. With a key, asking again gives the same answer and no second document.
-- Fails with VALIDATION_ERROR, FEATURE_NOT_AVAILABLE, DOCUMENT_TOO_LARGE, TIER_LIMIT_EXCEEDED.
create function public.create_document(
    name text default null,
    language_id text default null,
    content text default null,
    idempotency_key text default null
) returns json
language plpgsql security definer set search_path = '' as $$
declare
    v_caller uuid := sanyam_private.require_caller('documents:write');
    v_content text := coalesce(content, '');
    v_size bigint := octet_length(v_content);
    v_account sanyam_private.account;
    v_limits public.tier_limits;
    v_request_hash bytea;
    v_answer json;
    v_id uuid := gen_random_uuid();
    v_now timestamptz;
    v_document public.documents;
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        'name', sanyam_private.name_problem(coalesce(name, '')),
        'language_id', sanyam_private.language_id_problem(coalesce(language_id, '')),
        'idempotency_key', case
            when char_length(idempotency_key) not between 1 and 255 then 'A key has 1 to 255 characters.'
        end
    ));
    v_account := sanyam_private.lock_account(v_caller);
    v_limits := v_account.limits;
    if idempotency_key is not null then
        v_request_hash := sha256(
            sha256(convert_to(name, 'UTF8')) || sha256(convert_to(language_id, 'UTF8'))
            || sha256(convert_to(v_content, 'UTF8'))
        );
        v_answer := sanyam_private.recall_answer(idempotency_key, v_request_hash);
        if v_answer is not null then
            return v_answer;
        end if;
    end if;
    perform sanyam_private.require_feature(
        v_limits, 'cloud_storage', format('Your plan (%s) has no cloud storage. Upgrade to save to the cloud.', v_limits.tier)
    );
    if v_size > v_limits.max_document_size_bytes then
        perform sanyam_private.fail_too_large(v_limits, v_size);
    end if;
    v_now := sanyam_private.clock();
    insert into public.documents (id, owner_id, name, language_id, size_bytes, created_at, updated_at, updated_by)
    values (v_id, v_caller, name, language_id, v_size, v_now, v_now, v_caller)
    returning * into v_document;
    insert into public.document_versions (
        document_id, version_number, content, origin, created_at, created_by, api_key_name,
        document_name, language_id, size_bytes, replaceable_until
    ) values (
        v_id, 1, v_content, 'save', v_now, v_caller, sanyam_private.caller_key_name(),
        name, language_id, v_size, case when not v_limits.has_document_versioning then 'infinity'::timestamptz end
    );
    v_answer := row_to_json(sanyam_private.answer_of(v_document, v_account, 'owner'));
    if idempotency_key is not null then
        insert into sanyam_private.idempotency_records (user_id, key, request_hash, answer)
        values (v_caller, idempotency_key, v_request_hash, v_answer);
    end if;
    return v_answer;
end;
$$;

-- The document with its text; its owner reads it in the trash, too. Fails with DOCUMENT_NOT_FOUND.
-- Small statements, one after the other: joined into one, their policies make a plan whose start alone takes longer.
create function public.read_document(document_id uuid) returns json
language plpgsql stable security definer set search_path = '' as $$
declare
    v_caller uuid := sanyam_private.require_caller('documents:read');
    v_document public.documents;
    v_permission text := 'owner';
    v_head sanyam_private.document_answer;
    v_answer record;
begin
    select d.* into v_document from public.documents d where d.id = document_id;
    if v_document.owner_id <> v_caller then
        v_permission := case when v_document.deleted_at is null then sanyam_private.share_permission(document_id) end;
    end if;
    if v_document.id is null or v_permission is null then
        perform sanyam_private.fail_not_found();
    end if;
    v_head := sanyam_private.answer_of(v_document, sanyam_private.account_of(v_document.owner_id), v_permission);
    select v_head.*, v.content into strict v_answer
    from public.document_versions v
    where v.document_id = v_document.id and v.version_number = v_document.version;
    return row_to_json(v_answer);
end;
$$;

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

-- Puts the document into the trash; one that is there already stays as it is.
-- Fails with DOCUMENT_NOT_FOUND, DOCUMENT_READ_ONLY for a view share, FORBIDDEN for an edit share,
-- OPTIMISTIC_LOCK_CONFLICT, TIER_LIMIT_EXCEEDED when the trash is full.
create function public.trash_document(document_id uuid, base_version bigint default null) returns json
language plpgsql security definer set search_path = '' as $$
declare
    -- Documents without text cost no storage, and somebody could throw them away without end.
    c_most_in_the_trash constant integer := 1000;
    v_caller uuid := sanyam_private.require_caller('documents:delete');
    v_locked sanyam_private.locked_document;
    v_document public.documents;
begin
    v_locked := sanyam_private.lock_document(document_id, base_version);
    v_document := v_locked.document;
    if v_locked.permission = 'edit' then
        perform sanyam_private.fail(403, 'FORBIDDEN', 'Only its owner, or who has an admin share, may delete this document.');
    end if;
    if v_document.deleted_at is null then
        if sanyam_private.trash_count(v_document.owner_id) >= c_most_in_the_trash then
            perform sanyam_private.fail(
                403,
                'TIER_LIMIT_EXCEEDED',
                'The trash is full. Empty it, or delete something in it for good.',
                jsonb_build_object(
                    'limit_name', 'trash', 'limit', c_most_in_the_trash, 'current', c_most_in_the_trash,
                    'tier', ((v_locked.account).limits).tier, 'upgrade_url', sanyam_private.upgrade_url()
                )
            );
        end if;
        update public.documents d
        set deleted_at = sanyam_private.clock(), deleted_by = v_caller
        where d.id = v_document.id
        returning d.* into v_document;
    end if;
    return row_to_json(sanyam_private.answer_of(v_document, v_locked.account, v_locked.permission));
end;
$$;

grant create on schema public to sanyam_api;
grant execute on function
    public.create_document(text, text, text, text),
    public.read_document(uuid),
    public.save_document(uuid, text, text, text, bigint, text),
    public.trash_document(uuid, bigint)
to authenticated;
alter function public.create_document(text, text, text, text) owner to sanyam_api;
alter function public.read_document(uuid) owner to sanyam_api;
alter function public.save_document(uuid, text, text, text, bigint, text) owner to sanyam_api;
alter function public.trash_document(uuid, bigint) owner to sanyam_api;
revoke create on schema public from sanyam_api;
