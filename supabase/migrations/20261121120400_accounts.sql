-- SPDX-License-Identifier: MIT

-- When the tier last became one that keeps less. What was kept before stays for as long as the new tier keeps things,
-- so that nothing is lost the night after. Null since an upgrade.
alter table public.user_profiles add column downgraded_at timestamptz;

create or replace function sanyam_private.stamp_profile() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
    v_before public.tier_limits;
    v_after public.tier_limits;
begin
    new.updated_at := sanyam_private.clock();
    if new.tier <> old.tier then
        v_before := sanyam_private.limits_of_tier(old.tier);
        v_after := sanyam_private.limits_of_tier(new.tier);
        new.downgraded_at := case
            -- Null is without limit, and "infinity" no integer.
            when coalesce(v_after.max_versions_per_document, 2147483647)
                    < coalesce(v_before.max_versions_per_document, 2147483647)
                or coalesce(v_after.version_retention_days, 2147483647)
                    < coalesce(v_before.version_retention_days, 2147483647)
                or coalesce(v_after.trash_retention_days, 2147483647)
                    < coalesce(v_before.trash_retention_days, 2147483647)
            then new.updated_at
            -- Another tier that keeps as much, such as one with another price.
            when (v_after.max_versions_per_document, v_after.version_retention_days, v_after.trash_retention_days)
                is not distinct from
                (v_before.max_versions_per_document, v_before.version_retention_days, v_before.trash_retention_days)
            then old.downgraded_at
        end;
    end if;
    return new;
end;
$$;

-- Asked for only where one of them is written, since counters move with each save.
drop trigger stamp_profile on public.user_profiles;
create trigger stamp_profile before update of tier, email on public.user_profiles
    for each row when ((new.tier, new.email) is distinct from (old.tier, old.email))
    execute function sanyam_private.stamp_profile();

-- A tier that nobody knows counts as free, so there must be one.
create function sanyam_private.keep_free_tier() returns trigger
language plpgsql set search_path = '' as $$
begin
    raise exception 'The tier "free" stays: it is what everyone has whose tier is unknown.';
end;
$$;

create trigger keep_free_tier before delete or update of tier on public.tier_limits
    for each row when (old.tier = 'free') execute function sanyam_private.keep_free_tier();

-- An owner at this moment: what is used, and the row of the tier that holds.
create type sanyam_private.account as (
    owner_id uuid,
    email text,
    document_count integer,
    downgraded_at timestamptz,
    limits public.tier_limits
);

-- The caller's own account is gone: the token outlived it. Somebody else's took its documents along. (The system, which
-- asks for a user, is no caller.)
create function sanyam_private.fail_no_account(owner_id uuid) returns void
language plpgsql set search_path = '' as $$
begin
    if owner_id <> sanyam_private.caller_id() then
        perform sanyam_private.fail_not_found();
    end if;
    perform sanyam_private.fail(401, 'UNAUTHORIZED', 'This account no longer exists.', '{"reason": "invalid"}');
end;
$$;

-- An owner's account. Security definer, as are all that look at profiles of others.
create function sanyam_private.account_of(owner_id uuid) returns sanyam_private.account
language plpgsql stable security definer set search_path = '' as $$
declare
    v_account sanyam_private.account;
begin
    select p.id, p.email, p.document_count, p.downgraded_at, l into v_account
    from public.user_profiles p
    left join public.tier_limits l on l.tier = p.tier
    where p.id = account_of.owner_id;
    if not found then
        perform sanyam_private.fail_no_account(owner_id);
    end if;
    if (v_account.limits).tier is null then
        v_account.limits := sanyam_private.limits_of_tier('free');
    end if;
    return v_account;
end;
$$;
grant execute on function sanyam_private.account_of(uuid) to sanyam_api;

-- The same, and takes the lock that every change to what a user owns holds, before any document's: limits and counters
-- cannot race, and changes cannot deadlock.
drop function sanyam_private.lock_account(uuid);
create function sanyam_private.lock_account(owner_id uuid) returns sanyam_private.account
language plpgsql security definer set search_path = '' as $$
declare
    v_account sanyam_private.account;
begin
    select p.id, p.email, p.document_count, p.downgraded_at, l into v_account
    from public.user_profiles p
    left join public.tier_limits l on l.tier = p.tier
    where p.id = lock_account.owner_id
    for no key update of p;
    if not found then
        perform sanyam_private.fail_no_account(owner_id);
    end if;
    if (v_account.limits).tier is null then
        -- The tier is unknown, or changed while this waited for the lock: then the join has missed its row.
        v_account.limits := sanyam_private.limits_of_tier(
            (select p.tier from public.user_profiles p where p.id = lock_account.owner_id)
        );
    end if;
    return v_account;
