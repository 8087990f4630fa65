-- SPDX-License-Identifier: MIT

-- Locking a document for a change. A function that changes one document locks it first, and then its owner's account.
-- A save stores the text under the lock of the document alone. It locks the account as late as possible, when the
-- counters change. So the saves of a collaborator do not hold what the owner's other documents wait for.

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

-- A document that is locked for a change, its owner's account, the caller's permission, and the end of their share.
create type sanyam_private.locked_document as (
    document public.documents,
    account sanyam_private.account,
    permission text,
    access_ends_at timestamptz
);

-- Locks a document for a change by the caller, and returns it. Null as `base_version` is any version. A change that
-- only saves does not lock the account here: the trigger that counts documents does, and checks the limits.
-- Fails with DOCUMENT_NOT_FOUND, DOCUMENT_READ_ONLY for a view share, OPTIMISTIC_LOCK_CONFLICT.
-- Security definer, because it locks the account of another owner before it can check the caller's permission.
create function sanyam_private.lock_document(document_id uuid, base_version bigint, only_saves boolean default false)
returns sanyam_private.locked_document
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_owner_id uuid;
    v_account sanyam_private.account;
    v_document public.documents;
    v_permission text := 'owner';
    v_access_ends_at timestamptz;
begin
    -- Before the lock, so that nobody makes the users of a document wait who has no access to it.
    select d.owner_id into v_owner_id from public.documents d where d.id = lock_document.document_id;
    if v_owner_id is null or (v_owner_id <> v_caller and sanyam_private.share_permission(document_id) is null) then
        perform sanyam_private.fail_document_not_found();
    end if;
    perform sanyam_private.lock_text(document_id);
    -- The document, its owner and the permission may have changed while this waited for the lock.
    v_owner_id := sanyam_private.owner_of(document_id);
    if v_owner_id is null then
        perform sanyam_private.fail_document_not_found();
    end if;
    if only_saves then
        perform sanyam_private.keep_account(v_owner_id);
        v_account := sanyam_private.account_of(v_owner_id);
    else
        v_account := sanyam_private.lock_account(v_owner_id);
    end if;
    select d.* into v_document from public.documents d where d.id = lock_document.document_id;
    if v_owner_id <> v_caller then
        select t.permission, t.ends_at into v_permission, v_access_ends_at
        from sanyam_private.share_terms(document_id) t;
    end if;
    -- In the trash, only those who may restore the document find it.
    if v_document.owner_id is distinct from v_owner_id
        or v_permission is null
        or (v_document.deleted_at is not null and v_permission not in ('owner', 'admin'))
    then
        perform sanyam_private.fail_document_not_found();
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
    return row(v_document, v_account, v_permission, v_access_ends_at);
end;
$$;
grant execute on function sanyam_private.lock_document(uuid, bigint, boolean) to sanyam_api;
