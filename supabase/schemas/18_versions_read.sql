-- SPDX-License-Identifier: MIT

-- A cursor in a history names the document and the number of a version, which need not exist any more.
create function sanyam_private.version_cursor_of(document_id uuid, version_number integer) returns text
language plpgsql immutable set search_path = '' as $$
begin
    return sanyam_private.cursor_of(document_id || '/' || version_number);
end;
$$;
grant execute on function sanyam_private.version_cursor_of(uuid, integer) to sanyam_api;

-- Fails with INVALID_CURSOR for whatever version_cursor_of does not make for this document.
create function sanyam_private.read_version_cursor(cursor text, document_id uuid) returns integer
language plpgsql stable set search_path = '' as $$
declare
    v_version_number integer;
begin
    begin
        v_version_number := split_part(sanyam_private.place_of(cursor), '/', 2)::integer;
        if v_version_number >= 0
            and cursor = sanyam_private.version_cursor_of(document_id, v_version_number)
        then
            return v_version_number;
        end if;
    exception when data_exception then
        -- Not base64, not UTF-8, or no number: fails as a cursor of any other form does.
        null;
    end;
    perform sanyam_private.fail_invalid_cursor();
end;
$$;
grant execute on function sanyam_private.read_version_cursor(text, uuid) to sanyam_api;

-- A page of a document's history, newest first, without the texts. `page_size` is held between 1 and 100; `direction`
-- says on which side of the cursor the page lies. Only the owner's address and the caller's own are told.
-- Fails with VALIDATION_ERROR, DOCUMENT_NOT_FOUND, INVALID_CURSOR.
create function public.list_versions(
    document_id uuid,
    page_size integer default null,
    cursor text default null,
    direction text default null
) returns json
-- One plan serves all arguments, and making one takes longer than the page.
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
    v_caller uuid := sanyam_private.require_caller('versions:read');
    v_forward boolean := coalesce(direction = 'next', true);
    v_page_size integer := least(greatest(coalesce(page_size, 20), 1), 100);
    v_document public.documents;
    v_owner_email text;
    v_caller_email text;
    v_cursor integer;
    v_above integer := 0;
    v_below integer;
    v_items json;
    v_newest integer;
    v_oldest integer;
    v_older boolean;
begin
    if direction is not null then
        perform sanyam_private.require_valid(jsonb_build_object(
            'direction', case when direction not in ('next', 'prev') then 'The direction is next or prev.' end
        ));
    end if;
    v_document := sanyam_private.document_to_read(document_id);
    v_owner_email := (sanyam_private.account_of(v_document.owner_id)).email;
    if v_caller <> v_document.owner_id then
        v_caller_email := (sanyam_private.account_of(v_caller)).email;
    end if;
    if cursor is not null then
        v_cursor := sanyam_private.read_version_cursor(cursor, v_document.id);
    end if;
    if v_forward then
        v_below := v_cursor;
    else
        v_above := coalesce(v_cursor, 0);
        select v.version_number into v_below
        from public.document_versions v
        where v.document_id = v_document.id and v.version_number > v_above
        order by v.version_number
        offset v_page_size
        limit 1;
    end if;
    v_below := coalesce(v_below, v_document.version + 1);

    select coalesce(json_agg(x), '[]'), max(x.version_number), min(x.version_number)
    into v_items, v_newest, v_oldest
    from (
        select
            a.*,
            case a.created_by when v_document.owner_id then v_owner_email when v_caller then v_caller_email end
                as created_by_email
        from sanyam_private.version_answers a
        where a.document_id = v_document.id and a.version_number > v_above and a.version_number < v_below
        order by a.version_number desc
        limit v_page_size
    ) x;

    -- The newest version is always there, so only older ones must be looked for. From a page that became empty, both
    -- sides begin where it lies.
    v_newest := coalesce(v_newest, v_below - 1);
    v_oldest := coalesce(v_oldest, v_below);
    v_older := exists (
        select from public.document_versions v
        where v.document_id = v_document.id and v.version_number < v_oldest
    );
    return json_build_object(
        'items', v_items,
        'next_cursor', case when v_older then sanyam_private.version_cursor_of(v_document.id, v_oldest) end,
        'prev_cursor', case
            when v_newest < v_document.version then sanyam_private.version_cursor_of(v_document.id, v_newest)
        end,
        'total_count', v_document.version_count,
        'page_size', v_page_size
    );
end;
$$;
call sanyam_private.expose('public.list_versions(uuid, integer, text, text)', 'authenticated', 'sanyam_gateway');

-- A version with its text. Fails with DOCUMENT_NOT_FOUND, VERSION_NOT_FOUND.
create function public.read_version(document_id uuid, version_number bigint) returns json
language plpgsql stable security definer set search_path = '' as $$
declare
    v_document public.documents;
    v_version sanyam_private.version_answers;
    v_answer record;
begin
    perform sanyam_private.require_caller('versions:read');
    v_document := sanyam_private.document_to_read(document_id);
    select a.* into v_version
    from sanyam_private.version_answers a
    where a.document_id = v_document.id and a.version_number = read_version.version_number;
    if not found then
        perform sanyam_private.fail_version_not_found();
    end if;
    select
        v_version.*,
        sanyam_private.author_email(v_version.created_by, v_document.owner_id) as created_by_email,
        v.content
    into strict v_answer
    from public.document_versions v
    where v.document_id = v_document.id and v.version_number = v_version.version_number;
    return row_to_json(v_answer);
end;
$$;
call sanyam_private.expose('public.read_version(uuid, bigint)', 'authenticated', 'sanyam_gateway');
