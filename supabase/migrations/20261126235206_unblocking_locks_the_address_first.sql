-- SPDX-License-Identifier: MIT

grant create on schema public to sanyam_api;
set local check_function_bodies = off;

DROP FUNCTION "sanyam_private"."receive_again"();

CREATE OR REPLACE FUNCTION public.unblock_owner(owner_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.require_session();
    perform sanyam_private.receive_again(owner_id);
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.receive_again(owner_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_address text := (select sanyam_private.address_of(p.email) from public.user_profiles p where p.id = v_caller);
begin
    perform sanyam_private.lock_address(v_address);
    delete from sanyam_private.blocked_owners b
    where b.user_id = v_caller and b.owner_id = receive_again.owner_id;
    if found then
        perform sanyam_private.redirect_shares(v_address);
    end if;
end;
$function$;

ALTER FUNCTION "sanyam_private"."receive_again"(uuid) OWNER TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."receive_again"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."receive_again"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."receive_again"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."receive_again"(uuid) TO "sanyam_api";

revoke create on schema public from sanyam_api;
