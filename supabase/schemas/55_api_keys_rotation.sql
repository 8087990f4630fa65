-- SPDX-License-Identifier: MIT

-- How a key is replaced without a gap, and how much keys are used.

-- Replaces one of the caller's keys with a new one that has its name and scopes, and answers that with its `secret`.
-- The new key works at once, the old one for `overlap_hours` more; with 0, it is revoked. The new key is valid for
-- `expires_in_days`; without it, for as long as the old one was to be valid when it was made. An earlier rotation,
-- which ended the old one sooner, does not change that.
-- Fails with FORBIDDEN for an API key, API_KEY_NOT_FOUND, VALIDATION_ERROR, FEATURE_NOT_AVAILABLE, TIER_LIMIT_EXCEEDED,
-- RATE_LIMIT_EXCEEDED.
create function public.rotate_api_key(
    key_id uuid,
    overlap_hours integer default 24,
    expires_in_days integer default null
) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    -- 30 days. Who needs longer creates a second key.
    c_longest_overlap constant integer := 720;
    v_caller uuid := sanyam_private.require_living_session();
    v_limits public.tier_limits;
    v_now timestamptz;
    v_key public.api_keys;
begin
    perform sanyam_private.require_sign_in();
    perform sanyam_private.require_valid(jsonb_build_object(
        'overlap_hours', case
            when overlap_hours is null or overlap_hours not between 0 and c_longest_overlap
                then 'The old key works for 0 to 720 hours more.'
        end,
        'expires_in_days', sanyam_private.key_lifetime_problem(expires_in_days)
    ));
    -- From here on, nobody else creates, revokes or rotates keys of this account.
    v_limits := (sanyam_private.lock_account(v_caller)).limits;
    perform sanyam_private.require_feature(
        v_caller, v_limits, 'api_keys', 'API keys', 'create one'
    );
    v_now := sanyam_private.clock();
    select k.* into v_key from public.api_keys k where k.id = rotate_api_key.key_id and k.user_id = v_caller;
    if not found then
        perform sanyam_private.fail_key_not_found();
    end if;
    perform sanyam_private.require_valid(jsonb_build_object(
        'key_id', case
            when v_key.revoked_at is not null or v_key.expires_at <= v_now
                then 'This API key no longer works, so it cannot be rotated. Create a new key.'
        end
    ));
    if overlap_hours = 0 then
        update public.api_keys k
        set revoked_at = v_now, revoked_reason = 'user'
        where k.id = v_key.id and k.revoked_at is null;
    else
        update public.api_keys k
        set expires_at = least(k.expires_at, v_now + overlap_hours * interval '1 hour')
        where k.id = v_key.id and k.revoked_at is null;
    end if;
    return sanyam_private.add_api_key(
        v_caller,
        v_limits,
        v_key.name,
        v_key.scopes,
        coalesce(expires_in_days * interval '24 hours', v_key.lifetime)
    );
end;
$$;
call sanyam_private.expose('public.rotate_api_key(uuid, integer, integer)', 'authenticated');

-- Answers the use of one of the caller's keys by the day in UTC, oldest first, of the last `days` days, today included:
-- `requests` passed, and `refused` did not because of the limit or the state of the key. Days without use are missing.
-- Fails with FORBIDDEN for an API key, API_KEY_NOT_FOUND, VALIDATION_ERROR.
create function public.read_api_key_usage(key_id uuid, days integer default 30) returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.require_session();
    v_today timestamptz := date_trunc('day', sanyam_private.clock(), 'UTC');
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        'days', case when days is null or days not between 1 and 366 then 'Ask for 1 to 366 days.' end
    ));
    perform from public.api_keys k where k.id = read_api_key_usage.key_id and k.user_id = v_caller;
    if not found then
        perform sanyam_private.fail_key_not_found();
    end if;
    return (
        select coalesce(json_agg(x order by x.day), '[]')
        from (
            select
                to_char(u.hour at time zone 'UTC', 'YYYY-MM-DD') as day,
                sum(u.requests)::bigint as requests,
                sum(u.refused)::bigint as refused
            from sanyam_private.api_key_usage u
            where u.key_id = read_api_key_usage.key_id and u.hour >= v_today - (days - 1) * interval '24 hours'
            group by 1
        ) x
    );
end;
$$;
call sanyam_private.expose('public.read_api_key_usage(uuid, integer)', 'authenticated');
