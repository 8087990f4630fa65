-- SPDX-License-Identifier: MIT

grant create on schema public to sanyam_api;
set local check_function_bodies = off;

DROP FUNCTION "public"."end_billing_grace"(integer);

DROP FUNCTION "sanyam_private"."end_held_plans"(integer);

CREATE OR REPLACE FUNCTION public.degrade_tier(user_id uuid, reason text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.require_system();
    perform sanyam_private.require_valid(jsonb_build_object(
        'reason', case when char_length(reason) > 500 then 'A reason has at most 500 characters.' end
    ));
    return sanyam_private.take_back_plan(user_id, reason);
end;
$function$;

ALTER FUNCTION "public"."degrade_tier"(uuid, text) OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION public.list_lapsed_plans(batch_size integer DEFAULT 100)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.require_system();
    perform sanyam_private.require_valid(jsonb_build_object(
        'batch_size', case
            when batch_size is null or batch_size not between 1 and 1000 then 'A batch has 1 to 1,000 users.'
        end
    ));
    return sanyam_private.lapsed_plans(batch_size);
end;
$function$;

ALTER FUNCTION "public"."list_lapsed_plans"(integer) OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION sanyam_private.lapsed_plans(batch_size integer)
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_now timestamptz := sanyam_private.clock();
begin
    return (
        select coalesce(json_agg(x.user_id order by x.since, x.user_id), '[]')
        from (
            select s.user_id, min(s.holds_until) as since
            from sanyam_private.billing_subscriptions s
            where s.holds and s.holds_until <= v_now
            group by s.user_id
            order by since, s.user_id
            limit batch_size
        ) x
    );
end;
$function$;

ALTER FUNCTION "sanyam_private"."lapsed_plans"(integer) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.take_back_plan(user_id uuid, reason text)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_before text;
    v_tier text;
    v_now timestamptz;
begin
    select p.tier into v_before from public.user_profiles p where p.id = take_back_plan.user_id for no key update;
    if not found then
        perform sanyam_private.fail(404, 'NOT_FOUND', 'This account does not exist.');
    end if;
    v_now := sanyam_private.clock();
    update sanyam_private.billing_subscriptions s
    set holds = false, updated_at = v_now
    where s.user_id = take_back_plan.user_id and s.holds and s.holds_until <= v_now;
    v_tier := sanyam_private.settle_tier(user_id, reason);
    return json_build_object(
        'tier_before', v_before, 'tier', v_tier, 'tier_limits', sanyam_private.limits_of_tier(v_tier)
    );
end;
$function$;

ALTER FUNCTION "sanyam_private"."take_back_plan"(uuid, text) OWNER TO "postgres";

REVOKE ALL ON FUNCTION "public"."degrade_tier"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "public"."degrade_tier"(uuid, text) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."degrade_tier"(uuid, text) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."degrade_tier"(uuid, text) TO "service_role";

REVOKE ALL ON FUNCTION "public"."list_lapsed_plans"(integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "public"."list_lapsed_plans"(integer) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."list_lapsed_plans"(integer) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."list_lapsed_plans"(integer) TO "service_role";

REVOKE ALL ON FUNCTION "sanyam_private"."lapsed_plans"(integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."lapsed_plans"(integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."lapsed_plans"(integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."lapsed_plans"(integer) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."take_back_plan"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."take_back_plan"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."take_back_plan"(uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."take_back_plan"(uuid, text) TO "sanyam_api";
revoke create on schema public from sanyam_api;
