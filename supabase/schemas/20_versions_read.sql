-- SPDX-License-Identifier: MIT

-- Returns the cursor to a version of a document.
create function sanyam_private.version_cursor_of(document_id uuid, version_number integer) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return sanyam_private.cursor_of(document_id || '/' || version_number);
end;
$$;
grant execute on function sanyam_private.version_cursor_of(uuid, integer) to sanyam_api;

-- Returns the version's number of such a cursor. Fails with INVALID_CURSOR, also for the cursor of another document.
create function sanyam_private.read_version_cursor(cursor text, document_id uuid) returns integer
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
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
        -- It is not base64url, not UTF-8, or has no number.
        null;
    end;
    perform sanyam_private.fail_invalid_cursor();
end;
$$;
grant execute on function sanyam_private.read_version_cursor(text, uuid) to sanyam_api;

-- Answers a page of a document's history without the texts, newest first. `page_size` is limited to 1 to 100.
-- `direction` is the side of the cursor on which the page lies. Of the authors' emails it has only the owner's and the
-- caller's, and for the owner those of users with whom the document is or was shared.
-- Fails with VALIDATION_ERROR, DOCUMENT_NOT_FOUND, INVALID_CURSOR.
create function public.list_versions(
    document_id uuid,
    page_size integer default null,
    cursor text default null,
    direction text default null
) returns json
-- A generic plan serves all arguments. Planning takes longer than the page.
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan as $$
declare
    v_caller uuid := sanyam_private.require_caller('versions:read');
    v_forward boolean := coalesce(direction = 'next', true);
    v_page_size integer := sanyam_private.page_size_of(page_size);
    v_document public.documents;
    v_owner_email text;
    v_caller_email text;
    v_cursor integer;
    v_above integer := 0;
    v_below integer;
    v_answers sanyam_private.version_answer[];
    v_count integer;
    v_newest integer;
    v_oldest integer;
    v_older boolean;
begin
    if direction is not null then
        perform sanyam_private.require_valid(jsonb_build_object(
            'direction', sanyam_private.direction_problem(direction)
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
    -- One row more than the page tells whether there are older versions.
    v_answers := array(
        select sanyam_private.answer_of(p, case p.created_by
            when v_document.owner_id then v_owner_email
            when v_caller then v_caller_email
            else sanyam_private.shared_address(v_document.id, v_document.owner_id, p.created_by)
        end)
        from (
            select v.*
            from public.document_versions v
            where v.document_id = v_document.id and v.version_number > v_above and v.version_number < v_below
            order by v.version_number desc
            limit v_page_size + 1
        ) p
    );
    v_count := least(cardinality(v_answers), v_page_size);
    -- If all versions of the page are deleted, both sides begin at its place.
    v_newest := coalesce(v_answers[1].version_number, v_below - 1);
    v_oldest := coalesce(v_answers[v_count].version_number, v_below);
    v_older := cardinality(v_answers) > v_count;
    if v_above > 0 then
        v_older := exists (
            select from public.document_versions v
            where v.document_id = v_document.id and v.version_number < v_oldest
        );
    end if;
    -- The newest version always exists, so there is no need to look for newer ones.
    return json_build_object(
        'items', v_answers[1:v_count],
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

-- Answers a version with its text. Fails with DOCUMENT_NOT_FOUND, VERSION_NOT_FOUND.
create function public.read_version(document_id uuid, version_number bigint) returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_document public.documents;
    v_version public.document_versions;
    v_email text;
begin
    perform sanyam_private.require_caller('versions:read');
    v_document := sanyam_private.document_to_read(document_id);
    select v.* into v_version
    from public.document_versions v
    where v.document_id = v_document.id and v.version_number = read_version.version_number;
    if not found then
        perform sanyam_private.fail_version_not_found();
    end if;
    v_email := sanyam_private.author_email(v_document.id, v_version.created_by, v_document.owner_id);
    return (
        select row_to_json(x) from (select (sanyam_private.answer_of(v_version, v_email)).*, v_version.content) x
    );
end;
$$;
call sanyam_private.expose('public.read_version(uuid, bigint)', 'authenticated', 'sanyam_gateway');
