-- SPDX-License-Identifier: MIT

grant create on schema public to sanyam_api;
set local check_function_bodies = off;

DROP FUNCTION "public"."export_my_data"();

DROP FUNCTION "sanyam_private"."exported_documents"(sanyam_private.account);

DROP FUNCTION "sanyam_private"."exported_key_usage"();

DROP FUNCTION "sanyam_private"."exported_keys"();

DROP FUNCTION "sanyam_private"."exported_log"();

DROP FUNCTION "sanyam_private"."exported_offers"();

DROP FUNCTION "sanyam_private"."exported_shares"(uuid, boolean);

CREATE TABLE "sanyam_private"."exports" ("user_id" uuid NOT NULL, "export_id" uuid NOT NULL, "held_until" timestamp with time zone NOT NULL, CONSTRAINT "exports_pkey" PRIMARY KEY (user_id));

ALTER TABLE "sanyam_private"."exports" ENABLE ROW LEVEL SECURITY;

ALTER TABLE "sanyam_private"."exports" OWNER TO "postgres";

CREATE TYPE "sanyam_private"."export_place" AS ("export_id" uuid, "section" text, "moment" timestamp with time zone, "id" uuid, "number" bigint, "text_offset" integer);

CREATE TYPE "sanyam_private"."export_part" AS ("items" json[], "bytes" integer, "place" sanyam_private.export_place);

ALTER TYPE "sanyam_private"."export_part" OWNER TO "postgres";

ALTER TYPE "sanyam_private"."export_place" OWNER TO "postgres";

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
    if v_place.section is null then
        perform sanyam_private.end_export();
    end if;
    return json_build_object(
        'manifest', v_manifest,
        'items', array_to_json(v_items),
        'next_cursor', case when v_place.section is not null then sanyam_private.cursor_of(v_place) end
    );
end;
$function$;

ALTER FUNCTION "public"."export_my_data"(text) OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION sanyam_private.cursor_of(place sanyam_private.export_place)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return sanyam_private.cursor_of(concat_ws(
        '/', place.export_id, place.section, coalesce(sanyam_private.rfc3339(place.moment), ''),
        coalesce(place.id::text, ''), coalesce(place.number::text, ''), coalesce(place.text_offset::text, '')
    ));
end;
$function$;

ALTER FUNCTION "sanyam_private"."cursor_of"(sanyam_private.export_place) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.end_export()
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    update sanyam_private.exports e set held_until = sanyam_private.clock()
    where e.user_id = sanyam_private.caller_id();
end;
$function$;

ALTER FUNCTION "sanyam_private"."end_export"() OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.export_place_after(place sanyam_private.export_place, record json)
 RETURNS sanyam_private.export_place
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_data json := record -> 'data';
    v_place sanyam_private.export_place;
begin
    v_place := row(
        place.export_id,
        place.section,
        coalesce(v_data ->> 'offered_at', v_data ->> 'hour', v_data ->> 'created_at'),
        case place.section
            when 'received_offer' then v_data ->> 'document_id'
            when 'api_key_usage' then v_data ->> 'key_id'
            when 'audit_entry' then null
            else v_data ->> 'id'
        end,
        case place.section when 'audit_entry' then v_data ->> 'id' end,
        null
    );
    return v_place;
end;
$function$;

ALTER FUNCTION "sanyam_private"."export_place_after"(sanyam_private.export_place, json) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.exported_document(document public.documents, account sanyam_private.account)
 RETURNS json
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_answer sanyam_private.document_answer := sanyam_private.answer_of(document, account, 'owner');
begin
    return (
        select json_build_object('kind', 'document', 'data', row_to_json(x))
        from (
            select
                v_answer.*,
                (
                    select coalesce(json_agg(sanyam_private.answer_of(s) order by s.created_at, s.id), '[]')
                    from public.document_shares s
                    where s.document_id = document.id and s.owner_id = document.owner_id
                ) as shares,
                (
                    select json_build_object(
                        'email', o.email,
                        'offered_at', sanyam_private.rfc3339(o.offered_at),
                        'expires_at', sanyam_private.rfc3339(o.expires_at)
                    )
                    from sanyam_private.ownership_offers o
                    where o.document_id = document.id
                ) as ownership_offer
        ) x
    );
