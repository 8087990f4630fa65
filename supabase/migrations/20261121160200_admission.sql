-- SPDX-License-Identifier: MIT

-- How requests are let in, again: a key's refusal tells all that the refusals of features tell, and what every request
-- waits for takes fewer steps. (A value that is assigned takes a fraction of what a statement takes to start.)

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

create or replace function sanyam_private.require_feature(limits public.tier_limits, feature text, sentence text)
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

-- Counts a request in the user's hour, and answers how many there are; null when that would exceed the limit, and then
-- nothing is counted. The user's row is locked until the transaction ends, which makes the limit exact, and this
-- something to do late. A crash may forget the last requests: waiting for the disk at each would cost more than all the
-- rest.
create or replace function sanyam_private.count_request(user_id uuid, max_requests integer, hour timestamptz)
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

grant execute on function sanyam_private.window_of(integer, integer, timestamptz) to sanyam_api;

-- For the gateway. `secret_hash` is the SHA-256 of a whole key in hexadecimal, so that no key is ever sent here.
-- Answers `status` (active, revoked, expired, unknown, or not_available where the tier has no keys), whose key it is,
-- what it is good for, the row of the tier, the state of the hour, and whether the request is `allowed`.
-- Fails with FORBIDDEN, VALIDATION_ERROR.
create or replace function public.authenticate_api_key(secret_hash text default null) returns json
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
drop function sanyam_private.authenticate_key(bytea);

-- Until the end of the transaction, the caller is this one: for a further call of a request that was let in. Answers
-- the claims.
drop function sanyam_gateway.act_as(json);
create function sanyam_gateway.act_as(claims json) returns json
language plpgsql set search_path = '' as $$
declare
    v_claims text := set_config('request.jwt.claims', claims::text, true);
    v_subject text := set_config('request.jwt.claim.sub', claims ->> 'sub', true);
begin
    return claims;
end;
$$;

-- Lets in a request in a session whose token the gateway has verified: counts it in the user's hour, and makes the user
-- the caller until the end of the transaction. `request_limit` is null without a limit; `reset_at` is in seconds since
-- 1970; the plan is told to whoever wants it. Fails with FORBIDDEN, UNAUTHORIZED when the account no longer exists.
create or replace function sanyam_gateway.admit_session(
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

-- Lets in a request with an API key, of which it is given the SHA-256. If the request is allowed, the caller is the
-- owner of the key, held to the key's scopes, until the end of the transaction. `status` is as
-- public.authenticate_api_key answers it; the window is told of a key that is active; `refusal` is for who has a key
-- that the tier does not allow. Fails with FORBIDDEN.
drop function sanyam_gateway.admit_key(bytea, boolean);
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
grant execute on function sanyam_gateway.act_as(json), sanyam_gateway.admit_key(bytea, boolean) to sanyam_gateway;
