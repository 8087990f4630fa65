-- SPDX-License-Identifier: MIT

-- A cursor names a place in a list by the time and the id of a row, which need not exist any more: base64 for
-- addresses (RFC 4648, section 5) without padding.
create function sanyam_private.cursor_of(updated_at text, id text) returns text
language plpgsql immutable set search_path = '' as $$
begin
    return rtrim(translate(encode(convert_to(updated_at || id, 'UTF8'), 'base64'), E'+/\n', '-_'), '=');
end;
$$;

-- Fails with INVALID_CURSOR for whatever cursor_of does not make.
create function sanyam_private.read_cursor(cursor text, out updated_at timestamptz, out id uuid)
language plpgsql stable set search_path = '' as $$
declare
    c_time_length constant integer := length('2026-11-21T09:07:00.123456Z');
    v_text text;
begin
    begin
        v_text := convert_from(
            decode(rpad(translate(cursor, '-_', '+/'), (length(cursor) + 3) / 4 * 4, '='), 'base64'), 'UTF8'
        );
        updated_at := left(v_text, c_time_length)::timestamptz;
        id := substr(v_text, c_time_length + 1)::uuid;
        if cursor = sanyam_private.cursor_of(left(v_text, c_time_length), id::text) then
            return;
        end if;
    exception when data_exception then
        -- Not base64, not UTF-8, no time or no id: fails as a cursor of any other form does.
        null;
    end;
    perform sanyam_private.fail(400, 'INVALID_CURSOR', 'This place in the list is unknown. Begin at the first page.');
end;
$$;
grant execute on function sanyam_private.cursor_of(text, text), sanyam_private.read_cursor(text) to sanyam_api;

-- A page of the caller's documents, newest change first, without their texts. `query` is a part of the name in any
-- case; `page_size` is held between 1 and 100; `direction` says on which side of the cursor the page lies.
-- `include_shared` changes nothing while documents cannot be shared.
-- Fails with VALIDATION_ERROR, INVALID_CURSOR.
create function public.list_documents(
    state text default null,
    include_shared boolean default null,
    language_id text default null,
    query text default null,
    page_size integer default null,
    cursor text default null,
    direction text default null
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
    v_caller uuid := sanyam_private.require_caller();
    v_trashed boolean := coalesce(state = 'trashed', false);
    v_forward boolean := coalesce(direction = 'next', true);
    v_page_size integer := least(greatest(coalesce(page_size, 20), 1), 100);
    v_from_time timestamptz := case when v_forward then 'infinity' else '-infinity' end;
    v_from_id uuid := case
        when v_forward then 'ffffffff-ffff-ffff-ffff-ffffffffffff' else '00000000-0000-0000-0000-000000000000'
    end;
    v_total_count bigint;
    v_items jsonb;
    v_more boolean;
    v_first text;
    v_last text;
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        'state', case when state not in ('active', 'trashed') then 'The state is active or trashed.' end,
        'direction', case when direction not in ('next', 'prev') then 'The direction is next or prev.' end
    ));
    if cursor is not null then
        select c.updated_at, c.id into v_from_time, v_from_id from sanyam_private.read_cursor(cursor) c;
    end if;

    -- One row more than the page says whether it is the last one.
    with matching as not materialized (
        select d.id, d.updated_at
        from public.documents d
        where d.owner_id = v_caller
            and (d.deleted_at is not null) = v_trashed
            and (list_documents.language_id is null or d.language_id = list_documents.language_id)
            and (query is null or strpos(lower(d.name), lower(query)) > 0)
    ), page as (
        (
            select m.id, m.updated_at from matching m
            where v_forward and (m.updated_at, m.id) < (v_from_time, v_from_id)
            order by m.updated_at desc, m.id desc
            limit v_page_size + 1
        )
        union all
        (
            select m.id, m.updated_at from matching m
            where not v_forward and (m.updated_at, m.id) > (v_from_time, v_from_id)
            order by m.updated_at, m.id
            limit v_page_size + 1
        )
    )
    select
        coalesce(jsonb_agg(to_jsonb(a) order by p.updated_at desc, p.id desc), '[]'),
        (select count(*) from matching)
    into v_items, v_total_count
    from page p
    join sanyam_private.document_answers a on a.id = p.id;

    v_more := jsonb_array_length(v_items) > v_page_size;
    if v_more then
        v_items := v_items - case when v_forward then v_page_size else 0 end;
    end if;
    v_first := sanyam_private.cursor_of(v_items -> 0 ->> 'updated_at', v_items -> 0 ->> 'id');
    v_last := sanyam_private.cursor_of(v_items -> -1 ->> 'updated_at', v_items -> -1 ->> 'id');
    -- On the side that the caller comes from there is a page, even if this one is empty by now.
    return jsonb_build_object(
        'items', v_items,
        'next_cursor', case
            when v_forward and v_more then v_last
            when not v_forward and cursor is not null then coalesce(v_last, cursor)
        end,
        'prev_cursor', case
            when not v_forward and v_more then v_first
            when v_forward and cursor is not null then coalesce(v_first, cursor)
        end,
        'total_count', v_total_count,
        'page_size', v_page_size
    );
end;
$$;
