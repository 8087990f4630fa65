-- SPDX-License-Identifier: MIT

-- Roles and schemas, and how a function is handed to its callers.

-- Everybody is given EXECUTE on a new function, and hosted Supabase gives the API's roles every new table: take both
-- away before anything is made, so that each grant below stands by itself.
alter default privileges revoke execute on functions from public;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;

-- Owner of the functions that are the API. It owns no table and does not bypass row-level security, so policies judge
-- every row that a function touches by the claims of its caller. Roles outlive a database: it may exist already.
do $$
begin
    if not exists (select from pg_catalog.pg_roles r where r.rolname = 'sanyam_api') then
        create role sanyam_api nologin noinherit nobypassrls;
    end if;
end;
$$;

-- Only a member may hand a function over to a role.
grant sanyam_api to current_user;

-- A gateway that connects to the database itself logs in as this role, which may execute the functions that are the API
-- and those of its own schema: it reads and writes no table, and is a member of no role. It has no password until an
-- operator gives it one.
do $$
begin
    if not exists (select from pg_catalog.pg_roles r where r.rolname = 'sanyam_gateway') then
        create role sanyam_gateway login noinherit nobypassrls;
    end if;
end;
$$;

-- The role's own, since a pooler between the gateway and the server passes on no settings of a connection. No call of
-- the API takes that long but for the export of an account, which is not the gateway's.
alter role sanyam_gateway set statement_timeout = '30s';
-- Requests of one user wait for each other, and a connection waits along.
alter role sanyam_gateway set lock_timeout = '10s';
alter role sanyam_gateway set idle_in_transaction_session_timeout = '30s';

-- Never listed among the schemas that PostgREST exposes.
create schema sanyam_private;
create schema sanyam_gateway;
grant usage on schema public to sanyam_api, sanyam_gateway;
grant usage on schema sanyam_private to authenticated, sanyam_api;
grant usage on schema sanyam_gateway to sanyam_gateway;

-- Hands a function of the API to its owner, sanyam_api, and to the roles that may call it. Handing over takes the right
-- to create in the schema, for as long as it takes. For migrations alone: nobody else may execute it.
create procedure sanyam_private.expose(function regprocedure, variadic callers text[])
language plpgsql set search_path = '' as $$
declare
    v_caller text;
begin
    grant create on schema public to sanyam_api;
    execute format('alter function %s owner to sanyam_api', function);
    revoke create on schema public from sanyam_api;
    foreach v_caller in array callers loop
        execute format('grant execute on function %s to %I', function, v_caller);
    end loop;
end;
$$;

-- Settings of this installation, in one row. They are changed with SQL:
--     update sanyam_private.settings set default_tier = 'pro';
--   audit_retention_days  how long the nightly job keeps audit rows
--   usage_retention_days  and how much each API key was used
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

create function sanyam_private.upgrade_url() returns text
language plpgsql stable security definer set search_path = '' as $$
begin
    return (select s.upgrade_url from sanyam_private.settings s);
end;
$$;
grant execute on function sanyam_private.upgrade_url() to sanyam_api;

-- The one source of time, read after locks are held, so that later changes have later times.
create function sanyam_private.clock() returns timestamptz
language plpgsql volatile set search_path = '' as $$
begin
    return clock_timestamp();
end;
$$;
grant execute on function sanyam_private.clock() to sanyam_api, authenticated;

-- Ends the statement with an error that PostgREST answers with `status`: `code` as message, `details` for the client,
-- `hint` a sentence for the user.
create function sanyam_private.fail(status integer, code text, hint text, details jsonb default '{}') returns void
language plpgsql set search_path = '' as $$
begin
    raise exception using errcode = 'PT' || status, message = code, detail = details::text, hint = hint;
end;
$$;
grant execute on function sanyam_private.fail(integer, text, text, jsonb) to sanyam_api;

-- Refuses what has problems: an object of sentences by argument, null where an argument is right.
create function sanyam_private.require_valid(problems jsonb) returns void
language plpgsql stable set search_path = '' as $$
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

