-- SPDX-License-Identifier: MIT

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