end;
$function$;

ALTER FUNCTION "sanyam_private"."exported_document"(public.documents, sanyam_private.account) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.exported_documents(account sanyam_private.account, place sanyam_private.export_place, most_items integer, most_bytes integer)
 RETURNS sanyam_private.export_part
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_bitmapscan TO 'off'
 SET enable_sort TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
    -- A character takes at most 6 bytes of JSON, so a piece has at most 1.5 MB. Larger pieces take more memory.
    c_piece constant integer := 250000;
    v_place sanyam_private.export_place := place;
    v_document public.documents;
    v_number bigint;
    v_characters integer;
    v_item json;
    v_items json[] := '{}';
    v_bytes integer := 0;
begin
    v_place.moment := coalesce(v_place.moment, '-infinity');
    v_place.id := coalesce(v_place.id, '00000000-0000-0000-0000-000000000000');
    loop
        if v_place.number is null then
            select d.* into v_document
            from public.documents d
            where d.owner_id = account.owner_id and (d.updated_at, d.id) > (v_place.moment, v_place.id)
            order by d.updated_at, d.id
            limit 1;
            if not found then
                v_place := row(v_place.export_id, null, null, null, null, null);
                return row(v_items, v_bytes, v_place)::sanyam_private.export_part;
            end if;
            v_item := sanyam_private.exported_document(v_document, account);
        else
            select
                x.version_number, char_length(x.content),
                json_build_object('kind', 'version', 'data', (
                    select row_to_json(y)
                    from (select x.*, char_length(x.content) < c_piece as content_ends) y
                ))
            into v_number, v_characters, v_item
            from (
                select
                    r.document_id, r.version_number, r.name, r.origin, r.api_key_name, r.created_at, r.created_by,
                    r.document_name, r.language_id, r.size_bytes, r.named_by, o.content_offset,
                    substr(v.content, o.content_offset + 1, c_piece) as content
                from public.document_versions v
                cross join lateral sanyam_private.answer_of(v, null) r
                cross join lateral (
                    select case v.version_number when v_place.number then v_place.text_offset else 0 end
                ) o (content_offset)
                where v.document_id = v_place.id and v.version_number >= v_place.number
                order by v.version_number
                limit 1
            ) x;
            if not found then
                v_place.number := null;
                continue;
            end if;
        end if;
        v_bytes := v_bytes + octet_length(v_item::text);
        if cardinality(v_items) > 0 and (v_bytes > most_bytes or cardinality(v_items) >= most_items) then
            return row(v_items, v_bytes - octet_length(v_item::text), v_place)::sanyam_private.export_part;
        end if;
        v_items := v_items || v_item;
        if v_place.number is null then
            v_place := row(
                v_place.export_id, v_place.section, v_document.updated_at, v_document.id, 0, 0
            )::sanyam_private.export_place;
        elsif v_characters < c_piece then
            v_place.number := v_number + 1;
            v_place.text_offset := 0;
        else
            v_place.text_offset := case v_number when v_place.number then v_place.text_offset else 0 end + c_piece;
            v_place.number := v_number;
        end if;
    end loop;
end;
$function$;

ALTER FUNCTION "sanyam_private"."exported_documents"(sanyam_private.account, sanyam_private.export_place, integer, integer) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.exported_records(place sanyam_private.export_place, most_items integer)
 RETURNS json[]
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_moment timestamptz := coalesce(place.moment, '-infinity');
    v_id uuid := coalesce(place.id, '00000000-0000-0000-0000-000000000000');
    v_number bigint := coalesce(place.number, 0);
