-- SPDX-License-Identifier: MIT

-- Out of the trash: by its owner, or by who has an admin share and its id. Version and times stay what they were. A
-- document that is not in the trash stays as it is.
-- Fails with DOCUMENT_NOT_FOUND, DOCUMENT_READ_ONLY for a view share, FORBIDDEN for an edit share,
-- FEATURE_NOT_AVAILABLE, TIER_LIMIT_EXCEEDED.
create function public.restore_document(document_id uuid) returns json
language plpgsql security definer set search_path = '' as $$
declare
    v_locked sanyam_private.locked_document;
    v_document public.documents;
    v_limits public.tier_limits;
begin
    perform sanyam_private.require_caller('documents:write');
    v_locked := sanyam_private.lock_document(document_id, null);
    v_document := v_locked.document;
    v_limits := (v_locked.account).limits;
    if v_locked.permission = 'edit' then
        perform sanyam_private.fail(
            403, 'FORBIDDEN', 'Only its owner, or who has an admin share, may restore this document.'
        );
    end if;
    if v_document.deleted_at is not null then
        perform sanyam_private.require_feature(
            v_limits,
            'cloud_storage',
            format('Your plan (%s) has no cloud storage. Upgrade to bring this document back.', v_limits.tier)
        );
        perform sanyam_private.require_feature(
            v_limits,
            'document_recovery',
            format('Your plan (%s) restores nothing from the trash. Upgrade to bring this document back.', v_limits.tier)
        );
        -- The trigger that counts refuses what is over the limit.
        update public.documents d set deleted_at = null, deleted_by = null
        where d.id = v_document.id
        returning d.* into strict v_document;
    end if;
    return row_to_json(sanyam_private.answer_of(v_document, v_locked.account, v_locked.permission));
end;
$$;

-- Deletes a document for good, with its versions and shares: its owner alone, and only from the trash. (A history may
-- hold gigabytes: PostgREST gives a call the time that its function asks for.)
-- Fails with DOCUMENT_NOT_FOUND, DOCUMENT_READ_ONLY for a view share, FORBIDDEN for other shares, VALIDATION_ERROR.
create function public.purge_document(document_id uuid) returns void
language plpgsql security definer set search_path = '' set statement_timeout = '60s' as $$
declare
    v_locked sanyam_private.locked_document;
begin
    perform sanyam_private.require_caller('documents:delete');
    v_locked := sanyam_private.lock_document(document_id, null);
    if v_locked.permission <> 'owner' then
        perform sanyam_private.fail(403, 'FORBIDDEN', 'Only its owner may delete this document for good.');
    end if;
    if (v_locked.document).deleted_at is null then
        perform sanyam_private.require_valid('{"document_id": "Move this document to the trash first."}');
    end if;
    delete from public.documents d where d.id = purge_document.document_id;
end;
$$;

-- Deletes all that lies in the caller's trash for good, and answers how many documents that was.
create function public.empty_trash() returns integer
language plpgsql security definer set search_path = '' set statement_timeout = '60s' as $$
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

grant create on schema public to sanyam_api;
grant execute on function public.restore_document(uuid), public.purge_document(uuid), public.empty_trash()
to authenticated;
alter function public.restore_document(uuid) owner to sanyam_api;
alter function public.purge_document(uuid) owner to sanyam_api;
alter function public.empty_trash() owner to sanyam_api;
revoke create on schema public from sanyam_api;
