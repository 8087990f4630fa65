-- SPDX-License-Identifier: MIT

grant create on schema public to sanyam_api;
set local check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.idempotency_key_is_used(idempotency_key text)
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_caller('documents:write');
begin
    return json_build_object('is_used', exists (
        select from sanyam_private.idempotency_records r
        where r.user_id = v_caller
            and r.key = idempotency_key_is_used.idempotency_key
            and r.created_at >= sanyam_private.clock() - interval '24 hours'
    ));
end;
$function$;

ALTER FUNCTION "public"."idempotency_key_is_used"(text) OWNER TO "sanyam_api";

REVOKE ALL ON FUNCTION "public"."idempotency_key_is_used"(text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "public"."idempotency_key_is_used"(text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."idempotency_key_is_used"(text) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."idempotency_key_is_used"(text) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."idempotency_key_is_used"(text) TO "sanyam_gateway";
revoke create on schema public from sanyam_api;