begin
    case place.section
        when 'received_share' then
            return array(
                select json_build_object('kind', place.section, 'data', row_to_json(x))
                from (
                    select (sanyam_private.answer_of(s)).*, s.owner_id
                    from sanyam_private.shares_of_caller() c
                    join public.document_shares s on s.id = c.share_id
                    where c.share_id > v_id and s.owner_id <> v_caller
                    order by c.share_id
                    limit most_items
                ) x
            );
        when 'received_offer' then
            return array(
                select json_build_object(
                    'kind', place.section,
                    'data', json_build_object(
                        'document_id', o.document_id,
                        'name', o.name,
                        'owner_email', o.owner_email,
                        'offered_at', sanyam_private.rfc3339(o.offered_at),
                        'expires_at', sanyam_private.rfc3339(o.expires_at)
                    )
                )
                from sanyam_private.offers_to_caller() o
                where (o.offered_at, o.document_id) > (v_moment, v_id)
                order by o.offered_at, o.document_id
                limit most_items
            );
        when 'api_key' then
            return array(
                select json_build_object('kind', place.section, 'data', sanyam_private.answer_of(k))
                from public.api_keys k
                where k.user_id = v_caller and (k.created_at, k.id) > (v_moment, v_id)
                order by k.created_at, k.id
                limit most_items
            );
        when 'api_key_usage' then
            return array(
                select json_build_object(
                    'kind', place.section,
                    'data', json_build_object(
                        'key_id', u.key_id,
                        'hour', sanyam_private.rfc3339(u.hour),
                        'requests', u.requests,
                        'refused', u.refused,
                        'last_used_at', sanyam_private.rfc3339(u.last_used_at)
                    )
                )
                from public.api_keys k
                cross join lateral (
                    select a.*
                    from sanyam_private.api_key_usage a
                    where a.key_id = k.id and (a.key_id, a.hour) > (v_id, v_moment)
                    order by a.hour
                    limit most_items
                ) u
                where k.user_id = v_caller and k.id >= v_id
                order by u.key_id, u.hour
                limit most_items
            );
        when 'audit_entry' then
            return array(
                select json_build_object(
                    'kind', place.section,
                    'data', json_build_object(
                        'id', a.id,
                        'user_id', a.user_id,
                        'actor_id', a.actor_id,
                        'actor_role', a.actor_role,
                        'actor_key_name', a.actor_key_name,
                        'action', a.action,
                        'subject_id', a.subject_id,
                        'before', a.before,
                        'after', a.after,
                        'created_at', sanyam_private.rfc3339(a.created_at)
                    )
                )
                from public.audit_log a
                where a.user_id = v_caller and (a.created_at, a.id) > (v_moment, v_number)
                order by a.created_at, a.id
                limit most_items
            );
        else
            perform sanyam_private.fail_invalid_cursor();
    end case;
end;
$function$;

