-- SPDX-License-Identifier: MIT

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

-- Counts a request in the user's hour, and answers how many there are; null when that would exceed the limit, and then
-- nothing is counted. The user's row is locked until the transaction ends, which makes the limit exact, and this
-- something to do late. A crash may forget the last requests: waiting for the disk at each would cost more than all the
-- rest.
create function sanyam_private.count_request(user_id uuid, max_requests integer, hour timestamptz) returns integer
language plpgsql set search_path = '' as $$
declare
    v_used integer;
begin
    perform set_config('synchronous_commit', 'off', true);
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

-- Counts a request by what the user's tier allows. Security definer, as is the next: nobody else may count.
create function sanyam_private.count_request_of(user_id uuid) returns json
language plpgsql security definer set search_path = '' as $$
declare
    v_hour timestamptz := date_trunc('hour', sanyam_private.clock(), 'UTC');
    v_limit integer := ((sanyam_private.account_of(user_id)).limits).api_rate_limit_per_hour;
    v_used integer := sanyam_private.count_request(user_id, v_limit, v_hour);
begin
    return json_build_object(
        'window', sanyam_private.window_of(v_limit, v_used, v_hour), 'allowed', v_used is not null
    );
end;
$$;
grant execute on function sanyam_private.count_request_of(uuid) to sanyam_api;

-- Whose key has this hash, whether it is good, and whether a request with it is within the limit; the request is
-- counted.
create function sanyam_private.authenticate_key(secret_hash bytea) returns json
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
    where s.secret_hash = authenticate_key.secret_hash;
    if not found then
        return json_build_object(
            'status', 'unknown', 'key_id', null, 'key_name', null, 'user_id', null, 'scopes', null,
            'tier_limits', null, 'window', null, 'allowed', false
        );
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
    return json_build_object(
        'status', v_status,
        'key_id', v_key.id,
        'key_name', v_key.name,
        'user_id', v_key.user_id,
        'scopes', v_key.scopes,
        'tier_limits', v_limits,
        'window', case
            when v_status = 'active' then
                sanyam_private.window_of(v_limits.api_rate_limit_per_hour, v_used, v_hour)
        end,
        'allowed', v_used is not null
    );
end;
$$;
grant execute on function sanyam_private.authenticate_key(bytea) to sanyam_api;

-- For the gateway. `secret_hash` is the SHA-256 of a whole key in hexadecimal, so that no key is ever sent here.
-- Answers `status` (active, revoked, expired, unknown, or not_available where the tier has no keys), whose key it is,
-- what it is good for, the row of the tier, the state of the hour, and whether the request is `allowed`.
-- Fails with FORBIDDEN, VALIDATION_ERROR.
create function public.authenticate_api_key(secret_hash text default null) returns json
language plpgsql security definer set search_path = '' as $$
begin
    perform sanyam_private.require_system();
    if coalesce(
        char_length(secret_hash) <> 64 or translate(secret_hash, '0123456789abcdefABCDEF', '') <> '', true
    ) then
        perform sanyam_private.require_valid('{"secret_hash": "This is not a SHA-256 in 64 hexadecimal digits."}');
    end if;
    return sanyam_private.authenticate_key(decode(secret_hash, 'hex'));
end;
$$;

-- For the gateway: counts a request that a user makes in a session, in the same hour as those with keys.
-- Fails with FORBIDDEN, UNAUTHORIZED when the account no longer exists.
create function public.count_request(user_id uuid) returns json
language plpgsql security definer set search_path = '' as $$
begin
    perform sanyam_private.require_system();
    return sanyam_private.count_request_of(user_id);
end;
$$;

grant create on schema public to sanyam_api;
grant execute on function public.authenticate_api_key(text), public.count_request(uuid) to service_role;
alter function public.authenticate_api_key(text) owner to sanyam_api;
alter function public.count_request(uuid) owner to sanyam_api;
revoke create on schema public from sanyam_api;
