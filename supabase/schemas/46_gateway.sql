-- SPDX-License-Identifier: MIT

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
    uncounted integer default 0,
    sanyam_scopes json default null,
    sign_in json default null,
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
    used := sanyam_private.count_request(user_id, request_limit, v_hour, uncounted);
    allowed := used is not null;
    used := coalesce(used, request_limit);
    reset_at := extract(epoch from v_hour) + 3600;
    if wants_plan then
        tier_limits := row_to_json(v_limits);
        upgrade_url := sanyam_private.upgrade_url();
    end if;
    claims := json_build_object('sub', user_id, 'role', 'authenticated');
    if sanyam_scopes is not null then
        claims := json_build_object('sub', user_id, 'role', 'authenticated', 'sanyam_scopes', sanyam_scopes);
    end if;
    if sign_in is not null then
        claims := (sign_in::jsonb || claims::jsonb)::json;
    end if;
    claims := sanyam_gateway.act_as(claims);
end;
$$;
grant execute on function sanyam_gateway.admit_session(uuid, boolean, integer, json, json) to sanyam_gateway;

-- Admits a request with an API key, by the SHA-256 of the key. If it is `allowed`, its owner is the caller until the
-- end of the transaction, with the scopes of the key. `status` is as in checked_key. Only an active key gets the state
-- of the hour. `refusal` has the details if the owner's tier does not include keys. Fails with FORBIDDEN.
create function sanyam_gateway.admit_key(
    secret_hash bytea,
    wants_plan boolean,
    uncounted integer default 0,
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
    v_checked := sanyam_private.check_key(secret_hash, uncounted);
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
grant execute on function sanyam_gateway.admit_key(bytea, boolean, integer) to sanyam_gateway;

-- Answers all tiers, the smallest first. Fails with FORBIDDEN.
create function sanyam_gateway.list_tiers() returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_gateway.require_gateway();
    return sanyam_private.tiers_in_order();
end;
$$;
grant execute on function sanyam_gateway.list_tiers() to sanyam_gateway;
