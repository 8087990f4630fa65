-- SPDX-License-Identifier: MIT

grant create on schema public to sanyam_api;
set local check_function_bodies = off;

DROP FUNCTION "public"."authenticate_api_key"(text);

DROP FUNCTION "public"."count_request"(uuid);

DROP FUNCTION "sanyam_gateway"."admit_key"(bytea, boolean);

DROP FUNCTION "sanyam_gateway"."admit_session"(uuid, boolean);

DROP FUNCTION "sanyam_private"."check_key"(bytea);

DROP FUNCTION "sanyam_private"."count_request"(uuid, integer, timestamp with time zone);

DROP FUNCTION "sanyam_private"."count_request_of"(uuid);

CREATE OR REPLACE FUNCTION public.authenticate_api_key(secret_hash text DEFAULT NULL::text, uncounted integer DEFAULT 0)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

ALTER FUNCTION "public"."authenticate_api_key"(text, integer) OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION public.count_request(user_id uuid, uncounted integer DEFAULT 0)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.require_system();
    return sanyam_private.count_request_of(user_id, uncounted);
end;
$function$;

ALTER FUNCTION "public"."count_request"(uuid, integer) OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION sanyam_gateway.admit_key(secret_hash bytea, wants_plan boolean, uncounted integer DEFAULT 0, OUT status text, OUT allowed boolean, OUT request_limit integer, OUT used integer, OUT reset_at bigint, OUT claims json, OUT tier_limits json, OUT upgrade_url text, OUT refusal json)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

ALTER FUNCTION "sanyam_gateway"."admit_key"(bytea, boolean, integer) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_gateway.admit_session(user_id uuid, wants_plan boolean, uncounted integer DEFAULT 0, sanyam_scopes json DEFAULT NULL::json, OUT allowed boolean, OUT request_limit integer, OUT used integer, OUT reset_at bigint, OUT claims json, OUT tier_limits json, OUT upgrade_url text)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
    claims := sanyam_gateway.act_as(claims);
end;
$function$;

ALTER FUNCTION "sanyam_gateway"."admit_session"(uuid, boolean, integer, json) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.check_key(secret_hash bytea, uncounted integer)
 RETURNS sanyam_private.checked_key
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

ALTER FUNCTION "sanyam_private"."check_key"(bytea, integer) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.count_request(user_id uuid, max_requests integer, hour timestamp with time zone, uncounted integer)
 RETURNS integer
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

ALTER FUNCTION "sanyam_private"."count_request"(uuid, integer, timestamp with time zone, integer) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.count_request_of(user_id uuid, uncounted integer)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

ALTER FUNCTION "sanyam_private"."count_request_of"(uuid, integer) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.key_status(key public.api_keys, limits public.tier_limits, now timestamp with time zone)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return case
        when key.revoked_at is not null then 'revoked'
        when key.expires_at <= now then 'expired'
        when not limits.has_api_keys then 'not_available'
        else 'active'
    end;
end;
$function$;

ALTER FUNCTION "sanyam_private"."key_status"(public.api_keys, public.tier_limits, timestamp with time zone) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.require_caller(scope text)
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
    if scope not like '%:read' and strpos(current_setting('request.jwt.claims', true), '"sanyam_key_id"') > 0 then
        perform sanyam_private.require_valid_key();
    end if;
    return v_caller;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.require_valid_key()
 RETURNS void
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

ALTER FUNCTION "sanyam_private"."require_valid_key"() OWNER TO "postgres";

REVOKE ALL ON FUNCTION "public"."authenticate_api_key"(text, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "public"."authenticate_api_key"(text, integer) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."authenticate_api_key"(text, integer) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."authenticate_api_key"(text, integer) TO "service_role";

REVOKE ALL ON FUNCTION "public"."count_request"(uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "public"."count_request"(uuid, integer) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."count_request"(uuid, integer) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."count_request"(uuid, integer) TO "service_role";

REVOKE ALL ON FUNCTION "sanyam_gateway"."admit_key"(bytea, boolean, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_gateway"."admit_key"(bytea, boolean, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_gateway"."admit_key"(bytea, boolean, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_gateway"."admit_key"(bytea, boolean, integer) TO "sanyam_gateway";

REVOKE ALL ON FUNCTION "sanyam_gateway"."admit_session"(uuid, boolean, integer, json) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_gateway"."admit_session"(uuid, boolean, integer, json) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_gateway"."admit_session"(uuid, boolean, integer, json) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_gateway"."admit_session"(uuid, boolean, integer, json) TO "sanyam_gateway";

REVOKE ALL ON FUNCTION "sanyam_private"."check_key"(bytea, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."check_key"(bytea, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."check_key"(bytea, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."check_key"(bytea, integer) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."count_request"(uuid, integer, timestamp with time zone, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."count_request"(uuid, integer, timestamp with time zone, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."count_request"(uuid, integer, timestamp with time zone, integer) TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."count_request_of"(uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."count_request_of"(uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."count_request_of"(uuid, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."count_request_of"(uuid, integer) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."key_status"(public.api_keys, public.tier_limits, timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."key_status"(public.api_keys, public.tier_limits, timestamp with time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."key_status"(public.api_keys, public.tier_limits, timestamp with time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."key_status"(public.api_keys, public.tier_limits, timestamp with time zone) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."require_valid_key"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."require_valid_key"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."require_valid_key"() TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."require_valid_key"() TO "sanyam_api";
revoke create on schema public from sanyam_api;
