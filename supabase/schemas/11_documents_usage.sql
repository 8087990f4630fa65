-- SPDX-License-Identifier: MIT

-- Moves an owner's counters, and refuses what would take them over a limit. Giving back is always possible, also to
-- who is over a limit since a downgrade.
create function sanyam_private.add_usage(owner_id uuid, documents integer, bytes bigint) returns void
language plpgsql set search_path = '' as $$
declare
    v_tier text;
    v_document_count integer;
    v_storage_used_bytes bigint;
    v_limits public.tier_limits;
begin
    if documents = 0 and bytes = 0 then
        return;
    end if;
    update public.user_profiles p
    set document_count = p.document_count + documents, storage_used_bytes = p.storage_used_bytes + bytes
    where p.id = owner_id
    returning p.tier, p.document_count, p.storage_used_bytes into v_tier, v_document_count, v_storage_used_bytes;
    if documents <= 0 and bytes <= 0 then
        return;
    end if;
    v_limits := sanyam_private.limits_of_tier(v_tier);
    if owner_id <> sanyam_private.caller_id() and (
        (documents > 0 and v_document_count > v_limits.max_documents)
        or (bytes > 0 and v_storage_used_bytes > v_limits.max_storage_bytes)
    ) then
        -- What the owner has, and how much of it, is nobody else's business.
        perform sanyam_private.fail(
            403,
            'TIER_LIMIT_EXCEEDED',
            'The owner of this document has no room left for this. They can delete something, or upgrade.',
            jsonb_build_object('limit_name', case when documents > 0 then 'max_documents' else 'max_storage_bytes' end)
        );
    end if;
    if documents > 0 and v_document_count > v_limits.max_documents then
        perform sanyam_private.fail_over_limit(v_limits, 'max_documents', v_document_count - documents);
    end if;
    if bytes > 0 and v_storage_used_bytes > v_limits.max_storage_bytes then
        perform sanyam_private.fail_over_limit(v_limits, 'max_storage_bytes', v_storage_used_bytes - bytes);
    end if;
end;
$$;

-- Counters follow documents whoever changes these: a function, a job, the dashboard, or the end of an account.
-- Documents in the trash count towards storage only. Security definer: nobody else may write a profile.
create function sanyam_private.count_document() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    if tg_op = 'UPDATE' and new.owner_id = old.owner_id then
        perform sanyam_private.add_usage(
            new.owner_id,
            (new.deleted_at is null)::integer - (old.deleted_at is null)::integer,
            new.size_bytes - old.size_bytes
        );
        return null;
    end if;
    if tg_op <> 'INSERT' then
        perform sanyam_private.add_usage(old.owner_id, -(old.deleted_at is null)::integer, -old.size_bytes);
    end if;
    if tg_op <> 'DELETE' then
        perform sanyam_private.add_usage(new.owner_id, (new.deleted_at is null)::integer, new.size_bytes);
    end if;
    return null;
end;
$$;

create trigger count_document after insert or delete or update of owner_id, size_bytes, deleted_at on public.documents
    for each row execute function sanyam_private.count_document();
