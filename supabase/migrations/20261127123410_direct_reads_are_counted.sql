-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

DROP POLICY "users see their keys" ON "public"."api_keys";

DROP POLICY "users read what concerns them" ON "public"."audit_log";

DROP POLICY "users see the shares that they gave and got" ON "public"."document_shares";

DROP POLICY "users read the versions of documents that they see" ON "public"."document_versions";

DROP POLICY "users see what they own and what is shared with them" ON "public"."documents";

DROP POLICY "users see themselves" ON "public"."user_profiles";

CREATE OR REPLACE FUNCTION sanyam_private.counts_as_read(bytes bigint)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER COST 10000
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    c_rows constant integer := 10000;
    c_bytes constant bigint := 33554432;
    v_rows integer := coalesce(nullif(current_setting('sanyam.rows_read', true), '')::integer, 0) + 1;
    v_bytes bigint := coalesce(nullif(current_setting('sanyam.bytes_read', true), '')::bigint, 0) + bytes;
begin
    if v_rows > c_rows or v_bytes > c_bytes then
        perform sanyam_private.require_valid(jsonb_build_object(
            'select',
            'This reads too much at once. Ask for fewer rows, or call list_documents and list_versions, which have pages.'
        ));
    end if;
    perform set_config('sanyam.rows_read', v_rows::text, true);
    if bytes > 0 then
        perform set_config('sanyam.bytes_read', v_bytes::text, true);
    end if;
    return true;
end;
$function$;

ALTER FUNCTION "sanyam_private"."counts_as_read"(bigint) OWNER TO "postgres";

CREATE POLICY "users see their keys" ON "public"."api_keys" FOR SELECT TO "authenticated" USING (((user_id = ( SELECT sanyam_private.caller_id() AS caller_id)) AND sanyam_private.counts_as_read((0)::bigint)));

CREATE POLICY "users read what concerns them" ON "public"."audit_log" FOR SELECT TO "authenticated" USING (((user_id = ( SELECT sanyam_private.caller_id() AS caller_id)) AND sanyam_private.counts_as_read((0)::bigint)));

CREATE POLICY "users see the shares that they gave and got" ON "public"."document_shares" FOR SELECT TO "authenticated" USING ((((owner_id = ( SELECT sanyam_private.caller_id() AS caller_id)) OR (id = ANY (ARRAY( SELECT s.share_id
   FROM sanyam_private.shares_of_caller() s(share_id, document_id, permission))))) AND sanyam_private.counts_as_read((0)::bigint)));

CREATE POLICY "users read the versions of documents that they see" ON "public"."document_versions" FOR SELECT TO "authenticated" USING (((document_id = ANY (ARRAY( SELECT d.id
   FROM public.documents d))) AND sanyam_private.counts_as_read(size_bytes)));

CREATE POLICY "users see what they own and what is shared with them" ON "public"."documents" FOR SELECT TO "authenticated" USING ((((owner_id = ( SELECT sanyam_private.caller_id() AS caller_id)) OR ((deleted_at IS NULL) AND (id = ANY (ARRAY( SELECT s.document_id
   FROM sanyam_private.shares_of_caller() s(share_id, document_id, permission)))))) AND sanyam_private.counts_as_read((0)::bigint)));

CREATE POLICY "users see themselves" ON "public"."user_profiles" FOR SELECT TO "authenticated" USING (((id = ( SELECT sanyam_private.caller_id() AS caller_id)) AND sanyam_private.counts_as_read((0)::bigint)));

REVOKE ALL ON FUNCTION "sanyam_private"."counts_as_read"(bigint) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "sanyam_private"."counts_as_read"(bigint) TO "authenticated";

REVOKE ALL ON FUNCTION "sanyam_private"."counts_as_read"(bigint) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."counts_as_read"(bigint) TO "postgres";