end;
$$;
grant execute on function sanyam_private.lock_account(uuid) to sanyam_api;

create function sanyam_private.upgrade_url() returns text
language plpgsql stable security definer set search_path = '' as $$
begin
    return (select s.upgrade_url from sanyam_private.settings s);
end;
$$;
grant execute on function sanyam_private.upgrade_url() to sanyam_api;

-- Fails unless the tier has a feature, which is a column of its row: has_document_sharing and the like.
create function sanyam_private.require_feature(limits public.tier_limits, feature text, sentence text) returns void
language plpgsql stable set search_path = '' as $$
declare
    v_required_tier text;
begin
    if coalesce((to_jsonb(limits) ->> ('has_' || feature))::boolean, false) then
        return;
    end if;
    select l.tier into v_required_tier
    from public.tier_limits l
    where (to_jsonb(l) ->> ('has_' || feature))::boolean
    order by l.max_documents nulls last, l.max_storage_bytes nulls last, l.tier
    limit 1;
    perform sanyam_private.fail(
        403,
        'FEATURE_NOT_AVAILABLE',
        sentence,
        jsonb_build_object(
            'feature', feature,
            'required_tier', v_required_tier,
            'tier', limits.tier,
            'upgrade_url', sanyam_private.upgrade_url()
        )
    );
end;
$$;
grant execute on function sanyam_private.require_feature(public.tier_limits, text, text) to sanyam_api;

-- The row of a tier; a tier that has none counts as free.
create or replace function sanyam_private.limits_of_tier(tier_name text) returns public.tier_limits
language plpgsql stable set search_path = '' as $$
declare
    v_limits public.tier_limits;
begin
    select l.* into v_limits from public.tier_limits l where l.tier = tier_name;
    if not found then
        select l.* into strict v_limits from public.tier_limits l where l.tier = 'free';
    end if;
    return v_limits;
end;
$$;

-- Moves an owner's counters, and refuses what would take them over a limit. Giving back is always possible, also to
-- who is over a limit since a downgrade.
create or replace function sanyam_private.add_usage(owner_id uuid, documents integer, bytes bigint) returns void
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

create function sanyam_private.fail_too_large(limits public.tier_limits, size bigint) returns void
language plpgsql set search_path = '' as $$
begin
    perform sanyam_private.fail(
        413,
        'DOCUMENT_TOO_LARGE',
        format(
            'This document has %s bytes; your plan (%s) allows %s. Make it smaller, or upgrade.',
            size, limits.tier, limits.max_document_size_bytes
        ),
        jsonb_build_object(
            'size', size,
            'limit', limits.max_document_size_bytes,
            'tier', limits.tier,
            'upgrade_url', sanyam_private.upgrade_url()
        )
    );
end;
$$;
grant execute on function sanyam_private.fail_too_large(public.tier_limits, bigint) to sanyam_api;

-- Whether so many of the owner's documents were changed later that this one is over the limit, and read-only.
-- Security definer: who shares one of the documents does not see the others.
create function sanyam_private.is_beyond_limit(
    owner_id uuid, max_documents integer, updated_at timestamptz, document_id uuid
) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
    return max_documents = 0 or exists (
        select from public.documents d
        where d.owner_id = is_beyond_limit.owner_id
            and d.deleted_at is null
            and (d.updated_at, d.id) > (is_beyond_limit.updated_at, is_beyond_limit.document_id)
        order by d.updated_at desc, d.id desc
        offset max_documents - 1
        limit 1
    );
end;
$$;
grant execute on function sanyam_private.is_beyond_limit(uuid, integer, timestamptz, uuid) to sanyam_api;

-- The trash of one owner, and all that the nightly job looks for.
create index documents_in_the_trash on public.documents (owner_id, deleted_at) where deleted_at is not null;

-- How many documents an owner has in the trash. Security definer: who may delete one of the owner's does not see the
-- others.
create function sanyam_private.trash_count(owner_id uuid) returns bigint
language plpgsql stable security definer set search_path = '' as $$
begin
    return (
        select count(*) from public.documents d where d.owner_id = trash_count.owner_id and d.deleted_at is not null
    );
end;
$$;
grant execute on function sanyam_private.trash_count(uuid) to sanyam_api;
