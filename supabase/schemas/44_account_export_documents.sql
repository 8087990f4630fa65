-- SPDX-License-Identifier: MIT

-- The documents of an export. This and the other parts run as their caller, so policies check each row.

-- Documents of an export, the bytes of their JSON, and where the next ones begin, without a section at the end.
create type sanyam_private.export_part as (items json[], bytes integer, place sanyam_private.export_place);

-- Returns a document with its shares and its offer. A document has at most 1,000 shares.
create function sanyam_private.exported_document(document public.documents, account sanyam_private.account)
returns json
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_answer sanyam_private.document_answer := sanyam_private.answer_of(document, account, 'owner', null);
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
$$;
grant execute on function sanyam_private.exported_document(public.documents, sanyam_private.account) to sanyam_api;

-- Returns documents of the caller with their shares, offers and versions, in the order of their last change. A document
-- that changes during the export comes again. `most_bytes` limits the size of the JSON, `most_items` the records.
create function sanyam_private.exported_documents(
    account sanyam_private.account, place sanyam_private.export_place, most_items integer, most_bytes integer
) returns sanyam_private.export_part
language plpgsql stable set search_path = pg_catalog, pg_temp
-- The indexes have the rows in order. Any other plan reads and sorts all that an owner has.
set enable_bitmapscan = off set enable_sort = off set plan_cache_mode = force_generic_plan as $$
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
                    r.document_name, r.language_id, r.size_bytes, r.named_by, r.document_folder, o.content_offset,
                    substr(v.content, o.content_offset + 1, c_piece) as content
                from public.document_versions v
                cross join lateral sanyam_private.answer_of(v, null) r
                cross join lateral (
                    select case v.version_number when v_place.number then v_place.text_offset else 0 end
                ) o (content_offset)
                where v.document_id = v_place.id and v.version_number >= v_place.number
                    -- A cursor can name any document, and policies also show those that others share, in their trash
                    -- too.
                    and exists (
                        select from public.documents d where d.id = v_place.id and d.owner_id = account.owner_id
                    )
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
$$;
grant execute on function sanyam_private.exported_documents(
    sanyam_private.account, sanyam_private.export_place, integer, integer
) to sanyam_api;
