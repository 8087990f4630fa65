-- SPDX-License-Identifier: MIT

grant create on schema public to sanyam_api;
set local check_function_bodies = off;

DROP FUNCTION "public"."restore_document"(uuid, bigint);

CREATE OR REPLACE FUNCTION public.restore_document(document_id uuid, base_version bigint DEFAULT NULL::bigint, undo_only boolean DEFAULT NULL::boolean)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    c_undo constant interval := '10 minutes';
    v_caller uuid := sanyam_private.require_caller('documents:write');
    v_locked sanyam_private.locked_document;
    v_document public.documents;
    v_limits public.tier_limits;
    v_is_undo boolean;
begin
    v_locked := sanyam_private.lock_document(document_id, base_version);
    v_document := v_locked.document;
    v_limits := (v_locked.account).limits;
    if v_locked.permission = 'edit' then
        perform sanyam_private.fail(
            403, 'FORBIDDEN', 'Only the owner or an admin share may restore this document.'
        );
    end if;
    v_is_undo := v_document.deleted_by = v_caller and v_document.deleted_at > sanyam_private.clock() - c_undo;
    if v_document.deleted_at is not null and undo_only and not v_is_undo then
        return null;
    end if;
    if v_document.deleted_at is not null and not v_is_undo then
        perform sanyam_private.require_feature(
            v_document.owner_id, v_limits, 'cloud_storage', 'cloud storage', 'restore this document'
        );
        perform sanyam_private.require_feature(
            v_document.owner_id, v_limits, 'document_recovery', 'recovery from the trash', 'restore this document'
        );
    end if;
    if v_document.deleted_at is not null then
        -- The trigger that counts documents checks the limits.
        update public.documents d set deleted_at = null, deleted_by = null
        where d.id = v_document.id
        returning d.* into strict v_document;
    end if;
    return row_to_json(sanyam_private.answer_of(v_document, v_locked.account, v_locked.permission));
end;
$function$;

ALTER FUNCTION "public"."restore_document"(uuid, bigint, boolean) OWNER TO "sanyam_api";

REVOKE ALL ON FUNCTION "public"."restore_document"(uuid, bigint, boolean) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "public"."restore_document"(uuid, bigint, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."restore_document"(uuid, bigint, boolean) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."restore_document"(uuid, bigint, boolean) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."restore_document"(uuid, bigint, boolean) TO "sanyam_gateway";
revoke create on schema public from sanyam_api;
