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
    v_missing constant text := sanyam_private.missing_sign_in_feature();
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
            'trash_count', (sanyam_private.usage_of_trash(v_caller)).documents
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
        ),
        'sign_in_refusal', case
            when v_missing is not null then sanyam_private.missing_feature(v_limits, v_missing)
        end
    );
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.check_sign_in_feature()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    if not exists (
        select from pg_attribute a
        where a.attrelid = 'public.tier_limits'::regclass
            and a.attname = 'has_' || new.feature and not a.attisdropped
    ) then
        raise check_violation using
            message = 'feature_is_a_column_of_tier_limits', table = 'sign_in_features', column = 'feature';
    end if;
    return new;
end;
$function$;

ALTER FUNCTION "sanyam_private"."check_sign_in_feature"() OWNER TO "postgres";

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
    perform sanyam_private.require_one_answer();
    if not sanyam_private.caller_may(scope) then
        perform sanyam_private.fail(
            403,
            'INSUFFICIENT_SCOPE',
            format('This API key lacks the scope “%s”. Create a key that has it.', scope),
            jsonb_build_object('required_scope', scope)
        );
    end if;
    if scope = 'documents:write' and not sanyam_private.sign_in_is_included() then
        perform sanyam_private.require_sign_in();
    end if;
    if scope not like '%:read' and strpos(current_setting('request.jwt.claims', true), '"sanyam_key_id"') > 0 then
        perform sanyam_private.require_valid_key();
    end if;
    return v_caller;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.require_sign_in()
 RETURNS void
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_missing constant text := sanyam_private.missing_sign_in_feature();
    v_limits public.tier_limits;
begin
    if v_missing is not null then
        v_limits := (sanyam_private.account_of(sanyam_private.caller_id())).limits;
        perform sanyam_private.fail(
            403,
            'FEATURE_NOT_AVAILABLE',
            format(
                'Your plan (%s) does not include this way to sign in. Upgrade, or sign in another way. You can still '
                'read and export what you have.',
                v_limits.tier
            ),
            sanyam_private.missing_feature(v_limits, v_missing)
        );
    end if;
end;
$function$;

CREATE TRIGGER check_feature BEFORE INSERT OR UPDATE ON public.sign_in_features FOR EACH ROW EXECUTE FUNCTION sanyam_private.check_sign_in_feature();

REVOKE ALL ON FUNCTION "sanyam_private"."check_sign_in_feature"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."check_sign_in_feature"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."check_sign_in_feature"() TO "postgres";
