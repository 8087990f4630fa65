-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

CREATE OR REPLACE FUNCTION sanyam_private.take_over(document_id uuid)
 RETURNS public.documents
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_document public.documents;
begin
    update public.documents d
    set owner_id = sanyam_private.caller_id(), folder = ''
    where d.id = (
        select o.document_id from sanyam_private.offers_to_caller() o where o.document_id = take_over.document_id
    )
    returning d.* into v_document;
    return v_document;
end;
$function$;
