-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.compare_tiers()
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.require_session();
    return sanyam_private.tiers_in_order();
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_gateway.list_tiers()
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_gateway.require_gateway();
    return sanyam_private.tiers_in_order();
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.tiers_in_order()
 RETURNS json
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return (
        select json_agg(l order by l.max_documents nulls last, l.max_storage_bytes nulls last, l.tier)
        from public.tier_limits l
    );
end;
$function$;

ALTER FUNCTION "sanyam_private"."tiers_in_order"() OWNER TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."tiers_in_order"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."tiers_in_order"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."tiers_in_order"() TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."tiers_in_order"() TO "sanyam_api";
