-- SPDX-License-Identifier: MIT

-- Roles and schemas, and how a function is handed to its callers.

-- PostgreSQL grants EXECUTE on a new function to everyone, and hosted Supabase grants new tables to the API's roles.
-- Revoke both first, so that only the grants in these files hold.
alter default privileges revoke execute on functions from public;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;

-- Owns the functions of the API. It owns no table and does not bypass row-level security, so policies check each row
-- that a function touches by the claims of its caller. Roles belong to the cluster: it may exist already.
do $$
begin
    if not exists (select from pg_catalog.pg_roles r where r.rolname = 'sanyam_api') then
        create role sanyam_api nologin noinherit nobypassrls;
    end if;
end;
$$;

-- Only a member of a role can make it the owner of a function.
grant sanyam_api to current_user;

-- A gateway with a connection of its own logs in as this role. It may execute the functions of the API and those of the
-- schema sanyam_gateway. It reads and writes no table, and is a member of no role. An operator gives it a password.
do $$
begin
    if not exists (select from pg_catalog.pg_roles r where r.rolname = 'sanyam_gateway') then
        create role sanyam_gateway login noinherit nobypassrls;
    end if;
end;
$$;

-- Timeouts of the role, because a pooler does not pass on the settings of a connection. The gateway makes no call that
-- takes longer.
alter role sanyam_gateway set statement_timeout = '30s';
-- Requests of one user wait for each other, and each of them holds a connection.
alter role sanyam_gateway set lock_timeout = '10s';
alter role sanyam_gateway set idle_in_transaction_session_timeout = '30s';

-- PostgREST must never expose these two.
create schema sanyam_private;
create schema sanyam_gateway;
grant usage on schema public to sanyam_api, sanyam_gateway;
grant usage on schema sanyam_private to authenticated, sanyam_api;
grant usage on schema sanyam_gateway to sanyam_gateway;

-- Makes sanyam_api the owner of a function of the API, and lets `callers` execute it. Only migrations call this: no
-- role is granted it.
create procedure sanyam_private.expose(function regprocedure, variadic callers text[])
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_caller text;
begin
    -- The owner of a function must be allowed to create in its schema, at this moment only.
    grant create on schema public to sanyam_api;
    execute format('alter function %s owner to sanyam_api', function);
    revoke create on schema public from sanyam_api;
    foreach v_caller in array callers loop
        execute format('grant execute on function %s to %I', function, v_caller);
    end loop;
end;
$$;

-- The settings of this installation, in one row. To change one:
--     update sanyam_private.settings set default_tier = 'pro';
create table sanyam_private.settings (
    only_row boolean primary key default true,
    default_tier text not null default 'free',
    upgrade_url text not null default '/pricing',
    audit_retention_days integer not null default 365,
    usage_retention_days integer not null default 90,
    constraint there_is_one_row check (only_row),
    constraint retention_is_a_day_or_more check (least(audit_retention_days, usage_retention_days) >= 1)
);

grant select on sanyam_private.settings to sanyam_api;
alter table sanyam_private.settings enable row level security;

create policy "the functions read the settings" on sanyam_private.settings
    for select to sanyam_api using (true);

insert into sanyam_private.settings default values;

-- Returns where a user can upgrade. Small functions like this one are PL/pgSQL because PL/pgSQL keeps its plans. A
-- function in language SQL that sets a search_path is planned at each call, which costs ten times as much.
create function sanyam_private.upgrade_url() returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    return (select s.upgrade_url from sanyam_private.settings s);
end;
$$;
grant execute on function sanyam_private.upgrade_url() to sanyam_api;

-- Returns the time. This is the only source of time. Functions read it after they hold their locks, so that later
-- changes have later times. Tests replace it to move time.
create function sanyam_private.clock() returns timestamptz
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
    return clock_timestamp();
end;
$$;
grant execute on function sanyam_private.clock() to authenticated, sanyam_api;

-- Returns a time as every answer has it: RFC 3339 in UTC, with microseconds. PostgreSQL inlines this function into the
-- statement that calls it, so that it costs nothing.
create function sanyam_private.rfc3339(moment timestamptz) returns text
language sql stable
return to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
grant execute on function sanyam_private.rfc3339(timestamptz) to sanyam_api;

-- Ends the statement with an error that PostgREST answers with `status`: `code` is the message, `details` are for the
-- program, `hint` is a sentence for the user.
create function sanyam_private.fail(status integer, code text, hint text, details jsonb default '{}') returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    raise exception using errcode = 'PT' || status, message = code, detail = details::text, hint = hint;
end;
$$;
grant execute on function sanyam_private.fail(integer, text, text, jsonb) to sanyam_api;

-- Fails with VALIDATION_ERROR if an argument has a problem. `problems` has a sentence for each argument, or null.
create function sanyam_private.require_valid(problems jsonb) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_fields jsonb := jsonb_strip_nulls(problems);
begin
    if v_fields <> '{}' then
        perform sanyam_private.fail(
            422,
            'VALIDATION_ERROR',
            (select string_agg(f.value, ' ' order by f.key) from jsonb_each_text(v_fields) f),
            jsonb_build_object('fields', v_fields)
        );
    end if;
end;
$$;
grant execute on function sanyam_private.require_valid(jsonb) to sanyam_api;

