-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.create_api_key(name text DEFAULT NULL::text, scopes text[] DEFAULT NULL::text[], expires_in_days integer DEFAULT NULL::integer)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    c_most_active_keys constant integer := 100;
    -- Revoked keys stay, and each key writes rows of the audit log.
    c_most_keys_a_day constant integer := 200;
    v_caller uuid := sanyam_private.require_session();
    v_limits public.tier_limits;
    v_active_keys bigint;
    v_now timestamptz;
    v_room_at timestamptz;
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
    -- There is room again when the first of the newest 200 keys is 24 hours old.
    v_room_at := (
        select k.created_at + interval '24 hours'
        from public.api_keys k
        where k.user_id = v_caller
        order by k.created_at desc
        offset c_most_keys_a_day - 1 limit 1
    );
    if v_room_at > v_now then
        perform sanyam_private.fail_over_rate(
            c_most_keys_a_day,
            v_room_at,
            format('You created %s API keys in 24 hours. Create the next one tomorrow.', c_most_keys_a_day)
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
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.fail_over_rate(most integer, reset_at timestamp with time zone, hint text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.fail(429, 'RATE_LIMIT_EXCEEDED', hint, jsonb_build_object(
        'limit', most, 'reset_at', sanyam_private.rfc3339(reset_at)
    ));
end;
$function$;

ALTER FUNCTION "sanyam_private"."fail_over_rate"(integer, timestamp with time zone, text) OWNER TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."fail_over_rate"(integer, timestamp with time zone, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."fail_over_rate"(integer, timestamp with time zone, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."fail_over_rate"(integer, timestamp with time zone, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."fail_over_rate"(integer, timestamp with time zone, text) TO "sanyam_api";
