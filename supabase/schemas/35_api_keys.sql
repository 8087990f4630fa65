-- SPDX-License-Identifier: MIT

-- Returns all scopes that an API key can have.
create function sanyam_private.api_key_scopes() returns text[]
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return array[
        'documents:read', 'documents:write', 'documents:delete', 'versions:read', 'shares:read', 'shares:write'
    ];
end;
$$;
grant execute on function sanyam_private.api_key_scopes() to sanyam_api;

-- Returns what is wrong with the scopes of a key, or null.
create function sanyam_private.scopes_problem(scopes text[]) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return case
        when cardinality(scopes) = 0 then 'Choose at least one scope.'
        -- A long list is refused before anything looks at its items.
        when cardinality(scopes) > cardinality(sanyam_private.api_key_scopes()) then
            format('There are %s scopes. Name each one once.', cardinality(sanyam_private.api_key_scopes()))
        when array_ndims(scopes) > 1 or not scopes <@ sanyam_private.api_key_scopes() then
            format('The scopes are %s.', array_to_string(sanyam_private.api_key_scopes(), ', '))
        when cardinality(scopes) > (select count(distinct s) from unnest(scopes) s) then 'Name each scope once.'
    end;
end;
$$;
grant execute on function sanyam_private.scopes_problem(text[]) to sanyam_api;

-- A key is revoked, not deleted. The nightly job deletes it when its usage is deleted.
--   prefix        the part of the key that lists show
--   lifetime      for how long it was to be valid when it was made; null without an end. A rotation ends a key sooner,
--                 but the new key gets this lifetime
--   last_used_at  exact to the minute
create table public.api_keys (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references public.user_profiles (id) on delete cascade,
    name text not null,
    prefix text not null,
    scopes text[] not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    revoked_at timestamptz,
    revoked_reason text,
    last_used_at timestamptz,
    lifetime interval,
    constraint scopes_are_known_and_named_once check (sanyam_private.scopes_problem(scopes) is null),
    constraint revocation_has_a_time_and_a_reason check ((revoked_at is null) = (revoked_reason is null)),
    constraint keys_are_revoked_by_user_downgrade_or_system check (revoked_reason in ('user', 'downgrade', 'system'))
) with (fillfactor = 80);

-- Checks the name, and stores it in NFC. A constraint would check it at each use of a key, also a name from a release
-- with other rules. A rotation repeats the name of its key, also one from such a release. create_api_key checks a name
-- before it gets here.
create function sanyam_private.check_key_name() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op = 'INSERT' and exists (
        select from public.api_keys k where k.user_id = new.user_id and k.name = new.name
    ) then
        return new;
    end if;
    new.name := sanyam_private.normalized_name(new.name);
    if sanyam_private.label_problem(new.name) is not null then
        raise check_violation using message = 'key_name_is_short', table = 'api_keys', column = 'name';
    end if;
    return new;
end;
$$;

create trigger check_key_name before insert on public.api_keys
    for each row execute function sanyam_private.check_key_name();

create trigger check_changed_key_name before update of name on public.api_keys
    for each row when (new.name <> old.name) execute function sanyam_private.check_key_name();

create index api_keys_of_a_user on public.api_keys (user_id, created_at desc, id desc);
-- For the nightly job.
create index api_keys_by_end on public.api_keys (coalesce(revoked_at, expires_at));

grant select on public.api_keys to authenticated, sanyam_api, service_role;
grant insert (user_id, name, prefix, scopes, created_at, expires_at, lifetime) on public.api_keys to sanyam_api;
grant update (revoked_at, revoked_reason, expires_at) on public.api_keys to sanyam_api;
alter table public.api_keys enable row level security;

create policy "users see their keys" on public.api_keys
    for select to authenticated
    using (user_id = (select sanyam_private.caller_id()) and sanyam_private.counts_as_read(0));

create policy "functions see the caller's keys" on public.api_keys
    for select to sanyam_api using (user_id = (select sanyam_private.caller_id()));

create policy "functions make keys for the caller" on public.api_keys
    for insert to sanyam_api with check (user_id = (select sanyam_private.caller_id()));

-- A key that is revoked stays so. One that does not expire gets an end, and never loses it.
create policy "functions end the caller's keys, once and for all" on public.api_keys
    for update to sanyam_api
    using (user_id = (select sanyam_private.caller_id()) and revoked_at is null)
    with check (
        user_id = (select sanyam_private.caller_id()) and (revoked_at is not null or expires_at is not null)
    );

create policy "keys do not see keys" on public.api_keys
    as restrictive for select to authenticated, sanyam_api using ((select sanyam_private.caller_may('')));

create policy "keys do not make keys" on public.api_keys
    as restrictive for insert to sanyam_api
    with check ((select sanyam_private.caller_may('')) and (select sanyam_private.sign_in_is_included()));

create policy "keys do not revoke keys" on public.api_keys
    as restrictive for update to sanyam_api using ((select sanyam_private.caller_may('')));

-- The SHA-256 of each key. The functions of the API insert rows here, and cannot read them.
create table sanyam_private.api_key_secrets (
    key_id uuid primary key references public.api_keys (id) on delete cascade,
    secret_hash bytea not null,
    constraint a_secret_is_of_one_key unique (secret_hash),
    constraint secrets_are_hashed_by_sha_256 check (octet_length(secret_hash) = 32)
);

grant insert on sanyam_private.api_key_secrets to sanyam_api;
alter table sanyam_private.api_key_secrets enable row level security;

create policy "functions add the secrets of the caller's keys" on sanyam_private.api_key_secrets
    for insert to sanyam_api with check (
        exists (select from public.api_keys k where k.id = key_id and k.user_id = (select sanyam_private.caller_id()))
    );

-- What the functions answer for a key. A key that is both revoked and expired is revoked.
create type sanyam_private.api_key_answer as (
    id uuid,
    name text,
    prefix text,
    scopes text[],
    status text,
    created_at text,
    expires_at text,
    revoked_at text,
    revoked_reason text,
    last_used_at text
);

create function sanyam_private.answer_of(key public.api_keys) returns sanyam_private.api_key_answer
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return row(
        key.id,
        key.name,
        key.prefix,
        key.scopes,
        case
            when key.revoked_at is not null then 'revoked'
            when key.expires_at <= sanyam_private.clock() then 'expired'
            else 'active'
        end,
        sanyam_private.rfc3339(key.created_at),
        sanyam_private.rfc3339(key.expires_at),
        sanyam_private.rfc3339(key.revoked_at),
        key.revoked_reason,
        sanyam_private.rfc3339(key.last_used_at)
    );
end;
$$;
grant execute on function sanyam_private.answer_of(public.api_keys) to sanyam_api;