-- Who calls, by either of the settings that Supabase's servers make. The subject's own comes first, as in Supabase's
-- auth.uid(): where both are set they agree, and it needs no parsing. Every policy asks this, so its few microseconds
-- count: the form of a UUID is checked without a regular expression, which takes three times as long.
create function sanyam_private.caller_id() returns uuid
language plpgsql stable set search_path = '' as $$
declare
    v_subject text := coalesce(
        nullif(current_setting('request.jwt.claim.sub', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub'
    );
begin
    if v_subject like '________-____-____-____-____________'
        and translate(v_subject, '0123456789abcdefABCDEF', '') = '----'
    then
        return v_subject::uuid;
    end if;
    return null;
end;
$$;
grant execute on function sanyam_private.caller_id() to authenticated, sanyam_api;

-- Whether the caller's token is good for one of these scopes. A token of a session names none and is good for all;
-- one that was made for an API key carries `sanyam_scopes`, and is good for those alone.
create function sanyam_private.caller_may(variadic scopes text[]) returns boolean
language plpgsql stable set search_path = '' as $$
declare
    v_claims text := current_setting('request.jwt.claims', true);
    v_scopes jsonb;
begin
    -- The claims are written by a serializer, so their names stand in them as they are. Looking is cheaper than parsing.
    if v_claims is null or strpos(v_claims, '"sanyam_scopes"') = 0 then
        return true;
    end if;
    v_scopes := v_claims::jsonb -> 'sanyam_scopes';
    return v_scopes is null or (jsonb_typeof(v_scopes) = 'array' and jsonb_exists_any(v_scopes, array_remove(scopes, '')));
end;
$$;
grant execute on function sanyam_private.caller_may(text[]) to authenticated, sanyam_api;

-- The name of the API key that the caller's token was made for; null in a session.
create function sanyam_private.caller_key_name() returns text
language plpgsql stable set search_path = '' as $$
declare
    v_claims text := current_setting('request.jwt.claims', true);
begin
    return case
        when strpos(v_claims, '"sanyam_key_name"') > 0 then v_claims::json ->> 'sanyam_key_name'
    end;
end;
$$;
grant execute on function sanyam_private.caller_key_name() to sanyam_api;

create function sanyam_private.require_caller() returns uuid
language plpgsql stable set search_path = '' as $$
declare
    v_caller uuid := sanyam_private.caller_id();
begin
    if v_caller is null then
        perform sanyam_private.fail(
            401,
            'UNAUTHORIZED',
            'Sign in to use the cloud.',
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

-- The caller, whose token must be good for this scope.
create function sanyam_private.require_caller(scope text) returns uuid
language plpgsql stable set search_path = '' as $$
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
            format('This API key lacks the scope “%s”. Make a key that has it.', scope),
            jsonb_build_object('required_scope', scope)
        );
    end if;
    return v_caller;
end;
$$;
grant execute on function sanyam_private.require_caller(text) to sanyam_api;

-- The caller, who must have signed in: an API key does not do.
create function sanyam_private.require_session() returns uuid
language plpgsql stable set search_path = '' as $$
begin
    -- A key is good for its scopes alone, and the empty name is none.
    if not sanyam_private.caller_may('') then
        perform sanyam_private.fail(403, 'FORBIDDEN', 'An API key cannot do this. Sign in to do it.');
    end if;
    return sanyam_private.require_caller();
end;
$$;
grant execute on function sanyam_private.require_session() to sanyam_api;

-- Refuses whoever is not the system itself: billing, jobs, an operator. Grants are not enough, since a careless click
-- gives them to everyone. Who runs the statement is the role that PostgREST took on, else who logged in.
create function sanyam_private.require_system() returns void
language plpgsql stable set search_path = '' as $$
declare
    v_role text := coalesce(nullif(current_setting('role'), 'none'), session_user);
begin
    if not pg_has_role(v_role, 'service_role', 'member') then
        perform sanyam_private.fail(403, 'FORBIDDEN', 'Only the system itself may do this.');
    end if;
end;
$$;
grant execute on function sanyam_private.require_system() to sanyam_api;

-- What each tier may do. A limit that is null is no limit. Changing a row changes behaviour at once; a tier is added
-- by adding a row.
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

-- The row of a tier; a tier that has none counts as free.
create function sanyam_private.limits_of_tier(tier_name text) returns public.tier_limits
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
grant execute on function sanyam_private.limits_of_tier(text) to sanyam_api;

-- A tier that nobody knows counts as free, so there must be one.
create function sanyam_private.keep_free_tier() returns trigger
language plpgsql set search_path = '' as $$
begin
    raise exception 'The tier "free" stays: it is what everyone has whose tier is unknown.';
end;
$$;

create trigger keep_free_tier before delete or update of tier on public.tier_limits
    for each row when (old.tier = 'free') execute function sanyam_private.keep_free_tier();

-- What a refusal says of a feature that a tier lacks. `required_tier` is the smallest tier that has it.
create function sanyam_private.missing_feature(limits public.tier_limits, feature text) returns jsonb
language plpgsql stable set search_path = '' as $$
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

-- Fails unless the tier has a feature, which is a column of its row: has_document_sharing and the like.
create function sanyam_private.require_feature(limits public.tier_limits, feature text, sentence text)
returns void
language plpgsql stable set search_path = '' as $$
begin
    if not coalesce((to_jsonb(limits) ->> ('has_' || feature))::boolean, false) then
        perform sanyam_private.fail(
            403, 'FEATURE_NOT_AVAILABLE', sentence, sanyam_private.missing_feature(limits, feature)
        );
    end if;
end;
$$;
grant execute on function sanyam_private.require_feature(public.tier_limits, text, text) to sanyam_api;

create function sanyam_private.fail_over_limit(limits public.tier_limits, limit_name text, current bigint) returns void
language plpgsql set search_path = '' as $$
declare
    v_limit bigint := to_jsonb(limits) ->> limit_name;
begin
    perform sanyam_private.fail(
        403,
        'TIER_LIMIT_EXCEEDED',
        case limit_name
            when 'max_documents' then format(
                'Your plan (%s) holds %s documents, and you have %s. Delete one, or upgrade.',
                limits.tier, v_limit, current
            )
            else format(
                'Your plan (%s) stores %s, and you use %s. Empty the trash or delete documents, or upgrade.',
                limits.tier, pg_size_pretty(v_limit), pg_size_pretty(current)
            )
        end,
        jsonb_build_object(
            'limit_name', limit_name,
            'limit', v_limit,
            'current', current,
            'tier', limits.tier,
            'upgrade_url', (select s.upgrade_url from sanyam_private.settings s)
        )
    );
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

-- A user as Sanyam knows them: tier and usage. `tier` refers to no row on purpose: one that has none counts as free.
--   document_count  with storage_used_bytes: kept by a trigger of documents
--   downgraded_at   when the tier last became one that keeps less; null since an upgrade. What was kept before stays for
--                   as long as the new tier keeps things, so that nothing is lost the night after.
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
-- Nearly every statement finds an owner by the id. A B-tree is searched from its root, one page deeper for each few
-- hundred times as many rows; a hash index looks at one page, however many there are. The primary key stays: a hash
-- index cannot make a column unique.
create index users_by_id on public.user_profiles using hash (id);

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

create trigger stamp_profile before update of tier, email on public.user_profiles
    for each row when ((new.tier, new.email) is distinct from (old.tier, old.email))
    execute function sanyam_private.stamp_profile();

-- Who signed up before Sanyam came to this project.
insert into public.user_profiles (id, email, tier)
select u.id, u.email, 'free' from auth.users u;

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

create function sanyam_private.account_exists(user_id uuid) returns boolean
language plpgsql stable set search_path = '' as $$
begin
    return exists (select from public.user_profiles p where p.id = user_id);
end;
$$;

-- Answers that a client may ask for again by its own key, for 24 hours.
create table sanyam_private.idempotency_records (
    user_id uuid not null references public.user_profiles (id) on delete cascade,
    key text not null,
    request_hash bytea not null,
    -- As it was sent, to the letter.
    answer json not null,
    created_at timestamptz not null default sanyam_private.clock(),
    primary key (user_id, key)
);

create index idempotency_records_by_user_and_time on sanyam_private.idempotency_records (user_id, created_at);
create index idempotency_records_by_time on sanyam_private.idempotency_records (created_at);

grant select, insert, delete on sanyam_private.idempotency_records to sanyam_api;
alter table sanyam_private.idempotency_records enable row level security;

create policy "functions keep the caller's answers" on sanyam_private.idempotency_records
    for all to sanyam_api
    using (user_id = (select sanyam_private.caller_id()))
    with check (user_id = (select sanyam_private.caller_id()));

-- The answer that the caller got for this key, null when there is none; the caller's account must be locked.
create function sanyam_private.recall_answer(key text, request_hash bytea) returns json
language plpgsql set search_path = '' as $$
declare
    -- Nobody counts requests that go around the gateway, and somebody could fill the table.
    c_most_keys constant integer := 10000;
    v_caller uuid := sanyam_private.caller_id();
    -- Asked once: for each row, it takes longer than all the rest.
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

-- A cursor names a place in a list by the time and the id of a row, which need not exist any more: base64 for
-- addresses (RFC 4648, section 5) without padding.
create function sanyam_private.cursor_of(updated_at text, id text) returns text
language plpgsql immutable set search_path = '' as $$
begin
    return rtrim(translate(encode(convert_to(updated_at || id, 'UTF8'), 'base64'), E'+/\n', '-_'), '=');
end;
$$;
grant execute on function sanyam_private.cursor_of(text, text) to sanyam_api;

-- Fails with INVALID_CURSOR for whatever cursor_of does not make.
create function sanyam_private.read_cursor(cursor text, out updated_at timestamptz, out id uuid)
language plpgsql stable set search_path = '' as $$
declare
    c_time_length constant integer := length('2026-11-21T09:07:00.123456Z');
    v_text text;
begin
    begin
        v_text := convert_from(
            decode(rpad(translate(cursor, '-_', '+/'), (length(cursor) + 3) / 4 * 4, '='), 'base64'), 'UTF8'
        );
        updated_at := left(v_text, c_time_length)::timestamptz;
        id := substr(v_text, c_time_length + 1)::uuid;
        if cursor = sanyam_private.cursor_of(left(v_text, c_time_length), id::text) then
            return;
        end if;
    exception when data_exception then
        -- Not base64, not UTF-8, no time or no id: fails as a cursor of any other form does.
        null;
    end;
    perform sanyam_private.fail(400, 'INVALID_CURSOR', 'This place in the list is unknown. Begin at the first page.');
end;
$$;
grant execute on function sanyam_private.read_cursor(text) to sanyam_api;

-- What the caller may do to a document of somebody else's.

-- What the caller may do to a document of somebody else's at this moment: view, edit or admin; null for nothing.
-- Security definer, for policies of documents: looking into shares themselves, they would make every plan larger than
-- the work that it does.
create function sanyam_private.share_permission(document_id uuid) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_permission text;
begin
    select r.permission into v_permission
    from sanyam_private.share_recipients r
    where uuid_hash_extended(r.document_id, uuid_hash_extended(r.recipient_id, 0))
            = uuid_hash_extended(share_permission.document_id, uuid_hash_extended(v_caller, 0))
        and r.document_id = share_permission.document_id
        and r.recipient_id = v_caller
        and (r.expires_at is null or r.expires_at > sanyam_private.clock());
    return v_permission;
end;
$$;
grant execute on function sanyam_private.share_permission(uuid) to authenticated, sanyam_api;

-- The shares that the caller got, and that hold at this moment. Security definer, so that they are found by their
-- index and without being judged one by one; the documents themselves are judged.
create function sanyam_private.shares_of_caller() returns table (share_id uuid, document_id uuid, permission text)
language plpgsql stable security definer set search_path = '' rows 20 as $$
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

-- Whether the caller may change a document. Security definer, for policies of versions: looking into documents
-- themselves, they would make every plan larger than the work that it does.
create function sanyam_private.may_change(document_id uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
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

-- What is wrong with a document's name, as a sentence; null when nothing is. A name is one path segment. The white
-- space is what JavaScript's trim() removes.
create function sanyam_private.name_problem(name text) returns text
language plpgsql immutable set search_path = '' as $$
begin
    return case
        when name = '' then 'Enter a name.'
        when char_length(name) > 255 then 'A name has at most 255 characters.'
        when name ~ '[/\\\u0001-\u001f\u007f-\u009f]' then 'A name has no slash, backslash or control character.'
        when name ~ '^[ \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]'
            or name ~ '[ \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]$'
            then 'A name does not begin or end with a space.'
        when name in ('.', '..') then '“.” and “..” are not names.'
        when name = 'assets' then 'The name “assets” is reserved.'
    end;
end;
$$;
grant execute on function sanyam_private.name_problem(text) to sanyam_api;

create function sanyam_private.language_id_problem(language_id text) returns text
language plpgsql immutable set search_path = '' as $$
begin
    return case when language_id !~ '^[a-z0-9][a-z0-9_.+#-]{0,63}$' then 'This is not a language id.' end;
end;
$$;
grant execute on function sanyam_private.language_id_problem(text) to sanyam_api;

-- One small row a document; its text lies in document_versions. `updated_by` and `deleted_by` are bare ids, so that
-- they outlive the account.
--   version_count        how many rows of history there are, the newest included; counting them at each save would take
--                        longer than saving
--   named_version_count  and how many of them have a name
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
-- statement that has the state as a parameter.
create index documents_by_change on public.documents (owner_id, updated_at desc, id desc);

-- The trash of one owner, and all that the nightly job looks for.
create index documents_in_the_trash on public.documents (owner_id, deleted_at) where deleted_at is not null;

-- See users_by_id.
-- Nearly every statement finds a document and its owner by their ids. A B-tree is searched from its root, one page deeper
-- for each few hundred times as many rows; a hash index looks at one page, however many there are. The primary keys
-- stay: a hash index cannot make a column unique.
create index documents_by_id on public.documents using hash (id);

grant select on public.documents to authenticated, sanyam_api, service_role;
grant insert, delete on public.documents to sanyam_api;
grant update (
    name, language_id, size_bytes, version, version_count, named_version_count, updated_at, updated_by, deleted_at,
    deleted_by
) on public.documents to sanyam_api;
alter table public.documents enable row level security;

create policy "users see what they own and what is shared with them" on public.documents
    for select to authenticated using (
        owner_id = (select sanyam_private.caller_id())
        or (deleted_at is null and id = any (array(select s.document_id from sanyam_private.shares_of_caller() s)))
    );

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

create policy "functions change what the caller owns or may edit" on public.documents
    for update to sanyam_api
    using (
        owner_id = (select sanyam_private.caller_id())
        or sanyam_private.share_permission(id) = 'admin'
        or (deleted_at is null and sanyam_private.share_permission(id) = 'edit')
    )
    with check (
        owner_id = (select sanyam_private.caller_id())
        or sanyam_private.share_permission(id) = 'admin'
        or (deleted_at is null and sanyam_private.share_permission(id) = 'edit')
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

create function sanyam_private.check_description() returns trigger
language plpgsql set search_path = '' as $$
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

-- What the functions answer for a document: its fields by their names, times as RFC 3339 in UTC with microseconds.
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

create function sanyam_private.answer_of(
    document public.documents, account sanyam_private.account, permission text
) returns sanyam_private.document_answer
language plpgsql stable set search_path = '' as $$
declare
    c_time constant text := 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
    v_max_documents integer := (account.limits).max_documents;
begin
    return row(
        document.id,
        document.owner_id,
        account.email,
        document.name,
        document.language_id,
        document.size_bytes,
        document.version,
        to_char(document.created_at at time zone 'UTC', c_time),
        to_char(document.updated_at at time zone 'UTC', c_time),
        document.updated_by,
        to_char(document.deleted_at at time zone 'UTC', c_time),
        document.deleted_by,
        permission,
        case
            when document.deleted_at is not null then 'trashed'
            when permission = 'view' then 'view_share'
            when coalesce(account.document_count > v_max_documents, false) and sanyam_private.is_beyond_limit(
                document.owner_id, v_max_documents, document.updated_at, document.id
            ) then 'over_limit'
        end
    );
end;
$$;
grant execute on function sanyam_private.answer_of(public.documents, sanyam_private.account, text) to sanyam_api;

-- A page of items as the functions answer them. `permissions` is what the caller may do to each, null when all are
-- the caller's own.
create function sanyam_private.answers_of(
    documents public.documents[], permissions text[], caller sanyam_private.account
) returns json
language plpgsql stable set search_path = '' as $$
declare
    c_time constant text := 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
    v_max_documents integer := (caller.limits).max_documents;
    v_over_limit boolean := coalesce(caller.document_count > v_max_documents, false);
    v_items json;
begin
    select json_agg(x) into v_items
    from unnest(documents) with ordinality d
    left join lateral (
        select a.email, a.document_count, (a.limits).max_documents
        from sanyam_private.account_of(d.owner_id) a
        where d.owner_id <> caller.owner_id
        -- Keeps the condition in here: the function is not called for the caller's own.
        offset 0
    ) o on true
    cross join lateral (
        select
            d.id,
            d.owner_id,
            case when d.owner_id = caller.owner_id then caller.email else o.email end as owner_email,
            d.name,
            d.language_id,
            d.size_bytes,
            d.version,
            to_char(d.created_at at time zone 'UTC', c_time) as created_at,
            to_char(d.updated_at at time zone 'UTC', c_time) as updated_at,
            d.updated_by,
            to_char(d.deleted_at at time zone 'UTC', c_time) as deleted_at,
            d.deleted_by,
            coalesce(permissions[d.ordinality], 'owner') as permission,
            case
                when d.deleted_at is not null then 'trashed'
                when permissions[d.ordinality] = 'view' then 'view_share'
                when d.owner_id = caller.owner_id then case
                    when v_over_limit
                        and sanyam_private.is_beyond_limit(d.owner_id, v_max_documents, d.updated_at, d.id)
                        then 'over_limit'
                end
                when coalesce(o.document_count > o.max_documents, false)
                    and sanyam_private.is_beyond_limit(d.owner_id, o.max_documents, d.updated_at, d.id)
                    then 'over_limit'
            end as read_only_reason
    ) x;
    return coalesce(v_items, '[]');
end;
$$;
grant execute on function sanyam_private.answers_of(public.documents[], text[], sanyam_private.account) to sanyam_api;

create function sanyam_private.fail_not_found() returns void
language plpgsql set search_path = '' as $$
begin
    perform sanyam_private.fail(404, 'DOCUMENT_NOT_FOUND', 'This document does not exist, or is not yours to see.');
end;
$$;
grant execute on function sanyam_private.fail_not_found() to sanyam_api;

create function sanyam_private.fail_read_only(reason text) returns void
language plpgsql set search_path = '' as $$
begin
    perform sanyam_private.fail(
        403,
        'DOCUMENT_READ_ONLY',
        case reason
            when 'trashed' then 'This document is in the trash. Restore it to change it.'
            when 'view_share' then 'This document was shared with you to read. Its owner can let you change it.'
            when 'over_limit' then
                'This document is read-only: its owner has more documents than the plan holds. '
                'Delete some that changed later, or upgrade.'
        end,
        jsonb_build_object('reason', reason)
    );
end;
$$;
grant execute on function sanyam_private.fail_read_only(text) to sanyam_api;

-- Held by whoever goes by the owner of a document to find the account to lock: until the end of the transaction the
-- owner stays the same. Else who waited for the wrong account would have to lock a second one out of order.
create function sanyam_private.hold_owner(document_id uuid) returns void
language plpgsql set search_path = '' as $$
begin
    perform pg_advisory_xact_lock_shared(uuid_hash_extended(document_id, 2027));
end;
$$;
grant execute on function sanyam_private.hold_owner(uuid) to sanyam_api;

-- Whose a document is. Security definer: whoever asks does not know yet whether the caller may see it.
create function sanyam_private.owner_of(document_id uuid) returns uuid
language plpgsql stable security definer set search_path = '' as $$
declare
    v_owner_id uuid;
begin
    select d.owner_id into v_owner_id from public.documents d where d.id = owner_of.document_id;
    return v_owner_id;
end;
$$;
grant execute on function sanyam_private.owner_of(uuid) to sanyam_api;

-- A document that is locked for a change, its owner's account, and what the caller may do to it.
create type sanyam_private.locked_document as (
    document public.documents,
    account sanyam_private.account,
    permission text
);

-- The document, read after its owner's account was locked. Fails with DOCUMENT_NOT_FOUND when the caller has no part in
-- it. Security definer: whose account to lock must be known before anything can be judged.
create function sanyam_private.lock_with_account(document_id uuid) returns sanyam_private.locked_document
language plpgsql security definer set search_path = '' as $$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_document public.documents;
    v_permission text := 'owner';
    v_account sanyam_private.account;
begin
    perform sanyam_private.hold_owner(document_id);
    select d.* into v_document from public.documents d where d.id = lock_with_account.document_id;
    if v_document.id is null
        or (v_document.owner_id <> v_caller and sanyam_private.share_permission(document_id) is null)
    then
        perform sanyam_private.fail_not_found();
    end if;
    v_account := sanyam_private.lock_account(v_document.owner_id);
    -- What was there, and what was allowed, before the lock may not be any more.
    select d.* into v_document from public.documents d where d.id = lock_with_account.document_id;
    if v_document.owner_id <> v_caller then
        v_permission := sanyam_private.share_permission(document_id);
    end if;
    if v_document.owner_id is distinct from v_account.owner_id or v_permission is null then
        perform sanyam_private.fail_not_found();
    end if;
    return row(v_document, v_account, v_permission);
end;
$$;
grant execute on function sanyam_private.lock_with_account(uuid) to sanyam_api;

-- The document, locked for a change by the caller: with its owner's account, whose lock holds for all that is theirs.
-- Fails with DOCUMENT_NOT_FOUND, DOCUMENT_READ_ONLY for a view share, OPTIMISTIC_LOCK_CONFLICT.
create function sanyam_private.lock_document(document_id uuid, base_version bigint)
returns sanyam_private.locked_document
language plpgsql set search_path = '' as $$
declare
    v_locked sanyam_private.locked_document := sanyam_private.lock_with_account(document_id);
    v_document public.documents := v_locked.document;
begin
    -- Others do not see the trash; whoever may restore from it can name what lies there.
    if v_document.deleted_at is not null and v_locked.permission not in ('owner', 'admin') then
        perform sanyam_private.fail_not_found();
    end if;
    if v_locked.permission = 'view' then
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
                'updated_at', to_char(v_document.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                'updated_by', v_document.updated_by
            )
        );
    end if;
    return v_locked;
end;
$$;
grant execute on function sanyam_private.lock_document(uuid, bigint) to sanyam_api;

-- An argument that is null counts as not given.

-- Makes a document of the caller's. With a key, asking again gives the same answer and no second document.
-- Fails with VALIDATION_ERROR, FEATURE_NOT_AVAILABLE, DOCUMENT_TOO_LARGE, TIER_LIMIT_EXCEEDED.
create function public.create_document(
    name text default null,
    language_id text default null,
    content text default null,
    idempotency_key text default null
) returns json
language plpgsql security definer set search_path = '' as $$
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
        'idempotency_key', case
            when char_length(idempotency_key) not between 1 and 255 then 'A key has 1 to 255 characters.'
        end
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
        v_limits, 'cloud_storage', format('Your plan (%s) has no cloud storage. Upgrade to save to the cloud.', v_limits.tier)
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
    if idempotency_key is not null then
        insert into sanyam_private.idempotency_records (user_id, key, request_hash, answer)
        values (v_caller, idempotency_key, v_request_hash, v_answer);
    end if;
    return v_answer;
end;
$$;
call sanyam_private.expose('public.create_document(text, text, text, text)', 'authenticated', 'sanyam_gateway');

-- The document with its text; its owner reads it in the trash, too. Fails with DOCUMENT_NOT_FOUND.
-- Small statements, one after the other: joined into one, their policies make a plan whose start alone takes longer.
create function public.read_document(document_id uuid) returns json
language plpgsql stable security definer set search_path = '' as $$
declare
    v_caller uuid := sanyam_private.require_caller('documents:read');
    v_document public.documents;
    v_permission text := 'owner';
    v_head sanyam_private.document_answer;
    v_answer record;
begin
    select d.* into v_document from public.documents d where d.id = document_id;
    if v_document.owner_id <> v_caller then
        v_permission := case when v_document.deleted_at is null then sanyam_private.share_permission(document_id) end;
    end if;
    if v_document.id is null or v_permission is null then
        perform sanyam_private.fail_not_found();
    end if;
    v_head := sanyam_private.answer_of(v_document, sanyam_private.account_of(v_document.owner_id), v_permission);
    select v_head.*, v.content into strict v_answer
    from public.document_versions v
    where v.document_id = v_document.id and v.version_number = v_document.version;
    return row_to_json(v_answer);
end;
$$;
call sanyam_private.expose('public.read_document(uuid)', 'authenticated', 'sanyam_gateway');

-- The document, if the caller may read it: others do not see the trash. Fails with DOCUMENT_NOT_FOUND.
create function sanyam_private.document_to_read(document_id uuid) returns public.documents
language plpgsql stable set search_path = '' as $$
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

-- Changes what is given, if `base_version` is still the newest or not given. The version goes up by one, unless
-- nothing differs. `origin` says whether a person saved (`save`) or a timer (`autosave`).
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
language plpgsql security definer set search_path = '' as $$
begin
    perform sanyam_private.require_caller('documents:write');
    if name is not null or language_id is not null or origin is not null then
        perform sanyam_private.require_valid(jsonb_build_object(
            'name', sanyam_private.name_problem(name),
            'language_id', sanyam_private.language_id_problem(language_id),
            'origin', case when origin not in ('save', 'autosave') then 'The origin is save or autosave.' end
        ));
    end if;
    return sanyam_private.change_document(
        sanyam_private.lock_document(document_id, base_version), content, name, language_id, coalesce(origin, 'save')
    );
end;
$$;
call sanyam_private.expose('public.save_document(uuid, text, text, text, bigint, text)', 'authenticated', 'sanyam_gateway');

-- Changes what is given of a locked document, and leaves a row in its history: the state after the change. The version
-- goes up by one, unless nothing differs. These are the rules of the history:
--   an explicit save or a restore always makes a row;
--   an autosave takes the place of an autosave by the same user, with the same key or none, that began at most five
--   minutes ago, so that the row before the first of them stays;
--   where the tier has no history, a change takes the place of the row before, unless that one was made with a tier
--   that had one;
--   a row with a name stays;
--   beyond the tier's number, the oldest rows go, but none that a downgrade spares.
-- Fails with DOCUMENT_READ_ONLY, DOCUMENT_TOO_LARGE, TIER_LIMIT_EXCEEDED.
create function sanyam_private.change_document(
    locked sanyam_private.locked_document, content text, name text, language_id text, origin text
) returns json
language plpgsql set search_path = '' as $$
declare
    c_window constant interval := '5 minutes';
    v_caller uuid := sanyam_private.caller_id();
    v_key_name text := sanyam_private.caller_key_name();
    v_document public.documents := locked.document;
    v_account sanyam_private.account := locked.account;
    v_limits public.tier_limits := v_account.limits;
    v_content text := content;
    v_size bigint := octet_length(content);
    -- Texts of different lengths differ.
    v_content_changes boolean := coalesce(v_size <> v_document.size_bytes, false);
    v_description_changes boolean := (
        coalesce(name, v_document.name), coalesce(language_id, v_document.language_id)
    ) <> (v_document.name, v_document.language_id);
    v_now timestamptz;
    v_head record;
    v_replaceable_until timestamptz;
    v_replaces boolean := false;
    v_version_count integer := v_document.version_count + 1;
    v_excess integer;
    v_spared_before timestamptz;
    v_pruned integer;
begin
    if v_document.deleted_at is not null then
        perform sanyam_private.fail_read_only('trashed');
    end if;
    if coalesce(v_account.document_count > v_limits.max_documents, false) and sanyam_private.is_beyond_limit(
        v_document.owner_id, v_limits.max_documents, v_document.updated_at, v_document.id
    ) then
        perform sanyam_private.fail_read_only('over_limit');
    end if;
    -- The newest row is read only where something depends on it, and its text only if it may be the one that is saved.
    if not v_content_changes or origin = 'autosave' or not v_limits.has_document_versioning then
        select
            v.origin, v.created_by, v.api_key_name, v.name, v.replaceable_until,
            case when not v_content_changes then v.content end as content
        into strict v_head
        from public.document_versions v
        where v.document_id = v_document.id and v.version_number = v_document.version;
    end if;
    if not v_content_changes then
        v_content_changes := coalesce(content <> v_head.content, false);
        v_content := coalesce(content, v_head.content);
    end if;
    if not v_content_changes and not v_description_changes then
        return row_to_json(sanyam_private.answer_of(v_document, v_account, locked.permission));
    end if;
    if v_content_changes and v_size > v_limits.max_document_size_bytes then
        perform sanyam_private.fail_too_large(v_limits, v_size);
    end if;

    v_now := sanyam_private.clock();
    if not v_limits.has_document_versioning then
        v_replaceable_until := 'infinity';
        v_replaces := coalesce(v_head.replaceable_until = 'infinity', false) and v_head.name is null;
    elsif origin = 'autosave' then
        v_replaces := v_head.origin = 'autosave' and v_head.created_by = v_caller
            and v_head.api_key_name is not distinct from v_key_name and v_head.name is null
            and isfinite(v_head.replaceable_until) and v_head.replaceable_until >= v_now;
        v_replaceable_until := case when v_replaces then v_head.replaceable_until else v_now + c_window end;
    end if;
    insert into public.document_versions (
        document_id, version_number, content, origin, created_at, created_by, api_key_name,
        document_name, language_id, size_bytes, replaceable_until
    ) values (
        v_document.id,
        v_document.version + 1,
        v_content,
        origin,
        v_now,
        v_caller,
        v_key_name,
        coalesce(name, v_document.name),
        coalesce(language_id, v_document.language_id),
        coalesce(v_size, v_document.size_bytes),
        v_replaceable_until
    );
    if v_replaces then
        delete from public.document_versions v
        where v.document_id = v_document.id and v.version_number = v_document.version;
        v_version_count := v_version_count - 1;
    end if;
    v_excess := v_version_count - v_limits.max_versions_per_document;
    if v_limits.has_document_versioning and v_excess > 0 then
        v_spared_before := case
            when v_account.downgraded_at < v_now - make_interval(days => v_limits.version_retention_days) then null
            else v_account.downgraded_at
        end;
        if v_spared_before is not null then
            -- What a downgrade spares takes no place: else it would leave none for what comes after.
            select count(*) - v_limits.max_versions_per_document into v_excess
            from public.document_versions v
            where v.document_id = v_document.id and v.created_at >= v_spared_before;
        end if;
        -- Names may take more than half, with those of a larger tier or of a former owner: half is still for the rest.
        v_excess := least(
            v_excess,
            v_version_count - v_document.named_version_count
                - (v_limits.max_versions_per_document - v_limits.max_versions_per_document / 2)
        );
        delete from public.document_versions v
        where v.document_id = v_document.id and v.version_number = any (array(
            select o.version_number
            from public.document_versions o
            where o.document_id = v_document.id
                and o.version_number <= v_document.version
                and o.name is null
                and (v_spared_before is null or o.created_at >= v_spared_before)
            order by o.version_number
            limit greatest(v_excess, 0)
        ));
        get diagnostics v_pruned = row_count;
        v_version_count := v_version_count - v_pruned;
    end if;
    update public.documents d
    set size_bytes = coalesce(v_size, d.size_bytes),
        version = d.version + 1,
        version_count = v_version_count,
        updated_at = v_now,
        updated_by = v_caller
    where d.id = v_document.id
    returning d.* into strict v_document;
    -- Apart, since a new name is rare and is looked at closely.
    if v_description_changes then
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

-- What a list asks for: which of the documents, and how many on which side of a place in it.
create type sanyam_private.list_request as (
    trashed boolean,
    language_id text,
    query text,
    forward boolean,
    from_time timestamptz,
    from_id uuid,
    most integer
);

-- A document of somebody else's, and what the caller may do to it.
create type sanyam_private.shared_document as (document public.documents, permission text);

-- The caller's own documents on a page, newest change first.
create function sanyam_private.list_own(caller_id uuid, request sanyam_private.list_request)
returns public.documents[]
-- The index has them in order; any other way reads and sorts all that an owner has.
language plpgsql stable set search_path = '' set enable_bitmapscan = off set plan_cache_mode = force_generic_plan as $$
declare
    v_documents public.documents[];
begin
    if request.forward then
        select array_agg(p.d) into v_documents
        from (
            select d
            from public.documents d
            where d.owner_id = caller_id
                and (d.updated_at, d.id) < (request.from_time, request.from_id)
                and (d.deleted_at is not null) = request.trashed
                and (request.language_id is null or d.language_id = request.language_id)
                and (request.query is null or strpos(lower(d.name), lower(request.query)) > 0)
            order by d.updated_at desc, d.id desc
            limit request.most
        ) p;
    else
        select array_agg(p.d order by p.updated_at desc, p.id desc) into v_documents
        from (
            select d, d.updated_at, d.id
            from public.documents d
            where d.owner_id = caller_id
                and (d.updated_at, d.id) > (request.from_time, request.from_id)
                and (d.deleted_at is not null) = request.trashed
                and (request.language_id is null or d.language_id = request.language_id)
                and (request.query is null or strpos(lower(d.name), lower(request.query)) > 0)
            order by d.updated_at, d.id
            limit request.most
        ) p;
    end if;
    return coalesce(v_documents, '{}');
end;
$$;
grant execute on function sanyam_private.list_own(uuid, sanyam_private.list_request) to sanyam_api;

create function sanyam_private.cursor_to(document public.documents) returns text
language plpgsql stable set search_path = '' as $$
begin
    return sanyam_private.cursor_of(
        to_char(document.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), document.id::text
    );
end;
$$;
grant execute on function sanyam_private.cursor_to(public.documents) to sanyam_api;

-- A page of documents, newest change first, without their texts: the caller's own and, unless `include_shared` is
-- false, those that are shared with them. The trash is the owner's alone. `query` is a part of the name in any case;
-- `page_size` is held between 1 and 100; `direction` says on which side of the cursor the page lies.
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
-- One plan serves all arguments, and making one takes longer than the page.
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
    v_caller uuid := sanyam_private.require_caller('documents:read');
    v_forward boolean := coalesce(direction = 'next', true);
    v_page_size integer := least(greatest(coalesce(page_size, 20), 1), 100);
    -- One more than the page says whether it is the last one.
    v_request sanyam_private.list_request := row(
        coalesce(state = 'trashed', false), language_id, query, v_forward,
        case when v_forward then 'infinity'::timestamptz else '-infinity' end,
        case when v_forward then 'ffffffff-ffff-ffff-ffff-ffffffffffff' else '00000000-0000-0000-0000-000000000000' end,
        v_page_size + 1
    );
    v_account sanyam_private.account;
    v_documents public.documents[];
    v_permissions text[];
    v_shared sanyam_private.shared_document[];
    v_own_count bigint;
    v_count integer;
    v_start integer;
    v_more boolean;
    v_first text;
    v_last text;
begin
    if state is not null or direction is not null or query is not null then
        perform sanyam_private.require_valid(jsonb_build_object(
            'state', case when state not in ('active', 'trashed') then 'The state is active or trashed.' end,
            -- No name is longer, and each row is compared with it.
            'query', case when char_length(query) > 255 then 'A part of a name has at most 255 characters.' end,
            'direction', case when direction not in ('next', 'prev') then 'The direction is next or prev.' end
        ));
    end if;
    if cursor is not null then
        select c.updated_at, c.id into v_request.from_time, v_request.from_id
        from sanyam_private.read_cursor(cursor) c;
    end if;
    v_account := sanyam_private.account_of(v_caller);
    v_documents := sanyam_private.list_own(v_caller, v_request);
    -- Counting all of the caller's own costs a page. Without a filter their number is known, and a first page that holds
    -- them all has counted them.
    if not v_request.trashed and language_id is null and query is null then
        v_own_count := v_account.document_count;
    elsif cursor is null and cardinality(v_documents) <= v_page_size then
        v_own_count := cardinality(v_documents);
    else
        select count(*) into v_own_count
        from public.documents d
        where d.owner_id = v_caller
            and (d.deleted_at is not null) = v_request.trashed
            and (list_documents.language_id is null or d.language_id = list_documents.language_id)
            and (query is null or strpos(lower(d.name), lower(query)) > 0);
    end if;
    if not v_request.trashed and coalesce(include_shared, true) then
        select array_agg(row(d, s.permission)::sanyam_private.shared_document) into v_shared
        from sanyam_private.shares_of_caller() s
        join public.documents d on d.id = s.document_id
        where d.deleted_at is null
            and (list_documents.language_id is null or d.language_id = list_documents.language_id)
            and (query is null or strpos(lower(d.name), lower(query)) > 0);
    end if;
    if v_shared is not null then
        select array_agg(p.document order by p.updated_at desc, p.id desc),
            array_agg(p.permission order by p.updated_at desc, p.id desc)
        into v_documents, v_permissions
        from (
            select o as document, 'owner' as permission, o.updated_at, o.id from unnest(v_documents) o
            union all
            select s.document, s.permission, (s.document).updated_at, (s.document).id
            from unnest(v_shared) s
            where case
                when v_forward then ((s.document).updated_at, (s.document).id) < (v_request.from_time, v_request.from_id)
                else ((s.document).updated_at, (s.document).id) > (v_request.from_time, v_request.from_id)
            end
        ) p;
    end if;
    v_count := cardinality(v_documents);
    v_more := v_count > v_page_size;
    -- A page before the cursor ends there.
    v_start := case when v_forward then 1 else greatest(v_count - v_page_size, 0) + 1 end;
    v_documents := v_documents[v_start:v_start + v_page_size - 1];
    v_permissions := v_permissions[v_start:v_start + v_page_size - 1];
    v_count := cardinality(v_documents);
    v_first := sanyam_private.cursor_to(v_documents[1]);
    v_last := sanyam_private.cursor_to(v_documents[v_count]);
    -- On the side that the caller comes from there is a page, even if this one is empty by now.
    return json_build_object(
        'items', sanyam_private.answers_of(v_documents, v_permissions, v_account),
        'next_cursor', case
            when v_forward and v_more then v_last
            when not v_forward and cursor is not null then coalesce(v_last, cursor)
        end,
        'prev_cursor', case
            when not v_forward and v_more then v_first
            when v_forward and cursor is not null then coalesce(v_first, cursor)
        end,
        'total_count', v_own_count + coalesce(cardinality(v_shared), 0),
        'page_size', v_page_size
    );
end;
$$;
call sanyam_private.expose('public.list_documents(text, boolean, text, text, integer, text, text)', 'authenticated', 'sanyam_gateway');

-- A document's history. Its newest row is the document's text, the rows before are what it was.
--   origin             save, autosave or restore; `api_key_name` is set when an API key did it
--   name               what a user called this version, which no rule deletes then
--   document_name      with language_id and size_bytes: what the document was like
--   replaceable_until  the next change may take the place of this row until then: a change by the same user that is an
--                      autosave as well; with `infinity`, made where the tier has no history, any change
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
    constraint origin_is_save_autosave_or_restore check (origin in ('save', 'autosave', 'restore')),
    constraint version_name_is_short check (
        name <> '' and char_length(name) <= 100 and name !~ '[\u0001-\u001f\u007f-\u009f]'
    )
);

-- pglz would cost 42 ms a megabyte: lz4 where the server has it, else no compression.
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

-- Versions are added and deleted, and the only thing that changes is a version's name.
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

-- What the functions answer for a version, but for its author's address. It reads with the rights of whoever asks.
create view sanyam_private.version_answers with (security_invoker = true) as
select
    v.document_id,
    v.version_number,
    v.name,
    v.origin,
    v.api_key_name,
    to_char(v.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created_at,
    v.created_by,
    v.document_name,
    v.language_id,
    v.size_bytes
from public.document_versions v;
grant select on sanyam_private.version_answers to sanyam_api;

create function sanyam_private.fail_version_not_found() returns void
language plpgsql set search_path = '' as $$
begin
    perform sanyam_private.fail(404, 'VERSION_NOT_FOUND', 'This document has no such version, or has it no longer.');
end;
$$;
grant execute on function sanyam_private.fail_version_not_found() to sanyam_api;

-- The address of a version's author, for the caller: the owner's and the caller's own, and no other.
create function sanyam_private.author_email(author_id uuid, owner_id uuid) returns text
language plpgsql stable set search_path = '' as $$
begin
    if author_id = owner_id or author_id = sanyam_private.caller_id() then
        return (sanyam_private.account_of(author_id)).email;
    end if;
    return null;
end;
$$;
grant execute on function sanyam_private.author_email(uuid, uuid) to sanyam_api;

-- A cursor in a history names the document and the number of a version, which need not exist any more.
create function sanyam_private.version_cursor_of(document_id uuid, version_number integer) returns text
language plpgsql immutable set search_path = '' as $$
begin
    return sanyam_private.cursor_of(document_id::text, '/' || version_number);
end;
$$;
grant execute on function sanyam_private.version_cursor_of(uuid, integer) to sanyam_api;

-- Fails with INVALID_CURSOR for whatever version_cursor_of does not make for this document.
create function sanyam_private.read_version_cursor(cursor text, document_id uuid) returns integer
language plpgsql stable set search_path = '' as $$
declare
    v_version_number integer;
begin
    begin
        v_version_number := split_part(convert_from(
            decode(rpad(translate(cursor, '-_', '+/'), (length(cursor) + 3) / 4 * 4, '='), 'base64'), 'UTF8'
        ), '/', 2)::integer;
        if v_version_number >= 0
            and cursor = sanyam_private.version_cursor_of(document_id, v_version_number)
        then
            return v_version_number;
        end if;
    exception when data_exception then
        -- Not base64, not UTF-8, or no number: fails as a cursor of any other form does.
        null;
    end;
    perform sanyam_private.fail(400, 'INVALID_CURSOR', 'This place in the list is unknown. Begin at the first page.');
end;
$$;
grant execute on function sanyam_private.read_version_cursor(text, uuid) to sanyam_api;

-- A page of a document's history, newest first, without the texts. `page_size` is held between 1 and 100; `direction`
-- says on which side of the cursor the page lies. Only the owner's address and the caller's own are told.
-- Fails with VALIDATION_ERROR, DOCUMENT_NOT_FOUND, INVALID_CURSOR.
create function public.list_versions(
    document_id uuid,
    page_size integer default null,
    cursor text default null,
    direction text default null
) returns json
-- One plan serves all arguments, and making one takes longer than the page.
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
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
    v_items json;
    v_newest integer;
    v_oldest integer;
    v_older boolean;
begin
    if direction is not null then
        perform sanyam_private.require_valid(jsonb_build_object(
            'direction', case when direction not in ('next', 'prev') then 'The direction is next or prev.' end
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

    select coalesce(json_agg(x), '[]'), max(x.version_number), min(x.version_number)
    into v_items, v_newest, v_oldest
    from (
        select
            a.*,
            case a.created_by when v_document.owner_id then v_owner_email when v_caller then v_caller_email end
                as created_by_email
        from sanyam_private.version_answers a
        where a.document_id = v_document.id and a.version_number > v_above and a.version_number < v_below
        order by a.version_number desc
        limit v_page_size
    ) x;

    -- The newest version is always there, so only older ones must be looked for. From a page that became empty, both
    -- sides begin where it lies.
    v_newest := coalesce(v_newest, v_below - 1);
    v_oldest := coalesce(v_oldest, v_below);
    v_older := exists (
        select from public.document_versions v
        where v.document_id = v_document.id and v.version_number < v_oldest
    );
    return json_build_object(
        'items', v_items,
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

-- A version with its text. Fails with DOCUMENT_NOT_FOUND, VERSION_NOT_FOUND.
create function public.read_version(document_id uuid, version_number bigint) returns json
language plpgsql stable security definer set search_path = '' as $$
declare
    v_document public.documents;
    v_version sanyam_private.version_answers;
    v_answer record;
begin
    perform sanyam_private.require_caller('versions:read');
    v_document := sanyam_private.document_to_read(document_id);
    select a.* into v_version
    from sanyam_private.version_answers a
    where a.document_id = v_document.id and a.version_number = read_version.version_number;
    if not found then
        perform sanyam_private.fail_version_not_found();
    end if;
    select
        v_version.*,
        sanyam_private.author_email(v_version.created_by, v_document.owner_id) as created_by_email,
        v.content
    into strict v_answer
    from public.document_versions v
    where v.document_id = v_document.id and v.version_number = v_version.version_number;
    return row_to_json(v_answer);
end;
$$;
call sanyam_private.expose('public.read_version(uuid, bigint)', 'authenticated', 'sanyam_gateway');

-- The document, locked for a change that its owner's tier must have a history for. Fails with DOCUMENT_NOT_FOUND,
-- OPTIMISTIC_LOCK_CONFLICT, DOCUMENT_READ_ONLY, FEATURE_NOT_AVAILABLE.
create function sanyam_private.lock_history(document_id uuid, base_version bigint)
returns sanyam_private.locked_document
language plpgsql set search_path = '' as $$
declare
    v_locked sanyam_private.locked_document := sanyam_private.lock_document(document_id, base_version);
    v_limits public.tier_limits := (v_locked.account).limits;
    v_reason text := (
        sanyam_private.answer_of(v_locked.document, v_locked.account, v_locked.permission)
    ).read_only_reason;
begin
    if v_reason is not null then
        perform sanyam_private.fail_read_only(v_reason);
    end if;
    perform sanyam_private.require_feature(
        v_limits,
        'document_versioning',
        format('This document’s plan (%s) keeps no history. Old versions can be read. Upgrade to use them.', v_limits.tier)
    );
    return v_locked;
end;
$$;
grant execute on function sanyam_private.lock_history(uuid, bigint) to sanyam_api;

-- Brings the text of a version back, as a new version, so that this can be undone as well. Name and language stay.
-- Fails with DOCUMENT_NOT_FOUND, VERSION_NOT_FOUND, OPTIMISTIC_LOCK_CONFLICT, FEATURE_NOT_AVAILABLE,
-- DOCUMENT_READ_ONLY, DOCUMENT_TOO_LARGE, TIER_LIMIT_EXCEEDED.
create function public.restore_version(
    document_id uuid, version_number bigint, base_version bigint default null
) returns json
language plpgsql security definer set search_path = '' as $$
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

-- Calls a version by a name, with which no rule deletes it; without one, takes the name away. White space around a
-- name is not part of it. Fails with VALIDATION_ERROR, DOCUMENT_NOT_FOUND, VERSION_NOT_FOUND, FEATURE_NOT_AVAILABLE,
-- DOCUMENT_READ_ONLY, TIER_LIMIT_EXCEEDED when half of what the tier keeps is named.
create function public.name_version(document_id uuid, version_number bigint, name text default null) returns json
language plpgsql security definer set search_path = '' as $$
declare
    -- What JavaScript's trim() removes.
    v_name text := nullif(btrim(
        name,
        E'\t\n\u000b\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a'
        '\u2028\u2029\u202f\u205f\u3000\ufeff'
    ), '');
    v_locked sanyam_private.locked_document;
    v_document public.documents;
    v_limits public.tier_limits;
    v_limit integer;
    v_version sanyam_private.version_answers;
    v_answer record;
begin
    perform sanyam_private.require_caller('documents:write');
    perform sanyam_private.require_valid(jsonb_build_object('name', case
        when char_length(v_name) > 100 then 'The name of a version has at most 100 characters.'
        when v_name ~ '[\u0001-\u001f\u007f-\u009f]' then 'The name of a version has no control character.'
    end));
    v_locked := sanyam_private.lock_history(document_id, null);
    v_document := v_locked.document;
    v_limits := (v_locked.account).limits;
    select a.* into v_version
    from sanyam_private.version_answers a
    where a.document_id = v_document.id and a.version_number = name_version.version_number;
    if not found then
        perform sanyam_private.fail_version_not_found();
    end if;
    if v_name is not null and v_version.name is null then
        -- The rest is for what comes next.
        v_limit := v_limits.max_versions_per_document / 2;
        if v_document.named_version_count >= v_limit then
            perform sanyam_private.fail(
                403,
                'TIER_LIMIT_EXCEEDED',
                format(
                    'Your plan (%s) holds %s named versions of a document, and this one has %s. '
                    'Take a name away, or upgrade.',
                    v_limits.tier, v_limit, v_document.named_version_count
                ),
                jsonb_build_object(
                    'limit_name', 'max_named_versions', 'limit', v_limit,
                    'current', v_document.named_version_count,
                    'tier', v_limits.tier, 'upgrade_url', sanyam_private.upgrade_url()
                )
            );
        end if;
    end if;
    update public.document_versions v set name = v_name
    where v.document_id = v_document.id and v.version_number = v_version.version_number;
    update public.documents d
    set named_version_count = d.named_version_count
        + (v_name is not null)::integer - (v_version.name is not null)::integer
    where d.id = v_document.id;
    v_version.name := v_name;
    select v_version.*, sanyam_private.author_email(v_version.created_by, v_document.owner_id) as created_by_email
    into v_answer;
    return row_to_json(v_answer);
end;
$$;
call sanyam_private.expose('public.name_version(uuid, bigint, text)', 'authenticated', 'sanyam_gateway');

-- An e-mail address as shares have it. The white space is what JavaScript's trim() removes.
create function sanyam_private.address_of(email text) returns text
language plpgsql immutable set search_path = '' as $$
declare
    c_space constant text := E' \t\n\u000b\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009'
        '\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';
begin
    -- Turning megabytes into lower case takes seconds, and no address has them.
    return lower(btrim(left(email, 1000), c_space));
end;
$$;
grant execute on function sanyam_private.address_of(text) to sanyam_api;

-- What is wrong with an address; null when it may be one. At most 254 characters fit into SMTP's path of 256
-- (RFC 5321, section 4.5.3.1.3).
create function sanyam_private.address_problem(address text) returns text
language plpgsql immutable set search_path = '' as $$
begin
    return case
        when coalesce(address, '') = '' then 'Enter an e-mail address.'
        when char_length(address) > 254 then 'An e-mail address has at most 254 characters.'
        when address !~ '^[^@]+@[^@]+$'
            or address ~ '[\u0001-\u0020\u007f-\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f\u3000\ufeff]'
            then 'This is not an e-mail address.'
    end;
end;
$$;
grant execute on function sanyam_private.address_problem(text) to sanyam_api;

-- A share is made to an e-mail address. `owner_id` repeats the document's, so that a policy of shares need not look
-- into documents, whose policies look into shares. Whether the address has an account does not show in the row, nor in
-- when it was written: its owner reads it.
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
language plpgsql stable set search_path = '' as $$
declare
    c_time constant text := 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
begin
    return row(
        share.id,
        share.document_id,
        share.email,
        share.permission,
        to_char(share.expires_at at time zone 'UTC', c_time),
        to_char(share.created_at at time zone 'UTC', c_time),
        to_char(share.updated_at at time zone 'UTC', c_time)
    );
end;
$$;
grant execute on function sanyam_private.answer_of(public.document_shares) to sanyam_api;

-- Whom a share reaches at this moment: the confirmed user who has its address, null while there is none. One row for
-- each share, since one that were there for known addresses only would leave a mark on the share that it refers to.
-- The rest repeats the share: what a caller may do is found in the index of this table alone. Without a policy and
-- without a grant, as no user may read it.
create table sanyam_private.share_recipients (
    share_id uuid primary key references public.document_shares (id) on delete cascade,
    recipient_id uuid references public.user_profiles (id) on delete set null,
    document_id uuid not null,
    permission text not null,
    expires_at timestamptz
);

create index shares_with_a_recipient on sanyam_private.share_recipients (recipient_id, document_id);

-- What a user may do to a document is asked at each look at it, by policies, too. A hash index answers with one page,
-- however many shares there are. It holds one value, so the two ids become one number; rows that have it by chance are
-- told apart by the ids.
create index shares_by_document_and_recipient on sanyam_private.share_recipients
    using hash (uuid_hash_extended(document_id, uuid_hash_extended(recipient_id, 0)));

alter table sanyam_private.share_recipients enable row level security;

-- Held by whoever gives an address a user, or a user an address: a share and a sign-up at the same moment must see
-- each other. It comes after the locks of accounts.
create function sanyam_private.lock_address(address text) returns void
language plpgsql set search_path = '' as $$
begin
    perform pg_advisory_xact_lock(hashtextextended(address, 2026));
end;
$$;

-- The confirmed user who has an address. Users of single sign-on may have one that somebody else has, too: they come
-- last, because their identity provider's word is all that they have for it. Else it is who came first.
create function sanyam_private.user_of_address(address text) returns uuid
language plpgsql stable set search_path = '' as $$
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

-- Whether a user has the address that they say: only then does something that is made to the address reach them.
-- Security definer, for auth.users.
create function sanyam_private.has_address(user_id uuid, address text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
    return coalesce(sanyam_private.user_of_address(address) = user_id, false);
end;
$$;
grant execute on function sanyam_private.has_address(uuid, text) to sanyam_api;

-- Locks where shares reach, in the order of their ids: whoever deletes many shares, or directs many to somebody else,
-- does so first, since documents that go take theirs along in an order of their own. Security definer: nobody else
-- sees these rows.
create function sanyam_private.lock_recipients(share_ids uuid[]) returns void
language plpgsql security definer set search_path = '' as $$
begin
    perform from sanyam_private.share_recipients r where r.share_id = any (share_ids) order by r.share_id for update;
end;
$$;
grant execute on function sanyam_private.lock_recipients(uuid[]) to sanyam_api;

-- Lets the shares to an address, which is locked, reach the user who has it now.
create function sanyam_private.redirect_shares(address text) returns void
language plpgsql set search_path = '' as $$
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

-- Security definer, as are all that look at auth.users.
create function sanyam_private.direct_share() returns trigger
language plpgsql security definer set search_path = '' as $$
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

-- Shares stay with the address: who gives it up loses them, who gets it confirmed receives them. Two addresses are
-- locked in their order, and then the shares to both.
create function sanyam_private.redirect_shares_of_user() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
    v_addresses text[] := array(
        select distinct lower(a.address) from unnest(array[old.email, new.email]) a (address) where a.address is not null
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

-- Triggers fire in the order of their names: after create_profile, and after follow_email.
create trigger redirect_shares_at_sign_up after insert on auth.users
    for each row when (new.email_confirmed_at is not null)
    execute function sanyam_private.redirect_shares_of_user();

create trigger redirect_shares after update of email, email_confirmed_at on auth.users
    for each row
    when ((new.email, new.email_confirmed_at is null) is distinct from (old.email, old.email_confirmed_at is null))
    execute function sanyam_private.redirect_shares_of_user();

create trigger redirect_shares_at_the_end after delete on auth.users
    for each row execute function sanyam_private.redirect_shares_of_user();

-- Before the profile goes: who shares with it at this moment holds the address, and must not wait for the profile. The
-- account comes first, as everywhere.
create function sanyam_private.lock_address_of_user() returns trigger
language plpgsql security definer set search_path = '' as $$
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

-- Shares change under the lock of the owner's account, as documents do: a save that began before a share ended is
-- either done by then, or refused.

-- The document, if it is the caller's. Fails with DOCUMENT_NOT_FOUND, and with FORBIDDEN for who may see it.
create function sanyam_private.require_own_document(document_id uuid) returns public.documents
language plpgsql stable set search_path = '' as $$
declare
    v_document public.documents;
begin
    select d.* into v_document from public.documents d where d.id = document_id;
    if v_document.owner_id = sanyam_private.caller_id() then
        return v_document;
    end if;
    -- Others do not see the trash.
    if v_document.id is null or v_document.deleted_at is not null then
        perform sanyam_private.fail_not_found();
    end if;
    perform sanyam_private.fail(403, 'FORBIDDEN', 'Only its owner may share this document, or give it to somebody else.');
end;
$$;
grant execute on function sanyam_private.require_own_document(uuid) to sanyam_api;

-- Lets whoever has an e-mail address view, edit or administer (edit, delete and restore) a document of the caller's,
-- for good or until `expires_at`. The same address again changes permission and expiry, and then `created` is false.
-- Nothing tells whether the address has an account. With a key, asking again gives the same answer.
-- Fails with VALIDATION_ERROR, DOCUMENT_NOT_FOUND, FORBIDDEN, DOCUMENT_READ_ONLY in the trash, FEATURE_NOT_AVAILABLE,
-- TIER_LIMIT_EXCEEDED.
create function public.share_document(
    document_id uuid,
    email text,
    permission text,
    expires_at timestamptz default null,
    idempotency_key text default null
) returns json
language plpgsql security definer set search_path = '' as $$
declare
    -- A page shows them all. Who shares with more people wants a group, or to publish.
    c_most_shares constant integer := 1000;
    v_caller uuid := sanyam_private.require_caller('shares:write');
    v_address text := sanyam_private.address_of(email);
    v_account sanyam_private.account;
    v_request_hash bytea;
    v_document public.documents;
    v_share public.document_shares;
    v_created boolean := false;
    v_now timestamptz;
    v_answer json;
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        'email', sanyam_private.address_problem(v_address),
        'permission', case
            when permission in ('view', 'edit', 'admin') then null
            else 'The permission is view, edit or admin.'
        end,
        'idempotency_key', case
            when char_length(idempotency_key) not between 1 and 255 then 'A key has 1 to 255 characters.'
        end
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
        -- A year of five digits is no time in RFC 3339.
        'expires_at', case
            when expires_at <= v_now then 'The time is in the past.'
            when expires_at >= timestamptz '10000-01-01 00:00:00+00' then 'The time is after the year 9999.'
        end
    ));
    if v_document.deleted_at is not null then
        perform sanyam_private.fail_read_only('trashed');
    end if;
    perform sanyam_private.require_feature(
        v_account.limits,
        'document_sharing',
        format('Your plan (%s) does not share documents. Upgrade to share this one.', (v_account.limits).tier)
    );
    select s.* into v_share
    from public.document_shares s
    where s.email = v_address and s.document_id = v_document.id;
    if v_share.id is null then
        v_created := true;
        if (select count(*) from public.document_shares s where s.document_id = v_document.id) >= c_most_shares then
            perform sanyam_private.fail(
                403,
                'TIER_LIMIT_EXCEEDED',
                'This document is shared with as many people as it can be. Revoke a share to make place for another.',
                jsonb_build_object(
                    'limit_name', 'shares', 'limit', c_most_shares, 'current', c_most_shares,
                    'tier', (v_account.limits).tier, 'upgrade_url', sanyam_private.upgrade_url()
                )
            );
        end if;
        insert into public.document_shares (document_id, owner_id, email, permission, expires_at, created_at, updated_at)
        values (v_document.id, v_caller, v_address, permission, expires_at, v_now, v_now)
        returning * into v_share;
    elsif (v_share.permission, v_share.expires_at) is distinct from (permission, expires_at) then
        update public.document_shares s
        set permission = share_document.permission, expires_at = share_document.expires_at, updated_at = v_now
        where s.id = v_share.id
        returning s.* into strict v_share;
    end if;
    select row_to_json(x) into v_answer
    from (select a.*, v_created as created from sanyam_private.answer_of(v_share) a) x;
    if idempotency_key is not null then
        insert into sanyam_private.idempotency_records (user_id, key, request_hash, answer)
        values (v_caller, idempotency_key, v_request_hash, v_answer);
    end if;
    return v_answer;
end;
$$;
call sanyam_private.expose('public.share_document(uuid, text, text, timestamptz, text)', 'authenticated', 'sanyam_gateway');

-- The shares of a document of the caller's, the oldest first, and whether each has expired.
-- Fails with DOCUMENT_NOT_FOUND, FORBIDDEN.
create function public.list_shares(document_id uuid) returns json
language plpgsql stable security definer set search_path = '' as $$
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

create function public.revoke_share(share_id uuid, document_id uuid default null) returns void
language plpgsql security definer set search_path = '' as $$
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
        perform sanyam_private.fail(404, 'SHARE_NOT_FOUND', 'This share does not exist, or has ended.');
    end if;
end;
$$;
call sanyam_private.expose('public.revoke_share(uuid, uuid)', 'authenticated', 'sanyam_gateway');

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

-- Puts the document into the trash; one that is there already stays as it is.
-- Fails with DOCUMENT_NOT_FOUND, DOCUMENT_READ_ONLY for a view share, FORBIDDEN for an edit share,
-- OPTIMISTIC_LOCK_CONFLICT, TIER_LIMIT_EXCEEDED when the trash is full.
create function public.trash_document(document_id uuid, base_version bigint default null) returns json
language plpgsql security definer set search_path = '' as $$
declare
    -- Documents without text cost no storage, and somebody could throw them away without end.
    c_most_in_the_trash constant integer := 1000;
    v_caller uuid := sanyam_private.require_caller('documents:delete');
    v_locked sanyam_private.locked_document;
    v_document public.documents;
begin
    v_locked := sanyam_private.lock_document(document_id, base_version);
    v_document := v_locked.document;
    if v_locked.permission = 'edit' then
        perform sanyam_private.fail(403, 'FORBIDDEN', 'Only its owner, or who has an admin share, may delete this document.');
    end if;
    if v_document.deleted_at is null then
        if sanyam_private.trash_count(v_document.owner_id) >= c_most_in_the_trash then
            perform sanyam_private.fail(
                403,
                'TIER_LIMIT_EXCEEDED',
                'The trash is full. Empty it, or delete something in it for good.',
                jsonb_build_object(
                    'limit_name', 'trash', 'limit', c_most_in_the_trash, 'current', c_most_in_the_trash,
                    'tier', ((v_locked.account).limits).tier, 'upgrade_url', sanyam_private.upgrade_url()
                )
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
call sanyam_private.expose('public.restore_document(uuid)', 'authenticated', 'sanyam_gateway');

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
call sanyam_private.expose('public.purge_document(uuid)', 'authenticated', 'sanyam_gateway');

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
call sanyam_private.expose('public.empty_trash()', 'authenticated', 'sanyam_gateway');

-- A document that its owner wants to give to whoever has an address, who has to accept it.
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

-- What waits for the caller, who must have the address confirmed. Security definer: until the caller accepts, the
-- document is somebody else's, and nothing but the offer lets its name be seen.
create function sanyam_private.offers_to_caller() returns table (
    document_id uuid, owner_id uuid, owner_email text, name text, size_bytes bigint,
    offered_at timestamptz, expires_at timestamptz
)
language plpgsql stable security definer set search_path = '' rows 1 as $$
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

-- Makes the caller the owner of a document that was offered to them; both accounts are locked. Triggers of documents
-- move the counters, and refuse what the caller has no room for. Null without an offer. Security definer: nobody else
-- may change an owner.
create function sanyam_private.take_over(document_id uuid) returns public.documents
language plpgsql security definer set search_path = '' as $$
declare
    v_document public.documents;
begin
    update public.documents d
    set owner_id = sanyam_private.caller_id()
    where d.id = (select o.document_id from sanyam_private.offers_to_caller() o where o.document_id = take_over.document_id)
    returning d.* into v_document;
    return v_document;
end;
$$;
grant execute on function sanyam_private.take_over(uuid) to sanyam_api;

-- An offer is its owner's: it ends when the document has another, whoever changed that.
create function sanyam_private.end_offer() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    delete from sanyam_private.ownership_offers o where o.document_id = new.id;
    return null;
end;
$$;

create trigger end_offer after update of owner_id on public.documents
    for each row when (new.owner_id <> old.owner_id) execute function sanyam_private.end_offer();

-- Shares carry their owner, and who owns a document needs no share of it. The former owner may have a share of it that
-- reached nobody, made to an address that was another's at the time.
create function sanyam_private.follow_owner() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
    v_address text := (select lower(p.email) from public.user_profiles p where p.id = old.owner_id);
begin
    -- All that this touches, in the order in which everybody locks it.
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

-- Offers a document of the caller's to whoever has an e-mail address, in place of an earlier offer; without an address
-- it takes the offer back. Nothing tells whether the address has an account.
-- Fails with FORBIDDEN for an API key, VALIDATION_ERROR, DOCUMENT_NOT_FOUND, DOCUMENT_READ_ONLY in the trash.
create function public.offer_ownership(document_id uuid, email text default null) returns json
language plpgsql security definer set search_path = '' as $$
declare
    -- Long enough for a holiday, too short to be forgotten and accepted years later.
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

-- Makes the caller the owner of a document that was offered to them. It counts for them from now on, and their limits
-- hold. The former owner may still edit it, as in Google Drive, also where the new owner's tier shares nothing: so
-- nobody who gives a document away is left without it by surprise, and the new owner can end that.
-- Fails with FORBIDDEN for an API key, DOCUMENT_NOT_FOUND without an offer, FEATURE_NOT_AVAILABLE, DOCUMENT_TOO_LARGE,
-- TIER_LIMIT_EXCEEDED.
create function public.accept_ownership(document_id uuid) returns json
language plpgsql security definer set search_path = '' as $$
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
        -- Nobody holds the owner from now on, and whoever asks for it waits: see hold_owner.
        perform pg_advisory_xact_lock(uuid_hash_extended(document_id, 2027));
        v_owner_id := sanyam_private.owner_of(document_id);
        perform sanyam_private.lock_account(least(v_owner_id, v_caller));
        perform sanyam_private.lock_account(greatest(v_owner_id, v_caller));
        select o.* into v_offer
        from sanyam_private.offers_to_caller() o
        where o.document_id = accept_ownership.document_id;
    end if;
    -- It may have been taken back in the meantime.
    if v_offer.document_id is null then
        perform sanyam_private.fail_not_found();
    end if;
    v_account := sanyam_private.account_of(v_caller);
    perform sanyam_private.require_feature(
        v_account.limits,
        'cloud_storage',
        format('Your plan (%s) has no cloud storage. Upgrade to accept this document.', (v_account.limits).tier)
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
    return row_to_json(sanyam_private.answer_of(v_document, sanyam_private.account_of(v_caller), 'owner'));
end;
$$;
call sanyam_private.expose('public.accept_ownership(uuid)', 'authenticated', 'sanyam_gateway');

-- The documents that are offered to the caller, the oldest offer first.
create function public.list_ownership_offers() returns json
language plpgsql stable security definer set search_path = '' as $$
declare
    c_time constant text := 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
begin
    perform sanyam_private.require_session();
    return (
        select coalesce(
            json_agg(
                json_build_object(
                    'document_id', o.document_id,
                    'name', o.name,
                    'owner_email', o.owner_email,
                    'offered_at', to_char(o.offered_at at time zone 'UTC', c_time),
                    'expires_at', to_char(o.expires_at at time zone 'UTC', c_time)
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

-- What an API key can be good for.
create function sanyam_private.api_key_scopes() returns text[]
language plpgsql immutable set search_path = '' as $$
begin
    return array[
        'documents:read', 'documents:write', 'documents:delete', 'versions:read', 'shares:read', 'shares:write'
    ];
end;
$$;
grant execute on function sanyam_private.api_key_scopes() to sanyam_api;

-- What is wrong with the scopes of a key, as a sentence; null when nothing is.
create function sanyam_private.scopes_problem(scopes text[]) returns text
language plpgsql immutable set search_path = '' as $$
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

create function sanyam_private.key_name_problem(name text) returns text
language plpgsql immutable set search_path = '' as $$
begin
    return case
        when char_length(name) not between 1 and 100 then 'A name has 1 to 100 characters.'
        when name ~ '[\u0001-\u001f\u007f-\u009f]' then 'A name has no control character.'
    end;
end;
$$;
grant execute on function sanyam_private.key_name_problem(text) to sanyam_api;

-- API keys are revoked, not deleted. `prefix` is the part of a key that lists show; `last_used_at` is right to the
-- minute.
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

-- The SHA-256 of each key. Functions of the API add here and read nothing.
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

-- What the functions answer for a key. An expired key that was revoked, too, counts as revoked.
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
language plpgsql stable set search_path = '' as $$
declare
    c_time constant text := 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
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
        to_char(key.created_at at time zone 'UTC', c_time),
        to_char(key.expires_at at time zone 'UTC', c_time),
        to_char(key.revoked_at at time zone 'UTC', c_time),
        key.revoked_reason,
        to_char(key.last_used_at at time zone 'UTC', c_time)
    );
end;
$$;
grant execute on function sanyam_private.answer_of(public.api_keys) to sanyam_api;

-- The functions of API keys. All are for sessions: no key makes, lists or revokes keys.

-- Makes a key. Its `secret` is in this answer and nowhere else; what is kept is the SHA-256 of it.
-- Fails with FORBIDDEN to an API key, VALIDATION_ERROR, FEATURE_NOT_AVAILABLE, TIER_LIMIT_EXCEEDED.
create function public.create_api_key(
    name text default null,
    scopes text[] default null,
    expires_in_days integer default null
) returns json
language plpgsql security definer set search_path = '' as $$
declare
    c_most_active_keys constant integer := 100;
    -- They are revoked and not deleted, and each leaves its rows in the log.
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
        'expires_in_days', case when expires_in_days not between 1 and 3650 then 'A key is good for 1 to 3650 days.' end
    ));
    v_limits := (sanyam_private.lock_account(v_caller)).limits;
    perform sanyam_private.require_feature(
        v_limits, 'api_keys', format('Your plan (%s) has no API keys. Upgrade to make one.', v_limits.tier)
    );
    v_now := sanyam_private.clock();
    select count(*) into v_active_keys
    from public.api_keys k
    where k.user_id = v_caller and k.revoked_at is null and (k.expires_at is null or k.expires_at > v_now);
    if v_active_keys >= c_most_active_keys then
        perform sanyam_private.fail(
            403,
            'TIER_LIMIT_EXCEEDED',
            format('You have %s API keys. Revoke one that you do not need.', v_active_keys),
            jsonb_build_object(
                'limit_name', 'api_keys', 'limit', c_most_active_keys, 'current', v_active_keys,
                'tier', v_limits.tier, 'upgrade_url', sanyam_private.upgrade_url()
            )
        );
    end if;
    if (
        select count(*) from public.api_keys k
        where k.user_id = v_caller and k.created_at > v_now - interval '24 hours'
    ) >= c_most_keys_a_day then
        perform sanyam_private.fail(
            429,
            'RATE_LIMIT_EXCEEDED',
            'You made as many API keys today as one can. Go on tomorrow.',
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
    -- Of a random UUID's 128 bits 122 are random, so this has 244. Not every server has pgcrypto.
    v_secret := 'sanyam_' || v_key.prefix || '_'
        || replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
    insert into sanyam_private.api_key_secrets (key_id, secret_hash)
    values (v_key.id, sha256(convert_to(v_secret, 'UTF8')));
    select a.*, v_secret as secret into v_answer from sanyam_private.answer_of(v_key) a;
    return row_to_json(v_answer);
end;
$$;
call sanyam_private.expose('public.create_api_key(text, text[], integer)', 'authenticated', 'sanyam_gateway');

-- A page of the caller's keys, newest first, those that are revoked or expired as well. `page_size` is held between 1
-- and 100; `direction` says on which side of the cursor the page lies.
-- Fails with FORBIDDEN to an API key, VALIDATION_ERROR, INVALID_CURSOR.
create function public.list_api_keys(
    page_size integer default null,
    cursor text default null,
    direction text default null
) returns json
language plpgsql stable security definer set search_path = '' as $$
declare
    v_caller uuid := sanyam_private.require_session();
    v_forward boolean := coalesce(direction = 'next', true);
    v_page_size integer := least(greatest(coalesce(page_size, 20), 1), 100);
    v_from_time timestamptz := case when v_forward then 'infinity' else '-infinity' end;
    v_from_id uuid := case
        when v_forward then 'ffffffff-ffff-ffff-ffff-ffffffffffff' else '00000000-0000-0000-0000-000000000000'
    end;
    v_keys public.api_keys[];
    v_more boolean;
    v_items json;
    v_places text[];
    v_first text;
    v_last text;
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        'direction', case when direction not in ('next', 'prev') then 'The direction is next or prev.' end
    ));
    if cursor is not null then
        select c.updated_at, c.id into v_from_time, v_from_id from sanyam_private.read_cursor(cursor) c;
    end if;
    -- One row more than the page says whether it is the last one.
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
    v_more := cardinality(v_keys) > v_page_size;
    v_keys := v_keys[:v_page_size];

    select
        coalesce(json_agg(a order by a.created_at desc, a.id desc), '[]'),
        array_agg(sanyam_private.cursor_of(a.created_at, a.id::text) order by a.created_at desc, a.id desc)
    into v_items, v_places
    from unnest(v_keys) k
    cross join lateral sanyam_private.answer_of(k) a;
    v_first := v_places[1];
    v_last := v_places[cardinality(v_places)];
    -- On the side that the caller comes from there is a page, even if this one is empty by now.
    return json_build_object(
        'items', v_items,
        'next_cursor', case
            when v_forward and v_more then v_last
            when not v_forward and cursor is not null then coalesce(v_last, cursor)
        end,
        'prev_cursor', case
            when not v_forward and v_more then v_first
            when v_forward and cursor is not null then coalesce(v_first, cursor)
        end,
        'total_count', (select count(*) from public.api_keys k where k.user_id = v_caller),
        'page_size', v_page_size
    );
end;
$$;
call sanyam_private.expose('public.list_api_keys(integer, text, text)', 'authenticated', 'sanyam_gateway');

-- One of the caller's keys, without its secret. Fails with FORBIDDEN to an API key, API_KEY_NOT_FOUND.
create function public.read_api_key(key_id uuid) returns json
language plpgsql stable security definer set search_path = '' as $$
declare
    v_caller uuid := sanyam_private.require_session();
    v_key public.api_keys;
begin
    select k.* into v_key from public.api_keys k where k.id = read_api_key.key_id and k.user_id = v_caller;
    if not found then
        perform sanyam_private.fail(404, 'API_KEY_NOT_FOUND', 'This API key does not exist.');
    end if;
    return row_to_json(sanyam_private.answer_of(v_key));
end;
$$;
call sanyam_private.expose('public.read_api_key(uuid)', 'authenticated', 'sanyam_gateway');

-- Revokes a key at once and for good; one that is revoked already stays as it is.
-- Fails with FORBIDDEN to an API key, API_KEY_NOT_FOUND.
create function public.revoke_api_key(key_id uuid) returns json
language plpgsql security definer set search_path = '' as $$
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
        perform sanyam_private.fail(404, 'API_KEY_NOT_FOUND', 'This API key does not exist.');
    end if;
    return row_to_json(sanyam_private.answer_of(v_key));
end;
$$;
call sanyam_private.expose('public.revoke_api_key(uuid)', 'authenticated', 'sanyam_gateway');

-- How many requests each user made in the current hour, by all keys and sessions together: one row for each user,
-- which begins anew with the hour. It refers to no profile, and neither does usage to keys: counting must not wait for
-- the end of an account, nor deadlock with it.
create table sanyam_private.request_windows (
    user_id uuid primary key,
    window_start timestamptz not null,
    count integer not null
    -- Every request changes a row, so there is room on its page for the next state of it.
) with (fillfactor = 50);
alter table sanyam_private.request_windows enable row level security;

-- What each API key was used for, by the hour: `requests` were let through, `refused` were not, because of the limit
-- or of the key.
create table sanyam_private.api_key_usage (
    key_id uuid not null,
    hour timestamptz not null,
    requests bigint not null,
    refused bigint not null,
    last_used_at timestamptz not null,
    primary key (key_id, hour)
) with (fillfactor = 50);
-- For the nightly job; rows lie in the order of their times.
create index usage_by_hour on sanyam_private.api_key_usage using brin (hour);
alter table sanyam_private.api_key_usage enable row level security;
-- Users read in their export how much their keys were used.
grant select on sanyam_private.api_key_usage to sanyam_api;
create policy "functions read the usage of the caller's keys" on sanyam_private.api_key_usage
    for select to sanyam_api
    using (key_id = any (array(
        select k.id from public.api_keys k where k.user_id = (select sanyam_private.caller_id())
    )));

-- Counts a request in the user's hour, and answers how many there are; null when that would exceed the limit, and then
-- nothing is counted. The user's row is locked until the transaction ends, which makes the limit exact, and this
-- something to do late. A crash may forget the last requests: waiting for the disk at each would cost more than all the
-- rest.
create function sanyam_private.count_request(user_id uuid, max_requests integer, hour timestamptz)
returns integer
language plpgsql set search_path = '' as $$
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
    -- Who read the clock before the full hour, and then waited, counts in the new one.
    set window_start = greatest(w.window_start, hour),
        count = case when w.window_start < hour then 1 else w.count + 1 end
    where w.window_start < hour or max_requests is null or w.count < max_requests
    returning w.count into v_used;
    return v_used;
end;
$$;

-- The state of a user's hour. `limit` is null without a limit, and so is `remaining` then.
create function sanyam_private.window_of(max_requests integer, used integer, hour timestamptz) returns json
language plpgsql stable set search_path = '' as $$
begin
    return json_build_object(
        'limit', max_requests,
        'used', coalesce(used, max_requests),
        'remaining', max_requests - coalesce(used, max_requests),
        'reset_at', to_char((hour + interval '1 hour') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    );
end;
$$;
grant execute on function sanyam_private.window_of(integer, integer, timestamptz) to sanyam_api;

-- A gateway that calls over PostgREST is told the plan as well.
create function sanyam_private.count_request_of(user_id uuid) returns json
language plpgsql security definer set search_path = '' as $$
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

-- A key that came with a request: whose it is, whether it is good (`status`), what the owner's tier allows, and the
-- owner's hour. `used` is null when the request is not let in.
create type sanyam_private.shown_key as (
    status text,
    key public.api_keys,
    limits public.tier_limits,
    used integer,
    hour timestamptz
);

-- Judges a key by its hash, and counts the request.
create function sanyam_private.judge_key(secret_hash bytea) returns sanyam_private.shown_key
language plpgsql security definer set search_path = '' as $$
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
    where s.secret_hash = judge_key.secret_hash;
    if not found then
        return row('unknown', null, null, null, null)::sanyam_private.shown_key;
    end if;
    v_limits := (sanyam_private.account_of(v_key.user_id)).limits;
    v_status := case
        when v_key.revoked_at is not null then 'revoked'
        when v_key.expires_at <= v_now then 'expired'
        when not v_limits.has_api_keys then 'not_available'
        else 'active'
    end;
    if v_status = 'active' then
        -- At most once a minute, by one of those who come at the same moment.
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
grant execute on function sanyam_private.judge_key(bytea) to sanyam_api;

-- What a refusal says of a key whose owner's tier has none; null for all others.
create function sanyam_private.refusal_of(shown sanyam_private.shown_key) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
    return case when shown.status = 'not_available' then sanyam_private.missing_feature(shown.limits, 'api_keys') end;
end;
$$;
grant execute on function sanyam_private.refusal_of(sanyam_private.shown_key) to sanyam_api;

-- For the gateway. `secret_hash` is the SHA-256 of a whole key in hexadecimal, so that no key is ever sent here.
-- Answers `status` (active, revoked, expired, unknown, or not_available where the tier has no keys), whose key it is,
-- what it is good for, the row of the tier, the state of the hour, and whether the request is `allowed`.
-- Fails with FORBIDDEN, VALIDATION_ERROR.
create function public.authenticate_api_key(secret_hash text default null) returns json
language plpgsql security definer set search_path = '' as $$
declare
    v_shown sanyam_private.shown_key;
    v_key public.api_keys;
    v_limits public.tier_limits;
begin
    perform sanyam_private.require_system();
    if coalesce(
        char_length(secret_hash) <> 64 or translate(secret_hash, '0123456789abcdefABCDEF', '') <> '', true
    ) then
        perform sanyam_private.require_valid('{"secret_hash": "This is not a SHA-256 in 64 hexadecimal digits."}');
    end if;
    v_shown := sanyam_private.judge_key(decode(secret_hash, 'hex'));
    v_key := v_shown.key;
    v_limits := v_shown.limits;
    return json_build_object(
        'status', v_shown.status,
        'key_id', v_key.id,
        'key_name', v_key.name,
        'user_id', v_key.user_id,
        'scopes', v_key.scopes,
        'tier_limits', case when v_shown.status <> 'unknown' then row_to_json(v_limits) end,
        'upgrade_url', case when v_shown.status <> 'unknown' then sanyam_private.upgrade_url() end,
        'refusal', sanyam_private.refusal_of(v_shown),
        'window', case
            when v_shown.status = 'active' then
                sanyam_private.window_of(v_limits.api_rate_limit_per_hour, v_shown.used, v_shown.hour)
        end,
        'allowed', v_shown.used is not null
    );
end;
$$;
call sanyam_private.expose('public.authenticate_api_key(text)', 'service_role');

-- For the gateway: counts a request that a user makes in a session, in the same hour as those with keys.
-- Fails with FORBIDDEN, UNAUTHORIZED when the account no longer exists.
create function public.count_request(user_id uuid) returns json
language plpgsql security definer set search_path = '' as $$
begin
    perform sanyam_private.require_system();
    return sanyam_private.count_request_of(user_id);
end;
$$;
call sanyam_private.expose('public.count_request(uuid)', 'service_role');

-- Every change of tier, share, API key and ownership: who, what, before, after, when. Rows are written by triggers, so
-- that it does not matter who makes the change, and how.
--   user_id     whose account, document or key it concerns; rows outlive accounts, so it refers to no row
--   actor_id    the user who did it, by themselves or by an API key; null for the system
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

-- For the nightly job; rows lie in the order of their times.
create index audit_rows_by_time on public.audit_log using brin (created_at);

grant select on public.audit_log to authenticated, sanyam_api, service_role;
alter table public.audit_log enable row level security;

create policy "users read what concerns them" on public.audit_log
    for select to authenticated using (user_id = (select sanyam_private.caller_id()));

create policy "functions read what concerns the caller" on public.audit_log
    for select to sanyam_api using (user_id = (select sanyam_private.caller_id()));

create policy "keys do not read the log" on public.audit_log
    as restrictive for select to authenticated using ((select sanyam_private.caller_may('')));

-- Refuses every change but the end of what is past its retention, also to roles that bypass row-level security.
-- Security definer: whoever tries does not read the settings.
create function sanyam_private.keep_audit_log() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    if tg_op = 'DELETE' and old.created_at < sanyam_private.clock() - make_interval(
        days => (select s.audit_retention_days from sanyam_private.settings s)
    ) then
        return old;
    end if;
    raise insufficient_privilege using message = 'The audit log is only added to.';
end;
$$;

create trigger keep_audit_log before update or delete on public.audit_log
    for each row execute function sanyam_private.keep_audit_log();

create trigger keep_whole_audit_log before truncate on public.audit_log
    for each statement execute function sanyam_private.keep_audit_log();

-- Adds a row about whoever makes the running request. Security definer: nobody else may add one.
create function sanyam_private.audit(user_id uuid, action text, subject_id uuid, before jsonb, after jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
    v_role text := coalesce(nullif(current_setting('role'), 'none'), session_user);
    v_actor_id uuid;
    v_key_name text;
begin
    -- Claims say who it is, except of the system, which may claim what it likes.
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

-- The triggers are security definer because service_role and the auth server set them off, too.

create function sanyam_private.audit_tier() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    perform sanyam_private.audit(
        new.id,
        'tier.changed',
        new.id,
        jsonb_build_object('tier', old.tier),
        jsonb_strip_nulls(jsonb_build_object(
            'tier', new.tier,
            -- Said by set_tier, for the length of its update.
            'reason', nullif(current_setting('sanyam.tier_reason', true), '')
        ))
    );
    return null;
end;
$$;

create trigger audit_tier after update of tier on public.user_profiles
    for each row when (new.tier <> old.tier) execute function sanyam_private.audit_tier();

-- One row for all that ends with an account: its shares and keys leave none of their own.
create function sanyam_private.audit_account() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    perform sanyam_private.audit(old.id, 'account.deleted', old.id, jsonb_build_object('tier', old.tier), null);
    return null;
end;
$$;

create trigger audit_account after delete on public.user_profiles
    for each row execute function sanyam_private.audit_account();

-- What an audit row says of a share. Not whether the address has an account: its owner reads the row.
create function sanyam_private.audited_share(share public.document_shares) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
    return jsonb_build_object(
        'document_id', share.document_id,
        'email', share.email,
        'permission', share.permission,
        'expires_at', to_char(share.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    );
end;
$$;

create function sanyam_private.audit_share() returns trigger
language plpgsql security definer set search_path = '' as $$
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

-- A row for each of both owners.
create function sanyam_private.audit_owner() returns trigger
language plpgsql security definer set search_path = '' as $$
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
language plpgsql security definer set search_path = '' as $$
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

-- What an audit row says of a key.
create function sanyam_private.audited_key(key public.api_keys) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
    return jsonb_build_object(
        'name', key.name,
        'prefix', key.prefix,
        'scopes', key.scopes,
        'expires_at', to_char(key.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'revoked_reason', key.revoked_reason
    );
end;
$$;

-- Security definer, as are the other triggers that add to the log.
create function sanyam_private.audit_key() returns trigger
language plpgsql security definer set search_path = '' as $$
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

-- Not of last_used_at, which changes without end.
create trigger audit_changed_key
    after update of user_id, name, prefix, scopes, expires_at, revoked_at on public.api_keys
    for each row execute function sanyam_private.audit_key();

-- What a change of tier comes to, in the transaction that makes it, whoever makes it. Nothing is deleted:
--   API keys are revoked when the new tier has none, and an upgrade does not bring them back;
--   which documents are read-only is found whenever one is read or changed, so an upgrade undoes it by itself;
--   limits and features are those of the new tier's row from the next statement on.
-- A tier whose row loses has_api_keys revokes nothing: that may be a slip, and authenticate_api_key refuses at once.
create function sanyam_private.degrade_tier(user_id uuid) returns void
language plpgsql set search_path = '' as $$
declare
    v_tier text := (select p.tier from public.user_profiles p where p.id = degrade_tier.user_id);
begin
    if not (sanyam_private.limits_of_tier(v_tier)).has_api_keys then
        update public.api_keys k
        set revoked_at = sanyam_private.clock(), revoked_reason = 'downgrade'
        where k.user_id = degrade_tier.user_id and k.revoked_at is null;
    end if;
end;
$$;

-- Security definer: service_role may change a tier, and nothing else of this.
create function sanyam_private.follow_tier() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    perform sanyam_private.degrade_tier(new.id);
    return null;
end;
$$;

create trigger follow_tier after update of tier on public.user_profiles
    for each row when (new.tier <> old.tier) execute function sanyam_private.follow_tier();

-- Security definer: the functions of the API see no profile but their caller's. The update takes the account's lock,
-- as every change to what a user owns does first.
create function sanyam_private.change_tier(user_id uuid, tier text, reason text) returns public.user_profiles
language plpgsql security definer set search_path = '' as $$
declare
    v_profile public.user_profiles;
begin
    -- For the audit row, and for no other change of this transaction.
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

-- For billing: gives a user a tier, and leaves the reason in the audit log. Answers the profile.
-- Fails with FORBIDDEN, VALIDATION_ERROR, NOT_FOUND.
create function public.set_tier(user_id uuid, tier text, reason text default null) returns json
language plpgsql security definer set search_path = '' as $$
declare
    c_time constant text := 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
    v_profile public.user_profiles;
begin
    perform sanyam_private.require_system();
    perform sanyam_private.require_valid(jsonb_build_object(
        'tier', case
            when not exists (select from public.tier_limits l where l.tier = set_tier.tier)
                then 'There is no such tier.'
        end,
        'reason', case when char_length(reason) > 500 then 'A reason has at most 500 characters.' end
    ));
    v_profile := sanyam_private.change_tier(user_id, tier, reason);
    return json_build_object(
        'id', v_profile.id,
        'email', v_profile.email,
        'tier', v_profile.tier,
        'created_at', to_char(v_profile.created_at at time zone 'UTC', c_time),
        'updated_at', to_char(v_profile.updated_at at time zone 'UTC', c_time)
    );
end;
$$;
call sanyam_private.expose('public.set_tier(uuid, text, text)', 'service_role');

-- The nightly job: what is past its retention goes, a batch at a time. It may run at any time, twice, on two machines
-- at once, and be killed: it waits for no lock (what somebody holds is for the next call), and looks again at what it
-- found once it holds the owner's.

-- From when on each tier keeps things.
create function sanyam_private.retention()
returns table (tier text, trash_since timestamptz, versions_since timestamptz)
language plpgsql stable set search_path = '' rows 5 as $$
declare
    -- Without limit, which is null, and least() passes over that: 2,700 years, about as far back as times go.
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

-- The same for each owner. What was there before a downgrade is as old as the downgrade.
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

-- The newest version is the document's text, and stays whatever its age; so does one with a name. Versions are numbered
-- in the order of their times, so a look at the oldest one spares those of most documents.
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

-- Documents whose time in the trash is over, with all that belongs to them, as many as have about `batch_size`
-- versions together.
create function sanyam_private.purge_trash(batch_size integer) returns integer
language plpgsql security definer set search_path = '' as $$
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

-- Versions whose time is over. The search goes through the owners from any one of them on and around: begun always at
-- the same end, each call would first pass what the calls before it left, and two machines would meet.
create function sanyam_private.purge_versions(batch_size integer) returns integer
language plpgsql security definer set search_path = '' as $$
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

-- What is kept of what happened: answers for retries, shares and offers that ended, the log, how much was asked.
create function sanyam_private.purge_records(batch_size integer) returns json
language plpgsql security definer set search_path = '' as $$
declare
    c_answers_are_kept constant interval := '24 hours';
    c_ended_shares_are_kept constant interval := '30 days';
    -- A window counts for an hour.
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

-- Deletes what is past its retention, at most about `batch_size` of each kind, and answers how many went. Whoever calls
-- it does so again, each time in a transaction of its own, until every number is 0.
-- Fails with FORBIDDEN for all but the system, VALIDATION_ERROR.
create function public.purge_expired(batch_size integer default 1000) returns json
language plpgsql security definer set search_path = '' set statement_timeout = '60s' as $$
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
    -- Documents take their shares along, so they go before shares do: in this order, two of these calls cannot wait for
    -- each other.
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

-- The whole job, for pg_cron or an operator: `call sanyam_private.purge_all_expired();` outside of a transaction. It
-- commits after each batch, so it can set no search_path of its own.
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

-- Lets pg_cron do the job each night at 03:23 UTC; once is enough, and more often does no harm. Where pg_cron is
-- enabled later, an operator calls this.
create function sanyam_private.schedule_purge() returns void
language plpgsql set search_path = '' as $$
declare
    c_name constant text := 'sanyam-purge-expired';
begin
    perform cron.unschedule(j.jobid) from cron.job j where j.jobname = c_name;
    perform cron.schedule(c_name, '23 3 * * *', 'call sanyam_private.purge_all_expired()');
end;
$$;

-- Without pg_cron, the gateway calls purge_expired.
do $$
begin
    if exists (select from pg_catalog.pg_extension e where e.extname = 'pg_cron') then
        perform sanyam_private.schedule_purge();
    end if;
end;
$$;

create table sanyam_private.jobs (
    name text primary key,
    -- What pg_cron knows the same job by.
    cron_name text not null,
    -- The process that does it now.
    holder uuid,
    leased_until timestamptz,
    finished_at timestamptz,
    constraint a_lease_has_a_holder check ((holder is null) = (leased_until is null))
);
alter table sanyam_private.jobs enable row level security;
insert into sanyam_private.jobs (name, cron_name) values ('purge_expired', 'sanyam-purge-expired');

-- Whether pg_cron does it. The schema is pg_cron's own, and often not there.
create function sanyam_private.is_scheduled(cron_name text) returns boolean
language plpgsql stable set search_path = '' as $$
begin
    if to_regclass('cron.job') is null then
        return false;
    end if;
    return exists (select from cron.job j where j.jobname = cron_name and j.active);
end;
$$;

-- Security definer, as nobody but the functions here has to do with this table.
create function sanyam_private.lease_job(job_name text, holder uuid, lease interval) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
    -- A job is for each day, and is tried each hour: less than a day, so that it does not come later every day.
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

-- The same for its end.
create function sanyam_private.end_lease(job_name text, holder uuid, finished boolean) returns boolean
language plpgsql security definer set search_path = '' as $$
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

-- For the gateway: whether `holder`, a process, may do a job now, and for `lease_seconds` alone. Whoever holds the lease
-- calls again to make it last. False while somebody else holds it, in the 20 hours after it was finished, and where
-- pg_cron has the job. Fails with FORBIDDEN for all but the system, VALIDATION_ERROR.
create function public.claim_job(job_name text, holder uuid, lease_seconds integer) returns json
language plpgsql security definer set search_path = '' as $$
begin
    perform sanyam_private.require_system();
    perform sanyam_private.require_valid(jsonb_build_object(
        'holder', case when holder is null then 'A lease has a holder.' end,
        'lease_seconds', case
            when lease_seconds is null or lease_seconds not between 1 and 3600 then 'A lease is for 1 to 3600 seconds.'
        end
    ));
    return to_json(sanyam_private.lease_job(job_name, holder, make_interval(secs => lease_seconds)));
end;
$$;
call sanyam_private.expose('public.claim_job(text, uuid, integer)', 'service_role');

-- For the gateway: gives a lease back, with the job finished or not. Answers false when somebody else has it by now.
-- Fails with FORBIDDEN for all but the system.
create function public.release_job(job_name text, holder uuid, finished boolean) returns json
language plpgsql security definer set search_path = '' as $$
begin
    perform sanyam_private.require_system();
    return to_json(sanyam_private.end_lease(job_name, holder, finished));
end;
$$;
call sanyam_private.expose('public.release_job(text, uuid, boolean)', 'service_role');

create function public.my_account() returns json
language plpgsql stable security definer set search_path = '' as $$
declare
    c_time constant text := 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
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
        'profile', json_build_object(
            'id', v_profile.id,
            'email', v_profile.email,
            'tier', v_profile.tier,
            'created_at', to_char(v_profile.created_at at time zone 'UTC', c_time),
            'updated_at', to_char(v_profile.updated_at at time zone 'UTC', c_time)
        ),
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

-- Ends an account: everything that refers to it goes along. Security definer: users are the auth server's.
create function sanyam_private.delete_user(user_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
    v_key_ids uuid[] := array(select k.id from public.api_keys k where k.user_id = delete_user.user_id);
begin
    -- The user before the profile, as when the auth server changes an address; the profile before addresses.
    perform from auth.users u where u.id = delete_user.user_id for update;
    perform sanyam_private.lock_account(delete_user.user_id);
    delete from auth.users u where u.id = delete_user.user_id;
    -- Counting refers to no account, so as not to wait for one.
    delete from sanyam_private.request_windows w where w.user_id = delete_user.user_id;
    delete from sanyam_private.api_key_usage u where u.key_id = any (v_key_ids);
end;
$$;
grant execute on function sanyam_private.delete_user(uuid) to sanyam_api;

-- Deletes the caller's account with all that is theirs, at once and for good. What others own stays theirs, also where
-- the caller changed it. The log keeps what concerned the caller until its retention is over.
-- Fails with UNAUTHORIZED, FORBIDDEN for an API key.
create function public.delete_my_account() returns void
language plpgsql security definer set search_path = '' set statement_timeout = '120s' as $$
begin
    perform sanyam_private.delete_user(sanyam_private.require_session());
end;
$$;
call sanyam_private.expose('public.delete_my_account()', 'authenticated');

create function sanyam_private.exported_documents(account sanyam_private.account) returns json
language plpgsql stable set search_path = '' as $$
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
                join sanyam_private.version_answers r using (document_id, version_number)
                cross join lateral (select r.*, v.content) y
                where v.document_id = d.id
            ) h
            where d.owner_id = account.owner_id
        ) x
    );
end;
$$;
grant execute on function sanyam_private.exported_documents(sanyam_private.account) to sanyam_api;

create function sanyam_private.exported_shares(owner_id uuid, given boolean) returns json
language plpgsql stable set search_path = '' as $$
declare
    c_time constant text := 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
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
                    'expires_at', to_char(s.expires_at at time zone 'UTC', c_time),
                    'created_at', to_char(s.created_at at time zone 'UTC', c_time),
                    'updated_at', to_char(s.updated_at at time zone 'UTC', c_time)
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

-- Ownership that the caller offers; what others offer has a function of its own.
create function sanyam_private.exported_offers() returns json
language plpgsql stable set search_path = '' as $$
declare
    c_time constant text := 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
begin
    return (
        select coalesce(
            json_agg(
                json_build_object(
                    'document_id', o.document_id,
                    'email', o.email,
                    'offered_at', to_char(o.offered_at at time zone 'UTC', c_time),
                    'expires_at', to_char(o.expires_at at time zone 'UTC', c_time)
                )
                order by o.offered_at, o.document_id
            ),
            '[]'
        )
        from sanyam_private.ownership_offers o
        -- The policy says the same, but finds no index by it.
        where o.document_id = any (array(
            select d.id from public.documents d where d.owner_id = (select sanyam_private.caller_id())
        ))
    );
end;
$$;
grant execute on function sanyam_private.exported_offers() to sanyam_api;

create function sanyam_private.exported_keys() returns json
language plpgsql stable set search_path = '' as $$
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
language plpgsql stable set search_path = '' as $$
declare
    c_time constant text := 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
begin
    return (
        select coalesce(
            json_agg(
                json_build_object(
                    'key_id', u.key_id,
                    'hour', to_char(u.hour at time zone 'UTC', c_time),
                    'requests', u.requests,
                    'refused', u.refused,
                    'last_used_at', to_char(u.last_used_at at time zone 'UTC', c_time)
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
language plpgsql stable set search_path = '' as $$
declare
    c_time constant text := 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
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
                    'created_at', to_char(a.created_at at time zone 'UTC', c_time)
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

-- Everything that is the caller's, as one document: the account, documents (the trash included) with their texts and
-- their history, shares given and received, API keys and their usage, offers of ownership, the log.
-- Fails with UNAUTHORIZED, FORBIDDEN for an API key, DOCUMENT_TOO_LARGE.
create function public.export_my_data() returns json
language plpgsql stable security definer set search_path = '' set statement_timeout = '120s' as $$
declare
    -- A value in PostgreSQL has at most 1 GB, and JSON may need several bytes for one of the text.
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
            to_char(sanyam_private.clock() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
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
                'Your documents and their history have %s of text, and one export holds %s. Save the documents one by '
                'one, or delete some for good and try again.',
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

-- Refuses whoever did not log in as the gateway: who calls these functions says for whom.
create function sanyam_gateway.require_gateway() returns void
language plpgsql stable set search_path = '' as $$
begin
    if session_user <> 'sanyam_gateway' then
        perform sanyam_private.fail(403, 'FORBIDDEN', 'Only the gateway may do this.');
    end if;
end;
$$;
grant execute on function sanyam_gateway.require_gateway() to sanyam_gateway;

create function sanyam_gateway.act_as(claims json) returns json
language plpgsql set search_path = '' as $$
declare
    v_claims text := set_config('request.jwt.claims', claims::text, true);
    v_subject text := set_config('request.jwt.claim.sub', claims ->> 'sub', true);
begin
    return claims;
end;
$$;
grant execute on function sanyam_gateway.act_as(json) to sanyam_gateway;

-- Lets in a request in a session whose token the gateway has verified: counts it in the user's hour, and makes the user
-- the caller until the end of the transaction. `request_limit` is null without a limit; `reset_at` is in seconds since
-- 1970; the plan is told to whoever wants it. Fails with FORBIDDEN, UNAUTHORIZED when the account no longer exists.
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
language plpgsql security definer set search_path = '' as $$
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
language plpgsql security definer set search_path = '' as $$
declare
    v_shown sanyam_private.shown_key;
    v_key public.api_keys;
    v_limits public.tier_limits;
begin
    perform sanyam_gateway.require_gateway();
    v_shown := sanyam_private.judge_key(secret_hash);
    status := v_shown.status;
    allowed := v_shown.used is not null;
    if status <> 'active' then
        refusal := sanyam_private.refusal_of(v_shown);
        return;
    end if;
    v_key := v_shown.key;
    v_limits := v_shown.limits;
    request_limit := v_limits.api_rate_limit_per_hour;
    used := coalesce(v_shown.used, request_limit);
    reset_at := extract(epoch from v_shown.hour) + 3600;
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

-- The tiers, for whoever compares them.
create function sanyam_gateway.list_tiers() returns json
language plpgsql stable security definer set search_path = '' as $$
begin
    perform sanyam_gateway.require_gateway();
    return (
        select json_agg(l order by l.max_documents nulls last, l.tier) from public.tier_limits l
    );
end;
$$;
grant execute on function sanyam_gateway.list_tiers() to sanyam_gateway;
