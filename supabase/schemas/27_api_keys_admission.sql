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
