-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

DROP TRIGGER "count_received_again" ON "sanyam_private"."share_recipients";

DROP TRIGGER "count_received" ON "sanyam_private"."share_recipients";

DROP INDEX "sanyam_private"."received_shares_by_expiry";

DROP FUNCTION "sanyam_private"."add_received"(uuid, integer);

DROP FUNCTION "sanyam_private"."count_received"();

-- With its trigger. Only the owner of auth.users may drop a trigger there by itself.
DROP FUNCTION "sanyam_private"."forget_received"() CASCADE;

-- The sums are counted from now on.
DROP TABLE "sanyam_private"."received_changes";

CREATE OR REPLACE FUNCTION sanyam_private.forget_blocked_owner()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    delete from sanyam_private.blocked_owners b where b.owner_id = old.id;
    return null;
end;
$function$;

ALTER FUNCTION "sanyam_private"."forget_blocked_owner"() OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.received_count(request sanyam_private.list_request)
 RETURNS bigint
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_now timestamptz := sanyam_private.clock();
begin
    if request.language_id is null and request.query is null then
        return (
            select count(*) from sanyam_private.share_recipients r
            where r.recipient_id = v_caller and r.listed_at is not null
                and (r.expires_at is null or r.expires_at > v_now)
        );
    end if;
    return (
        select count(*)
        from sanyam_private.share_recipients r
        join public.documents d on d.id = r.document_id
        where r.recipient_id = v_caller and (r.expires_at is null or r.expires_at > v_now)
            and sanyam_private.is_listed(d, request)
    );
end;
$function$;

CREATE INDEX blocks_of_an_owner ON sanyam_private.blocked_owners USING btree (owner_id);

CREATE TRIGGER forget_blocked_owner AFTER DELETE ON auth.users FOR EACH ROW EXECUTE FUNCTION sanyam_private.forget_blocked_owner();

REVOKE ALL ON FUNCTION "sanyam_private"."forget_blocked_owner"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."forget_blocked_owner"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."forget_blocked_owner"() TO "postgres";
