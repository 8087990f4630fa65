-- SPDX-License-Identifier: MIT

-- PostgreSQL would read a table within another one once, and answer it for each row around it.
do $$
begin
    alter role authenticated set enable_memoize = off;
    alter role authenticated set enable_material = off;
    notify pgrst, 'reload config';
exception
    when insufficient_privilege then
        raise warning 'Run as an administrator: alter role authenticated set enable_memoize = off, and enable_material = off.';
end;
$$;

set local check_function_bodies = off;

DROP POLICY "users read the versions of documents that they see" ON "public"."document_versions";

CREATE OR REPLACE FUNCTION sanyam_private.documents_of_caller()
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return query
    select d.id from public.documents d where d.owner_id = sanyam_private.caller_id()
    union all
    select d.id
    from sanyam_private.shares_of_caller() s
    join public.documents d on d.id = s.document_id and d.deleted_at is null;
end;
$function$;

ALTER FUNCTION "sanyam_private"."documents_of_caller"() OWNER TO "postgres";

CREATE POLICY "users read the versions of documents that they see" ON "public"."document_versions" FOR SELECT TO "authenticated" USING ((( SELECT sanyam_private.caller_may(VARIADIC ARRAY['documents:read'::text]) AS caller_may) AND (document_id = ANY (ARRAY( SELECT sanyam_private.documents_of_caller() AS documents_of_caller))) AND sanyam_private.counts_as_read(size_bytes)));

REVOKE ALL ON FUNCTION "sanyam_private"."documents_of_caller"() FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "sanyam_private"."documents_of_caller"() TO "authenticated";

REVOKE ALL ON FUNCTION "sanyam_private"."documents_of_caller"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."documents_of_caller"() TO "postgres";
