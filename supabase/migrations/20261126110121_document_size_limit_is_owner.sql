-- SPDX-License-Identifier: MIT

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
        'max_document_size_bytes', ((sanyam_private.account_of(v_owner_id)).limits).max_document_size_bytes,
        'is_owner', v_owner_id = v_caller
    );
end;
$function$;