ALTER FUNCTION "sanyam_private"."exported_records"(sanyam_private.export_place, integer) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.fail_exporting(held_until timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.fail(
        429,
        'RATE_LIMIT_EXCEEDED',
        'An export of your data is running. Wait until it has finished, and try again.',
        jsonb_build_object('limit', 1, 'reset_at', sanyam_private.rfc3339(held_until))
    );
end;
$function$;

ALTER FUNCTION "sanyam_private"."fail_exporting"(timestamp with time zone) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.hold_export(export_id uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    c_hold constant interval := '2 minutes';
    v_caller uuid := sanyam_private.caller_id();
    v_now timestamptz := sanyam_private.clock();
    v_export sanyam_private.exports;
begin
    -- Does not wait: each waiting call would hold a connection.
    if not pg_try_advisory_xact_lock(uuid_hash_extended(v_caller, 2028)) then
        perform sanyam_private.fail_exporting(v_now + c_hold);
    end if;
    select e.* into v_export from sanyam_private.exports e where e.user_id = v_caller;
    if export_id is null and v_export.held_until > v_now then
        perform sanyam_private.fail_exporting(v_export.held_until);
    elsif export_id is not null and v_export.export_id is distinct from hold_export.export_id then
        perform sanyam_private.fail_invalid_cursor();
    end if;
    insert into sanyam_private.exports (user_id, export_id, held_until)
    values (v_caller, coalesce(hold_export.export_id, gen_random_uuid()), v_now + c_hold)
    on conflict on constraint exports_pkey do update
    set export_id = excluded.export_id, held_until = excluded.held_until
    returning * into v_export;
    return v_export.export_id;
end;
$function$;

ALTER FUNCTION "sanyam_private"."hold_export"(uuid) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.read_export_cursor(cursor text)
 RETURNS sanyam_private.export_place
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_parts text[];
    v_place sanyam_private.export_place;
begin
    begin
        v_parts := string_to_array(sanyam_private.place_of(cursor), '/', '');
        v_place := row(v_parts[1], v_parts[2], v_parts[3], v_parts[4], v_parts[5], v_parts[6]);
        if cursor = sanyam_private.cursor_of(v_place)
            and v_place.export_id is not null
            and coalesce(v_place.text_offset, 0) between 0 and 1000000000
        then
            return v_place;
        end if;
    exception when data_exception then
        -- It is not base64url, not UTF-8, or has no such values.
        null;
    end;
    perform sanyam_private.fail_invalid_cursor();
end;
$function$;

ALTER FUNCTION "sanyam_private"."read_export_cursor"(text) OWNER TO "postgres";

ALTER TABLE "sanyam_private"."exports" ADD CONSTRAINT "exports_user_id_fkey" FOREIGN KEY (user_id) REFERENCES public.user_profiles(id) ON DELETE CASCADE;

CREATE POLICY "functions keep the caller's export" ON "sanyam_private"."exports" FOR ALL TO "sanyam_api" USING (((user_id = ( SELECT sanyam_private.caller_id() AS caller_id)) AND ( SELECT sanyam_private.caller_may(VARIADIC ARRAY[''::text]) AS caller_may)));

REVOKE ALL ON FUNCTION "public"."export_my_data"(text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "public"."export_my_data"(text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."export_my_data"(text) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."export_my_data"(text) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."export_my_data"(text) TO "sanyam_gateway";

REVOKE ALL ON FUNCTION "sanyam_private"."cursor_of"(sanyam_private.export_place) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."cursor_of"(sanyam_private.export_place) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."cursor_of"(sanyam_private.export_place) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."cursor_of"(sanyam_private.export_place) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."end_export"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."end_export"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."end_export"() TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."end_export"() TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."export_place_after"(sanyam_private.export_place, json) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."export_place_after"(sanyam_private.export_place, json) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."export_place_after"(sanyam_private.export_place, json) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."export_place_after"(sanyam_private.export_place, json) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."exported_document"(public.documents, sanyam_private.account) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."exported_document"(public.documents, sanyam_private.account) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."exported_document"(public.documents, sanyam_private.account) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."exported_document"(public.documents, sanyam_private.account) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."exported_documents"(sanyam_private.account, sanyam_private.export_place, integer, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."exported_documents"(sanyam_private.account, sanyam_private.export_place, integer, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."exported_documents"(sanyam_private.account, sanyam_private.export_place, integer, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."exported_documents"(sanyam_private.account, sanyam_private.export_place, integer, integer) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."exported_records"(sanyam_private.export_place, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."exported_records"(sanyam_private.export_place, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."exported_records"(sanyam_private.export_place, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."exported_records"(sanyam_private.export_place, integer) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."fail_exporting"(timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."fail_exporting"(timestamp with time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."fail_exporting"(timestamp with time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."fail_exporting"(timestamp with time zone) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."hold_export"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."hold_export"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."hold_export"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."hold_export"(uuid) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."read_export_cursor"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."read_export_cursor"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."read_export_cursor"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."read_export_cursor"(text) TO "sanyam_api";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "sanyam_private"."exports" TO "sanyam_api";
revoke create on schema public from sanyam_api;
-- Write this by hand: rows of new databases, and order and storage of columns.
--   wanted: column export_id of sanyam_private.exports (p): place 2, storage p, compression , statistics 
--   wanted: column held_until of sanyam_private.exports (p): place 3, storage p, compression , statistics 
--   wanted: column user_id of sanyam_private.exports (p): place 1, storage p, compression , statistics 
