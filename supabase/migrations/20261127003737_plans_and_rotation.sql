-- SPDX-License-Identifier: MIT

grant create on schema public to sanyam_api;
set local check_function_bodies = off;

DROP POLICY "functions revoke the caller's keys, once and for all" ON "public"."api_keys";

CREATE OR REPLACE FUNCTION public.compare_tiers()
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.require_session();
    return (
        select json_agg(l order by l.max_documents nulls last, l.max_storage_bytes nulls last, l.tier)
        from public.tier_limits l
    );
end;
$function$;

ALTER FUNCTION "public"."compare_tiers"() OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION public.create_api_key(name text DEFAULT NULL::text, scopes text[] DEFAULT NULL::text[], expires_in_days integer DEFAULT NULL::integer)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_session();
    v_name text := sanyam_private.normalized_name(coalesce(name, ''));
    v_limits public.tier_limits;
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        'name', sanyam_private.label_problem(v_name),
        'scopes', sanyam_private.scopes_problem(coalesce(scopes, '{}')),
        'expires_in_days', sanyam_private.key_lifetime_problem(expires_in_days)
    ));
    v_limits := (sanyam_private.lock_account(v_caller)).limits;
    perform sanyam_private.require_feature(
        v_caller, v_limits, 'api_keys', 'API keys', 'create one'
    );
    return sanyam_private.add_api_key(
        v_caller, v_limits, v_name, create_api_key.scopes, expires_in_days * interval '24 hours'
    );
end;
$function$;

CREATE OR REPLACE FUNCTION public.preview_tier(tier text)
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    -- More documents than anybody has.
    c_no_limit constant integer := 2147483647;
    v_caller uuid := sanyam_private.require_session();
    v_now timestamptz := sanyam_private.clock();
    v_present public.tier_limits;
    v_next public.tier_limits;
begin
    select l.* into v_next from public.tier_limits l where l.tier = preview_tier.tier;
    perform sanyam_private.require_valid(jsonb_build_object(
        'tier', case when v_next.tier is null then 'This tier does not exist. Name one in tier_limits.' end
    ));
    v_present := (sanyam_private.account_of(v_caller)).limits;
    return json_build_object(
        'tier', v_next.tier,
        'over_limit_documents', sanyam_private.named_documents(
            v_caller, coalesce(v_present.max_documents, c_no_limit), null, null, null
        ),
        'read_only_documents', sanyam_private.named_documents(
            v_caller, coalesce(v_next.max_documents, c_no_limit), v_present.max_documents, null, null
        ),
        'writable_documents', sanyam_private.named_documents(
            v_caller, coalesce(v_present.max_documents, c_no_limit), v_next.max_documents, null, null
        ),
        'too_large_documents', sanyam_private.named_documents(
            v_caller,
            case when v_next.max_document_size_bytes is null then c_no_limit else 0 end,
            null,
            v_next.max_document_size_bytes,
            v_present.max_document_size_bytes
        ),
        'revoked_api_keys', (
            select json_build_object(
                'count', count(*),
                'items', coalesce(
                    json_agg(json_build_object('id', k.id, 'name', k.name, 'prefix', k.prefix) order by k.name, k.id),
                    '[]'
                )
            )
            from public.api_keys k
            -- An account has at most 100 of them.
            where k.user_id = v_caller
                and k.revoked_at is null
                and (k.expires_at is null or k.expires_at > v_now)
                and not v_next.has_api_keys
        ),
        'share_count', (
            select count(*)
            from public.document_shares s
            where s.owner_id = v_caller and (s.expires_at is null or s.expires_at > v_now)
        )
    );
end;
$function$;

ALTER FUNCTION "public"."preview_tier"(text) OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION public.read_api_key_usage(key_id uuid, days integer DEFAULT 30)
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

ALTER FUNCTION "public"."read_api_key_usage"(uuid, integer) OWNER TO "sanyam_api";

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
        coalesce(expires_in_days * interval '24 hours', v_key.expires_at - v_key.created_at)
    );
end;
$function$;

