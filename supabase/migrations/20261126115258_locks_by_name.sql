-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

CREATE OR REPLACE FUNCTION sanyam_private.hold_export(export_id uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    -- Making a page takes less than this.
    c_page constant interval := '5 seconds';
    v_caller uuid := sanyam_private.caller_id();
    v_export_id uuid;
begin
    -- Does not wait: each waiting call would hold a connection.
    if not sanyam_private.try_lock_export(v_caller) then
        perform sanyam_private.fail_over_rate(
            1, sanyam_private.clock() + c_page, 'An export of your data is running. Try again in a few seconds.'
        );
    end if;
    if hold_export.export_id is null then
        insert into sanyam_private.exports (user_id, export_id)
        values (v_caller, gen_random_uuid())
        on conflict on constraint exports_pkey do update set export_id = excluded.export_id
        returning exports.export_id into v_export_id;
        return v_export_id;
    end if;
    select e.export_id into v_export_id from sanyam_private.exports e where e.user_id = v_caller;
    if v_export_id is null then
        perform sanyam_private.fail_invalid_cursor();
    elsif v_export_id <> hold_export.export_id then
        perform sanyam_private.fail(
            400, 'INVALID_CURSOR', 'Another export of your data has begun since. Begin again without a cursor.'
        );
    end if;
    return v_export_id;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.purge_versions(batch_size integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_first_owner uuid := gen_random_uuid();
    v_document_ids uuid[];
    v_version_numbers integer[];
    v_free_ids uuid[];
    v_count integer;
begin
    select array_agg(x.document_id), array_agg(x.version_number) into v_document_ids, v_version_numbers
    from (
        select n.* from (
            select e.document_id, e.version_number
            from sanyam_private.expired_versions e
            join public.user_profiles p on p.id = e.owner_id
            where p.id >= v_first_owner
            order by p.id
            limit batch_size
            for no key update of p skip locked
        ) n
        union all
        select n.* from (
            select e.document_id, e.version_number
            from sanyam_private.expired_versions e
            join public.user_profiles p on p.id = e.owner_id
            where p.id < v_first_owner
            order by p.id
            limit batch_size
            for no key update of p skip locked
        ) n
        limit batch_size
    ) x;
    -- A save holds its document, and counts the versions. The job leaves that document to the next call.
    v_free_ids := array(
        select d.document_id
        from (select distinct unnest(v_document_ids)) d (document_id)
        where sanyam_private.try_lock_text(d.document_id)
    );
    with gone as (
        delete from public.document_versions v
        using unnest(v_document_ids, v_version_numbers) x (document_id, version_number)
        join sanyam_private.expired_versions e using (document_id, version_number)
        where v.document_id = x.document_id and v.version_number = x.version_number
            and v.document_id = any (v_free_ids)
        returning v.document_id
    ), counted as (
        update public.documents d set version_count = d.version_count - g.count
        from (select g.document_id, count(*) from gone g group by g.document_id) g
        where d.id = g.document_id
    )
    select count(*) into v_count from gone;
    return v_count;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.try_lock_export(user_id uuid)
 RETURNS boolean
 LANGUAGE sql
RETURN pg_try_advisory_xact_lock(uuid_hash_extended(user_id, (2028)::bigint));

ALTER FUNCTION "sanyam_private"."try_lock_export"(uuid) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.try_lock_text(document_id uuid)
 RETURNS boolean
 LANGUAGE sql
RETURN pg_try_advisory_xact_lock(uuid_hash_extended(document_id, (2027)::bigint));

ALTER FUNCTION "sanyam_private"."try_lock_text"(uuid) OWNER TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."try_lock_export"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."try_lock_export"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."try_lock_export"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."try_lock_export"(uuid) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."try_lock_text"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."try_lock_text"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."try_lock_text"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."try_lock_text"(uuid) TO "sanyam_api";
