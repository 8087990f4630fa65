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
        perform sanyam_private.fail(401, 'UNAUTHORIZED', 'This account no longer exists.', '{"reason": "invalid"}');
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
        'receives_shares', sanyam_private.has_address(v_caller, sanyam_private.address_of(v_profile.email))
    );
end;
$function$;