ALTER FUNCTION "public"."rotate_api_key"(uuid, integer, integer) OWNER TO "sanyam_api";

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
    insert into public.api_keys (user_id, name, prefix, scopes, created_at, expires_at)
    values (caller, add_api_key.name, left(gen_random_uuid()::text, 8), add_api_key.scopes, v_now, v_now + lifetime)
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

ALTER FUNCTION "sanyam_private"."add_api_key"(uuid, public.tier_limits, text, text[], interval) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.key_lifetime_problem(days integer)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return case when days not between 1 and 3650 then 'A key is valid for 1 to 3650 days.' end;
end;
$function$;

ALTER FUNCTION "sanyam_private"."key_lifetime_problem"(integer) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.named_documents(owner_id uuid, first_place integer, last_place integer, smallest bigint, largest bigint)
 RETURNS json
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    c_most_names constant integer := 100;
begin
    return (
        select json_build_object(
            'count', count(*),
            'items', coalesce(
                json_agg(json_build_object('id', x.id, 'name', x.name, 'folder', x.folder) order by x.place)
                    filter (where x.place - first_place <= c_most_names),
                '[]'
            )
        )
        from (
            select d.id, d.name, d.folder, row_number() over (order by d.updated_at desc, d.id desc) as place
            from public.documents d
            where d.owner_id = named_documents.owner_id
                and d.deleted_at is null
                and (smallest is null or d.size_bytes > smallest)
                and (largest is null or d.size_bytes <= largest)
        ) x
        where x.place > first_place and (last_place is null or x.place <= last_place)
    );
end;
$function$;

ALTER FUNCTION "sanyam_private"."named_documents"(uuid, integer, integer, bigint, bigint) OWNER TO "postgres";

CREATE POLICY "functions end the caller's keys, once and for all" ON "public"."api_keys" FOR UPDATE TO "sanyam_api" USING (((user_id = ( SELECT sanyam_private.caller_id() AS caller_id)) AND (revoked_at IS NULL))) WITH CHECK (((user_id = ( SELECT sanyam_private.caller_id() AS caller_id)) AND ((revoked_at IS NOT NULL) OR (expires_at IS NOT NULL))));

REVOKE ALL ON FUNCTION "public"."compare_tiers"() FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "public"."compare_tiers"() TO "authenticated";

REVOKE ALL ON FUNCTION "public"."compare_tiers"() FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."compare_tiers"() TO "sanyam_api";

REVOKE ALL ON FUNCTION "public"."preview_tier"(text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "public"."preview_tier"(text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."preview_tier"(text) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."preview_tier"(text) TO "sanyam_api";

REVOKE ALL ON FUNCTION "public"."read_api_key_usage"(uuid, integer) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "public"."read_api_key_usage"(uuid, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."read_api_key_usage"(uuid, integer) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."read_api_key_usage"(uuid, integer) TO "sanyam_api";

REVOKE ALL ON FUNCTION "public"."rotate_api_key"(uuid, integer, integer) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "public"."rotate_api_key"(uuid, integer, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."rotate_api_key"(uuid, integer, integer) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."rotate_api_key"(uuid, integer, integer) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."add_api_key"(uuid, public.tier_limits, text, text[], interval) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."add_api_key"(uuid, public.tier_limits, text, text[], interval) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."add_api_key"(uuid, public.tier_limits, text, text[], interval) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."add_api_key"(uuid, public.tier_limits, text, text[], interval) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."key_lifetime_problem"(integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."key_lifetime_problem"(integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."key_lifetime_problem"(integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."key_lifetime_problem"(integer) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."named_documents"(uuid, integer, integer, bigint, bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."named_documents"(uuid, integer, integer, bigint, bigint) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."named_documents"(uuid, integer, integer, bigint, bigint) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."named_documents"(uuid, integer, integer, bigint, bigint) TO "sanyam_api";

REVOKE ALL ("expires_at") ON TABLE "public"."api_keys" FROM "sanyam_api";

GRANT INSERT ("expires_at"), UPDATE ("expires_at") ON TABLE "public"."api_keys" TO "sanyam_api";
revoke create on schema public from sanyam_api;
