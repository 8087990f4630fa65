-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

ALTER TABLE "public"."api_keys" ADD COLUMN "lifetime" interval;

-- No release has had the rotation of keys, which alone ends a key sooner.
update public.api_keys set lifetime = expires_at - created_at where expires_at is not null;

CREATE OR REPLACE FUNCTION public.rotate_api_key(key_id uuid, overlap_hours integer DEFAULT 24, expires_in_days integer DEFAULT NULL::integer)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    -- 30 days. Who needs longer creates a second key.
    c_longest_overlap constant integer := 720;
    v_caller uuid := sanyam_private.require_session();
    v_limits public.tier_limits;
    v_now timestamptz;
    v_key public.api_keys;
begin
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
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.add_api_key(caller uuid, limits public.tier_limits, name text, scopes text[], lifetime interval)
 RETURNS json
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    c_most_active_keys constant integer := 100;
    -- Revoked keys stay, and each key writes rows of the audit log.
    c_most_keys_a_day constant integer := 200;
    v_active_keys bigint;
    v_now timestamptz := sanyam_private.clock();
    v_room_at timestamptz;
    v_key public.api_keys;
    v_secret text;
    v_answer record;
begin
    select count(*) into v_active_keys
    from public.api_keys k
    where k.user_id = caller and k.revoked_at is null and (k.expires_at is null or k.expires_at > v_now);
    if v_active_keys >= c_most_active_keys then
        perform sanyam_private.fail_over_common_limit(
            caller, limits, 'api_keys', c_most_active_keys,
            format('You have %s API keys. Revoke one that you do not need.', v_active_keys)
        );
    end if;
    -- There is room again when the first of the newest 200 keys is 24 hours old.
    v_room_at := (
        select k.created_at + interval '24 hours'
        from public.api_keys k
        where k.user_id = caller
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
    insert into public.api_keys (user_id, name, prefix, scopes, created_at, expires_at, lifetime)
    values (
        caller, add_api_key.name, left(gen_random_uuid()::text, 8), add_api_key.scopes, v_now,
        v_now + add_api_key.lifetime, add_api_key.lifetime
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

REVOKE ALL ("lifetime") ON TABLE "public"."api_keys" FROM "sanyam_api";

GRANT INSERT ("lifetime") ON TABLE "public"."api_keys" TO "sanyam_api";
-- Write this by hand: rows of new databases, settings of the database, statistics, and details of columns.
--   wanted: column lifetime of api_keys (p): place 11, storage p, compression , statistics , options 
