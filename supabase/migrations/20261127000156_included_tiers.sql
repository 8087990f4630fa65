-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.my_account()
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_caller();
    v_profile public.user_profiles;
    v_limits public.tier_limits;
begin
    select p.* into v_profile from public.user_profiles p where p.id = v_caller;
    if not found then
        perform sanyam_private.fail_no_account(v_caller);
    end if;
    v_limits := sanyam_private.limits_of_tier(v_profile.tier);
    return json_build_object(
        'profile', sanyam_private.answer_of(v_profile),
        'tier_limits', v_limits,
        'usage', json_build_object(
            'document_count', v_profile.document_count,
            'storage_used_bytes', v_profile.storage_used_bytes,
            'trash_count', sanyam_private.trash_count(v_caller)
        ),
        'features', (
            select json_object_agg(l.key, l.value) from json_each(to_json(v_limits)) l where l.key like 'has\_%'
        ),
        'included_tiers', sanyam_private.included_tiers(v_limits),
        'receives_shares', sanyam_private.has_address(v_caller, sanyam_private.address_of(v_profile.email)),
        'subscription', (
            select json_build_object(
                'tier', s.tier,
                'status', s.status,
                'is_active', s.holds,
                'period_end', sanyam_private.rfc3339(s.period_end),
                'cancel_at_period_end', s.cancel_at_period_end,
                'pay_until', sanyam_private.rfc3339(s.holds_until)
            )
            from sanyam_private.billing_subscriptions s
            where s.user_id = v_caller
            order by s.holds desc, s.tier = v_profile.tier desc nulls last, s.updated_at desc
            limit 1
        )
    );
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.included_tiers(limits public.tier_limits)
 RETURNS text[]
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    -- No limit is more than any limit.
    c_documents constant integer := 2147483647;
    c_bytes constant bigint := 9223372036854775807;
begin
    return array(
        select l.tier
        from public.tier_limits l
        where (coalesce(l.max_documents, c_documents), coalesce(l.max_storage_bytes, c_bytes))
            <= (coalesce(limits.max_documents, c_documents), coalesce(limits.max_storage_bytes, c_bytes))
        order by l.max_documents nulls last, l.max_storage_bytes nulls last, l.tier
    );
end;
$function$;

ALTER FUNCTION "sanyam_private"."included_tiers"(public.tier_limits) OWNER TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."included_tiers"(public.tier_limits) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."included_tiers"(public.tier_limits) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."included_tiers"(public.tier_limits) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."included_tiers"(public.tier_limits) TO "sanyam_api";
