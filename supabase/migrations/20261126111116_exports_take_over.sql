-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

DROP FUNCTION "sanyam_private"."end_export"();

DROP FUNCTION "sanyam_private"."fail_exporting"(timestamp with time zone);

-- WARNING: This deletes the data of exports.held_until. If you renamed the column, write “rename column” instead.
ALTER TABLE "sanyam_private"."exports" DROP COLUMN "held_until";

CREATE OR REPLACE FUNCTION public.export_my_data(cursor text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    -- Half of what a page may hold, because building a page takes about 12 times its size in memory. The rest of 4 MB is
    -- for the cursor and the commas.
    c_most_bytes constant integer := 3990000;
    c_most_items constant integer := 1000;
    -- No record is larger, except a document or a version.
    c_record_bytes constant integer := 7990;
    c_sections constant text[] := array[
        'document', 'received_share', 'received_offer', 'api_key', 'api_key_usage', 'audit_entry'
    ];
    v_caller uuid := sanyam_private.require_session();
    v_place sanyam_private.export_place;
    v_manifest json;
    v_part sanyam_private.export_part;
    v_items json[] := '{}';
    v_bytes integer := 0;
    v_most integer;
    v_records json[];
begin
    if cursor is null then
        v_manifest := json_build_object(
            'exported_at', sanyam_private.rfc3339(sanyam_private.clock()),
            'account', public.my_account(),
            'document_count', (select count(*) from public.documents d where d.owner_id = v_caller),
            'version_count', (
                select coalesce(sum(d.version_count), 0) from public.documents d where d.owner_id = v_caller
            )
        );
        v_place.export_id := sanyam_private.hold_export(null);
        v_place.section := c_sections[1];
    else
        v_place := sanyam_private.read_export_cursor(cursor);
        perform sanyam_private.hold_export(v_place.export_id);
        if v_place.section = c_sections[1] then
            v_part := sanyam_private.exported_documents(
                sanyam_private.account_of(v_caller), v_place, c_most_items, c_most_bytes
            );
            v_items := v_part.items;
            v_bytes := v_part.bytes;
            v_place := v_part.place;
            v_place.section := coalesce(v_place.section, c_sections[2]);
        end if;
        while v_place.section is distinct from c_sections[1] loop
            v_most := least(c_most_items - cardinality(v_items), (c_most_bytes - v_bytes) / c_record_bytes);
            exit when v_most <= 0;
            v_records := sanyam_private.exported_records(v_place, v_most);
            v_items := v_items || v_records;
            v_bytes := v_bytes + cardinality(v_records) * c_record_bytes;
            if cardinality(v_records) < v_most then
                v_place := row(
                    v_place.export_id, c_sections[array_position(c_sections, v_place.section) + 1],
                    null, null, null, null
                );
                exit when v_place.section is null;
            else
                v_place := sanyam_private.export_place_after(v_place, v_records[v_most]);
            end if;
        end loop;
    end if;
    return json_build_object(
        'manifest', v_manifest,
        'items', array_to_json(v_items),
        'next_cursor', case when v_place.section is not null then sanyam_private.cursor_of(v_place) end
    );
end;
$function$;

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
    if not pg_try_advisory_xact_lock(uuid_hash_extended(v_caller, 2028)) then
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
-- Write this by hand: rows of new databases, settings of the database, statistics, and details of columns.
--   now:    column held_until of sanyam_private.exports (p): place 3, storage p, compression , statistics , options 
