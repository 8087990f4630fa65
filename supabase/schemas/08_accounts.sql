-- SPDX-License-Identifier: MIT

-- A user's tier and usage. `tier` is not a foreign key, because an unknown tier counts as free.
--   document_count, storage_used_bytes  kept by a trigger of documents
--   downgraded_at                       when the tier last changed to one that keeps less; null after an upgrade. The
--                                       retention of older things starts anew then, so that they do not go that night.
create table public.user_profiles (
    id uuid primary key references auth.users (id) on delete cascade,
    email text,
    tier text not null,
    document_count integer not null default 0,
    storage_used_bytes bigint not null default 0,
    downgraded_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint counters_are_not_negative check (document_count >= 0 and storage_used_bytes >= 0)
);

-- As address_of has it. A caller who updates a profile must be allowed to execute what an index calls.
create index users_by_address on public.user_profiles (lower(normalize(email, NFC)));
-- Nearly every statement finds an owner by id. A hash index reads one page, however many users there are; a B-tree gets
-- deeper. The primary key stays, because a hash index cannot make a column unique.
create index users_by_id on public.user_profiles using hash (id);

grant select on public.user_profiles to authenticated, sanyam_api, service_role;
grant update (tier) on public.user_profiles to service_role;
alter table public.user_profiles enable row level security;

create policy "users see themselves" on public.user_profiles
    for select to authenticated
    using (id = (select sanyam_private.caller_id()) and sanyam_private.counts_as_read(0));

create policy "functions see the caller" on public.user_profiles
    for select to sanyam_api using (id = (select sanyam_private.caller_id()));

-- The triggers of profiles are security definer, because the auth server and service_role, who fire them, have no
-- access to the private schema.

create function sanyam_private.create_profile() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into public.user_profiles (id, email, tier)
    select new.id, new.email, (sanyam_private.limits_of_tier(s.default_tier)).tier
    from sanyam_private.settings s
    on conflict (id) do nothing;
    return null;
end;
$$;

create trigger create_profile after insert on auth.users
    for each row execute function sanyam_private.create_profile();

create function sanyam_private.follow_email() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    update public.user_profiles p set email = new.email where p.id = new.id;
    return null;
end;
$$;

create trigger follow_email after update of email on auth.users
    for each row when (new.email is distinct from old.email)
    execute function sanyam_private.follow_email();

create function sanyam_private.stamp_profile() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_before public.tier_limits;
    v_after public.tier_limits;
begin
    new.updated_at := sanyam_private.clock();
    if new.tier <> old.tier then
        v_before := sanyam_private.limits_of_tier(old.tier);
        v_after := sanyam_private.limits_of_tier(new.tier);
        new.downgraded_at := case
            -- Null is no limit, and an integer has no infinity.
            when coalesce(v_after.max_versions_per_document, 2147483647)
                    < coalesce(v_before.max_versions_per_document, 2147483647)
                or coalesce(v_after.version_retention_days, 2147483647)
                    < coalesce(v_before.version_retention_days, 2147483647)
                or coalesce(v_after.trash_retention_days, 2147483647)
                    < coalesce(v_before.trash_retention_days, 2147483647)
            then new.updated_at
            -- The other tier keeps as much: it may only have another price.
            when (v_after.max_versions_per_document, v_after.version_retention_days, v_after.trash_retention_days)
                is not distinct from
                (v_before.max_versions_per_document, v_before.version_retention_days, v_before.trash_retention_days)
            then old.downgraded_at
        end;
    end if;
    return new;
end;
$$;

-- Only for these columns, because each save updates the counters.
create trigger stamp_profile before update of tier, email on public.user_profiles
    for each row when ((new.tier, new.email) is distinct from (old.tier, old.email))
    execute function sanyam_private.stamp_profile();

-- Users who signed up before Sanyam was installed.
insert into public.user_profiles (id, email, tier)
select u.id, u.email, 'free' from auth.users u;

-- An owner at this moment: usage, and the row of the tier.
create type sanyam_private.account as (
    owner_id uuid,
    email text,
    document_count integer,
    downgraded_at timestamptz,
    limits public.tier_limits
);

-- Fails because an account is gone. The caller's token is invalid then; another owner took the documents along.
create function sanyam_private.fail_no_account(owner_id uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if owner_id <> sanyam_private.caller_id() then
        perform sanyam_private.fail_document_not_found();
    end if;
    perform sanyam_private.fail(401, 'UNAUTHORIZED', 'This account no longer exists.', '{"reason": "invalid"}');
end;
$$;
grant execute on function sanyam_private.fail_no_account(uuid) to sanyam_api;

-- Returns an owner's account. Security definer, because a function sees no profile but its caller's.
create function sanyam_private.account_of(owner_id uuid) returns sanyam_private.account
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
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

-- Locks an owner's account and returns it. Each change of what a user owns takes this lock first, before the lock of a
-- document. So counters and limits are exact, and nothing deadlocks.
create function sanyam_private.lock_account(owner_id uuid) returns sanyam_private.account
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
        -- The tier is unknown. Or it changed while this waited for the lock, and the join missed its row.
        v_account.limits := sanyam_private.limits_of_tier(
            (select p.tier from public.user_profiles p where p.id = lock_account.owner_id)
        );
    end if;
    return v_account;
end;
$$;
grant execute on function sanyam_private.lock_account(uuid) to sanyam_api;

-- Returns what the functions answer for a user.
create function sanyam_private.answer_of(profile public.user_profiles) returns json
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return json_build_object(
        'id', profile.id,
        'email', profile.email,
        'tier', profile.tier,
        'created_at', sanyam_private.rfc3339(profile.created_at),
        'updated_at', sanyam_private.rfc3339(profile.updated_at)
    );
end;
$$;
grant execute on function sanyam_private.answer_of(public.user_profiles) to sanyam_api;
