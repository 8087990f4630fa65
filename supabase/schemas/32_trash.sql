-- SPDX-License-Identifier: MIT

-- The trash: documents with a `deleted_at`. Only their owner sees them.

-- Returns the number of an owner's documents in the trash, and the size of all their versions. Security definer,
-- because an admin share moves a document there and does not see the others.
create function sanyam_private.usage_of_trash(owner_id uuid, out documents bigint, out history_bytes bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    select count(*), coalesce(sum(d.history_bytes), 0) into documents, history_bytes
    from public.documents d
    where d.owner_id = usage_of_trash.owner_id and d.deleted_at is not null;
end;
$$;
grant execute on function sanyam_private.usage_of_trash(uuid) to sanyam_api;

-- Notes the size of all versions of a document that comes into the trash, where none is added. Security definer,
-- because it counts for the limit of the owner, whoever moves the document.
create function sanyam_private.weigh_history() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    new.history_bytes := case
        when new.deleted_at is not null then (
            select coalesce(sum(v.size_bytes), 0) from public.document_versions v where v.document_id = new.id
        )
    end;
    return new;
end;
$$;

create trigger weigh_history before update of deleted_at on public.documents
    for each row when ((new.deleted_at is null) <> (old.deleted_at is null))
    execute function sanyam_private.weigh_history();

-- Fails with TIER_LIMIT_EXCEEDED if an owner's trash is full. The account must be locked.
create function sanyam_private.require_room_in_trash(owner_id uuid, limits public.tier_limits) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    -- Documents without text use no storage, so a user could fill the trash without end.
    c_most_in_the_trash constant integer := 1000;
    c_for_others constant text := 'The trash of this document’s owner is full. Ask them to empty it.';
    v_used record := sanyam_private.usage_of_trash(owner_id);
begin
    if v_used.documents >= c_most_in_the_trash then
        perform sanyam_private.fail_over_common_limit(
            owner_id, limits, 'trash', c_most_in_the_trash,
            'The trash is full. Empty it, or delete documents in it permanently.',
            c_for_others
        );
    end if;
    -- No other limit counts the versions of a document in the trash. What is there may exceed the limit by one
    -- document, so that each one fits into an empty trash, also after a downgrade.
    if v_used.history_bytes > limits.max_storage_bytes then
        perform sanyam_private.fail_over_limit(
            owner_id, limits, 'max_storage_bytes', limits.max_storage_bytes, v_used.history_bytes,
            format(
                'The trash is full: its documents and their versions have %s, and your plan (%s) stores %s. '
                'Empty it, or delete documents in it permanently.',
                sanyam_private.readable_size(v_used.history_bytes),
                limits.tier,
                sanyam_private.readable_size(limits.max_storage_bytes)
            ),
            c_for_others
        );
    end if;
end;
$$;
grant execute on function sanyam_private.require_room_in_trash(uuid, public.tier_limits) to sanyam_api;

-- Moves a document to the trash. Does nothing to one that is already there.
-- Fails with DOCUMENT_NOT_FOUND, DOCUMENT_READ_ONLY for a view share, FORBIDDEN for an edit share,
-- OPTIMISTIC_LOCK_CONFLICT, TIER_LIMIT_EXCEEDED when the trash is full.
create function public.trash_document(document_id uuid, base_version bigint default null) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.require_caller('documents:delete');
    v_locked sanyam_private.locked_document;
    v_document public.documents;
begin
    v_locked := sanyam_private.lock_document(document_id, base_version);
    v_document := v_locked.document;
    if v_locked.permission = 'edit' then
        perform sanyam_private.fail(
            403, 'FORBIDDEN', 'Only the owner or an admin share may delete this document.'
        );
    end if;
    if v_document.deleted_at is null then
        perform sanyam_private.require_room_in_trash(v_document.owner_id, (v_locked.account).limits);
        update public.documents d
        set deleted_at = sanyam_private.clock(), deleted_by = v_caller
        where d.id = v_document.id
        returning d.* into v_document;
    end if;
    return row_to_json(
        sanyam_private.answer_of(v_document, v_locked.account, v_locked.permission, v_locked.access_ends_at)
    );
end;
$$;
call sanyam_private.expose('public.trash_document(uuid, bigint)', 'authenticated', 'sanyam_gateway');

-- Restores a document from the trash, with the version and the times that it had. Does nothing to one that is not
-- there. An admin share needs the document's id, because only the owner sees the trash. On every plan, if there is
-- room, a user may undo a deletion of their own in the 10 minutes after it, and the owner one by somebody else for as
-- long as the document is in the trash. With `undo_only`, the answer for other deletions is null.
-- Fails with DOCUMENT_NOT_FOUND, DOCUMENT_READ_ONLY for a view share, FORBIDDEN for an edit share,
-- OPTIMISTIC_LOCK_CONFLICT, FEATURE_NOT_AVAILABLE, TIER_LIMIT_EXCEEDED.
create function public.restore_document(
    document_id uuid, base_version bigint default null, undo_only boolean default null
) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    c_undo constant interval := '10 minutes';
    v_caller uuid := sanyam_private.require_caller('documents:write');
    v_locked sanyam_private.locked_document;
    v_document public.documents;
    v_limits public.tier_limits;
    v_is_undo boolean;
begin
    v_locked := sanyam_private.lock_document(document_id, base_version);
    v_document := v_locked.document;
    v_limits := (v_locked.account).limits;
    if v_locked.permission = 'edit' then
        perform sanyam_private.fail(
            403, 'FORBIDDEN', 'Only the owner or an admin share may restore this document.'
        );
    end if;
    v_is_undo := case
        when v_document.deleted_by = v_caller then v_document.deleted_at > sanyam_private.clock() - c_undo
        else v_locked.permission = 'owner'
    end;
    if v_document.deleted_at is not null and undo_only and not v_is_undo then
        return null;
    end if;
    if v_document.deleted_at is not null and not v_is_undo then
        perform sanyam_private.require_feature(
            v_document.owner_id, v_limits, 'cloud_storage', 'cloud storage', 'restore this document'
        );
        perform sanyam_private.require_feature(
            v_document.owner_id, v_limits, 'document_recovery', 'recovery from the trash', 'restore this document'
        );
    end if;
    if v_document.deleted_at is not null then
        -- The trigger that counts documents checks the limits.
        update public.documents d set deleted_at = null, deleted_by = null
        where d.id = v_document.id
        returning d.* into strict v_document;
    end if;
    return row_to_json(
        sanyam_private.answer_of(v_document, v_locked.account, v_locked.permission, v_locked.access_ends_at)
    );
end;
$$;
call sanyam_private.expose('public.restore_document(uuid, bigint, boolean)', 'authenticated', 'sanyam_gateway');

-- Deletes a document in the trash permanently, with its versions and shares. Only its owner may do this. A history can
-- hold gigabytes, so the function has a timeout of its own, which PostgREST applies.
-- Fails with DOCUMENT_NOT_FOUND, DOCUMENT_READ_ONLY for a view share, FORBIDDEN for other shares, VALIDATION_ERROR.
create function public.purge_document(document_id uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp set statement_timeout = '60s' as $$
declare
    v_locked sanyam_private.locked_document;
begin
    perform sanyam_private.require_caller('documents:delete');
    v_locked := sanyam_private.lock_document(document_id, null);
    if v_locked.permission <> 'owner' then
        perform sanyam_private.fail(403, 'FORBIDDEN', 'Only the owner may delete this document permanently.');
    end if;
    if (v_locked.document).deleted_at is null then
        perform sanyam_private.require_valid('{"document_id": "Move this document to the trash first."}');
    end if;
    delete from public.documents d where d.id = purge_document.document_id;
end;
$$;
call sanyam_private.expose('public.purge_document(uuid)', 'authenticated', 'sanyam_gateway');

-- Deletes the caller's documents in the trash permanently, and returns their number.
create function public.empty_trash() returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp set statement_timeout = '60s' as $$
declare
    v_caller uuid := sanyam_private.require_caller('documents:delete');
    v_count integer;
begin
    perform sanyam_private.lock_account(v_caller);
    perform sanyam_private.lock_recipients(array(
        select s.id
        from public.documents d
        join public.document_shares s on s.document_id = d.id
        where d.owner_id = v_caller and d.deleted_at is not null
    ));
    delete from public.documents d where d.owner_id = v_caller and d.deleted_at is not null;
    get diagnostics v_count = row_count;
    return v_count;
end;
$$;
call sanyam_private.expose('public.empty_trash()', 'authenticated', 'sanyam_gateway');
