-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.revoke_share(share_id uuid, document_id uuid DEFAULT NULL::uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_share public.document_shares;
begin
    perform sanyam_private.require_caller('shares:write');
    select s.* into v_share
    from public.document_shares s
    where s.id = share_id and s.document_id = coalesce(revoke_share.document_id, s.document_id);
    if v_share.id is not null then
        perform sanyam_private.lock_text(v_share.document_id);
        perform sanyam_private.lock_account(sanyam_private.owner_of(v_share.document_id));
        -- A share that waits for room may take the place of this one.
        perform sanyam_private.lock_address(v_share.email);
        delete from public.document_shares s where s.id = share_id;
    end if;
    if not found then
        perform sanyam_private.fail(404, 'SHARE_NOT_FOUND', 'This share does not exist, or you have no access to it.');
    end if;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.fill_room()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    c_most constant integer := sanyam_private.most_received_shares();
    v_user_id uuid;
    v_ended integer;
    v_left integer;
    v_address text;
begin
    for v_user_id, v_ended in
        select g.recipient_id, count(*) from gone g where g.recipient_id is not null group by g.recipient_id
    loop
        select count(*) into v_left
        from (select from sanyam_private.share_recipients r where r.recipient_id = v_user_id limit c_most) x;
        continue when v_left >= c_most or v_left + v_ended < c_most;
        v_address := (select sanyam_private.address_of(p.email) from public.user_profiles p where p.id = v_user_id);
        continue when not sanyam_private.try_lock_address(v_address)
            or sanyam_private.user_of_address(v_address) is distinct from v_user_id;
        update sanyam_private.share_recipients r
        set recipient_id = v_user_id
        where r.share_id = any (array(
            select w.share_id
            from public.document_shares s
            join sanyam_private.share_recipients w on w.share_id = s.id
            where s.email = v_address and w.recipient_id is null and s.owner_id <> v_user_id
                and not sanyam_private.has_blocked(v_user_id, s.owner_id)
            order by s.created_at, s.id
            limit c_most - v_left
            for update of w skip locked
        ));
    end loop;
    return null;
end;
$function$;

ALTER FUNCTION "sanyam_private"."fill_room"() OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.try_lock_address(address text)
 RETURNS boolean
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return pg_try_advisory_xact_lock(hashtextextended(address, 2026));
end;
$function$;

ALTER FUNCTION "sanyam_private"."try_lock_address"(text) OWNER TO "postgres";

CREATE TRIGGER fill_room AFTER DELETE ON sanyam_private.share_recipients REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION sanyam_private.fill_room();

REVOKE ALL ON FUNCTION "sanyam_private"."fill_room"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."fill_room"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."fill_room"() TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."lock_address"(text) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "sanyam_private"."lock_address"(text) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."try_lock_address"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."try_lock_address"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."try_lock_address"(text) TO "postgres";
