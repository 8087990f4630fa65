-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

CREATE OR REPLACE FUNCTION sanyam_gateway.list_tiers()
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_gateway.require_gateway();
    return (
        select json_agg(l order by l.max_documents nulls last, l.max_storage_bytes nulls last, l.tier)
        from public.tier_limits l
    );
end;
$function$;
