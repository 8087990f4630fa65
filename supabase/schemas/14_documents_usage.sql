-- SPDX-License-Identifier: MIT

-- An owner's counters, and the limits that they must not exceed.

-- Fails with TIER_LIMIT_EXCEEDED.
create function sanyam_private.fail_over_usage(
    owner_id uuid, limits public.tier_limits, limit_name text, current bigint
) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    c_for_others constant text :=
        'The owner of this document has reached a limit of their plan. Ask them to delete documents or to upgrade.';
begin
    if limit_name = 'max_documents' then
        perform sanyam_private.fail_over_limit(owner_id, limits, limit_name, limits.max_documents, current, format(
            'Your plan (%s) allows %s documents, and you have %s. Delete one, or upgrade.',
            limits.tier, limits.max_documents, current
        ), c_for_others);
    else
        perform sanyam_private.fail_over_limit(owner_id, limits, limit_name, limits.max_storage_bytes, current, format(
            'Your plan (%s) stores %s, and you use %s. Empty the trash, delete documents, or upgrade.',
            limits.tier,
            sanyam_private.readable_size(limits.max_storage_bytes),
            sanyam_private.readable_size(current)
        ), c_for_others);
    end if;
end;
$$;

-- Changes an owner's counters. Fails with TIER_LIMIT_EXCEEDED if one grows beyond its limit. It may always shrink, also
-- for an owner who is over the limit after a downgrade.
create function sanyam_private.add_usage(owner_id uuid, documents integer, bytes bigint) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
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
    if documents > 0 and v_document_count > v_limits.max_documents then
        perform sanyam_private.fail_over_usage(owner_id, v_limits, 'max_documents', v_document_count - documents);
    end if;
    if bytes > 0 and v_storage_used_bytes > v_limits.max_storage_bytes then
        perform sanyam_private.fail_over_usage(owner_id, v_limits, 'max_storage_bytes', v_storage_used_bytes - bytes);
    end if;
end;
$$;

-- Counts each change of a document, also one by a job, by the dashboard, or by the end of an account. Security definer,
-- because nobody else may write a profile.
create function sanyam_private.count_document() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
