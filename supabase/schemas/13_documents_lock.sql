-- SPDX-License-Identifier: MIT

-- Locking a document for a change. The lock is that of its owner's account, so it holds for everything of that owner.

-- Keeps the owner of a document the same until the end of the transaction. A function calls this before it reads which
-- account to lock. Otherwise, a function that waited for the account of a former owner would have to lock a second one,
-- out of order. PostgreSQL inlines this function.
create function sanyam_private.hold_owner(document_id uuid) returns void
language sql volatile
return pg_advisory_xact_lock_shared(uuid_hash_extended(document_id, 2027));
grant execute on function sanyam_private.hold_owner(uuid) to sanyam_api;

-- Waits for all transactions that called hold_owner for a document, and keeps others from doing so.
create function sanyam_private.lock_owner(document_id uuid) returns void
language sql volatile
return pg_advisory_xact_lock(uuid_hash_extended(document_id, 2027));
grant execute on function sanyam_private.lock_owner(uuid) to sanyam_api;

-- Returns the owner of a document. Security definer, because the caller may not see the document.
create function sanyam_private.owner_of(document_id uuid) returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_owner_id uuid;
begin
    select d.owner_id into v_owner_id from public.documents d where d.id = owner_of.document_id;
    return v_owner_id;
end;
$$;
grant execute on function sanyam_private.owner_of(uuid) to sanyam_api;

-- A document that is locked for a change, its owner's account, and the caller's permission.
create type sanyam_private.locked_document as (
    document public.documents,
    account sanyam_private.account,
    permission text
);

-- Locks a document for a change by the caller, and returns it. Null as `base_version` is any version.
-- Fails with DOCUMENT_NOT_FOUND, DOCUMENT_READ_ONLY for a view share, OPTIMISTIC_LOCK_CONFLICT.
-- Security definer, because it locks the account of another owner before it can check the caller's permission.
create function sanyam_private.lock_document(document_id uuid, base_version bigint)
returns sanyam_private.locked_document
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_owner_id uuid;
    v_account sanyam_private.account;
    v_document public.documents;
    v_permission text := 'owner';
begin
    perform sanyam_private.hold_owner(document_id);
    select d.owner_id into v_owner_id from public.documents d where d.id = lock_document.document_id;
    if v_owner_id is null or (v_owner_id <> v_caller and sanyam_private.share_permission(document_id) is null) then
        perform sanyam_private.fail_not_found();
    end if;
    v_account := sanyam_private.lock_account(v_owner_id);
    -- The document and the permission may have changed while this waited for the lock.
    select d.* into v_document from public.documents d where d.id = lock_document.document_id;
    if v_owner_id <> v_caller then
        v_permission := sanyam_private.share_permission(document_id);
    end if;
    -- In the trash, only those who may restore the document find it.
    if v_document.owner_id is distinct from v_owner_id
        or v_permission is null
        or (v_document.deleted_at is not null and v_permission not in ('owner', 'admin'))
    then
        perform sanyam_private.fail_not_found();
    end if;
    if v_permission = 'view' then
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
                'updated_at', sanyam_private.rfc3339(v_document.updated_at),
                'updated_by', v_document.updated_by
            )
        );
    end if;
    return row(v_document, v_account, v_permission);
end;
$$;
grant execute on function sanyam_private.lock_document(uuid, bigint) to sanyam_api;
