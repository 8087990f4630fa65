-- SPDX-License-Identifier: MIT

-- The other records of an export, and its pages.

-- Returns at most `most_items` records of a section after a place, in the order of the values in the place.
create function sanyam_private.exported_records(place sanyam_private.export_place, most_items integer) returns json[]
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
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
                        'expires_at', sanyam_private.rfc3339(o.expires_at),
                        'share_count', o.share_count,
                        'admin_count', o.admin_count
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
$$;
grant execute on function sanyam_private.exported_records(sanyam_private.export_place, integer) to sanyam_api;

-- Returns the place after a record.
create function sanyam_private.export_place_after(place sanyam_private.export_place, record json)
returns sanyam_private.export_place
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
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
$$;
grant execute on function sanyam_private.export_place_after(sanyam_private.export_place, json) to sanyam_api;

-- Answers everything of the caller, in pages that each hold at most 4 MB of JSON: documents with their texts, history,
-- shares and offers (the trash included), received shares and offers, API keys and their usage, the audit log. Without
-- a cursor, answers the `manifest` with the account, and no items. The last page has no `next_cursor`.
-- Fails with UNAUTHORIZED, FORBIDDEN for an API key, RATE_LIMIT_EXCEEDED while another page of the caller is made, and
-- with INVALID_CURSOR, also after another export has begun.
create function public.export_my_data(cursor text default null) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
$$;
call sanyam_private.expose('public.export_my_data(text)', 'authenticated', 'sanyam_gateway');
