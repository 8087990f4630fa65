-- SPDX-License-Identifier: MIT

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
comment on table sanyam_private.request_windows is
    'No policy: only count_request reaches it, as the owner. A policy would be checked for every request.';

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

-- Counts requests of a user in this hour: one that arrives now, and earlier ones that a gateway refused before they
-- came here. Returns the number of requests. Returns null and counts nothing if no request is left. It locks the user's
-- row until the transaction ends, so call it late. A crash may lose the last requests, because waiting for the disk
-- would cost more than all the rest.
create function sanyam_private.count_request(
    user_id uuid, max_requests integer, hour timestamptz, uncounted integer
) returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_setting text := set_config('synchronous_commit', 'off', true);
    v_used integer;
    v_requests constant integer := 1 + greatest(uncounted, 0);
begin
    if max_requests = 0 then
        return null;
    end if;
    insert into sanyam_private.request_windows as w (user_id, window_start, count)
    values (count_request.user_id, hour, v_requests)
    on conflict on constraint request_windows_pkey do update
    -- A request that read the clock before the full hour and then waited counts in the new hour.
    set window_start = greatest(w.window_start, hour),
        count = case when w.window_start < hour then v_requests else w.count + v_requests end
    where w.window_start < hour or max_requests is null or w.count < max_requests
    returning w.count into v_used;
    -- `least` ignores null: the limit of a user without one, but also the count of a request that may not pass.
    return case when v_used is not null then least(v_used, max_requests) end;
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
create function sanyam_private.count_request_of(user_id uuid, uncounted integer) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_hour timestamptz := date_trunc('hour', sanyam_private.clock(), 'UTC');
    v_limits public.tier_limits := (sanyam_private.account_of(user_id)).limits;
    v_used integer := sanyam_private.count_request(
        user_id, v_limits.api_rate_limit_per_hour, v_hour, uncounted
    );
begin
    return json_build_object(
        'window', sanyam_private.window_of(v_limits.api_rate_limit_per_hour, v_used, v_hour),
        'allowed', v_used is not null,
        'tier_limits', v_limits,
        'upgrade_url', sanyam_private.upgrade_url()
    );
end;
$$;
grant execute on function sanyam_private.count_request_of(uuid, integer) to sanyam_api;

-- An API key that was checked. `status` is active, revoked, expired, unknown, or not_available if the owner's tier does
-- not include keys. `used` is the number of requests in the owner's hour, or null if the request may not pass.
create type sanyam_private.checked_key as (
    status text,
    key public.api_keys,
    limits public.tier_limits,
    used integer,
    hour timestamptz
);

-- Returns the status of a key, as in checked_key.
create function sanyam_private.key_status(key public.api_keys, limits public.tier_limits, now timestamptz) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return case
        when key.revoked_at is not null then 'revoked'
        when key.expires_at <= now then 'expired'
        when not limits.has_api_keys then 'not_available'
        else 'active'
    end;
end;
$$;
grant execute on function sanyam_private.key_status(public.api_keys, public.tier_limits, timestamptz) to sanyam_api;

-- Checks a key by the hash of its secret, and counts the request. Security definer, because nobody else may count.
create function sanyam_private.check_key(secret_hash bytea, uncounted integer) returns sanyam_private.checked_key
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
    v_status := sanyam_private.key_status(v_key, v_limits, v_now);
    if v_status = 'active' then
        -- At most once a minute, and by only one of several requests at the same moment.
        if v_key.last_used_at is null or v_key.last_used_at < v_now - interval '1 minute' then
            update public.api_keys k set last_used_at = v_now
            where k.id = v_key.id and k.last_used_at is not distinct from v_key.last_used_at;
        end if;
        v_used := sanyam_private.count_request(
            v_key.user_id, v_limits.api_rate_limit_per_hour, v_hour, uncounted
        );
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
grant execute on function sanyam_private.check_key(bytea, integer) to sanyam_api;

-- Fails with UNAUTHORIZED if the caller's API key is revoked, has expired or is gone, and with FEATURE_NOT_AVAILABLE if
-- its owner's tier no longer includes keys. Security definer, because keys do not see keys.
create function sanyam_private.require_valid_key() returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_key public.api_keys;
    v_limits public.tier_limits;
    v_status text := 'invalid';
begin
    select k.* into v_key
    from public.api_keys k
    where k.id = (current_setting('request.jwt.claims', true)::json ->> 'sanyam_key_id')::uuid
        and k.user_id = sanyam_private.caller_id();
    if found then
        v_limits := (sanyam_private.account_of(v_key.user_id)).limits;
        v_status := sanyam_private.key_status(v_key, v_limits, sanyam_private.clock());
    end if;
    if v_status = 'not_available' then
        perform sanyam_private.fail(
            403,
            'FEATURE_NOT_AVAILABLE',
            format('Your plan (%s) does not include API keys. Upgrade to use one.', v_limits.tier),
            sanyam_private.missing_feature(v_limits, 'api_keys')
        );
    elsif v_status <> 'active' then
        perform sanyam_private.fail(
            401,
            'UNAUTHORIZED',
            case v_status
                when 'revoked' then 'This API key is revoked. Create a new key.'
                when 'expired' then 'This API key has expired. Create a new key.'
                else 'This API key does not exist. Create a new key.'
            end,
            jsonb_build_object('reason', v_status)
        );
    end if;
end;
$$;
grant execute on function sanyam_private.require_valid_key() to sanyam_api;

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
-- `uncounted` are earlier requests that the gateway refused without asking.
-- Fails with FORBIDDEN, VALIDATION_ERROR.
create function public.authenticate_api_key(secret_hash text default null, uncounted integer default 0)
returns json
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
    v_checked := sanyam_private.check_key(decode(secret_hash, 'hex'), uncounted);
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
call sanyam_private.expose('public.authenticate_api_key(text, integer)', 'service_role');

-- Counts a request of a session in the same hour as requests with keys, for a gateway that calls over PostgREST.
-- `uncounted` are earlier requests that the gateway refused without asking.
-- Fails with FORBIDDEN, and with UNAUTHORIZED if the account no longer exists.
create function public.count_request(user_id uuid, uncounted integer default 0) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.require_system();
    return sanyam_private.count_request_of(user_id, uncounted);
end;
$$;
call sanyam_private.expose('public.count_request(uuid, integer)', 'service_role');
