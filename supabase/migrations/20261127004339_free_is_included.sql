-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

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
        where l.tier = 'free'
            or (coalesce(l.max_documents, c_documents), coalesce(l.max_storage_bytes, c_bytes))
            <= (coalesce(limits.max_documents, c_documents), coalesce(limits.max_storage_bytes, c_bytes))
        order by l.max_documents nulls last, l.max_storage_bytes nulls last, l.tier
    );
end;
$function$;
