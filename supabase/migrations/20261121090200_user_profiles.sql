-- SPDX-License-Identifier: MIT

-- A user as Sanyam knows them: tier and usage. `tier` refers to no row on purpose: one that has none counts as free.
-- The counters are kept by a trigger of documents.
create table public.user_profiles (
    id uuid primary key references auth.users (id) on delete cascade,
    email text,
    tier text not null,
    document_count integer not null default 0,
    storage_used_bytes bigint not null default 0,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint counters_are_not_negative check (document_count >= 0 and storage_used_bytes >= 0)
);

grant select on public.user_profiles to authenticated, sanyam_api, service_role;
grant update (tier) on public.user_profiles to service_role;
alter table public.user_profiles enable row level security;

create policy "users see themselves" on public.user_profiles
    for select to authenticated using (id = (select sanyam_private.caller_id()));

create policy "functions see the caller" on public.user_profiles
    for select to sanyam_api using (id = (select sanyam_private.caller_id()));

-- Security definer, as are the other triggers for profiles: the roles that set them off, the auth server's and
-- service_role, have no business in the private schema.
create function sanyam_private.create_profile() returns trigger
language plpgsql security definer set search_path = '' as $$
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
language plpgsql security definer set search_path = '' as $$
begin
    update public.user_profiles p set email = new.email where p.id = new.id;
    return null;
end;
$$;

create trigger follow_email after update of email on auth.users
    for each row when (new.email is distinct from old.email)
    execute function sanyam_private.follow_email();

create function sanyam_private.stamp_profile() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    new.updated_at := sanyam_private.clock();
    return new;
end;
$$;

create trigger stamp_profile before update on public.user_profiles
    for each row when ((new.tier, new.email) is distinct from (old.tier, old.email))
    execute function sanyam_private.stamp_profile();

-- Who signed up before Sanyam came to this project.
insert into public.user_profiles (id, email, tier)
select u.id, u.email, 'free' from auth.users u;

-- Every change to what a user owns holds this lock, taken before any document's: limits and counters cannot race, and
-- changes cannot deadlock.
create function sanyam_private.lock_account(owner_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
    perform from public.user_profiles p where p.id = owner_id for no key update;
    if not found then
        perform sanyam_private.fail(401, 'UNAUTHORIZED', 'This account no longer exists.', '{"reason": "invalid"}');
    end if;
end;
$$;
grant execute on function sanyam_private.lock_account(uuid) to sanyam_api;

-- What the owner's tier allows at this moment.
create function sanyam_private.limits_of(owner_id uuid) returns public.tier_limits
language plpgsql stable security definer set search_path = '' as $$
begin
    return sanyam_private.limits_of_tier((select p.tier from public.user_profiles p where p.id = owner_id));
end;
$$;
grant execute on function sanyam_private.limits_of(uuid) to sanyam_api;
