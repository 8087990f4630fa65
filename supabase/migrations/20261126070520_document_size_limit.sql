-- SPDX-License-Identifier: MIT

grant create on schema public to sanyam_api;
set local check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.document_size_limit(document_id uuid)
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_caller('documents:write');
    v_owner_id uuid := sanyam_private.owner_of(document_id);
    v_permission text := case
        when v_owner_id = v_caller then 'owner' else sanyam_private.share_permission(document_id)
    end;
begin
    if v_owner_id is null or v_permission is null then
        perform sanyam_private.fail_not_found();
    end if;
    if v_permission = 'view' then
        perform sanyam_private.fail_read_only('view_share');
    end if;
    return json_build_object(
        'max_document_size_bytes', ((sanyam_private.account_of(v_owner_id)).limits).max_document_size_bytes
    );
end;
$function$;

ALTER FUNCTION "public"."document_size_limit"(uuid) OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION sanyam_private.scopes_problem(scopes text[])
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return case
        when cardinality(scopes) = 0 then 'Choose at least one scope.'
        -- A long list is refused before anything looks at its items.
        when cardinality(scopes) > cardinality(sanyam_private.api_key_scopes()) then 'Name each scope once.'
        when array_ndims(scopes) > 1 or not scopes <@ sanyam_private.api_key_scopes() then
            format('The scopes are %s.', array_to_string(sanyam_private.api_key_scopes(), ', '))
        when cardinality(scopes) > (select count(distinct s) from unnest(scopes) s) then 'Name each scope once.'
    end;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."document_size_limit"(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "public"."document_size_limit"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."document_size_limit"(uuid) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."document_size_limit"(uuid) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."document_size_limit"(uuid) TO "sanyam_gateway";
revoke create on schema public from sanyam_api;