-- Removes the white space around a text, exactly as trim() of JavaScript does.
create function sanyam_private.trimmed(value text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
    c_white_space constant text := E' \t\n\u000b\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008'
        '\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';
begin
    return btrim(value, c_white_space);
end;
$$;
grant execute on function sanyam_private.trimmed(text) to sanyam_api;

-- The caller is the user whose token came with the request. Hosted Supabase and Supabase Lite put its claims into
-- different settings, so all other files ask the functions here.

-- Returns the caller's id, or null without a user. It prefers the setting with the subject alone, because that needs no
-- parsing. Every policy asks this, so its microseconds count: `like` takes a tenth of the time of a regular expression.
-- Null for a subject of another form. Raises an error for a subject of this form that is not a UUID.
create function sanyam_private.caller_id() returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_subject text := coalesce(
        nullif(current_setting('request.jwt.claim.sub', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub'
    );
begin
    return case when v_subject like '________-____-____-____-____________' then v_subject::uuid end;
end;
$$;
grant execute on function sanyam_private.caller_id() to authenticated, sanyam_api;

-- Returns whether the caller's API key has one of these scopes; true in a session.
create function sanyam_private.key_may(scopes text[]) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_scopes jsonb := current_setting('request.jwt.claims', true)::jsonb -> 'sanyam_scopes';
begin
    return v_scopes is null
        or (jsonb_typeof(v_scopes) = 'array' and jsonb_exists_any(v_scopes, array_remove(scopes, '')));
end;
$$;
grant execute on function sanyam_private.key_may(text[]) to authenticated, sanyam_api;

-- Returns whether the caller's token has one of these scopes. The token of a session names no scopes and has all of
-- them. The token of an API key has those in its claim `sanyam_scopes`. A serializer writes the claims, so the name of
-- a claim stands in them as it is, and searching is cheaper than parsing. PostgreSQL inlines this function.
create function sanyam_private.caller_may(variadic scopes text[]) returns boolean
language sql stable
return strpos(current_setting('request.jwt.claims', true), '"sanyam_scopes"') = 0 or sanyam_private.key_may(scopes);
grant execute on function sanyam_private.caller_may(text[]) to authenticated, sanyam_api;

-- Returns the name of the caller's API key, or null in a session. PostgreSQL inlines this function.
create function sanyam_private.caller_key_name() returns text
language sql stable
return case
    when strpos(current_setting('request.jwt.claims', true), '"sanyam_key_name"') > 0
        then current_setting('request.jwt.claims', true)::json ->> 'sanyam_key_name'
end;
grant execute on function sanyam_private.caller_key_name() to sanyam_api;

-- Returns the caller's id. Fails with UNAUTHORIZED without a user.
create function sanyam_private.require_caller() returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.caller_id();
begin
    if v_caller is null then
        perform sanyam_private.fail(
            401,
            'UNAUTHORIZED',
            'Sign in to use your cloud documents.',
            jsonb_build_object('reason', case
                when coalesce(current_setting('request.jwt.claims', true), '') = '' then 'missing'
                else 'invalid'
            end)
        );
    end if;
    return v_caller;
end;
$$;
grant execute on function sanyam_private.require_caller() to sanyam_api;

-- Returns the caller's id. Fails with UNAUTHORIZED without a user, and with INSUFFICIENT_SCOPE if the token lacks the
-- scope.
create function sanyam_private.require_caller(scope text) returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.caller_id();
begin
    if v_caller is null then
        perform sanyam_private.require_caller();
    end if;
    if not sanyam_private.caller_may(scope) then
        perform sanyam_private.fail(
            403,
            'INSUFFICIENT_SCOPE',
            format('This API key lacks the scope “%s”. Create a key that has it.', scope),
            jsonb_build_object('required_scope', scope)
        );
    end if;
    return v_caller;
end;
$$;
grant execute on function sanyam_private.require_caller(text) to sanyam_api;

-- Returns the caller's id, in a session. Fails with FORBIDDEN for an API key.
create function sanyam_private.require_session() returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    -- No key has the scope with the empty name.
    if not sanyam_private.caller_may('') then
        perform sanyam_private.fail(403, 'FORBIDDEN', 'An API key cannot do this. Sign in to do it.');
    end if;
    return sanyam_private.require_caller();
end;
$$;
grant execute on function sanyam_private.require_session() to sanyam_api;

-- Fails with FORBIDDEN unless the system calls: billing, a job, an operator. A grant alone is not enough, because a
-- careless click grants everything to everyone. The role is the one that PostgREST switched to, else the login.
create function sanyam_private.require_system() returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_role text := coalesce(nullif(current_setting('role'), 'none'), session_user);
begin
    if not pg_has_role(v_role, 'service_role', 'member') then
        perform sanyam_private.fail(403, 'FORBIDDEN', 'Only the service role may do this.');
    end if;
end;
$$;
grant execute on function sanyam_private.require_system() to sanyam_api;

-- What each tier may do. Null is no limit. A change of a row takes effect at once, and a new row is a new tier.
create table public.tier_limits (
    tier text primary key,
    max_documents integer,
    max_storage_bytes bigint,
    max_document_size_bytes bigint,
    max_versions_per_document integer,
    version_retention_days integer,
    trash_retention_days integer,
    api_rate_limit_per_hour integer,
    has_cloud_storage boolean not null default false,
    has_cloud_auth boolean not null default false,
    has_document_sharing boolean not null default false,
    has_document_versioning boolean not null default false,
    has_api_keys boolean not null default false,
    has_realtime_collaboration boolean not null default false,
    has_azure_ad boolean not null default false,
    has_document_recovery boolean not null default false,
    constraint tier_has_a_name check (tier <> ''),
    constraint limits_are_not_negative check (
        least(
            max_documents, max_storage_bytes, max_document_size_bytes, max_versions_per_document,
            version_retention_days, trash_retention_days, api_rate_limit_per_hour
        ) >= 0
    )
);

grant select on public.tier_limits to anon, authenticated, sanyam_api;
grant select, insert, update, delete on public.tier_limits to service_role;
alter table public.tier_limits enable row level security;

create policy "everybody compares tiers" on public.tier_limits
    for select to anon, authenticated, sanyam_api using (true);

insert into public.tier_limits values
    -- documents, storage (10 MB, 1 GB), document size (256 KB, 2 MB, 8 MB), versions, their days, trash days, requests
    ('free', 5, 10485760, 262144, 10, 90, 30, 100, true, true, false, false, false, false, false, false),
    ('pro', 100, 1073741824, 2097152, 100, 365, 90, 1000, true, true, true, true, true, true, false, true),
    ('enterprise', null, null, 8388608, 1000, null, 180, 10000, true, true, true, true, true, true, true, true);

-- Returns the row of a tier. A tier without a row counts as free.
create function sanyam_private.limits_of_tier(tier_name text) returns public.tier_limits
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
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
grant execute on function sanyam_private.limits_of_tier(text) to sanyam_api;

create function sanyam_private.keep_free_tier() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    raise exception 'The tier "free" cannot be deleted or renamed, because unknown tiers count as free.';
end;
$$;

create trigger keep_free_tier before delete or update of tier on public.tier_limits
    for each row when (old.tier = 'free') execute function sanyam_private.keep_free_tier();

-- Returns the details of a refusal because of a missing feature. `required_tier` is the smallest tier that has the
-- feature.
create function sanyam_private.missing_feature(limits public.tier_limits, feature text) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_required_tier text;
begin
    select l.tier into v_required_tier
    from public.tier_limits l
    where (to_jsonb(l) ->> ('has_' || feature))::boolean
    order by l.max_documents nulls last, l.max_storage_bytes nulls last, l.tier
    limit 1;
    return jsonb_build_object(
        'feature', feature,
        'required_tier', v_required_tier,
        'tier', limits.tier,
        'upgrade_url', sanyam_private.upgrade_url()
    );
end;
$$;
grant execute on function sanyam_private.missing_feature(public.tier_limits, text) to sanyam_api;

-- Fails with FEATURE_NOT_AVAILABLE unless the tier has a feature: a column of its row, such as has_document_sharing.
create function sanyam_private.require_feature(limits public.tier_limits, feature text, hint text) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    if not coalesce((to_jsonb(limits) ->> ('has_' || feature))::boolean, false) then
        perform sanyam_private.fail(
            403, 'FEATURE_NOT_AVAILABLE', hint, sanyam_private.missing_feature(limits, feature)
        );
    end if;
end;
$$;
grant execute on function sanyam_private.require_feature(public.tier_limits, text, text) to sanyam_api;

-- Fails with TIER_LIMIT_EXCEEDED: `limit_name` allows `limit_value`, and there are `current`.
create function sanyam_private.fail_over_limit(
    limits public.tier_limits, limit_name text, limit_value bigint, current bigint, hint text
) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.fail(
        403,
        'TIER_LIMIT_EXCEEDED',
        hint,
        jsonb_build_object(
            'limit_name', limit_name,
            'limit', limit_value,
            'current', current,
            'tier', limits.tier,
            'upgrade_url', sanyam_private.upgrade_url()
        )
    );
end;
$$;
grant execute on function sanyam_private.fail_over_limit(public.tier_limits, text, bigint, bigint, text) to sanyam_api;

create function sanyam_private.fail_too_large(limits public.tier_limits, size bigint) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.fail(
        413,
        'DOCUMENT_TOO_LARGE',
        format(
            'This document has %s bytes. Your plan (%s) allows %s bytes. Make the document smaller, or upgrade.',
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

create index users_by_address on public.user_profiles (lower(email));
-- Nearly every statement finds an owner by id. A hash index reads one page, however many users there are; a B-tree gets
-- deeper. The primary key stays, because a hash index cannot make a column unique.
create index users_by_id on public.user_profiles using hash (id);

grant select on public.user_profiles to authenticated, sanyam_api, service_role;
grant update (tier) on public.user_profiles to service_role;
alter table public.user_profiles enable row level security;

create policy "users see themselves" on public.user_profiles
    for select to authenticated using (id = (select sanyam_private.caller_id()));

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
        perform sanyam_private.fail_not_found();
    end if;
    perform sanyam_private.fail(401, 'UNAUTHORIZED', 'This account no longer exists.', '{"reason": "invalid"}');
end;
$$;

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

-- The answers to requests with an idempotency key. A client that repeats a request within 24 hours gets the same
-- answer, and nothing happens twice.
create table sanyam_private.idempotency_records (
    user_id uuid not null references public.user_profiles (id) on delete cascade,
    key text not null,
    request_hash bytea not null,
    -- json, not jsonb, because it repeats the answer letter by letter.
    answer json not null,
    created_at timestamptz not null default sanyam_private.clock(),
    primary key (user_id, key)
);

create index idempotency_records_by_user_and_time on sanyam_private.idempotency_records (user_id, created_at);
-- For the nightly job.
create index idempotency_records_by_time on sanyam_private.idempotency_records (created_at);

grant select, insert, delete on sanyam_private.idempotency_records to sanyam_api;
alter table sanyam_private.idempotency_records enable row level security;

create policy "functions keep the caller's answers" on sanyam_private.idempotency_records
    for all to sanyam_api
    using (user_id = (select sanyam_private.caller_id()))
    with check (user_id = (select sanyam_private.caller_id()));

-- Returns what is wrong with an idempotency key, or null.
create function sanyam_private.idempotency_key_problem(key text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return case when char_length(key) not between 1 and 255 then 'A key has 1 to 255 characters.' end;
end;
$$;
grant execute on function sanyam_private.idempotency_key_problem(text) to sanyam_api;

-- Returns the answer to the caller's earlier request with this key, or null. The caller's account must be locked.
-- Fails with VALIDATION_ERROR if that was another request.
create function sanyam_private.recall_answer(key text, request_hash bytea) returns json
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    -- The REST API limits requests, but a client of PostgREST could fill the table. The oldest answers go, because no
    -- client repeats a request after 10,000 others.
    c_most_keys constant integer := 10000;
    v_caller uuid := sanyam_private.caller_id();
    -- Once, because a call for each row would take longer than all the rest.
    v_expired timestamptz := sanyam_private.clock() - interval '24 hours';
    v_record sanyam_private.idempotency_records;
begin
    delete from sanyam_private.idempotency_records r
    where r.user_id = v_caller and r.created_at < v_expired;
    select r.* into v_record
    from sanyam_private.idempotency_records r
    where r.user_id = v_caller and r.key = recall_answer.key;
    if v_record.key is null then
        delete from sanyam_private.idempotency_records r
        where r.user_id = v_caller and r.created_at <= (
            select o.created_at
            from sanyam_private.idempotency_records o
            where o.user_id = v_caller
            order by o.created_at desc
            offset c_most_keys - 1
            limit 1
        );
    end if;
    if v_record.request_hash <> recall_answer.request_hash then
        perform sanyam_private.require_valid(
            '{"idempotency_key": "This key was used for another request in the last 24 hours."}'
        );
    end if;
    return v_record.answer;
end;
$$;
grant execute on function sanyam_private.recall_answer(text, bytea) to sanyam_api;

-- Keeps the answer to the caller's request, for recall_answer. Does nothing without a key.
create function sanyam_private.keep_answer(key text, request_hash bytea, answer json) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if key is not null then
        insert into sanyam_private.idempotency_records (user_id, key, request_hash, answer)
        values (sanyam_private.caller_id(), keep_answer.key, keep_answer.request_hash, keep_answer.answer);
    end if;
end;
$$;
grant execute on function sanyam_private.keep_answer(text, bytea, json) to sanyam_api;

-- Pages of lists. A cursor names a place in a list by the values that sort it. The row at that place may be gone.

-- Returns a text as a cursor: base64url (RFC 4648, section 5) without padding.
create function sanyam_private.cursor_of(place text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return rtrim(translate(encode(convert_to(place, 'UTF8'), 'base64'), E'+/\n', '-_'), '=');
end;
$$;
grant execute on function sanyam_private.cursor_of(text) to sanyam_api;

-- Returns the text of a cursor. Raises a data_exception if it is not base64url or not UTF-8.
create function sanyam_private.place_of(cursor text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return convert_from(
        decode(rpad(translate(cursor, '-_', '+/'), (length(cursor) + 3) / 4 * 4, '='), 'base64'), 'UTF8'
    );
end;
$$;
grant execute on function sanyam_private.place_of(text) to sanyam_api;

create function sanyam_private.fail_invalid_cursor() returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.fail(400, 'INVALID_CURSOR', 'The cursor is invalid. Start again from the first page.');
end;
$$;
grant execute on function sanyam_private.fail_invalid_cursor() to sanyam_api;

-- Returns the cursor to a row of a list that time and id sort, or null without a row.
create function sanyam_private.cursor_of(moment timestamptz, id uuid) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return sanyam_private.cursor_of(sanyam_private.rfc3339(moment) || id::text);
end;
$$;
grant execute on function sanyam_private.cursor_of(timestamptz, uuid) to sanyam_api;

-- Returns the time and the id of such a cursor. Fails with INVALID_CURSOR.
create function sanyam_private.read_cursor(cursor text, out moment timestamptz, out id uuid)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    c_time_length constant integer := length('2026-11-21T09:07:00.123456Z');
    v_place text;
begin
    begin
        v_place := sanyam_private.place_of(cursor);
        moment := left(v_place, c_time_length)::timestamptz;
        id := substr(v_place, c_time_length + 1)::uuid;
        if cursor = sanyam_private.cursor_of(moment, id) then
            return;
        end if;
    exception when data_exception then
        -- It is not base64url, not UTF-8, or has no time or no id.
        null;
    end;
    perform sanyam_private.fail_invalid_cursor();
end;
$$;
grant execute on function sanyam_private.read_cursor(text) to sanyam_api;

-- Returns what is wrong with the direction of a page, or null.
create function sanyam_private.direction_problem(direction text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return case when direction not in ('next', 'prev') then 'The direction is next or prev.' end;
end;
$$;
grant execute on function sanyam_private.direction_problem(text) to sanyam_api;

-- Returns the cursor beyond one end of a page, or null if the list ends there. `edge` is the cursor to the row at that
-- end. On the side that the caller comes from there is always a page, even if this one is empty by now. PostgreSQL
-- inlines this function.
create function sanyam_private.cursor_beyond(in_direction boolean, has_more boolean, cursor text, edge text)
returns text
language sql immutable
return case
    when in_direction and has_more then edge
    when not in_direction and cursor is not null then coalesce(edge, cursor)
end;
grant execute on function sanyam_private.cursor_beyond(boolean, boolean, text, text) to sanyam_api;

-- What a caller may do to a document. The permission is `owner`, or that of a share:
--
--                                                  owner   admin   edit    view
--   read it, list it, read its history             yes     yes     yes     yes
--   change name, language and text                 yes     yes     yes     no
--   restore a version, name a version              yes     yes     yes     no
--   move it to the trash, restore it from there    yes     yes     no      no
--   see it in the trash, delete it permanently     yes     no      no      no
--   share it, see its shares, give it away         yes     no      no      no
--
-- A share ends when it is revoked, when it expires, or when its recipient gives up the address. The policies of the
-- tables ask the functions below, which are security definer: if policies of documents and shares looked into each
-- other's tables, they would recurse, and every plan would take longer than its work.

-- Returns what the caller's share of a document permits at this moment: view, edit or admin. Null without a share.
create function sanyam_private.share_permission(document_id uuid) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_permission text;
begin
    select r.permission into v_permission
    from sanyam_private.share_recipients r
    -- The first condition is for the hash index, which holds one number for both ids.
    where uuid_hash_extended(r.document_id, uuid_hash_extended(r.recipient_id, 0))
            = uuid_hash_extended(share_permission.document_id, uuid_hash_extended(v_caller, 0))
        and r.document_id = share_permission.document_id
        and r.recipient_id = v_caller
        and (r.expires_at is null or r.expires_at > sanyam_private.clock());
    return v_permission;
end;
$$;
grant execute on function sanyam_private.share_permission(uuid) to authenticated, sanyam_api;

-- Returns the shares that the caller has at this moment.
create function sanyam_private.shares_of_caller() returns table (share_id uuid, document_id uuid, permission text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 20 as $$
declare
    v_now timestamptz := sanyam_private.clock();
begin
    return query
    select r.share_id, r.document_id, r.permission
    from sanyam_private.share_recipients r
    where r.recipient_id = sanyam_private.caller_id() and (r.expires_at is null or r.expires_at > v_now);
end;
$$;
grant execute on function sanyam_private.shares_of_caller() to authenticated, sanyam_api;

-- Returns whether the caller may change a document.
create function sanyam_private.may_change(document_id uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_owner_id uuid;
begin
    select d.owner_id into v_owner_id from public.documents d where d.id = may_change.document_id;
    return coalesce(
        v_owner_id = sanyam_private.caller_id()
            or sanyam_private.share_permission(may_change.document_id) in ('edit', 'admin'),
        false
    );
end;
$$;
grant execute on function sanyam_private.may_change(uuid) to sanyam_api;

-- Returns what is wrong with a document's name, or null. A name is one segment of a path.
create function sanyam_private.name_problem(name text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return case
        when name = '' then 'Enter a name.'
        when char_length(name) > 255 then 'A name can have at most 255 characters.'
        when name ~ '[/\\\u0001-\u001f\u007f-\u009f]' then 'A name cannot contain a slash, backslash or control character.'
        when name <> sanyam_private.trimmed(name) then 'A name cannot begin or end with a space.'
        when name in ('.', '..') then '“.” and “..” are not valid names.'
        when name = 'assets' then 'The name “assets” is reserved.'
    end;
end;
$$;
grant execute on function sanyam_private.name_problem(text) to sanyam_api;

-- Returns what is wrong with the id of a language, or null.
create function sanyam_private.language_id_problem(language_id text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return case when language_id !~ '^[a-z0-9][a-z0-9_.+#-]{0,63}$' then 'Enter a language id, for example markdown.' end;
end;
$$;
grant execute on function sanyam_private.language_id_problem(text) to sanyam_api;

-- A small row for each document. Its text is in document_versions, so that lists read no text.
--   updated_by, deleted_by              not foreign keys, because they outlive the account
--   version_count, named_version_count  the rows of its history, and those with a name, because counting them at each
--                                       save would take longer than the save
create table public.documents (
    id uuid primary key default gen_random_uuid(),
    owner_id uuid not null references public.user_profiles (id) on delete cascade,
    name text not null,
    language_id text not null,
    size_bytes bigint not null,
    version integer not null default 1,
    version_count integer not null default 1,
    named_version_count integer not null default 0,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    deleted_at timestamptz,
    deleted_by uuid,
    constraint size_is_not_negative check (size_bytes >= 0),
    constraint versions_begin_at_one check (version >= 1),
    constraint deletion_has_a_time_and_an_author check ((deleted_at is null) = (deleted_by is null))
);

-- An owner's list, newest change first. Two partial indexes, for the trash and the rest, would not serve a prepared
-- statement with the state as a parameter.
create index documents_by_change on public.documents (owner_id, updated_at desc, id desc);

-- The trash of an owner, and what the nightly job looks for.
create index documents_in_the_trash on public.documents (owner_id, deleted_at) where deleted_at is not null;

-- A hash index for the reason of users_by_id.
create index documents_by_id on public.documents using hash (id);

grant select on public.documents to authenticated, sanyam_api, service_role;
grant insert, delete on public.documents to sanyam_api;
grant update (
    name, language_id, size_bytes, version, version_count, named_version_count, updated_at, updated_by, deleted_at,
    deleted_by
) on public.documents to sanyam_api;
alter table public.documents enable row level security;

-- A user selects any rows, so this policy looks up the shares once. A function looks at one document, mostly the
-- caller's own, so the policies for functions ask for each row.
create policy "users see what they own and what is shared with them" on public.documents
    for select to authenticated using (
        owner_id = (select sanyam_private.caller_id())
        or (deleted_at is null and id = any (array(select s.document_id from sanyam_private.shares_of_caller() s)))
    );

-- Sees the trash of others, too: an admin share moves a document to the trash, and the update must see the new row.
create policy "functions see what the caller owns and what is shared" on public.documents
    for select to sanyam_api using (
        owner_id = (select sanyam_private.caller_id())
        or sanyam_private.share_permission(id) is not null
    );

create policy "functions create for the caller" on public.documents
    for insert to sanyam_api with check (
        owner_id = (select sanyam_private.caller_id())
        and updated_by = (select sanyam_private.caller_id())
        and version = 1
        and deleted_at is null
    );

-- Also the row after the change must be so.
create policy "functions change what the caller owns or may edit" on public.documents
    for update to sanyam_api using (
        owner_id = (select sanyam_private.caller_id())
        or sanyam_private.share_permission(id) = any (
            case when deleted_at is null then array['edit', 'admin'] else array['admin'] end
        )
    );

create policy "functions delete what the caller owns" on public.documents
    for delete to sanyam_api using (owner_id = (select sanyam_private.caller_id()));

create policy "keys see documents by their scopes" on public.documents
    as restrictive for select to authenticated using ((select sanyam_private.caller_may('documents:read')));

create policy "keys create documents by their scopes" on public.documents
    as restrictive for insert to sanyam_api with check ((select sanyam_private.caller_may('documents:write')));

create policy "keys change documents by their scopes" on public.documents
    as restrictive for update to sanyam_api
    using ((select sanyam_private.caller_may('documents:write', 'documents:delete'))) with check (true);

create policy "keys delete documents by their scopes" on public.documents
    as restrictive for delete to sanyam_api using ((select sanyam_private.caller_may('documents:delete')));

-- Checks name and language. It is a trigger, because PostgreSQL checks a constraint at each update, and most updates do
-- not change the name.
create function sanyam_private.check_description() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if sanyam_private.name_problem(new.name) is not null then
        raise check_violation using message = 'name_is_a_path_segment', table = 'documents', column = 'name';
    end if;
    if sanyam_private.language_id_problem(new.language_id) is not null then
        raise check_violation using message = 'language_id_is_a_token', table = 'documents', column = 'language_id';
    end if;
    return new;
end;
$$;

create trigger check_description before insert or update of name, language_id on public.documents
    for each row execute function sanyam_private.check_description();

-- An owner's counters, and the limits that they must not exceed.

-- Fails with TIER_LIMIT_EXCEEDED. A caller who is not the owner must not learn what the owner has.
create function sanyam_private.fail_over_usage(
    owner_id uuid, limits public.tier_limits, limit_name text, current bigint
) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if owner_id <> sanyam_private.caller_id() then
        perform sanyam_private.fail(
            403,
            'TIER_LIMIT_EXCEEDED',
            'The owner of this document has reached a limit of their plan. Ask them to delete documents or to upgrade.',
            jsonb_build_object('limit_name', limit_name)
        );
    elsif limit_name = 'max_documents' then
        perform sanyam_private.fail_over_limit(limits, limit_name, limits.max_documents, current, format(
            'Your plan (%s) allows %s documents, and you have %s. Delete one, or upgrade.',
            limits.tier, limits.max_documents, current
        ));
    else
        perform sanyam_private.fail_over_limit(limits, limit_name, limits.max_storage_bytes, current, format(
            'Your plan (%s) stores %s, and you use %s. Empty the trash, delete documents, or upgrade.',
            limits.tier, pg_size_pretty(limits.max_storage_bytes), pg_size_pretty(current)
        ));
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

-- A document as the functions answer it. Times are RFC 3339 in UTC with microseconds.
create type sanyam_private.document_answer as (
    id uuid,
    owner_id uuid,
    owner_email text,
    name text,
    language_id text,
    size_bytes bigint,
    version integer,
    created_at text,
    updated_at text,
    updated_by uuid,
    deleted_at text,
    deleted_by uuid,
    permission text,
    read_only_reason text
);

-- Returns whether so many of the owner's documents were changed later that this one is over the limit, and read-only.
-- Security definer, because a caller with a share of one document does not see the others.
create function sanyam_private.is_beyond_limit(
    owner_id uuid, max_documents integer, updated_at timestamptz, document_id uuid
) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
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

-- Returns why the caller cannot change a document at this moment, or null. PostgreSQL inlines this function.
create function sanyam_private.read_only_reason(
    document public.documents, account sanyam_private.account, permission text
) returns text
language sql stable
return case
    when document.deleted_at is not null then 'trashed'
    when permission = 'view' then 'view_share'
    when account.document_count > (account.limits).max_documents and sanyam_private.is_beyond_limit(
        document.owner_id, (account.limits).max_documents, document.updated_at, document.id
    ) then 'over_limit'
end;
grant execute on function sanyam_private.read_only_reason(public.documents, sanyam_private.account, text)
    to sanyam_api;

-- Returns a document as the functions answer it. `account` is the owner's. PostgreSQL inlines this function if each
-- argument is a variable or a column. If an argument calls a function, PostgreSQL plans this one at each call.
create function sanyam_private.answer_of(
    document public.documents, account sanyam_private.account, permission text
) returns sanyam_private.document_answer
language sql stable
return row(
    document.id,
    document.owner_id,
    account.email,
    document.name,
    document.language_id,
    document.size_bytes,
    document.version,
    sanyam_private.rfc3339(document.created_at),
    sanyam_private.rfc3339(document.updated_at),
    document.updated_by,
    sanyam_private.rfc3339(document.deleted_at),
    document.deleted_by,
    permission,
    sanyam_private.read_only_reason(document, account, permission)
)::sanyam_private.document_answer;
grant execute on function sanyam_private.answer_of(public.documents, sanyam_private.account, text) to sanyam_api;

create function sanyam_private.fail_not_found() returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.fail(404, 'DOCUMENT_NOT_FOUND', 'This document does not exist, or you have no access to it.');
end;
$$;
grant execute on function sanyam_private.fail_not_found() to sanyam_api;

create function sanyam_private.fail_read_only(reason text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.fail(
        403,
        'DOCUMENT_READ_ONLY',
        case reason
            when 'trashed' then 'This document is in the trash. Restore it to edit it.'
            when 'view_share' then 'This document was shared with you for viewing only. Ask its owner for permission to edit it.'
            when 'over_limit' then
                'This document is read-only, because its owner has more documents than their plan allows. '
                'The owner can move newer documents to the trash, or upgrade.'
        end,
        jsonb_build_object('reason', reason)
    );
end;
$$;
grant execute on function sanyam_private.fail_read_only(text) to sanyam_api;

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

-- The history of documents. The newest row of a document is its text, and the rows before are its earlier states.
--   origin                                  save, autosave or restore
--   api_key_name                            the name of the API key, if a key made the change
--   name                                    a name by a user; no rule deletes a version with a name
--   document_name, language_id, size_bytes  of the document at that time
--   replaceable_until                       until when the next autosave of the same user may replace this version;
--                                           `infinity`, from a tier without history, lets any change replace it
create table public.document_versions (
    document_id uuid not null references public.documents (id) on delete cascade,
    version_number integer not null,
    content text not null,
    origin text not null,
    created_at timestamptz not null,
    created_by uuid not null,
    api_key_name text,
    name text,
    document_name text not null,
    language_id text not null,
    size_bytes bigint not null,
    replaceable_until timestamptz,
    primary key (document_id, version_number),
    -- PostgreSQL parses a constraint at each save. A regular expression takes a third of the time of `in (…)`.
    constraint origin_is_save_autosave_or_restore check (origin ~ '^(save|autosave|restore)$')
);

-- Compresses with lz4 if the server has it, else not at all. The other method, pglz, takes 42 ms for a megabyte.
do $$
begin
    if exists (
        select from pg_catalog.pg_settings s
        where s.name = 'default_toast_compression' and 'lz4' = any (s.enumvals)
    ) then
        alter table public.document_versions alter column content set compression lz4;
    else
        alter table public.document_versions alter column content set storage external;
    end if;
end;
$$;

-- Of a version, only its name can change.
grant select on public.document_versions to authenticated, sanyam_api, service_role;
grant insert, delete on public.document_versions to sanyam_api;
grant update (name) on public.document_versions to sanyam_api;
alter table public.document_versions enable row level security;

create policy "users read the versions of documents that they see" on public.document_versions
    for select to authenticated
    using (exists (select from public.documents d where d.id = document_id));

create policy "functions read the versions of documents that the caller sees" on public.document_versions
    for select to sanyam_api
    using (exists (select from public.documents d where d.id = document_id));

create policy "functions add versions by the caller, who may edit" on public.document_versions
    for insert to sanyam_api
    with check (created_by = (select sanyam_private.caller_id()) and sanyam_private.may_change(document_id));

create policy "functions name versions for who may edit" on public.document_versions
    for update to sanyam_api using (sanyam_private.may_change(document_id));

create policy "functions delete versions for who may edit" on public.document_versions
    for delete to sanyam_api using (sanyam_private.may_change(document_id));

create policy "keys read versions by their scopes" on public.document_versions
    as restrictive for select to authenticated using ((select sanyam_private.caller_may('versions:read')));

create policy "keys read texts by their scopes" on public.document_versions
    as restrictive for select to sanyam_api
    using ((select sanyam_private.caller_may('documents:read', 'documents:write', 'versions:read')));

create policy "keys add versions by their scopes" on public.document_versions
    as restrictive for insert to sanyam_api with check ((select sanyam_private.caller_may('documents:write')));

create policy "keys name versions by their scopes" on public.document_versions
    as restrictive for update to sanyam_api using ((select sanyam_private.caller_may('documents:write')));

create policy "keys delete versions by their scopes" on public.document_versions
    as restrictive for delete to sanyam_api using ((select sanyam_private.caller_may('documents:write')));

-- Returns what is wrong with a version's name, or null.
create function sanyam_private.version_name_problem(name text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return case
        when name = '' then 'Enter a name.'
        when char_length(name) > 100 then 'The name of a version has at most 100 characters.'
        when name ~ '[\u0001-\u001f\u007f-\u009f]' then 'The name of a version has no control character.'
    end;
end;
$$;
grant execute on function sanyam_private.version_name_problem(text) to sanyam_api;

-- Checks the name. It is a trigger, because PostgreSQL would parse and plan a constraint at each save, which adds a
-- version without a name.
create function sanyam_private.check_version_name() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if sanyam_private.version_name_problem(new.name) is not null then
        raise check_violation using message = 'version_name_is_short', table = 'document_versions', column = 'name';
    end if;
    return new;
end;
$$;

create trigger check_version_name before update of name on public.document_versions
    for each row execute function sanyam_private.check_version_name();

-- What the functions answer for a version, without its text.
create type sanyam_private.version_answer as (
    document_id uuid,
    version_number integer,
    name text,
    origin text,
    api_key_name text,
    created_at text,
    created_by uuid,
    document_name text,
    language_id text,
    size_bytes bigint,
    created_by_email text
);

-- Returns a version as the functions answer it. PostgreSQL inlines this function if no argument calls a function.
create function sanyam_private.answer_of(version public.document_versions, created_by_email text)
returns sanyam_private.version_answer
language sql stable
return row(
    version.document_id,
    version.version_number,
    version.name,
    version.origin,
    version.api_key_name,
    sanyam_private.rfc3339(version.created_at),
    version.created_by,
    version.document_name,
    version.language_id,
    version.size_bytes,
    created_by_email
)::sanyam_private.version_answer;
grant execute on function sanyam_private.answer_of(public.document_versions, text) to sanyam_api;

create function sanyam_private.fail_version_not_found() returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.fail(
        404, 'VERSION_NOT_FOUND', 'The document does not have this version, or no longer keeps it.'
    );
end;
$$;
grant execute on function sanyam_private.fail_version_not_found() to sanyam_api;

-- Returns the email of a version's author. Null unless the author is the document's owner or the caller.
create function sanyam_private.author_email(author_id uuid, owner_id uuid) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    if author_id = owner_id or author_id = sanyam_private.caller_id() then
        return (sanyam_private.account_of(author_id)).email;
    end if;
    return null;
end;
$$;
grant execute on function sanyam_private.author_email(uuid, uuid) to sanyam_api;

-- Returns whether a change replaces the newest version, `head`. The rules of the history:
--   A save or a restore always adds a version: the state after the change.
--   An autosave replaces an autosave of the same user, with the same key or none, in a window of five minutes. The
--   window begins with the first autosave, so the version before it stays.
--   In a tier without history, a change replaces the newest version, unless a tier with history made that one.
--   A version with a name stays.
--   Beyond the tier's number, prune_versions deletes the oldest.
-- PostgreSQL inlines this function.
create function sanyam_private.replaces(
    head public.document_versions, origin text, has_history boolean, caller_id uuid, key_name text, moment timestamptz
) returns boolean
language sql stable
return coalesce(
    head.name is null and case
        when not has_history then head.replaceable_until = 'infinity'
        when origin = 'autosave' then
            head.origin = 'autosave' and head.created_by = caller_id and head.api_key_name is not distinct from key_name
            and isfinite(head.replaceable_until) and head.replaceable_until >= moment
    end,
    false
);
grant execute on function sanyam_private.replaces(public.document_versions, text, boolean, uuid, text, timestamptz)
    to sanyam_api;

-- Deletes the oldest versions beyond the tier's number, and returns how many. `version_count` is how many there are.
-- Versions with a name stay, and those that a downgrade spares.
create function sanyam_private.prune_versions(
    document public.documents, account sanyam_private.account, version_count integer, moment timestamptz
) returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_limits public.tier_limits := account.limits;
    v_excess integer := version_count - v_limits.max_versions_per_document;
    v_spared_before timestamptz := case
        when account.downgraded_at < moment - make_interval(days => v_limits.version_retention_days) then null
        else account.downgraded_at
    end;
    v_pruned integer;
begin
    if v_spared_before is not null then
        -- Spared versions do not count, or there would be no room for new ones.
        select count(*) - v_limits.max_versions_per_document into v_excess
        from public.document_versions v
        where v.document_id = document.id and v.created_at >= v_spared_before;
    end if;
    -- Versions with names from a larger tier, or of a former owner, can be more than half. Half of the number is still
    -- for versions without a name.
    v_excess := least(
        v_excess,
        version_count - document.named_version_count
            - (v_limits.max_versions_per_document - v_limits.max_versions_per_document / 2)
    );
    delete from public.document_versions v
    where v.document_id = document.id and v.version_number = any (array(
        select o.version_number
        from public.document_versions o
        where o.document_id = document.id
            and o.version_number <= document.version
            and o.name is null
            and (v_spared_before is null or o.created_at >= v_spared_before)
        order by o.version_number
        limit greatest(v_excess, 0)
    ));
    get diagnostics v_pruned = row_count;
    return v_pruned;
end;
$$;
grant execute on function
    sanyam_private.prune_versions(public.documents, sanyam_private.account, integer, timestamptz)
to sanyam_api;

-- Creates a document of the caller. A repeated request with the same key gets the same answer and creates nothing.
-- Fails with VALIDATION_ERROR, FEATURE_NOT_AVAILABLE, DOCUMENT_TOO_LARGE, TIER_LIMIT_EXCEEDED.
create function public.create_document(
    name text default null,
    language_id text default null,
    content text default null,
    idempotency_key text default null
) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.require_caller('documents:write');
    v_content text := coalesce(content, '');
    v_size bigint := octet_length(v_content);
    v_account sanyam_private.account;
    v_limits public.tier_limits;
    v_request_hash bytea;
    v_answer json;
    v_id uuid := gen_random_uuid();
    v_now timestamptz;
    v_document public.documents;
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        'name', sanyam_private.name_problem(coalesce(name, '')),
        'language_id', sanyam_private.language_id_problem(coalesce(language_id, '')),
        'idempotency_key', sanyam_private.idempotency_key_problem(idempotency_key)
    ));
    v_account := sanyam_private.lock_account(v_caller);
    v_limits := v_account.limits;
    if idempotency_key is not null then
        v_request_hash := sha256(
            sha256(convert_to(name, 'UTF8')) || sha256(convert_to(language_id, 'UTF8'))
            || sha256(convert_to(v_content, 'UTF8'))
        );
        v_answer := sanyam_private.recall_answer(idempotency_key, v_request_hash);
        if v_answer is not null then
            return v_answer;
        end if;
    end if;
    perform sanyam_private.require_feature(
        v_limits,
        'cloud_storage',
        format('Your plan (%s) does not include cloud storage. Upgrade to save to the cloud.', v_limits.tier)
    );
    if v_size > v_limits.max_document_size_bytes then
        perform sanyam_private.fail_too_large(v_limits, v_size);
    end if;
    v_now := sanyam_private.clock();
    insert into public.documents (id, owner_id, name, language_id, size_bytes, created_at, updated_at, updated_by)
    values (v_id, v_caller, name, language_id, v_size, v_now, v_now, v_caller)
    returning * into v_document;
    insert into public.document_versions (
        document_id, version_number, content, origin, created_at, created_by, api_key_name,
        document_name, language_id, size_bytes, replaceable_until
    ) values (
        v_id, 1, v_content, 'save', v_now, v_caller, sanyam_private.caller_key_name(),
        name, language_id, v_size, case when not v_limits.has_document_versioning then 'infinity'::timestamptz end
    );
    v_answer := row_to_json(sanyam_private.answer_of(v_document, v_account, 'owner'));
    perform sanyam_private.keep_answer(idempotency_key, v_request_hash, v_answer);
    return v_answer;
end;
$$;
call sanyam_private.expose('public.create_document(text, text, text, text)', 'authenticated', 'sanyam_gateway');

-- Answers a document with its text. Its owner also reads it in the trash. Fails with DOCUMENT_NOT_FOUND.
-- Two small statements, because one plan with the policies of both tables takes longer to start.
create function public.read_document(document_id uuid) returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.require_caller('documents:read');
    v_document public.documents;
    v_permission text := 'owner';
    v_account sanyam_private.account;
    v_answer json;
begin
    select d.* into v_document from public.documents d where d.id = document_id;
    if v_document.owner_id <> v_caller then
        v_permission := case when v_document.deleted_at is null then sanyam_private.share_permission(document_id) end;
    end if;
    if v_document.id is null or v_permission is null then
        perform sanyam_private.fail_not_found();
    end if;
    v_account := sanyam_private.account_of(v_document.owner_id);
    select row_to_json(x) into strict v_answer
    from (
        select (sanyam_private.answer_of(v_document, v_account, v_permission)).*, v.content
        from public.document_versions v
        where v.document_id = v_document.id and v.version_number = v_document.version
    ) x;
    return v_answer;
end;
$$;
call sanyam_private.expose('public.read_document(uuid)', 'authenticated', 'sanyam_gateway');

-- Returns a document that the caller may read. Only the owner sees the trash. Fails with DOCUMENT_NOT_FOUND.
create function sanyam_private.document_to_read(document_id uuid) returns public.documents
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_document public.documents;
begin
    select d.* into v_document from public.documents d where d.id = document_to_read.document_id;
    if v_document.id is null
        or (v_document.deleted_at is not null and v_document.owner_id <> sanyam_private.caller_id())
    then
        perform sanyam_private.fail_not_found();
    end if;
    return v_document;
end;
$$;
grant execute on function sanyam_private.document_to_read(uuid) to sanyam_api;

-- Changes the text, the name or the language of a document; null changes nothing. The version goes up by one if
-- something differs. A `base_version` must be the newest version. `origin` is save, by a person, or autosave, by a
-- timer.
-- Fails with VALIDATION_ERROR, DOCUMENT_NOT_FOUND, OPTIMISTIC_LOCK_CONFLICT, DOCUMENT_READ_ONLY, DOCUMENT_TOO_LARGE,
-- TIER_LIMIT_EXCEEDED.
create function public.save_document(
    document_id uuid,
    content text default null,
    name text default null,
    language_id text default null,
    base_version bigint default null,
    origin text default null
) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.require_caller('documents:write');
    v_locked sanyam_private.locked_document;
begin
    if name is not null or language_id is not null or origin is not null then
        perform sanyam_private.require_valid(jsonb_build_object(
            'name', sanyam_private.name_problem(name),
            'language_id', sanyam_private.language_id_problem(language_id),
            'origin', case when origin not in ('save', 'autosave') then 'The origin is save or autosave.' end
        ));
    end if;
    v_locked := sanyam_private.lock_document(document_id, base_version);
    return sanyam_private.change_document(v_locked, content, name, language_id, coalesce(origin, 'save'));
end;
$$;
call sanyam_private.expose(
    'public.save_document(uuid, text, text, text, bigint, text)', 'authenticated', 'sanyam_gateway'
);

-- Changes a locked document, adds a version by the rules of `replaces`, and answers the document. Null changes nothing.
-- Fails with DOCUMENT_READ_ONLY, DOCUMENT_TOO_LARGE, TIER_LIMIT_EXCEEDED.
create function sanyam_private.change_document(
    locked sanyam_private.locked_document, content text, name text, language_id text, origin text
) returns json
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    c_window constant interval := '5 minutes';
    v_caller uuid := sanyam_private.caller_id();
    v_key_name text := sanyam_private.caller_key_name();
    v_document public.documents := locked.document;
    v_account sanyam_private.account := locked.account;
    v_limits public.tier_limits := v_account.limits;
    v_reason text := sanyam_private.read_only_reason(v_document, v_account, locked.permission);
    v_size bigint := coalesce(octet_length(content), v_document.size_bytes);
    v_text_changes boolean := true;
    v_name_changes boolean := coalesce(name <> v_document.name, false)
        or coalesce(language_id <> v_document.language_id, false);
    v_head public.document_versions;
    v_replaces boolean := false;
    v_version_count integer := v_document.version_count + 1;
    v_now timestamptz;
begin
    if v_reason is not null then
        perform sanyam_private.fail_read_only(v_reason);
    end if;
    -- Reads the newest version only if something depends on it. Texts of different sizes differ.
    if v_size = v_document.size_bytes or origin = 'autosave' or not v_limits.has_document_versioning then
        select v.* into strict v_head
        from public.document_versions v
        where v.document_id = v_document.id and v.version_number = v_document.version;
        v_text_changes := coalesce(content <> v_head.content, false);
        if not v_text_changes and not v_name_changes then
            return row_to_json(sanyam_private.answer_of(v_document, v_account, locked.permission));
        end if;
    end if;
    if v_text_changes and v_size > v_limits.max_document_size_bytes then
        perform sanyam_private.fail_too_large(v_limits, v_size);
    end if;

    v_now := sanyam_private.clock();
    if v_head.document_id is not null then
        v_replaces := sanyam_private.replaces(
            v_head, origin, v_limits.has_document_versioning, v_caller, v_key_name, v_now
        );
    end if;
    insert into public.document_versions (
        document_id, version_number, content, origin, created_at, created_by, api_key_name,
        document_name, language_id, size_bytes, replaceable_until
    ) values (
        v_document.id,
        v_document.version + 1,
        coalesce(content, v_head.content),
        origin,
        v_now,
        v_caller,
        v_key_name,
        coalesce(name, v_document.name),
        coalesce(language_id, v_document.language_id),
        v_size,
        case
            when not v_limits.has_document_versioning then 'infinity'
            when v_replaces then v_head.replaceable_until
            when origin = 'autosave' then v_now + c_window
        end
    );
    if v_replaces then
        delete from public.document_versions v
        where v.document_id = v_document.id and v.version_number = v_document.version;
        v_version_count := v_version_count - 1;
    end if;
    if v_limits.has_document_versioning and v_version_count > v_limits.max_versions_per_document then
        v_version_count := v_version_count
            - sanyam_private.prune_versions(v_document, v_account, v_version_count, v_now);
    end if;
    update public.documents d
    set size_bytes = v_size, version = d.version + 1, version_count = v_version_count, updated_at = v_now,
        updated_by = v_caller
    where d.id = v_document.id
    returning d.* into strict v_document;
    -- A statement of its own, because a new name is rare and a trigger checks it.
    if v_name_changes then
        update public.documents d
        set name = coalesce(change_document.name, d.name),
            language_id = coalesce(change_document.language_id, d.language_id)
        where d.id = v_document.id
        returning d.* into strict v_document;
    end if;
    return row_to_json(sanyam_private.answer_of(v_document, v_account, locked.permission));
end;
$$;
grant execute on function sanyam_private.change_document(sanyam_private.locked_document, text, text, text, text)
    to sanyam_api;

-- What a list asks for: which documents, from which place on, in which direction, and how many at most.
create type sanyam_private.list_request as (
    trashed boolean,
    language_id text,
    query text,
    forward boolean,
    from_time timestamptz,
    from_id uuid,
    most integer
);

-- Returns whether a document belongs to a list, on any page. PostgreSQL inlines this function.
create function sanyam_private.is_listed(document public.documents, request sanyam_private.list_request)
returns boolean
language sql stable
return (document.deleted_at is not null) = request.trashed
    and (request.language_id is null or document.language_id = request.language_id)
    and (request.query is null or strpos(lower(document.name), lower(request.query)) > 0);
grant execute on function sanyam_private.is_listed(public.documents, sanyam_private.list_request) to sanyam_api;

-- Returns the caller's own documents on a page, newest change first.
create function sanyam_private.list_own(caller sanyam_private.account, request sanyam_private.list_request)
returns sanyam_private.document_answer[]
-- The index has them in order. Any other plan reads and sorts all that an owner has.
language plpgsql stable set search_path = pg_catalog, pg_temp
set enable_bitmapscan = off set plan_cache_mode = force_generic_plan as $$
begin
    if request.forward then
        return array(
            select sanyam_private.answer_of(p, caller, 'owner')
            from (
                select d.*
                from public.documents d
                where d.owner_id = caller.owner_id
                    and (d.updated_at, d.id) < (request.from_time, request.from_id)
                    and sanyam_private.is_listed(d, request)
                order by d.updated_at desc, d.id desc
                limit request.most
            ) p
        );
    end if;
    return array(
        select sanyam_private.answer_of(p, caller, 'owner')
        from (
            select d.*
            from public.documents d
            where d.owner_id = caller.owner_id
                and (d.updated_at, d.id) > (request.from_time, request.from_id)
                and sanyam_private.is_listed(d, request)
            order by d.updated_at, d.id
            limit request.most
        ) p
        order by p.updated_at desc, p.id desc
    );
end;
$$;
grant execute on function sanyam_private.list_own(sanyam_private.account, sanyam_private.list_request) to sanyam_api;

-- A document of another owner, and the caller's permission.
create type sanyam_private.shared_document as (document public.documents, permission text);

-- Returns all documents of other owners that belong to a list, on any page.
create function sanyam_private.list_shared(request sanyam_private.list_request)
returns sanyam_private.shared_document[]
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
    return array(
        select row(d, s.permission)::sanyam_private.shared_document
        from sanyam_private.shares_of_caller() s
        join public.documents d on d.id = s.document_id
        where sanyam_private.is_listed(d, request)
    );
end;
$$;
grant execute on function sanyam_private.list_shared(sanyam_private.list_request) to sanyam_api;

-- Adds the shared documents on the page's side of the cursor to the caller's own, newest change first.
create function sanyam_private.merge_shared(
    own sanyam_private.document_answer[],
    shared sanyam_private.shared_document[],
    request sanyam_private.list_request
) returns sanyam_private.document_answer[]
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
    return array(
        with page as materialized (
            select x.own, x.shared, x.updated_at, x.id, ((x.shared).document).owner_id
            from (
                select o as own, null::sanyam_private.shared_document as shared, o.updated_at, o.id
                from unnest(own) o
                union all
                select null, s, sanyam_private.rfc3339((s.document).updated_at), (s.document).id
                from unnest(shared) s
                where case
                    when request.forward then
                        ((s.document).updated_at, (s.document).id) < (request.from_time, request.from_id)
                    else ((s.document).updated_at, (s.document).id) > (request.from_time, request.from_id)
                end
            ) x
            -- Texts of times in the same form sort like the times. The first two are null for a page before the cursor.
            order by
                case when request.forward then x.updated_at end collate "C" desc,
                case when request.forward then x.id end desc,
                x.updated_at collate "C",
                x.id
            limit request.most
        ),
        -- Each owner's account once.
        owners as materialized (
            select o.owner_id, sanyam_private.account_of(o.owner_id) as account
            from (select distinct p.owner_id from page p where p.owner_id is not null) o
        )
        select case
            when p.owner_id is null then p.own
            else sanyam_private.answer_of((p.shared).document, o.account, (p.shared).permission)
        end
        from page p
        left join owners o on o.owner_id = p.owner_id
        order by p.updated_at collate "C" desc, p.id desc
    );
end;
$$;
grant execute on function sanyam_private.merge_shared(
    sanyam_private.document_answer[], sanyam_private.shared_document[], sanyam_private.list_request
) to sanyam_api;

-- Returns the cursor to a document in a list.
create function sanyam_private.cursor_to(answer sanyam_private.document_answer) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return sanyam_private.cursor_of(answer.updated_at || answer.id::text);
end;
$$;
grant execute on function sanyam_private.cursor_to(sanyam_private.document_answer) to sanyam_api;

-- Answers a page of documents without their texts, newest change first: the caller's own and, unless `include_shared`
-- is false, those that others share with the caller. The trash has only the caller's own. `query` is a part of the name
-- in any case. `page_size` is limited to 1 to 100. `direction` is the side of the cursor on which the page lies.
-- Fails with VALIDATION_ERROR, INVALID_CURSOR.
create function public.list_documents(
    state text default null,
    include_shared boolean default null,
    language_id text default null,
    query text default null,
    page_size integer default null,
    cursor text default null,
    direction text default null
) returns json
-- A generic plan serves all arguments. Planning takes longer than the page.
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan as $$
declare
    v_caller uuid := sanyam_private.require_caller('documents:read');
    v_forward boolean := coalesce(direction = 'next', true);
    v_page_size integer := least(greatest(coalesce(page_size, 20), 1), 100);
    -- One row more than the page tells whether there is another page.
    v_request sanyam_private.list_request := row(
        coalesce(state = 'trashed', false), language_id, query, v_forward,
        case when v_forward then 'infinity'::timestamptz else '-infinity' end,
        case when v_forward then 'ffffffff-ffff-ffff-ffff-ffffffffffff' else '00000000-0000-0000-0000-000000000000' end,
        v_page_size + 1
    );
    v_account sanyam_private.account;
    v_answers sanyam_private.document_answer[];
    v_shared sanyam_private.shared_document[] := '{}';
    v_own_count bigint;
    v_count integer;
    v_has_more boolean;
    v_start integer;
    v_end integer;
    v_first text;
    v_last text;
begin
    if state is not null or direction is not null or query is not null then
        perform sanyam_private.require_valid(jsonb_build_object(
            'state', case when state not in ('active', 'trashed') then 'The state is active or trashed.' end,
            -- No name is longer, and the query compares each row.
            'query', case when char_length(query) > 255 then 'A part of a name has at most 255 characters.' end,
            'direction', sanyam_private.direction_problem(direction)
        ));
    end if;
    if cursor is not null then
        select c.moment, c.id into v_request.from_time, v_request.from_id
        from sanyam_private.read_cursor(cursor) c;
    end if;
    v_account := sanyam_private.account_of(v_caller);
    v_answers := sanyam_private.list_own(v_account, v_request);
    -- Counting costs as much as a page. Without a filter the number is known, and a first page with all documents has
    -- counted them.
    if not v_request.trashed and language_id is null and query is null then
        v_own_count := v_account.document_count;
    elsif cursor is null and cardinality(v_answers) <= v_page_size then
        v_own_count := cardinality(v_answers);
    else
        select count(*) into v_own_count
        from public.documents d
        where d.owner_id = v_caller and sanyam_private.is_listed(d, v_request);
    end if;
    if not v_request.trashed and coalesce(include_shared, true) then
        v_shared := sanyam_private.list_shared(v_request);
        if cardinality(v_shared) > 0 then
            v_answers := sanyam_private.merge_shared(v_answers, v_shared, v_request);
        end if;
    end if;
    v_count := cardinality(v_answers);
    v_has_more := v_count > v_page_size;
    -- A page before the cursor ends at the cursor.
    v_start := case when v_forward then 1 else greatest(v_count - v_page_size, 0) + 1 end;
    v_end := least(v_start + v_page_size - 1, v_count);
    v_first := sanyam_private.cursor_to(v_answers[v_start]);
    v_last := sanyam_private.cursor_to(v_answers[v_end]);
    return json_build_object(
        'items', v_answers[v_start:v_end],
        'next_cursor', sanyam_private.cursor_beyond(v_forward, v_has_more, cursor, v_last),
        'prev_cursor', sanyam_private.cursor_beyond(not v_forward, v_has_more, cursor, v_first),
        'total_count', v_own_count + cardinality(v_shared),
        'page_size', v_page_size
    );
end;
$$;
call sanyam_private.expose(
    'public.list_documents(text, boolean, text, text, integer, text, text)', 'authenticated', 'sanyam_gateway'
);

-- Returns the cursor to a version of a document.
create function sanyam_private.version_cursor_of(document_id uuid, version_number integer) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return sanyam_private.cursor_of(document_id || '/' || version_number);
end;
$$;
grant execute on function sanyam_private.version_cursor_of(uuid, integer) to sanyam_api;

-- Returns the version's number of such a cursor. Fails with INVALID_CURSOR, also for the cursor of another document.
create function sanyam_private.read_version_cursor(cursor text, document_id uuid) returns integer
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_version_number integer;
begin
    begin
        v_version_number := split_part(sanyam_private.place_of(cursor), '/', 2)::integer;
        if v_version_number >= 0
            and cursor = sanyam_private.version_cursor_of(document_id, v_version_number)
        then
            return v_version_number;
        end if;
    exception when data_exception then
        -- It is not base64url, not UTF-8, or has no number.
        null;
    end;
    perform sanyam_private.fail_invalid_cursor();
end;
$$;
grant execute on function sanyam_private.read_version_cursor(text, uuid) to sanyam_api;

-- Answers a page of a document's history without the texts, newest first. `page_size` is limited to 1 to 100.
-- `direction` is the side of the cursor on which the page lies. Of the authors' emails it has only the owner's and the
-- caller's.
-- Fails with VALIDATION_ERROR, DOCUMENT_NOT_FOUND, INVALID_CURSOR.
create function public.list_versions(
    document_id uuid,
    page_size integer default null,
    cursor text default null,
    direction text default null
) returns json
-- A generic plan serves all arguments. Planning takes longer than the page.
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan as $$
declare
    v_caller uuid := sanyam_private.require_caller('versions:read');
    v_forward boolean := coalesce(direction = 'next', true);
    v_page_size integer := least(greatest(coalesce(page_size, 20), 1), 100);
    v_document public.documents;
    v_owner_email text;
    v_caller_email text;
    v_cursor integer;
    v_above integer := 0;
    v_below integer;
    v_answers sanyam_private.version_answer[];
    v_count integer;
    v_newest integer;
    v_oldest integer;
    v_older boolean;
begin
    if direction is not null then
        perform sanyam_private.require_valid(jsonb_build_object(
            'direction', sanyam_private.direction_problem(direction)
        ));
    end if;
    v_document := sanyam_private.document_to_read(document_id);
    v_owner_email := (sanyam_private.account_of(v_document.owner_id)).email;
    if v_caller <> v_document.owner_id then
        v_caller_email := (sanyam_private.account_of(v_caller)).email;
    end if;
    if cursor is not null then
        v_cursor := sanyam_private.read_version_cursor(cursor, v_document.id);
    end if;
    if v_forward then
        v_below := v_cursor;
    else
        v_above := coalesce(v_cursor, 0);
        select v.version_number into v_below
        from public.document_versions v
        where v.document_id = v_document.id and v.version_number > v_above
        order by v.version_number
        offset v_page_size
        limit 1;
    end if;
    v_below := coalesce(v_below, v_document.version + 1);
    -- One row more than the page tells whether there are older versions.
    v_answers := array(
        select sanyam_private.answer_of(p, case p.created_by
            when v_document.owner_id then v_owner_email
            when v_caller then v_caller_email
        end)
        from (
            select v.*
            from public.document_versions v
            where v.document_id = v_document.id and v.version_number > v_above and v.version_number < v_below
            order by v.version_number desc
            limit v_page_size + 1
        ) p
    );
    v_count := least(cardinality(v_answers), v_page_size);
    -- If all versions of the page are deleted, both sides begin at its place.
    v_newest := coalesce(v_answers[1].version_number, v_below - 1);
    v_oldest := coalesce(v_answers[v_count].version_number, v_below);
    v_older := cardinality(v_answers) > v_count;
    if v_above > 0 then
        v_older := exists (
            select from public.document_versions v
            where v.document_id = v_document.id and v.version_number < v_oldest
        );
    end if;
    -- The newest version always exists, so there is no need to look for newer ones.
    return json_build_object(
        'items', v_answers[1:v_count],
        'next_cursor', case when v_older then sanyam_private.version_cursor_of(v_document.id, v_oldest) end,
        'prev_cursor', case
            when v_newest < v_document.version then sanyam_private.version_cursor_of(v_document.id, v_newest)
        end,
        'total_count', v_document.version_count,
        'page_size', v_page_size
    );
end;
$$;
call sanyam_private.expose('public.list_versions(uuid, integer, text, text)', 'authenticated', 'sanyam_gateway');

-- Answers a version with its text. Fails with DOCUMENT_NOT_FOUND, VERSION_NOT_FOUND.
create function public.read_version(document_id uuid, version_number bigint) returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_document public.documents;
    v_version public.document_versions;
    v_email text;
begin
    perform sanyam_private.require_caller('versions:read');
    v_document := sanyam_private.document_to_read(document_id);
    select v.* into v_version
    from public.document_versions v
    where v.document_id = v_document.id and v.version_number = read_version.version_number;
    if not found then
        perform sanyam_private.fail_version_not_found();
    end if;
    v_email := sanyam_private.author_email(v_version.created_by, v_document.owner_id);
    return (
        select row_to_json(x) from (select (sanyam_private.answer_of(v_version, v_email)).*, v_version.content) x
    );
end;
$$;
call sanyam_private.expose('public.read_version(uuid, bigint)', 'authenticated', 'sanyam_gateway');

-- Restoring and naming versions.

-- Locks a document for a change of its history. Fails with DOCUMENT_NOT_FOUND, OPTIMISTIC_LOCK_CONFLICT,
-- DOCUMENT_READ_ONLY, and with FEATURE_NOT_AVAILABLE if the owner's tier keeps no history.
create function sanyam_private.lock_history(document_id uuid, base_version bigint)
returns sanyam_private.locked_document
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_locked sanyam_private.locked_document := sanyam_private.lock_document(document_id, base_version);
    v_limits public.tier_limits := (v_locked.account).limits;
    v_reason text := sanyam_private.read_only_reason(v_locked.document, v_locked.account, v_locked.permission);
begin
    if v_reason is not null then
        perform sanyam_private.fail_read_only(v_reason);
    end if;
    perform sanyam_private.require_feature(
        v_limits,
        'document_versioning',
        format(
            'The plan of this document’s owner (%s) does not include version history. '
            'After an upgrade, old versions can be restored again.',
            v_limits.tier
        )
    );
    return v_locked;
end;
$$;
grant execute on function sanyam_private.lock_history(uuid, bigint) to sanyam_api;

-- Makes the text of an older version the newest version. The name and the language stay. Another restore undoes it.
-- Fails with DOCUMENT_NOT_FOUND, VERSION_NOT_FOUND, OPTIMISTIC_LOCK_CONFLICT, FEATURE_NOT_AVAILABLE,
-- DOCUMENT_READ_ONLY, DOCUMENT_TOO_LARGE, TIER_LIMIT_EXCEEDED.
create function public.restore_version(
    document_id uuid, version_number bigint, base_version bigint default null
) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_locked sanyam_private.locked_document;
    v_content text;
begin
    perform sanyam_private.require_caller('documents:write');
    v_locked := sanyam_private.lock_history(document_id, base_version);
    select v.content into v_content
    from public.document_versions v
    where v.document_id = (v_locked.document).id and v.version_number = restore_version.version_number;
    if not found then
        perform sanyam_private.fail_version_not_found();
    end if;
    return sanyam_private.change_document(v_locked, v_content, null, null, 'restore');
end;
$$;
call sanyam_private.expose('public.restore_version(uuid, bigint, bigint)', 'authenticated', 'sanyam_gateway');

-- Gives a version a name, so that no rule deletes it. Without a name, removes the name.
-- Fails with VALIDATION_ERROR, DOCUMENT_NOT_FOUND, VERSION_NOT_FOUND, FEATURE_NOT_AVAILABLE, DOCUMENT_READ_ONLY, and
-- with TIER_LIMIT_EXCEEDED when half of the versions that the tier keeps have a name.
create function public.name_version(document_id uuid, version_number bigint, name text default null) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_name text := nullif(sanyam_private.trimmed(name), '');
    v_locked sanyam_private.locked_document;
    v_document public.documents;
    v_limits public.tier_limits;
    v_limit integer;
    v_version public.document_versions;
    v_email text;
begin
    perform sanyam_private.require_caller('documents:write');
    perform sanyam_private.require_valid(jsonb_build_object(
        'name', sanyam_private.version_name_problem(v_name)
    ));
    v_locked := sanyam_private.lock_history(document_id, null);
    v_document := v_locked.document;
    v_limits := (v_locked.account).limits;
    select v.* into v_version
    from public.document_versions v
    where v.document_id = v_document.id and v.version_number = name_version.version_number;
    if not found then
        perform sanyam_private.fail_version_not_found();
    end if;
    -- The other half is for versions to come.
    v_limit := v_limits.max_versions_per_document / 2;
    if v_name is not null and v_version.name is null and v_document.named_version_count >= v_limit then
        perform sanyam_private.fail_over_limit(
            v_limits, 'max_named_versions', v_limit, v_document.named_version_count,
            format(
                'Your plan (%s) allows %s named versions of a document, and this one has %s. '
                'Remove a name, or upgrade.',
                v_limits.tier, v_limit, v_document.named_version_count
            )
        );
    end if;
    update public.document_versions v set name = v_name
    where v.document_id = v_document.id and v.version_number = v_version.version_number;
    update public.documents d
    set named_version_count = d.named_version_count
        + (v_name is not null)::integer - (v_version.name is not null)::integer
    where d.id = v_document.id;
    v_version.name := v_name;
    v_email := sanyam_private.author_email(v_version.created_by, v_document.owner_id);
    return row_to_json(sanyam_private.answer_of(v_version, v_email));
end;
$$;
call sanyam_private.expose('public.name_version(uuid, bigint, text)', 'authenticated', 'sanyam_gateway');

-- Returns an email address as shares have it.
create function sanyam_private.address_of(email text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    -- No address is longer, and lower() of some megabytes takes seconds.
    return lower(sanyam_private.trimmed(left(email, 1000)));
end;
$$;
grant execute on function sanyam_private.address_of(text) to sanyam_api;

-- Returns what is wrong with an address, or null. SMTP allows 254 characters (RFC 5321, section 4.5.3.1.3).
create function sanyam_private.address_problem(address text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return case
        when coalesce(address, '') = '' then 'Enter an email address.'
        when char_length(address) > 254 then 'An email address can have at most 254 characters.'
        when address !~ '^[^@]+@[^@]+$'
            or address ~ '[\u0001-\u0020\u007f-\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f\u3000\ufeff]'
            then 'Enter a valid email address.'
    end;
end;
$$;
grant execute on function sanyam_private.address_problem(text) to sanyam_api;

-- A share is for an email address. `owner_id` repeats the owner of the document, so that policies of shares do not
-- look into documents. The owner reads these rows, so nothing in them tells whether the address has an account.
create table public.document_shares (
    id uuid primary key default gen_random_uuid(),
    document_id uuid not null references public.documents (id) on delete cascade,
    owner_id uuid not null,
    email text not null,
    permission text not null,
    expires_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint an_address_has_one_share_of_a_document unique (email, document_id),
    constraint permission_is_view_edit_or_admin check (permission in ('view', 'edit', 'admin')),
    constraint addresses_are_lower_case check (email = lower(email))
);

create index shares_of_a_document on public.document_shares (document_id);
create index shares_by_an_owner on public.document_shares (owner_id);
create index shares_by_expiry on public.document_shares (expires_at) where expires_at is not null;

grant select on public.document_shares to authenticated, sanyam_api, service_role;
grant insert (document_id, owner_id, email, permission, expires_at, created_at, updated_at), delete
    on public.document_shares to sanyam_api;
grant update (permission, expires_at, updated_at) on public.document_shares to sanyam_api;
alter table public.document_shares enable row level security;

create policy "users see the shares that they gave and got" on public.document_shares
    for select to authenticated using (
        owner_id = (select sanyam_private.caller_id())
        or id = any (array(select s.share_id from sanyam_private.shares_of_caller() s))
    );

create policy "functions see the shares that the caller gave and got" on public.document_shares
    for select to sanyam_api using (
        owner_id = (select sanyam_private.caller_id())
        or id = any (array(select s.share_id from sanyam_private.shares_of_caller() s))
    );

create policy "functions share what the caller owns" on public.document_shares
    for insert to sanyam_api with check (
        owner_id = (select sanyam_private.caller_id())
        and exists (
            select from public.documents d
            where d.id = document_id and d.owner_id = (select sanyam_private.caller_id())
        )
    );

create policy "functions change the shares that the caller gave" on public.document_shares
    for update to sanyam_api
    using (owner_id = (select sanyam_private.caller_id()))
    with check (owner_id = (select sanyam_private.caller_id()));

create policy "functions end the shares that the caller gave and got" on public.document_shares
    for delete to sanyam_api using (
        owner_id = (select sanyam_private.caller_id())
        or id = any (array(select s.share_id from sanyam_private.shares_of_caller() s))
    );

create policy "keys see shares by their scopes" on public.document_shares
    as restrictive for select to authenticated using ((select sanyam_private.caller_may('shares:read')));

create policy "keys find shares by their scopes" on public.document_shares
    as restrictive for select to sanyam_api using ((select sanyam_private.caller_may('shares:read', 'shares:write')));

create policy "keys add shares by their scopes" on public.document_shares
    as restrictive for insert to sanyam_api with check ((select sanyam_private.caller_may('shares:write')));

create policy "keys change shares by their scopes" on public.document_shares
    as restrictive for update to sanyam_api using ((select sanyam_private.caller_may('shares:write')));

create policy "keys end shares by their scopes" on public.document_shares
    as restrictive for delete to sanyam_api using ((select sanyam_private.caller_may('shares:write')));

-- What the functions answer for a share.
create type sanyam_private.share_answer as (
    id uuid,
    document_id uuid,
    email text,
    permission text,
    expires_at text,
    created_at text,
    updated_at text
);

create function sanyam_private.answer_of(share public.document_shares) returns sanyam_private.share_answer
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return row(
        share.id,
        share.document_id,
        share.email,
        share.permission,
        sanyam_private.rfc3339(share.expires_at),
        sanyam_private.rfc3339(share.created_at),
        sanyam_private.rfc3339(share.updated_at)
    );
end;
$$;
grant execute on function sanyam_private.answer_of(public.document_shares) to sanyam_api;

-- Who gets a share: the confirmed user who has its address at this moment.

-- The recipient of each share; null while nobody has the address. It repeats the share, so that one index answers what
-- a caller may do. No policy and no grant: no user may see whether an address has an account.
create table sanyam_private.share_recipients (
    share_id uuid primary key references public.document_shares (id) on delete cascade,
    recipient_id uuid references public.user_profiles (id) on delete set null,
    document_id uuid not null,
    permission text not null,
    expires_at timestamptz
);

create index shares_with_a_recipient on sanyam_private.share_recipients (recipient_id, document_id);

-- For share_permission, which policies call for each document. A hash index reads one page, however many shares there
-- are. It holds one value, so both ids become one number. The ids tell apart rows with the same number.
create index shares_by_document_and_recipient on sanyam_private.share_recipients
    using hash (uuid_hash_extended(document_id, uuid_hash_extended(recipient_id, 0)));

alter table sanyam_private.share_recipients enable row level security;

-- Locks an address until the end of the transaction, after the locks of accounts. A share and a sign-up with the same
-- address at the same moment must see each other.
create function sanyam_private.lock_address(address text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform pg_advisory_xact_lock(hashtextextended(address, 2026));
end;
$$;

-- Returns the confirmed user of an address: the first who signed up. Users of single sign-on come last, because several
-- of them can have one address, and only their identity provider confirms it.
create function sanyam_private.user_of_address(address text) returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return (
        select p.id
        from public.user_profiles p
        join auth.users u on u.id = p.id
        where lower(p.email) = address and u.email_confirmed_at is not null
        order by u.is_sso_user, u.created_at, u.id
        limit 1
    );
end;
$$;

-- Returns whether a user is the confirmed user of an address. Security definer, because only the owner of the tables
-- reads auth.users.
create function sanyam_private.has_address(user_id uuid, address text) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    return coalesce(sanyam_private.user_of_address(address) = user_id, false);
end;
$$;
grant execute on function sanyam_private.has_address(uuid, text) to sanyam_api;

-- Locks the recipients of shares in the order of the shares' ids. Every statement that deletes or redirects several
-- shares calls this first, so that two of them do not deadlock.
create function sanyam_private.lock_recipients(share_ids uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform from sanyam_private.share_recipients r where r.share_id = any (share_ids) order by r.share_id for update;
end;
$$;
grant execute on function sanyam_private.lock_recipients(uuid[]) to sanyam_api;

-- Gives the shares of an address, which must be locked, to the user who has it now.
create function sanyam_private.redirect_shares(address text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_user_id uuid := sanyam_private.user_of_address(address);
begin
    perform sanyam_private.lock_recipients(array(select s.id from public.document_shares s where s.email = address));
    update sanyam_private.share_recipients r
    set recipient_id = nullif(v_user_id, s.owner_id)
    from public.document_shares s
    where s.email = address and r.share_id = s.id and r.recipient_id is distinct from nullif(v_user_id, s.owner_id);
end;
$$;

-- The triggers below are security definer, because they read auth.users.

create function sanyam_private.direct_share() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.lock_address(new.email);
    insert into sanyam_private.share_recipients as r (share_id, recipient_id, document_id, permission, expires_at)
    values (
        new.id, nullif(sanyam_private.user_of_address(new.email), new.owner_id),
        new.document_id, new.permission, new.expires_at
    )
    on conflict (share_id) do update
    set recipient_id = excluded.recipient_id, document_id = excluded.document_id,
        permission = excluded.permission, expires_at = excluded.expires_at;
    return null;
end;
$$;

create trigger direct_share
    after insert or update of document_id, email, permission, expires_at on public.document_shares
    for each row execute function sanyam_private.direct_share();

-- Redirects the shares of a user's addresses. A share stays with its address: a user who gives the address up loses it,
-- and a user who confirms it gets it. Locks the addresses in their order, then the shares of both.
create function sanyam_private.redirect_shares_of_user() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_addresses text[] := array(
        select distinct lower(a.address)
        from unnest(array[old.email, new.email]) a (address)
        where a.address is not null
        order by 1
    );
    v_address text;
begin
    foreach v_address in array v_addresses loop
        perform sanyam_private.lock_address(v_address);
    end loop;
    perform sanyam_private.lock_recipients(array(
        select s.id from public.document_shares s where s.email = any (v_addresses)
    ));
    foreach v_address in array v_addresses loop
        perform sanyam_private.redirect_shares(v_address);
    end loop;
    return null;
end;
$$;

-- PostgreSQL fires triggers in the order of their names: these after create_profile and follow_email.
create trigger redirect_shares_at_sign_up after insert on auth.users
    for each row when (new.email_confirmed_at is not null)
    execute function sanyam_private.redirect_shares_of_user();

create trigger redirect_shares after update of email, email_confirmed_at on auth.users
    for each row
    when ((new.email, new.email_confirmed_at is null) is distinct from (old.email, old.email_confirmed_at is null))
    execute function sanyam_private.redirect_shares_of_user();

create trigger redirect_shares_at_the_end after delete on auth.users
    for each row execute function sanyam_private.redirect_shares_of_user();

-- Takes all locks before the profile is deleted. A share that is made to it at this moment holds the address, and must
-- not wait for the profile. The account comes first, as everywhere.
create function sanyam_private.lock_address_of_user() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform from public.user_profiles p where p.id = old.id for no key update;
    if old.email is not null then
        perform sanyam_private.lock_address(lower(old.email));
    end if;
    perform sanyam_private.lock_recipients(array(
        select r.share_id from sanyam_private.share_recipients r where r.recipient_id = old.id
        union
        select s.id from public.document_shares s where s.owner_id = old.id
    ));
    return old;
end;
$$;

create trigger lock_address before delete on auth.users
    for each row execute function sanyam_private.lock_address_of_user();

-- Shares change under the lock of the owner's account, as documents do. So a save that began before the share ended is
-- complete when revoke_share returns, or it is refused.

-- Returns the document, if the caller owns it. Fails with DOCUMENT_NOT_FOUND, and with FORBIDDEN if the caller only
-- sees it.
create function sanyam_private.require_own_document(document_id uuid) returns public.documents
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_document public.documents;
begin
    select d.* into v_document from public.documents d where d.id = document_id;
    if v_document.owner_id = sanyam_private.caller_id() then
        return v_document;
    end if;
    -- Only the owner sees the trash.
    if v_document.id is null or v_document.deleted_at is not null then
        perform sanyam_private.fail_not_found();
    end if;
    perform sanyam_private.fail(403, 'FORBIDDEN', 'Only the owner of this document may share it or give it away.');
end;
$$;
grant execute on function sanyam_private.require_own_document(uuid) to sanyam_api;

-- Fails with TIER_LIMIT_EXCEEDED if a document has as many shares as it may have. list_shares answers all in one page.
create function sanyam_private.require_room_for_share(document_id uuid, limits public.tier_limits) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    c_most_shares constant integer := 1000;
begin
    if (
        select count(*) from public.document_shares s where s.document_id = require_room_for_share.document_id
    ) >= c_most_shares then
        perform sanyam_private.fail_over_limit(
            limits, 'shares', c_most_shares, c_most_shares,
            format('This document is already shared with %s people. Revoke a share first.', c_most_shares)
        );
    end if;
end;
$$;
grant execute on function sanyam_private.require_room_for_share(uuid, public.tier_limits) to sanyam_api;

-- Lets the user of an email address view, edit or administer a document of the caller, until `expires_at` or until the
-- share is revoked.
-- A second call for the same address changes the permission and the expiry; `created` is false then. The answer does
-- not tell whether the address has an account. A repeated request with the same key gets the same answer.
-- Fails with VALIDATION_ERROR, DOCUMENT_NOT_FOUND, FORBIDDEN, DOCUMENT_READ_ONLY in the trash, FEATURE_NOT_AVAILABLE,
-- TIER_LIMIT_EXCEEDED.
create function public.share_document(
    document_id uuid,
    email text,
    permission text,
    expires_at timestamptz default null,
    idempotency_key text default null
) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.require_caller('shares:write');
    v_address text := sanyam_private.address_of(email);
    v_account sanyam_private.account;
    v_request_hash bytea;
    v_document public.documents;
    v_share public.document_shares;
    v_created boolean;
    v_now timestamptz;
    v_answer json;
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        'email', sanyam_private.address_problem(v_address),
        'permission', case
            when permission in ('view', 'edit', 'admin') then null
            else 'The permission is view, edit or admin.'
        end,
        'idempotency_key', sanyam_private.idempotency_key_problem(idempotency_key)
    ));
    v_account := sanyam_private.lock_account(v_caller);
    if idempotency_key is not null then
        v_request_hash := sha256(convert_to(
            jsonb_build_array('share_document', document_id, v_address, permission, expires_at)::text, 'UTF8'
        ));
        v_answer := sanyam_private.recall_answer(idempotency_key, v_request_hash);
        if v_answer is not null then
            return v_answer;
        end if;
    end if;
    v_document := sanyam_private.require_own_document(document_id);
    v_now := sanyam_private.clock();
    perform sanyam_private.require_valid(jsonb_build_object(
        'email', case when v_address = lower(v_account.email) then 'This is your own address.' end,
        'expires_at', case
            when expires_at <= v_now then 'The time is in the past.'
            -- RFC 3339 has no years of five digits.
            when expires_at >= timestamptz '10000-01-01 00:00:00+00' then 'The time is after the year 9999.'
        end
    ));
    if v_document.deleted_at is not null then
        perform sanyam_private.fail_read_only('trashed');
    end if;
    perform sanyam_private.require_feature(
        v_account.limits,
        'document_sharing',
        format('Your plan (%s) does not include sharing. Upgrade to share this document.', (v_account.limits).tier)
    );
    select s.* into v_share
    from public.document_shares s
    where s.email = v_address and s.document_id = v_document.id;
    v_created := v_share.id is null;
    if v_created then
        perform sanyam_private.require_room_for_share(v_document.id, v_account.limits);
        insert into public.document_shares (
            document_id, owner_id, email, permission, expires_at, created_at, updated_at
        ) values (v_document.id, v_caller, v_address, permission, expires_at, v_now, v_now)
        returning * into v_share;
    elsif (v_share.permission, v_share.expires_at) is distinct from (permission, expires_at) then
        update public.document_shares s
        set permission = share_document.permission, expires_at = share_document.expires_at, updated_at = v_now
        where s.id = v_share.id
        returning s.* into strict v_share;
    end if;
    select row_to_json(x) into v_answer
    from (select a.*, v_created as created from sanyam_private.answer_of(v_share) a) x;
    perform sanyam_private.keep_answer(idempotency_key, v_request_hash, v_answer);
    return v_answer;
end;
$$;
call sanyam_private.expose(
    'public.share_document(uuid, text, text, timestamptz, text)', 'authenticated', 'sanyam_gateway'
);

-- Answers the shares of a document of the caller, the oldest first, and whether each has expired.
-- Fails with DOCUMENT_NOT_FOUND, FORBIDDEN.
create function public.list_shares(document_id uuid) returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.require_caller('shares:read');
    v_now timestamptz := sanyam_private.clock();
    v_document public.documents := sanyam_private.require_own_document(document_id);
begin
    return (
        select coalesce(json_agg(x order by s.created_at, s.id), '[]')
        from public.document_shares s
        cross join lateral (
            select a.*, coalesce(s.expires_at <= v_now, false) as expired from sanyam_private.answer_of(s) a
        ) x
        where s.document_id = v_document.id and s.owner_id = v_caller
    );
end;
$$;
call sanyam_private.expose('public.list_shares(uuid)', 'authenticated', 'sanyam_gateway');

-- Ends a share at once. The owner revokes it, or its recipient leaves the document. With a document id, only a share of
-- that document. Fails with SHARE_NOT_FOUND.
create function public.revoke_share(share_id uuid, document_id uuid default null) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_share public.document_shares;
begin
    perform sanyam_private.require_caller('shares:write');
    select s.* into v_share
    from public.document_shares s
    where s.id = share_id and s.document_id = coalesce(revoke_share.document_id, s.document_id);
    if v_share.id is not null then
        perform sanyam_private.hold_owner(v_share.document_id);
        perform sanyam_private.lock_account(sanyam_private.owner_of(v_share.document_id));
        delete from public.document_shares s where s.id = share_id;
    end if;
    if not found then
        perform sanyam_private.fail(404, 'SHARE_NOT_FOUND', 'This share does not exist, or you have no access to it.');
    end if;
end;
$$;
call sanyam_private.expose('public.revoke_share(uuid, uuid)', 'authenticated', 'sanyam_gateway');

-- The trash: documents with a `deleted_at`. Only their owner sees them.

-- Returns the number of an owner's documents in the trash. Security definer, because an admin share moves a document
-- there and does not see the others.
create function sanyam_private.trash_count(owner_id uuid) returns bigint
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    return (
        select count(*) from public.documents d where d.owner_id = trash_count.owner_id and d.deleted_at is not null
    );
end;
$$;
grant execute on function sanyam_private.trash_count(uuid) to sanyam_api;

-- Moves a document to the trash. Does nothing to one that is already there.
-- Fails with DOCUMENT_NOT_FOUND, DOCUMENT_READ_ONLY for a view share, FORBIDDEN for an edit share,
-- OPTIMISTIC_LOCK_CONFLICT, TIER_LIMIT_EXCEEDED when the trash is full.
create function public.trash_document(document_id uuid, base_version bigint default null) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    -- Documents without text use no storage, so a user could fill the trash without end.
    c_most_in_the_trash constant integer := 1000;
    v_caller uuid := sanyam_private.require_caller('documents:delete');
    v_locked sanyam_private.locked_document;
    v_document public.documents;
begin
    v_locked := sanyam_private.lock_document(document_id, base_version);
    v_document := v_locked.document;
    if v_locked.permission = 'edit' then
        perform sanyam_private.fail(
            403, 'FORBIDDEN', 'Only the owner or an admin share may delete this document.'
        );
    end if;
    if v_document.deleted_at is null then
        if sanyam_private.trash_count(v_document.owner_id) >= c_most_in_the_trash then
            perform sanyam_private.fail_over_limit(
                (v_locked.account).limits, 'trash', c_most_in_the_trash, c_most_in_the_trash,
                'The trash is full. Empty it, or delete documents in it permanently.'
            );
        end if;
        update public.documents d
        set deleted_at = sanyam_private.clock(), deleted_by = v_caller
        where d.id = v_document.id
        returning d.* into v_document;
    end if;
    return row_to_json(sanyam_private.answer_of(v_document, v_locked.account, v_locked.permission));
end;
$$;
call sanyam_private.expose('public.trash_document(uuid, bigint)', 'authenticated', 'sanyam_gateway');

-- Restores a document from the trash, with the version and the times that it had. Does nothing to one that is not
-- there. An admin share needs the document's id, because only the owner sees the trash.
-- Fails with DOCUMENT_NOT_FOUND, DOCUMENT_READ_ONLY for a view share, FORBIDDEN for an edit share,
-- FEATURE_NOT_AVAILABLE, TIER_LIMIT_EXCEEDED.
create function public.restore_document(document_id uuid) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
            403, 'FORBIDDEN', 'Only the owner or an admin share may restore this document.'
        );
    end if;
    if v_document.deleted_at is not null then
        perform sanyam_private.require_feature(
            v_limits,
            'cloud_storage',
            format('Your plan (%s) does not include cloud storage. Upgrade to restore this document.', v_limits.tier)
        );
        perform sanyam_private.require_feature(
            v_limits,
            'document_recovery',
            format('Your plan (%s) does not include recovery from the trash. Upgrade to restore this document.', v_limits.tier)
        );
        -- The trigger that counts documents checks the limits.
        update public.documents d set deleted_at = null, deleted_by = null
        where d.id = v_document.id
        returning d.* into strict v_document;
    end if;
    return row_to_json(sanyam_private.answer_of(v_document, v_locked.account, v_locked.permission));
end;
$$;
call sanyam_private.expose('public.restore_document(uuid)', 'authenticated', 'sanyam_gateway');

-- Deletes a document in the trash permanently, with its versions and shares. Only its owner may do this. A history can
-- hold gigabytes, so the function has a timeout of its own, which PostgREST applies.
-- Fails with DOCUMENT_NOT_FOUND, DOCUMENT_READ_ONLY for a view share, FORBIDDEN for other shares, VALIDATION_ERROR.
create function public.purge_document(document_id uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp set statement_timeout = '60s' as $$
declare
    v_locked sanyam_private.locked_document;
begin
    perform sanyam_private.require_caller('documents:delete');
    v_locked := sanyam_private.lock_document(document_id, null);
    if v_locked.permission <> 'owner' then
        perform sanyam_private.fail(403, 'FORBIDDEN', 'Only the owner may delete this document permanently.');
    end if;
    if (v_locked.document).deleted_at is null then
        perform sanyam_private.require_valid('{"document_id": "Move this document to the trash first."}');
    end if;
    delete from public.documents d where d.id = purge_document.document_id;
end;
$$;
call sanyam_private.expose('public.purge_document(uuid)', 'authenticated', 'sanyam_gateway');

-- Deletes the caller's documents in the trash permanently, and returns their number.
create function public.empty_trash() returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp set statement_timeout = '60s' as $$
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
call sanyam_private.expose('public.empty_trash()', 'authenticated', 'sanyam_gateway');

-- An owner offers a document to an email address. The user of the address accepts it, and becomes its owner.
create table sanyam_private.ownership_offers (
    document_id uuid primary key references public.documents (id) on delete cascade,
    email text not null,
    offered_at timestamptz not null,
    expires_at timestamptz not null,
    constraint addresses_are_lower_case check (email = lower(email))
);

create index offers_to_an_address on sanyam_private.ownership_offers (email);

grant select, insert, update, delete on sanyam_private.ownership_offers to sanyam_api;
alter table sanyam_private.ownership_offers enable row level security;

create policy "functions offer what the caller owns" on sanyam_private.ownership_offers
    for all to sanyam_api
    using (
        exists (
            select from public.documents d
            where d.id = document_id and d.owner_id = (select sanyam_private.caller_id())
        )
        and (select sanyam_private.caller_may(''))
    );

-- Returns the offers to the caller's confirmed address. Security definer, because the documents are not the caller's
-- yet.
create function sanyam_private.offers_to_caller() returns table (
    document_id uuid, owner_id uuid, owner_email text, name text, size_bytes bigint,
    offered_at timestamptz, expires_at timestamptz
)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 1 as $$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_address text := (select lower(p.email) from public.user_profiles p where p.id = v_caller);
begin
    if sanyam_private.user_of_address(v_address) = v_caller then
        return query
        select d.id, d.owner_id, p.email, d.name, d.size_bytes, o.offered_at, o.expires_at
        from sanyam_private.ownership_offers o
        join public.documents d on d.id = o.document_id
        join public.user_profiles p on p.id = d.owner_id
        where o.email = v_address and o.expires_at > sanyam_private.clock()
            and d.deleted_at is null and d.owner_id <> v_caller;
    end if;
end;
$$;
grant execute on function sanyam_private.offers_to_caller() to sanyam_api;

-- Makes the caller the owner of a document that is offered to them, and returns it; null without an offer. Both
-- accounts must be locked. The trigger that counts documents checks the caller's limits. Security definer, because
-- nobody else may change an owner.
create function sanyam_private.take_over(document_id uuid) returns public.documents
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_document public.documents;
begin
    update public.documents d
    set owner_id = sanyam_private.caller_id()
    where d.id = (
        select o.document_id from sanyam_private.offers_to_caller() o where o.document_id = take_over.document_id
    )
    returning d.* into v_document;
    return v_document;
end;
$$;
grant execute on function sanyam_private.take_over(uuid) to sanyam_api;

-- Deletes the offer of a document that has another owner.
create function sanyam_private.end_offer() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    delete from sanyam_private.ownership_offers o where o.document_id = new.id;
    return null;
end;
$$;

create trigger end_offer after update of owner_id on public.documents
    for each row when (new.owner_id <> old.owner_id) execute function sanyam_private.end_offer();

-- Updates the shares of a document that has another owner. Shares repeat the owner of their document, and the new owner
-- needs no share. A share to the former owner's own address had no recipient so far, and gets one now.
create function sanyam_private.follow_owner() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_address text := (select lower(p.email) from public.user_profiles p where p.id = old.owner_id);
begin
    -- Locks everything that this changes, in the order that all functions keep.
    if v_address is not null then
        perform sanyam_private.lock_address(v_address);
    end if;
    perform sanyam_private.lock_recipients(array(
        select s.id from public.document_shares s where s.document_id = new.id or s.email = v_address
    ));
    delete from public.document_shares s
    using sanyam_private.share_recipients r
    where s.document_id = new.id and r.share_id = s.id and r.recipient_id = new.owner_id;
    update public.document_shares s set owner_id = new.owner_id where s.document_id = new.id;
    if v_address is not null then
        perform sanyam_private.redirect_shares(v_address);
    end if;
    return null;
end;
$$;

create trigger follow_owner after update of owner_id on public.documents
    for each row when (new.owner_id <> old.owner_id) execute function sanyam_private.follow_owner();

-- Offers a document of the caller to an email address, in place of an earlier offer. Without an address, takes the
-- offer back. The answer does not tell whether the address has an account.
-- Fails with FORBIDDEN for an API key, VALIDATION_ERROR, DOCUMENT_NOT_FOUND, DOCUMENT_READ_ONLY in the trash.
create function public.offer_ownership(document_id uuid, email text default null) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    -- Long enough for a holiday, and short enough that nobody accepts a forgotten offer years later.
    c_lifetime constant interval := '30 days';
    v_caller uuid := sanyam_private.require_session();
    v_address text := sanyam_private.address_of(email);
    v_account sanyam_private.account;
    v_document public.documents;
    v_now timestamptz;
begin
    if email is not null then
        perform sanyam_private.require_valid(
            jsonb_build_object('email', sanyam_private.address_problem(v_address))
        );
    end if;
    v_account := sanyam_private.lock_account(v_caller);
    v_document := sanyam_private.require_own_document(document_id);
    delete from sanyam_private.ownership_offers o where o.document_id = v_document.id;
    if email is not null then
        perform sanyam_private.require_valid(jsonb_build_object(
            'email', case when v_address = lower(v_account.email) then 'This is your own address.' end
        ));
        if v_document.deleted_at is not null then
            perform sanyam_private.fail_read_only('trashed');
        end if;
        v_now := sanyam_private.clock();
        insert into sanyam_private.ownership_offers (document_id, email, offered_at, expires_at)
        values (v_document.id, v_address, v_now, v_now + c_lifetime);
    end if;
    return row_to_json(sanyam_private.answer_of(v_document, v_account, 'owner'));
end;
$$;
call sanyam_private.expose('public.offer_ownership(uuid, text)', 'authenticated', 'sanyam_gateway');

-- Makes the caller the owner of a document that is offered to them. From now on it counts towards their limits. The
-- former owner keeps an edit share, as in Google Drive, even if the new owner's tier does not include sharing. So
-- giving a document away takes it from nobody by surprise, and the new owner can revoke the share.
-- Fails with FORBIDDEN for an API key, DOCUMENT_NOT_FOUND without an offer, FEATURE_NOT_AVAILABLE, DOCUMENT_TOO_LARGE,
-- TIER_LIMIT_EXCEEDED.
create function public.accept_ownership(document_id uuid) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.require_session();
    v_offer record;
    v_owner_id uuid;
    v_account sanyam_private.account;
    v_document public.documents;
    v_address text;
    v_now timestamptz;
begin
    select o.* into v_offer from sanyam_private.offers_to_caller() o where o.document_id = accept_ownership.document_id;
    if v_offer.document_id is not null then
        perform sanyam_private.lock_owner(document_id);
        v_owner_id := sanyam_private.owner_of(document_id);
        perform sanyam_private.lock_account(least(v_owner_id, v_caller));
        perform sanyam_private.lock_account(greatest(v_owner_id, v_caller));
        select o.* into v_offer
        from sanyam_private.offers_to_caller() o
        where o.document_id = accept_ownership.document_id;
    end if;
    -- The owner may have taken it back before the lock.
    if v_offer.document_id is null then
        perform sanyam_private.fail_not_found();
    end if;
    v_account := sanyam_private.account_of(v_caller);
    perform sanyam_private.require_feature(
        v_account.limits,
        'cloud_storage',
        format('Your plan (%s) does not include cloud storage. Upgrade to accept this document.', (v_account.limits).tier)
    );
    if v_offer.size_bytes > (v_account.limits).max_document_size_bytes then
        perform sanyam_private.fail_too_large(v_account.limits, v_offer.size_bytes);
    end if;
    v_document := sanyam_private.take_over(document_id);
    if v_document.id is null then
        perform sanyam_private.fail_not_found();
    end if;
    v_address := lower(v_offer.owner_email);
    if sanyam_private.has_address(v_owner_id, v_address) then
        v_now := sanyam_private.clock();
        insert into public.document_shares (document_id, owner_id, email, permission, created_at, updated_at)
        values (v_document.id, v_caller, v_address, 'edit', v_now, v_now)
        on conflict on constraint an_address_has_one_share_of_a_document do update
        set permission = 'edit', expires_at = null, updated_at = excluded.updated_at;
    end if;
    v_account := sanyam_private.account_of(v_caller);
    return row_to_json(sanyam_private.answer_of(v_document, v_account, 'owner'));
end;
$$;
call sanyam_private.expose('public.accept_ownership(uuid)', 'authenticated', 'sanyam_gateway');

-- Answers the documents that others offer to the caller, the oldest offer first. Fails with FORBIDDEN for an API key.
create function public.list_ownership_offers() returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.require_session();
    return (
        select coalesce(
            json_agg(
                json_build_object(
                    'document_id', o.document_id,
                    'name', o.name,
                    'owner_email', o.owner_email,
                    'offered_at', sanyam_private.rfc3339(o.offered_at),
                    'expires_at', sanyam_private.rfc3339(o.expires_at)
                )
                order by o.offered_at, o.document_id
            ),
            '[]'
        )
        from sanyam_private.offers_to_caller() o
    );
end;
$$;
call sanyam_private.expose('public.list_ownership_offers()', 'authenticated', 'sanyam_gateway');

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
        when array_ndims(scopes) > 1 or not scopes <@ sanyam_private.api_key_scopes() then
            format('The scopes are %s.', array_to_string(sanyam_private.api_key_scopes(), ', '))
        when cardinality(scopes) > (select count(distinct s) from unnest(scopes) s) then 'Name each scope once.'
    end;
end;
$$;
grant execute on function sanyam_private.scopes_problem(text[]) to sanyam_api;

-- Returns what is wrong with the name of a key, or null.
create function sanyam_private.key_name_problem(name text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return case
        when char_length(name) not between 1 and 100 then 'A name has 1 to 100 characters.'
        when name ~ '[\u0001-\u001f\u007f-\u009f]' then 'A name has no control character.'
    end;
end;
$$;
grant execute on function sanyam_private.key_name_problem(text) to sanyam_api;

-- A key is revoked, not deleted.
--   prefix        the part of the key that lists show
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
    constraint key_name_is_of_some_length check (sanyam_private.key_name_problem(name) is null),
    constraint scopes_are_known_and_named_once check (sanyam_private.scopes_problem(scopes) is null),
    constraint revocation_has_a_time_and_a_reason check ((revoked_at is null) = (revoked_reason is null)),
    constraint keys_are_revoked_by_user_downgrade_or_system check (revoked_reason in ('user', 'downgrade', 'system'))
) with (fillfactor = 80);

create index api_keys_of_a_user on public.api_keys (user_id, created_at desc, id desc);

grant select on public.api_keys to authenticated, sanyam_api, service_role;
grant insert (user_id, name, prefix, scopes, created_at, expires_at) on public.api_keys to sanyam_api;
grant update (revoked_at, revoked_reason) on public.api_keys to sanyam_api;
alter table public.api_keys enable row level security;

create policy "users see their keys" on public.api_keys
    for select to authenticated using (user_id = (select sanyam_private.caller_id()));

create policy "functions see the caller's keys" on public.api_keys
    for select to sanyam_api using (user_id = (select sanyam_private.caller_id()));

create policy "functions make keys for the caller" on public.api_keys
    for insert to sanyam_api with check (user_id = (select sanyam_private.caller_id()));

create policy "functions revoke the caller's keys, once and for all" on public.api_keys
    for update to sanyam_api
    using (user_id = (select sanyam_private.caller_id()) and revoked_at is null)
    with check (user_id = (select sanyam_private.caller_id()) and revoked_at is not null);

create policy "keys do not see keys" on public.api_keys
    as restrictive for select to authenticated, sanyam_api using ((select sanyam_private.caller_may('')));

create policy "keys do not make keys" on public.api_keys
    as restrictive for insert to sanyam_api with check ((select sanyam_private.caller_may('')));

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

-- API keys of the caller. Only a session may manage them: a leaked key must not create keys that survive its
-- revocation.

-- Creates a key. Only this answer has its `secret`; the database keeps the SHA-256.
-- Fails with FORBIDDEN for an API key, VALIDATION_ERROR, FEATURE_NOT_AVAILABLE, TIER_LIMIT_EXCEEDED.
create function public.create_api_key(
    name text default null,
    scopes text[] default null,
    expires_in_days integer default null
) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    c_most_active_keys constant integer := 100;
    -- Revoked keys stay, and each key writes rows of the audit log.
    c_most_keys_a_day constant integer := 200;
    v_caller uuid := sanyam_private.require_session();
    v_limits public.tier_limits;
    v_active_keys bigint;
    v_now timestamptz;
    v_key public.api_keys;
    v_secret text;
    v_answer record;
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        'name', sanyam_private.key_name_problem(coalesce(name, '')),
        'scopes', sanyam_private.scopes_problem(coalesce(scopes, '{}')),
        'expires_in_days', case
            when expires_in_days not between 1 and 3650 then 'A key is valid for 1 to 3650 days.'
        end
    ));
    v_limits := (sanyam_private.lock_account(v_caller)).limits;
    perform sanyam_private.require_feature(
        v_limits, 'api_keys', format('Your plan (%s) does not include API keys. Upgrade to create one.', v_limits.tier)
    );
    v_now := sanyam_private.clock();
    select count(*) into v_active_keys
    from public.api_keys k
    where k.user_id = v_caller and k.revoked_at is null and (k.expires_at is null or k.expires_at > v_now);
    if v_active_keys >= c_most_active_keys then
        perform sanyam_private.fail_over_limit(
            v_limits, 'api_keys', c_most_active_keys, v_active_keys,
            format('You have %s API keys. Revoke one that you do not need.', v_active_keys)
        );
    end if;
    if (
        select count(*) from public.api_keys k
        where k.user_id = v_caller and k.created_at > v_now - interval '24 hours'
    ) >= c_most_keys_a_day then
        perform sanyam_private.fail(
            429,
            'RATE_LIMIT_EXCEEDED',
            format('You created %s API keys in 24 hours. Create the next one tomorrow.', c_most_keys_a_day),
            jsonb_build_object('limit', c_most_keys_a_day)
        );
    end if;
    insert into public.api_keys (user_id, name, prefix, scopes, created_at, expires_at)
    values (
        v_caller,
        create_api_key.name,
        left(gen_random_uuid()::text, 8),
        create_api_key.scopes,
        v_now,
        v_now + expires_in_days * interval '24 hours'
    )
    returning * into v_key;
    -- A random UUID has 122 random bits, so the secret has 244. Not every server has pgcrypto.
    v_secret := 'sanyam_' || v_key.prefix || '_'
        || replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
    insert into sanyam_private.api_key_secrets (key_id, secret_hash)
    values (v_key.id, sha256(convert_to(v_secret, 'UTF8')));
    select a.*, v_secret as secret into v_answer from sanyam_private.answer_of(v_key) a;
    return row_to_json(v_answer);
end;
$$;
call sanyam_private.expose('public.create_api_key(text, text[], integer)', 'authenticated', 'sanyam_gateway');

-- Answers a page of the caller's keys, the newest first, also revoked and expired ones. `page_size` is limited to 1 to
-- 100. `direction` is the side of the cursor on which the page lies.
-- Fails with FORBIDDEN for an API key, VALIDATION_ERROR, INVALID_CURSOR.
create function public.list_api_keys(
    page_size integer default null,
    cursor text default null,
    direction text default null
) returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.require_session();
    v_forward boolean := coalesce(direction = 'next', true);
    v_page_size integer := least(greatest(coalesce(page_size, 20), 1), 100);
    v_from_time timestamptz := case when v_forward then 'infinity' else '-infinity' end;
    v_from_id uuid := case
        when v_forward then 'ffffffff-ffff-ffff-ffff-ffffffffffff' else '00000000-0000-0000-0000-000000000000'
    end;
    v_keys public.api_keys[];
    v_has_more boolean;
    v_items json;
    v_places text[];
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        'direction', sanyam_private.direction_problem(direction)
    ));
    if cursor is not null then
        select c.moment, c.id into v_from_time, v_from_id from sanyam_private.read_cursor(cursor) c;
    end if;
    -- One row more than the page tells whether there is another page.
    if v_forward then
        v_keys := array(
            select k from public.api_keys k
            where k.user_id = v_caller and (k.created_at, k.id) < (v_from_time, v_from_id)
            order by k.created_at desc, k.id desc
            limit v_page_size + 1
        );
    else
        v_keys := array(
            select k from public.api_keys k
            where k.user_id = v_caller and (k.created_at, k.id) > (v_from_time, v_from_id)
            order by k.created_at, k.id
            limit v_page_size + 1
        );
    end if;
    v_has_more := cardinality(v_keys) > v_page_size;
    v_keys := v_keys[:v_page_size];

    select
        coalesce(json_agg(sanyam_private.answer_of(k) order by k.created_at desc, k.id desc), '[]'),
        array_agg(sanyam_private.cursor_of(k.created_at, k.id) order by k.created_at desc, k.id desc)
    into v_items, v_places
    from unnest(v_keys) k;
    return json_build_object(
        'items', v_items,
        'next_cursor', sanyam_private.cursor_beyond(v_forward, v_has_more, cursor, v_places[cardinality(v_places)]),
        'prev_cursor', sanyam_private.cursor_beyond(not v_forward, v_has_more, cursor, v_places[1]),
        'total_count', (select count(*) from public.api_keys k where k.user_id = v_caller),
        'page_size', v_page_size
    );
end;
$$;
call sanyam_private.expose('public.list_api_keys(integer, text, text)', 'authenticated', 'sanyam_gateway');

-- Answers one of the caller's keys, without its secret. Fails with FORBIDDEN for an API key, API_KEY_NOT_FOUND.
create function public.read_api_key(key_id uuid) returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.require_session();
    v_key public.api_keys;
begin
    select k.* into v_key from public.api_keys k where k.id = read_api_key.key_id and k.user_id = v_caller;
    if not found then
        perform sanyam_private.fail(404, 'API_KEY_NOT_FOUND', 'This API key does not exist, or it is not yours.');
    end if;
    return row_to_json(sanyam_private.answer_of(v_key));
end;
$$;
call sanyam_private.expose('public.read_api_key(uuid)', 'authenticated', 'sanyam_gateway');

-- Revokes a key at once and permanently. Does nothing to a revoked key.
-- Fails with FORBIDDEN for an API key, API_KEY_NOT_FOUND.
create function public.revoke_api_key(key_id uuid) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.require_session();
    v_key public.api_keys;
begin
    update public.api_keys k
    set revoked_at = sanyam_private.clock(), revoked_reason = 'user'
    where k.id = revoke_api_key.key_id and k.user_id = v_caller and k.revoked_at is null
    returning k.* into v_key;
    if not found then
        select k.* into v_key from public.api_keys k where k.id = revoke_api_key.key_id and k.user_id = v_caller;
    end if;
    if v_key.id is null then
        perform sanyam_private.fail(404, 'API_KEY_NOT_FOUND', 'This API key does not exist, or it is not yours.');
    end if;
    return row_to_json(sanyam_private.answer_of(v_key));
end;
$$;
call sanyam_private.expose('public.revoke_api_key(uuid)', 'authenticated', 'sanyam_gateway');

-- Whether a request to the REST API may pass: by its API key, and by the hourly limit of the user.

-- The requests of each user in the current hour, with all keys and sessions. A row starts at 1 again in a new hour. No
-- foreign key here and in api_key_usage: counting must not wait for the deletion of an account, nor deadlock with it.
create table sanyam_private.request_windows (
    user_id uuid primary key,
    window_start timestamptz not null,
    count integer not null
    -- Every request updates a row, so each page has room for its next state.
) with (fillfactor = 50);
alter table sanyam_private.request_windows enable row level security;

-- The usage of each API key by the hour: requests that passed, and those that the limit or the key refused.
create table sanyam_private.api_key_usage (
    key_id uuid not null,
    hour timestamptz not null,
    requests bigint not null,
    refused bigint not null,
    last_used_at timestamptz not null,
    primary key (key_id, hour)
) with (fillfactor = 50);
-- For the nightly job. BRIN, because rows are stored in the order of their times.
create index usage_by_hour on sanyam_private.api_key_usage using brin (hour);
alter table sanyam_private.api_key_usage enable row level security;
-- The export of an account has the usage of its keys.
grant select on sanyam_private.api_key_usage to sanyam_api;
create policy "functions read the usage of the caller's keys" on sanyam_private.api_key_usage
    for select to sanyam_api
    using (key_id = any (array(
        select k.id from public.api_keys k where k.user_id = (select sanyam_private.caller_id())
    )));

-- Counts a request of a user in this hour, and returns the number of requests. Returns null and counts nothing if that
-- would exceed the limit. It locks the user's row until the transaction ends, so call it late. A crash may lose the
-- last requests, because waiting for the disk would cost more than all the rest.
create function sanyam_private.count_request(user_id uuid, max_requests integer, hour timestamptz)
returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_setting text := set_config('synchronous_commit', 'off', true);
    v_used integer;
begin
    if max_requests = 0 then
        return null;
    end if;
    insert into sanyam_private.request_windows as w (user_id, window_start, count)
    values (count_request.user_id, hour, 1)
    on conflict on constraint request_windows_pkey do update
    -- A request that read the clock before the full hour and then waited counts in the new hour.
    set window_start = greatest(w.window_start, hour),
        count = case when w.window_start < hour then 1 else w.count + 1 end
    where w.window_start < hour or max_requests is null or w.count < max_requests
    returning w.count into v_used;
    return v_used;
end;
$$;

-- Returns the state of a user's hour, as the functions answer it. Without a limit, `limit` and `remaining` are null.
create function sanyam_private.window_of(max_requests integer, used integer, hour timestamptz) returns json
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return json_build_object(
        'limit', max_requests,
        'used', coalesce(used, max_requests),
        'remaining', max_requests - coalesce(used, max_requests),
        'reset_at', sanyam_private.rfc3339(hour + interval '1 hour')
    );
end;
$$;
grant execute on function sanyam_private.window_of(integer, integer, timestamptz) to sanyam_api;

-- Counts a request of a session. Security definer, because nobody else may count.
create function sanyam_private.count_request_of(user_id uuid) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_hour timestamptz := date_trunc('hour', sanyam_private.clock(), 'UTC');
    v_limits public.tier_limits := (sanyam_private.account_of(user_id)).limits;
    v_used integer := sanyam_private.count_request(user_id, v_limits.api_rate_limit_per_hour, v_hour);
begin
    return json_build_object(
        'window', sanyam_private.window_of(v_limits.api_rate_limit_per_hour, v_used, v_hour),
        'allowed', v_used is not null,
        'tier_limits', v_limits,
        'upgrade_url', sanyam_private.upgrade_url()
    );
end;
$$;
grant execute on function sanyam_private.count_request_of(uuid) to sanyam_api;

-- An API key that was checked. `status` is active, revoked, expired, unknown, or not_available if the owner's tier does
-- not include keys. `used` is the number of requests in the owner's hour, or null if the request may not pass.
create type sanyam_private.checked_key as (
    status text,
    key public.api_keys,
    limits public.tier_limits,
    used integer,
    hour timestamptz
);

-- Checks a key by the hash of its secret, and counts the request. Security definer, because nobody else may count.
create function sanyam_private.check_key(secret_hash bytea) returns sanyam_private.checked_key
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_now timestamptz := sanyam_private.clock();
    v_hour timestamptz := date_trunc('hour', v_now, 'UTC');
    v_key public.api_keys;
    v_limits public.tier_limits;
    v_status text;
    v_used integer;
begin
    select k.* into v_key
    from sanyam_private.api_key_secrets s
    join public.api_keys k on k.id = s.key_id
    where s.secret_hash = check_key.secret_hash;
    if not found then
        return row('unknown', null, null, null, null)::sanyam_private.checked_key;
    end if;
    v_limits := (sanyam_private.account_of(v_key.user_id)).limits;
    v_status := case
        when v_key.revoked_at is not null then 'revoked'
        when v_key.expires_at <= v_now then 'expired'
        when not v_limits.has_api_keys then 'not_available'
        else 'active'
    end;
    if v_status = 'active' then
        -- At most once a minute, and by only one of several requests at the same moment.
        if v_key.last_used_at is null or v_key.last_used_at < v_now - interval '1 minute' then
            update public.api_keys k set last_used_at = v_now
            where k.id = v_key.id and k.last_used_at is not distinct from v_key.last_used_at;
        end if;
        v_used := sanyam_private.count_request(v_key.user_id, v_limits.api_rate_limit_per_hour, v_hour);
    end if;
    insert into sanyam_private.api_key_usage as u (key_id, hour, requests, refused, last_used_at)
    values (v_key.id, v_hour, (v_used is not null)::integer, (v_used is null)::integer, v_now)
    on conflict on constraint api_key_usage_pkey do update
    set requests = u.requests + excluded.requests,
        refused = u.refused + excluded.refused,
        last_used_at = greatest(u.last_used_at, excluded.last_used_at);
    return row(v_status, v_key, v_limits, v_used, v_hour);
end;
$$;
grant execute on function sanyam_private.check_key(bytea) to sanyam_api;

-- Returns the details of a refusal because the owner's tier does not include keys. Null for every other status.
create function sanyam_private.refusal_of(checked sanyam_private.checked_key) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return case
        when checked.status = 'not_available' then sanyam_private.missing_feature(checked.limits, 'api_keys')
    end;
end;
$$;
grant execute on function sanyam_private.refusal_of(sanyam_private.checked_key) to sanyam_api;

-- Checks a key and counts the request, for a gateway that calls over PostgREST. `secret_hash` is the SHA-256 of the
-- whole key in hexadecimal, so that the key itself is never sent. `allowed` is whether the request may pass.
-- Fails with FORBIDDEN, VALIDATION_ERROR.
create function public.authenticate_api_key(secret_hash text default null) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_checked sanyam_private.checked_key;
    v_key public.api_keys;
    v_limits public.tier_limits;
begin
    perform sanyam_private.require_system();
    if coalesce(
        char_length(secret_hash) <> 64 or translate(secret_hash, '0123456789abcdefABCDEF', '') <> '', true
    ) then
        perform sanyam_private.require_valid('{"secret_hash": "This is not a SHA-256 in 64 hexadecimal digits."}');
    end if;
    v_checked := sanyam_private.check_key(decode(secret_hash, 'hex'));
    v_key := v_checked.key;
    v_limits := v_checked.limits;
    return json_build_object(
        'status', v_checked.status,
        'key_id', v_key.id,
        'key_name', v_key.name,
        'user_id', v_key.user_id,
        'scopes', v_key.scopes,
        'tier_limits', case when v_checked.status <> 'unknown' then row_to_json(v_limits) end,
        'upgrade_url', case when v_checked.status <> 'unknown' then sanyam_private.upgrade_url() end,
        'refusal', sanyam_private.refusal_of(v_checked),
        'window', case
            when v_checked.status = 'active' then
                sanyam_private.window_of(v_limits.api_rate_limit_per_hour, v_checked.used, v_checked.hour)
        end,
        'allowed', v_checked.used is not null
    );
end;
$$;
call sanyam_private.expose('public.authenticate_api_key(text)', 'service_role');

-- Counts a request of a session in the same hour as requests with keys, for a gateway that calls over PostgREST.
-- Fails with FORBIDDEN, and with UNAUTHORIZED if the account no longer exists.
create function public.count_request(user_id uuid) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.require_system();
    return sanyam_private.count_request_of(user_id);
end;
$$;
call sanyam_private.expose('public.count_request(uuid)', 'service_role');

-- Every change of tier, share, API key and ownership: who, what, before, after, when. Triggers write the rows, so that
-- every way to make a change is recorded.
--   user_id     the owner of the account, document or key; not a foreign key, because rows outlive accounts
--   actor_id    the user who made the change, also with an API key; null for the system
--   actor_role  user, api_key, or the database role: service_role, postgres and the like
--   action      tier.changed, account.deleted, share.created, share.changed, share.revoked, key.created, key.changed,
--               key.revoked, ownership.offered, ownership.handed_over
--   subject_id  the account, share, key or document that changed
create table public.audit_log (
    id bigint generated always as identity primary key,
    user_id uuid not null,
    actor_id uuid,
    actor_role text not null,
    actor_key_name text,
    action text not null,
    subject_id uuid not null,
    before jsonb,
    after jsonb,
    created_at timestamptz not null default sanyam_private.clock()
);

create index audit_rows_of_a_user on public.audit_log (user_id, created_at desc, id desc);

-- For the nightly job. BRIN, because rows are stored in the order of their times.
create index audit_rows_by_time on public.audit_log using brin (created_at);

grant select on public.audit_log to authenticated, sanyam_api, service_role;
alter table public.audit_log enable row level security;

create policy "users read what concerns them" on public.audit_log
    for select to authenticated using (user_id = (select sanyam_private.caller_id()));

create policy "functions read what concerns the caller" on public.audit_log
    for select to sanyam_api using (user_id = (select sanyam_private.caller_id()));

create policy "keys do not read the log" on public.audit_log
    as restrictive for select to authenticated using ((select sanyam_private.caller_may('')));

-- Refuses every change but the deletion of a row past its retention, also to roles that bypass row-level security.
-- Security definer, because the role that tries may not read the settings.
create function sanyam_private.keep_audit_log() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op = 'DELETE' and old.created_at < sanyam_private.clock() - make_interval(
        days => (select s.audit_retention_days from sanyam_private.settings s)
    ) then
        return old;
    end if;
    raise insufficient_privilege using message = 'Rows of the audit log cannot be changed or deleted.';
end;
$$;

create trigger keep_audit_log before update or delete on public.audit_log
    for each row execute function sanyam_private.keep_audit_log();

create trigger keep_whole_audit_log before truncate on public.audit_log
    for each statement execute function sanyam_private.keep_audit_log();

-- Adds a row for a change by the caller. Security definer, because nobody else may add one.
create function sanyam_private.audit(user_id uuid, action text, subject_id uuid, before jsonb, after jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_role text := coalesce(nullif(current_setting('role'), 'none'), session_user);
    v_actor_id uuid;
    v_key_name text;
begin
    -- The claims name the actor, but not for the system, which can set any claims.
    if not pg_has_role(v_role, 'service_role', 'member') then
        v_actor_id := sanyam_private.caller_id();
        v_key_name := sanyam_private.caller_key_name();
    end if;
    insert into public.audit_log (user_id, actor_id, actor_role, actor_key_name, action, subject_id, before, after)
    values (
        audit.user_id,
        v_actor_id,
        case
            when v_actor_id is null then v_role
            when sanyam_private.caller_may('') then 'user'
            else 'api_key'
        end,
        v_key_name,
        audit.action,
        audit.subject_id,
        audit.before,
        audit.after
    );
end;
$$;
grant execute on function sanyam_private.audit(uuid, text, uuid, jsonb, jsonb) to sanyam_api;

-- What writes the audit log. The triggers are security definer, because service_role and the auth server fire them,
-- too.

create function sanyam_private.audit_tier() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.audit(
        new.id,
        'tier.changed',
        new.id,
        jsonb_build_object('tier', old.tier),
        jsonb_strip_nulls(jsonb_build_object(
            'tier', new.tier,
            -- set_tier sets this during its update.
            'reason', nullif(current_setting('sanyam.tier_reason', true), '')
        ))
    );
    return null;
end;
$$;

create trigger audit_tier after update of tier on public.user_profiles
    for each row when (new.tier <> old.tier) execute function sanyam_private.audit_tier();

-- Writes one row for a deleted account. Its shares and keys write none of their own.
create function sanyam_private.audit_account() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.audit(old.id, 'account.deleted', old.id, jsonb_build_object('tier', old.tier), null);
    return null;
end;
$$;

create trigger audit_account after delete on public.user_profiles
    for each row execute function sanyam_private.audit_account();

-- Returns false while an account is deleted, with its shares and keys.
create function sanyam_private.account_exists(user_id uuid) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return exists (select from public.user_profiles p where p.id = user_id);
end;
$$;

-- Returns a share as the log has it. The owner reads it, so it does not tell whether the address has an account.
create function sanyam_private.audited_share(share public.document_shares) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return jsonb_build_object(
        'document_id', share.document_id,
        'email', share.email,
        'permission', share.permission,
        'expires_at', sanyam_private.rfc3339(share.expires_at)
    );
end;
$$;

create function sanyam_private.audit_share() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op = 'INSERT' then
        perform sanyam_private.audit(
            new.owner_id, 'share.created', new.id, null, sanyam_private.audited_share(new)
        );
    elsif tg_op = 'UPDATE' then
        perform sanyam_private.audit(
            new.owner_id, 'share.changed', new.id, sanyam_private.audited_share(old), sanyam_private.audited_share(new)
        );
    elsif sanyam_private.account_exists(old.owner_id) then
        perform sanyam_private.audit(
            old.owner_id, 'share.revoked', old.id, sanyam_private.audited_share(old), null
        );
    end if;
    return null;
end;
$$;

create trigger audit_share after insert or delete on public.document_shares
    for each row execute function sanyam_private.audit_share();

create trigger audit_changed_share after update on public.document_shares
    for each row
    when (
        (new.document_id, new.email, new.permission, new.expires_at)
            is distinct from (old.document_id, old.email, old.permission, old.expires_at)
    )
    execute function sanyam_private.audit_share();

-- Writes one row for the old owner, and one for the new.
create function sanyam_private.audit_owner() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_user_id uuid;
begin
    foreach v_user_id in array array[old.owner_id, new.owner_id] loop
        perform sanyam_private.audit(
            v_user_id,
            'ownership.handed_over',
            new.id,
            jsonb_build_object('owner_id', old.owner_id),
            jsonb_build_object('owner_id', new.owner_id)
        );
    end loop;
    return null;
end;
$$;

create trigger audit_owner after update of owner_id on public.documents
    for each row when (new.owner_id <> old.owner_id) execute function sanyam_private.audit_owner();

create function sanyam_private.audit_offer() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.audit(
        sanyam_private.owner_of(new.document_id),
        'ownership.offered',
        new.document_id,
        null,
        jsonb_build_object('email', new.email)
    );
    return null;
end;
$$;

create trigger audit_offer after insert on sanyam_private.ownership_offers
    for each row execute function sanyam_private.audit_offer();

-- Returns a key as the log has it.
create function sanyam_private.audited_key(key public.api_keys) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return jsonb_build_object(
        'name', key.name,
        'prefix', key.prefix,
        'scopes', key.scopes,
        'expires_at', sanyam_private.rfc3339(key.expires_at),
        'revoked_reason', key.revoked_reason
    );
end;
$$;

create function sanyam_private.audit_key() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op = 'INSERT' then
        perform sanyam_private.audit(new.user_id, 'key.created', new.id, null, sanyam_private.audited_key(new));
    elsif tg_op = 'UPDATE' then
        perform sanyam_private.audit(
            new.user_id,
            case when old.revoked_at is null and new.revoked_at is not null then 'key.revoked' else 'key.changed' end,
            new.id,
            sanyam_private.audited_key(old),
            sanyam_private.audited_key(new)
        );
    elsif sanyam_private.account_exists(old.user_id) then
        perform sanyam_private.audit(old.user_id, 'key.revoked', old.id, sanyam_private.audited_key(old), null);
    end if;
    return null;
end;
$$;

create trigger audit_key after insert or delete on public.api_keys
    for each row execute function sanyam_private.audit_key();

-- Not for last_used_at, which changes with use.
create trigger audit_changed_key
    after update of user_id, name, prefix, scopes, expires_at, revoked_at on public.api_keys
    for each row execute function sanyam_private.audit_key();

-- What a change of tier does, in its own transaction, however it is made. It deletes nothing:
--   If the new tier does not include API keys, the keys are revoked. An upgrade does not bring them back.
--   Whether a document is read-only is computed at each read and change, so an upgrade makes it writable again.
--   Limits and features of the new tier hold from the next statement on.
-- If the row of a tier loses has_api_keys, no key is revoked, because that may be a slip. authenticate_api_key refuses
-- the keys at once.

-- Revokes the keys. Security definer, because service_role may change a tier, but no keys.
create function sanyam_private.follow_tier() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if not (sanyam_private.limits_of_tier(new.tier)).has_api_keys then
        update public.api_keys k
        set revoked_at = sanyam_private.clock(), revoked_reason = 'downgrade'
        where k.user_id = new.id and k.revoked_at is null;
    end if;
    return null;
end;
$$;

create trigger follow_tier after update of tier on public.user_profiles
    for each row when (new.tier <> old.tier) execute function sanyam_private.follow_tier();

-- Changes a user's tier and returns the profile. The update locks the account, as each change of what a user owns does.
-- Security definer, because a function sees no profile but its caller's.
create function sanyam_private.change_tier(user_id uuid, tier text, reason text) returns public.user_profiles
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_profile public.user_profiles;
begin
    -- For the audit row of this update, and no other of the transaction.
    perform set_config('sanyam.tier_reason', coalesce(reason, ''), true);
    update public.user_profiles p set tier = change_tier.tier
    where p.id = change_tier.user_id
    returning p.* into v_profile;
    perform set_config('sanyam.tier_reason', '', true);
    if v_profile.id is null then
        perform sanyam_private.fail(404, 'NOT_FOUND', 'This account does not exist.');
    end if;
    return v_profile;
end;
$$;
grant execute on function sanyam_private.change_tier(uuid, text, text) to sanyam_api;

-- Changes a user's tier for billing, writes the reason to the audit log, and answers the profile.
-- Fails with FORBIDDEN, VALIDATION_ERROR, NOT_FOUND.
create function public.set_tier(user_id uuid, tier text, reason text default null) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.require_system();
    perform sanyam_private.require_valid(jsonb_build_object(
        'tier', case
            when not exists (select from public.tier_limits l where l.tier = set_tier.tier)
                then 'This tier does not exist. Name one in tier_limits.'
        end,
        'reason', case when char_length(reason) > 500 then 'A reason has at most 500 characters.' end
    ));
    return sanyam_private.answer_of(sanyam_private.change_tier(user_id, tier, reason));
end;
$$;
call sanyam_private.expose('public.set_tier(uuid, text, text)', 'service_role');

-- The nightly job deletes what is past its retention, in batches. It may run at any time, twice, on two machines at
-- once, and be killed. It waits for no lock: it leaves locked rows to the next call. After it has locked an owner, it
-- looks at what it found once more.

-- Returns for each tier the time from which on it keeps things.
create function sanyam_private.retention()
returns table (tier text, trash_since timestamptz, versions_since timestamptz)
language plpgsql stable set search_path = pg_catalog, pg_temp rows 5 as $$
declare
    -- Null is no limit, and least() ignores null. This is 2,700 years, about as far back as a timestamp goes.
    c_for_ever constant integer := 1000000;
    v_now timestamptz := sanyam_private.clock();
begin
    return query
    select
        l.tier,
        v_now - make_interval(days => least(l.trash_retention_days, c_for_ever)),
        v_now - make_interval(days => least(l.version_retention_days, c_for_ever))
    from public.tier_limits l;
end;
$$;

-- The same for each owner. Things from before a downgrade count as old as the downgrade.
create view sanyam_private.retention_of_owners with (security_invoker = true) as
select
    p.id as owner_id,
    p.downgraded_at,
    coalesce(r.trash_since, f.trash_since) as trash_since,
    coalesce(r.versions_since, f.versions_since) as versions_since
from public.user_profiles p
left join sanyam_private.retention() r on r.tier = p.tier
join sanyam_private.retention() f on f.tier = 'free';

create view sanyam_private.expired_documents with (security_invoker = true) as
select d.id as document_id, d.owner_id, d.version_count
from public.documents d
join sanyam_private.retention_of_owners r on r.owner_id = d.owner_id
where d.deleted_at is not null and greatest(d.deleted_at, r.downgraded_at) < r.trash_since;

-- The newest version never expires, because it is the document's text, and neither does one with a name. The last
-- condition is for speed: versions are numbered in the order of their times, so most documents need only their oldest.
create view sanyam_private.expired_versions with (security_invoker = true) as
select v.document_id, v.version_number, d.owner_id
from sanyam_private.retention_of_owners r
join public.documents d on d.owner_id = r.owner_id and d.version_count > 1
join public.document_versions v on v.document_id = d.id and v.version_number < d.version
where v.name is null
    and greatest(v.created_at, r.downgraded_at) < r.versions_since
    and (
        select o.created_at from public.document_versions o where o.document_id = d.id
        order by o.version_number
        limit 1
    ) < r.versions_since;

-- Deletes expired documents in the trash with their versions and shares: as many as have about `batch_size` versions.
-- Security definer like the functions below, because their caller does not own what they delete.
create function sanyam_private.purge_trash(batch_size integer) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_ids uuid[];
    v_count integer;
begin
    select array_agg(x.document_id) into v_ids
    from (
        select e.document_id
        from sanyam_private.expired_documents e
        join public.user_profiles p on p.id = e.owner_id
        limit batch_size
        for no key update of p skip locked
    ) x;
    perform sanyam_private.lock_recipients(array(
        select s.id from public.document_shares s where s.document_id = any (v_ids)
    ));
    delete from public.documents d
    using (
        select e.document_id, sum(e.version_count) over (order by e.document_id) - e.version_count as versions_before
        from sanyam_private.expired_documents e
        where e.document_id = any (v_ids)
    ) x
    where d.id = x.document_id and x.versions_before < batch_size;
    get diagnostics v_count = row_count;
    return v_count;
end;
$$;
grant execute on function sanyam_private.purge_trash(integer) to sanyam_api;

-- Deletes expired versions. The search starts at a random owner and goes round. If it always started at the same owner,
-- it would first pass what earlier calls left, and two machines would find the same rows.
create function sanyam_private.purge_versions(batch_size integer) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_first_owner uuid := gen_random_uuid();
    v_document_ids uuid[];
    v_version_numbers integer[];
    v_count integer;
begin
    select array_agg(x.document_id), array_agg(x.version_number) into v_document_ids, v_version_numbers
    from (
        select n.* from (
            select e.document_id, e.version_number
            from sanyam_private.expired_versions e
            join public.user_profiles p on p.id = e.owner_id
            where p.id >= v_first_owner
            order by p.id
            limit batch_size
            for no key update of p skip locked
        ) n
        union all
        select n.* from (
            select e.document_id, e.version_number
            from sanyam_private.expired_versions e
            join public.user_profiles p on p.id = e.owner_id
            where p.id < v_first_owner
            order by p.id
            limit batch_size
            for no key update of p skip locked
        ) n
        limit batch_size
    ) x;
    with gone as (
        delete from public.document_versions v
        using unnest(v_document_ids, v_version_numbers) x (document_id, version_number)
        join sanyam_private.expired_versions e using (document_id, version_number)
        where v.document_id = x.document_id and v.version_number = x.version_number
        returning v.document_id
    ), counted as (
        update public.documents d set version_count = d.version_count - g.count
        from (select g.document_id, count(*) from gone g group by g.document_id) g
        where d.id = g.document_id
    )
    select count(*) into v_count from gone;
    return v_count;
end;
$$;
grant execute on function sanyam_private.purge_versions(integer) to sanyam_api;

-- Deletes expired records: answers for retries, ended shares and offers, audit rows, usage of keys, request windows.
create function sanyam_private.purge_records(batch_size integer) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    c_answers_are_kept constant interval := '24 hours';
    c_ended_shares_are_kept constant interval := '30 days';
    -- A window is needed for an hour.
    c_windows_are_kept constant interval := '24 hours';
    v_now timestamptz := sanyam_private.clock();
    v_settings sanyam_private.settings;
    v_answers integer;
    v_shares integer;
    v_offers integer;
    v_audit_rows integer;
    v_usage_rows integer;
    v_windows integer;
begin
    select s.* into strict v_settings from sanyam_private.settings s;
    with ended as materialized (
        select r.user_id, r.key from sanyam_private.idempotency_records r
        where r.created_at < v_now - c_answers_are_kept
        limit batch_size
        for update skip locked
    )
    delete from sanyam_private.idempotency_records r using ended e where r.user_id = e.user_id and r.key = e.key;
    get diagnostics v_answers = row_count;
    delete from public.document_shares d where d.id = any (array(
        select s.id
        from public.document_shares s
        join sanyam_private.share_recipients r on r.share_id = s.id
        where s.expires_at < v_now - c_ended_shares_are_kept
        limit batch_size
        for update skip locked
    ));
    get diagnostics v_shares = row_count;
    delete from sanyam_private.ownership_offers d where d.document_id = any (array(
        select o.document_id from sanyam_private.ownership_offers o
        where o.expires_at < v_now
        limit batch_size
        for update skip locked
    ));
    get diagnostics v_offers = row_count;
    delete from public.audit_log d where d.id = any (array(
        select a.id from public.audit_log a
        where a.created_at < v_now - make_interval(days => v_settings.audit_retention_days)
        limit batch_size
        for update skip locked
    ));
    get diagnostics v_audit_rows = row_count;
    with ended as materialized (
        select u.key_id, u.hour from sanyam_private.api_key_usage u
        where u.hour < v_now - make_interval(days => v_settings.usage_retention_days)
        limit batch_size
        for update skip locked
    )
    delete from sanyam_private.api_key_usage u using ended e where u.key_id = e.key_id and u.hour = e.hour;
    get diagnostics v_usage_rows = row_count;
    delete from sanyam_private.request_windows d where d.user_id = any (array(
        select w.user_id from sanyam_private.request_windows w
        where w.window_start < v_now - c_windows_are_kept
        limit batch_size
        for update skip locked
    ));
    get diagnostics v_windows = row_count;
    return json_build_object(
        'idempotency_records', v_answers,
        'shares', v_shares,
        'ownership_offers', v_offers,
        'audit_rows', v_audit_rows,
        'usage_rows', v_usage_rows,
        'request_windows', v_windows
    );
end;
$$;
grant execute on function sanyam_private.purge_records(integer) to sanyam_api;

-- Deletes what is past its retention, at most about `batch_size` rows of each kind, and answers the numbers. Call it
-- again, each time in a transaction of its own, until all numbers are 0. Fails with FORBIDDEN, VALIDATION_ERROR.
create function public.purge_expired(batch_size integer default 1000) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp set statement_timeout = '60s' as $$
declare
    v_batch_size integer := coalesce(batch_size, 1000);
    v_documents integer;
    v_versions integer;
    v_records json;
begin
    perform sanyam_private.require_system();
    perform sanyam_private.require_valid(jsonb_build_object(
        'batch_size', case when v_batch_size not between 1 and 100000 then 'A batch has 1 to 100,000 rows.' end
    ));
    -- Documents before shares, because documents take their shares along. In this order two calls cannot deadlock.
    v_documents := sanyam_private.purge_trash(v_batch_size);
    v_versions := sanyam_private.purge_versions(v_batch_size);
    v_records := sanyam_private.purge_records(v_batch_size);
    return json_build_object(
        'documents', v_documents,
        'versions', v_versions,
        'idempotency_records', v_records -> 'idempotency_records',
        'shares', v_records -> 'shares',
        'ownership_offers', v_records -> 'ownership_offers',
        'audit_rows', v_records -> 'audit_rows',
        'usage_rows', v_records -> 'usage_rows',
        'request_windows', v_records -> 'request_windows'
    );
end;
$$;
call sanyam_private.expose('public.purge_expired(integer)', 'service_role');

-- Runs the whole job, for pg_cron or an operator: `call sanyam_private.purge_all_expired();` outside of a transaction.
-- It commits after each batch. A procedure that commits cannot set a search_path.
create procedure sanyam_private.purge_all_expired(batch_size integer default 1000)
language plpgsql as $$
declare
    v_gone json;
begin
    loop
        v_gone := public.purge_expired(batch_size);
        commit;
        exit when not exists (
            select from pg_catalog.json_each_text(v_gone) g where g.value operator(pg_catalog.<>) '0'
        );
    end loop;
end;
$$;

-- Schedules the job with pg_cron, each night at 03:23 UTC. An operator who enables pg_cron later calls this; a second
-- call does no harm.
create function sanyam_private.schedule_purge() returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    c_name constant text := 'sanyam-purge-expired';
begin
    perform cron.unschedule(j.jobid) from cron.job j where j.jobname = c_name;
    perform cron.schedule(c_name, '23 3 * * *', 'call sanyam_private.purge_all_expired()');
end;
$$;

-- Without pg_cron, the gateway calls purge_expired. Its jobs are in the table below.
do $$
begin
    if exists (select from pg_catalog.pg_extension e where e.extname = 'pg_cron') then
        perform sanyam_private.schedule_purge();
    end if;
end;
$$;

create table sanyam_private.jobs (
    name text primary key,
    -- The name of the same job in pg_cron.
    cron_name text not null,
    -- The process that runs it now.
    holder uuid,
    leased_until timestamptz,
    finished_at timestamptz,
    constraint a_lease_has_a_holder check ((holder is null) = (leased_until is null))
);
alter table sanyam_private.jobs enable row level security;
insert into sanyam_private.jobs (name, cron_name) values ('purge_expired', 'sanyam-purge-expired');

-- Returns whether pg_cron runs a job. Without the extension, its schema does not exist.
create function sanyam_private.is_scheduled(cron_name text) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    if to_regclass('cron.job') is null then
        return false;
    end if;
    return exists (select from cron.job j where j.jobname = cron_name and j.active);
end;
$$;

-- Gives a process the lease of a job. Security definer, because nobody else may change leases.
create function sanyam_private.lease_job(job_name text, holder uuid, lease interval) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    -- A job runs once a day, and gateways try each hour. Less than a day, so that it does not run later every day.
    c_rest constant interval := '20 hours';
    v_job sanyam_private.jobs;
    v_now timestamptz;
begin
    select j.* into v_job from sanyam_private.jobs j where j.name = job_name for update;
    if not found then
        perform sanyam_private.require_valid('{"job_name": "There is no such job."}');
    end if;
    v_now := sanyam_private.clock();
    if (v_job.holder <> lease_job.holder and v_job.leased_until > v_now)
        or v_job.finished_at > v_now - c_rest
        or sanyam_private.is_scheduled(v_job.cron_name)
    then
        return false;
    end if;
    update sanyam_private.jobs j set holder = lease_job.holder, leased_until = v_now + lease where j.name = job_name;
    return true;
end;
$$;
grant execute on function sanyam_private.lease_job(text, uuid, interval) to sanyam_api;

-- Ends a lease. Security definer, because nobody else may change leases.
create function sanyam_private.end_lease(job_name text, holder uuid, finished boolean) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    update sanyam_private.jobs j
    set holder = null,
        leased_until = null,
        finished_at = case when finished then sanyam_private.clock() else j.finished_at end
    where j.name = job_name and j.holder = end_lease.holder;
    return found;
end;
$$;
grant execute on function sanyam_private.end_lease(text, uuid, boolean) to sanyam_api;

-- Answers a gateway whether the process `holder` may run a job for `lease_seconds`. The holder calls again to extend
-- the lease. False while another process holds it, in the 20 hours after the job finished, and if pg_cron runs the job.
-- Fails with FORBIDDEN, VALIDATION_ERROR.
create function public.claim_job(job_name text, holder uuid, lease_seconds integer) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.require_system();
    perform sanyam_private.require_valid(jsonb_build_object(
        'holder', case when holder is null then 'Name the holder of the lease.' end,
        'lease_seconds', case
            when lease_seconds is null or lease_seconds not between 1 and 3600 then 'A lease is for 1 to 3600 seconds.'
        end
    ));
    return to_json(sanyam_private.lease_job(job_name, holder, make_interval(secs => lease_seconds)));
end;
$$;
call sanyam_private.expose('public.claim_job(text, uuid, integer)', 'service_role');

-- Gives a lease back, for the gateway. Answers false if another process holds it by now. Fails with FORBIDDEN.
create function public.release_job(job_name text, holder uuid, finished boolean) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.require_system();
    return to_json(sanyam_private.end_lease(job_name, holder, finished));
end;
$$;
call sanyam_private.expose('public.release_job(text, uuid, boolean)', 'service_role');

-- Answers the caller's profile, the limits and features of the tier, and the usage. Fails with UNAUTHORIZED.
create function public.my_account() returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.require_caller();
    v_profile public.user_profiles;
    v_limits public.tier_limits;
begin
    select p.* into v_profile from public.user_profiles p where p.id = v_caller;
    if not found then
        perform sanyam_private.fail(401, 'UNAUTHORIZED', 'This account no longer exists.', '{"reason": "invalid"}');
    end if;
    v_limits := sanyam_private.limits_of_tier(v_profile.tier);
    return json_build_object(
        'profile', sanyam_private.answer_of(v_profile),
        'tier_limits', v_limits,
        'usage', json_build_object(
            'document_count', v_profile.document_count,
            'storage_used_bytes', v_profile.storage_used_bytes,
            'trash_count', sanyam_private.trash_count(v_caller)
        ),
        'features', (
            select json_object_agg(l.key, l.value) from json_each(to_json(v_limits)) l where l.key like 'has\_%'
        )
    );
end;
$$;
call sanyam_private.expose('public.my_account()', 'authenticated', 'sanyam_gateway');

-- Deletes a user and everything that refers to it. Security definer, because users belong to the auth server.
create function sanyam_private.delete_user(user_id uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_key_ids uuid[] := array(select k.id from public.api_keys k where k.user_id = delete_user.user_id);
begin
    -- Locks the user before the profile, as a change of the address does, and the profile before addresses.
    perform from auth.users u where u.id = delete_user.user_id for update;
    perform sanyam_private.lock_account(delete_user.user_id);
    delete from auth.users u where u.id = delete_user.user_id;
    -- These have no foreign key.
    delete from sanyam_private.request_windows w where w.user_id = delete_user.user_id;
    delete from sanyam_private.api_key_usage u where u.key_id = any (v_key_ids);
end;
$$;
grant execute on function sanyam_private.delete_user(uuid) to sanyam_api;

-- Deletes the caller's account and everything they own, at once and permanently. Documents of others stay, also with
-- changes by the caller. The audit log keeps its rows until their retention ends.
-- Fails with UNAUTHORIZED, FORBIDDEN for an API key.
create function public.delete_my_account() returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp set statement_timeout = '120s' as $$
begin
    perform sanyam_private.delete_user(sanyam_private.require_session());
end;
$$;
call sanyam_private.expose('public.delete_my_account()', 'authenticated');

-- The parts of an export. They run as their caller, so policies check each row.

create function sanyam_private.exported_documents(account sanyam_private.account) returns json
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return (
        select coalesce(json_agg(x order by x.updated_at desc, x.id desc), '[]')
        from (
            select a.*, h.content, h.versions
            from public.documents d
            cross join lateral sanyam_private.answer_of(d, account, 'owner') a
            cross join lateral (
                select
                    max(v.content) filter (where v.version_number = d.version) as content,
                    json_agg(y order by v.version_number desc) as versions
                from public.document_versions v
                cross join lateral sanyam_private.answer_of(v, null) r
                cross join lateral (
                    select
                        r.document_id, r.version_number, r.name, r.origin, r.api_key_name, r.created_at, r.created_by,
                        r.document_name, r.language_id, r.size_bytes, v.content
                ) y
                where v.document_id = d.id
            ) h
            where d.owner_id = account.owner_id
        ) x
    );
end;
$$;
grant execute on function sanyam_private.exported_documents(sanyam_private.account) to sanyam_api;

create function sanyam_private.exported_shares(owner_id uuid, given boolean) returns json
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return (
        select coalesce(
            json_agg(
                json_build_object(
                    'id', s.id,
                    'document_id', s.document_id,
                    'owner_id', s.owner_id,
                    'email', s.email,
                    'permission', s.permission,
                    'expires_at', sanyam_private.rfc3339(s.expires_at),
                    'created_at', sanyam_private.rfc3339(s.created_at),
                    'updated_at', sanyam_private.rfc3339(s.updated_at)
                )
                order by s.created_at, s.id
            ),
            '[]'
        )
        from public.document_shares s
        where (s.owner_id = exported_shares.owner_id) = given
    );
end;
$$;
grant execute on function sanyam_private.exported_shares(uuid, boolean) to sanyam_api;

-- Returns the offers by the caller. list_ownership_offers answers the offers to them.
create function sanyam_private.exported_offers() returns json
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return (
        select coalesce(
            json_agg(
                json_build_object(
                    'document_id', o.document_id,
                    'email', o.email,
                    'offered_at', sanyam_private.rfc3339(o.offered_at),
                    'expires_at', sanyam_private.rfc3339(o.expires_at)
                )
                order by o.offered_at, o.document_id
            ),
            '[]'
        )
        from sanyam_private.ownership_offers o
        -- The policy checks the same, but without an index.
        where o.document_id = any (array(
            select d.id from public.documents d where d.owner_id = (select sanyam_private.caller_id())
        ))
    );
end;
$$;
grant execute on function sanyam_private.exported_offers() to sanyam_api;

create function sanyam_private.exported_keys() returns json
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return (
        select coalesce(json_agg(a order by k.created_at, k.id), '[]')
        from public.api_keys k
        cross join lateral sanyam_private.answer_of(k) a
    );
end;
$$;
grant execute on function sanyam_private.exported_keys() to sanyam_api;

create function sanyam_private.exported_key_usage() returns json
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return (
        select coalesce(
            json_agg(
                json_build_object(
                    'key_id', u.key_id,
                    'hour', sanyam_private.rfc3339(u.hour),
                    'requests', u.requests,
                    'refused', u.refused,
                    'last_used_at', sanyam_private.rfc3339(u.last_used_at)
                )
                order by u.hour, u.key_id
            ),
            '[]'
        )
        from sanyam_private.api_key_usage u
    );
end;
$$;
grant execute on function sanyam_private.exported_key_usage() to sanyam_api;

create function sanyam_private.exported_log() returns json
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return (
        select coalesce(
            json_agg(
                json_build_object(
                    'id', a.id,
                    'user_id', a.user_id,
                    'actor_id', a.actor_id,
                    'actor_role', a.actor_role,
                    'actor_key_name', a.actor_key_name,
                    'action', a.action,
                    'subject_id', a.subject_id,
                    'before', a.before,
                    'after', a.after,
                    'created_at', sanyam_private.rfc3339(a.created_at)
                )
                order by a.id
            ),
            '[]'
        )
        from public.audit_log a
    );
end;
$$;
grant execute on function sanyam_private.exported_log() to sanyam_api;

-- Answers everything of the caller: the account, documents with their texts and history (the trash included),
-- shares, API keys and their usage, offers of ownership, the audit log.
-- Fails with UNAUTHORIZED, FORBIDDEN for an API key, DOCUMENT_TOO_LARGE.
create function public.export_my_data() returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set statement_timeout = '120s' as $$
declare
    -- PostgreSQL limits a value to 1 GB, and JSON can need several bytes for one byte of text.
    c_most_bytes constant bigint := 268435456;
    v_caller uuid := sanyam_private.require_session();
    v_account sanyam_private.account := sanyam_private.account_of(v_caller);
    v_bytes bigint;
begin
    select coalesce(sum(v.size_bytes), 0) into v_bytes
    from public.documents d
    join public.document_versions v on v.document_id = d.id
    where d.owner_id = v_caller;
    begin
        if v_bytes > c_most_bytes then
            raise program_limit_exceeded;
        end if;
        return json_build_object(
            'exported_at',
            sanyam_private.rfc3339(sanyam_private.clock()),
            'account', public.my_account(),
            'documents', sanyam_private.exported_documents(v_account),
            'shares_given', sanyam_private.exported_shares(v_caller, true),
            'shares_received', sanyam_private.exported_shares(v_caller, false),
            'ownership_offers_given', sanyam_private.exported_offers(),
            'ownership_offers_received', public.list_ownership_offers(),
            'api_keys', sanyam_private.exported_keys(),
            'api_key_usage', sanyam_private.exported_key_usage(),
            'audit_log', sanyam_private.exported_log()
        );
    exception when program_limit_exceeded then
        perform sanyam_private.fail(
            413,
            'DOCUMENT_TOO_LARGE',
            format(
                'Your documents and their history have %s of text. An export holds %s. Save the documents one by one, '
                'or delete some permanently and try again.',
                pg_size_pretty(v_bytes), pg_size_pretty(c_most_bytes)
            ),
            jsonb_build_object(
                'size', v_bytes,
                'limit', c_most_bytes,
                'tier', (v_account.limits).tier,
                'upgrade_url', sanyam_private.upgrade_url()
            )
        );
    end;
end;
$$;
call sanyam_private.expose('public.export_my_data()', 'authenticated');

-- For a gateway with a connection of its own. It admits a request and makes the user the caller, in one statement.

-- Fails with FORBIDDEN unless the login is the gateway's, because the other functions here trust the user id they get.
create function sanyam_gateway.require_gateway() returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    if session_user <> 'sanyam_gateway' then
        perform sanyam_private.fail(403, 'FORBIDDEN', 'Only the gateway may do this.');
    end if;
end;
$$;
grant execute on function sanyam_gateway.require_gateway() to sanyam_gateway;

-- Makes a user the caller until the end of the transaction, and returns the claims. The gateway calls it alone for a
-- further call of an admitted request.
create function sanyam_gateway.act_as(claims json) returns json
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_claims text := set_config('request.jwt.claims', claims::text, true);
    v_subject text := set_config('request.jwt.claim.sub', claims ->> 'sub', true);
begin
    return claims;
end;
$$;
grant execute on function sanyam_gateway.act_as(json) to sanyam_gateway;

-- Admits a request of a session, whose token the gateway has verified: counts it, and makes the user the caller until
-- the end of the transaction. `request_limit` is null without a limit. `reset_at` is in seconds since 1970. The plan
-- takes time, so it is only for a gateway that wants it. Fails with FORBIDDEN, and with UNAUTHORIZED if the account is
-- gone.
create function sanyam_gateway.admit_session(
    user_id uuid,
    wants_plan boolean,
    out allowed boolean,
    out request_limit integer,
    out used integer,
    out reset_at bigint,
    out claims json,
    out tier_limits json,
    out upgrade_url text
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_hour timestamptz := date_trunc('hour', sanyam_private.clock(), 'UTC');
    v_limits public.tier_limits;
begin
    perform sanyam_gateway.require_gateway();
    v_limits := (sanyam_private.account_of(user_id)).limits;
    request_limit := v_limits.api_rate_limit_per_hour;
    used := sanyam_private.count_request(user_id, request_limit, v_hour);
    allowed := used is not null;
    used := coalesce(used, request_limit);
    reset_at := extract(epoch from v_hour) + 3600;
    if wants_plan then
        tier_limits := row_to_json(v_limits);
        upgrade_url := sanyam_private.upgrade_url();
    end if;
    claims := sanyam_gateway.act_as(json_build_object('sub', user_id, 'role', 'authenticated'));
end;
$$;
grant execute on function sanyam_gateway.admit_session(uuid, boolean) to sanyam_gateway;

-- Admits a request with an API key, by the SHA-256 of the key. If it is `allowed`, its owner is the caller until the
-- end of the transaction, with the scopes of the key. `status` is as in checked_key. Only an active key gets the state
-- of the hour. `refusal` has the details if the owner's tier does not include keys. Fails with FORBIDDEN.
create function sanyam_gateway.admit_key(
    secret_hash bytea,
    wants_plan boolean,
    out status text,
    out allowed boolean,
    out request_limit integer,
    out used integer,
    out reset_at bigint,
    out claims json,
    out tier_limits json,
    out upgrade_url text,
    out refusal json
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_checked sanyam_private.checked_key;
    v_key public.api_keys;
    v_limits public.tier_limits;
begin
    perform sanyam_gateway.require_gateway();
    v_checked := sanyam_private.check_key(secret_hash);
    status := v_checked.status;
    allowed := v_checked.used is not null;
    if status <> 'active' then
        refusal := sanyam_private.refusal_of(v_checked);
        return;
    end if;
    v_key := v_checked.key;
    v_limits := v_checked.limits;
    request_limit := v_limits.api_rate_limit_per_hour;
    used := coalesce(v_checked.used, request_limit);
    reset_at := extract(epoch from v_checked.hour) + 3600;
    if wants_plan then
        tier_limits := row_to_json(v_limits);
        upgrade_url := sanyam_private.upgrade_url();
    end if;
    claims := json_build_object(
        'sub', v_key.user_id,
        'role', 'authenticated',
        'sanyam_scopes', v_key.scopes,
        'sanyam_key_id', v_key.id,
        'sanyam_key_name', v_key.name
    );
    if allowed then
        claims := sanyam_gateway.act_as(claims);
    end if;
end;
$$;
grant execute on function sanyam_gateway.admit_key(bytea, boolean) to sanyam_gateway;

-- Answers all tiers, the smallest first. Fails with FORBIDDEN.
create function sanyam_gateway.list_tiers() returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_gateway.require_gateway();
    return (
        select json_agg(l order by l.max_documents nulls last, l.tier) from public.tier_limits l
    );
end;
$$;
grant execute on function sanyam_gateway.list_tiers() to sanyam_gateway;
