-- SPDX-License-Identifier: MIT

-- Pages of lists. A cursor names a place in a list by the values that sort it. The row at that place may be gone.

-- Returns a text as a cursor: base64url (RFC 4648, section 5) without padding.
create function sanyam_private.cursor_of(place text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return rtrim(translate(encode(convert_to(place, 'UTF8'), 'base64'), E'+/\n', '-_'), '=');
end;
$$;
grant execute on function sanyam_private.cursor_of(text) to sanyam_api;

-- Returns the text of a cursor. Raises a data_exception if it is not base64url or not UTF-8.
create function sanyam_private.place_of(cursor text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return convert_from(
        decode(rpad(translate(cursor, '-_', '+/'), (length(cursor) + 3) / 4 * 4, '='), 'base64'), 'UTF8'
    );
end;
$$;
grant execute on function sanyam_private.place_of(text) to sanyam_api;

create function sanyam_private.fail_invalid_cursor() returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.fail(400, 'INVALID_CURSOR', 'The cursor is invalid. Start again from the first page.');
end;
$$;
grant execute on function sanyam_private.fail_invalid_cursor() to sanyam_api;

-- Returns the cursor to a row of a list that time and id sort, or null without a row.
create function sanyam_private.cursor_of(moment timestamptz, id uuid) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return sanyam_private.cursor_of(sanyam_private.rfc3339(moment) || id::text);
end;
$$;
grant execute on function sanyam_private.cursor_of(timestamptz, uuid) to sanyam_api;

-- Returns the time and the id of such a cursor. Fails with INVALID_CURSOR.
create function sanyam_private.read_cursor(cursor text, out moment timestamptz, out id uuid)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    c_time_length constant integer := length('2026-11-21T09:07:00.123456Z');
    v_place text;
begin
    begin
        v_place := sanyam_private.place_of(cursor);
        moment := left(v_place, c_time_length)::timestamptz;
        id := substr(v_place, c_time_length + 1)::uuid;
        if cursor = sanyam_private.cursor_of(moment, id) then
            return;
        end if;
    exception when data_exception then
        -- It is not base64url, not UTF-8, or has no time or no id.
        null;
    end;
    perform sanyam_private.fail_invalid_cursor();
end;
$$;
grant execute on function sanyam_private.read_cursor(text) to sanyam_api;

-- Return the time and the id from which a list begins without a cursor: beyond every row in a direction. PostgreSQL
-- inlines them.
create function sanyam_private.open_time(forward boolean) returns timestamptz
language sql immutable
return case when forward then 'infinity'::timestamptz else '-infinity' end;
grant execute on function sanyam_private.open_time(boolean) to sanyam_api;

create function sanyam_private.open_id(forward boolean) returns uuid
language sql immutable
return case
    when forward then 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid else '00000000-0000-0000-0000-000000000000'
end;
grant execute on function sanyam_private.open_id(boolean) to sanyam_api;

-- Returns what is wrong with the direction of a page, or null.
create function sanyam_private.direction_problem(direction text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return case when direction not in ('next', 'prev') then 'The direction is next or prev.' end;
end;
$$;
grant execute on function sanyam_private.direction_problem(text) to sanyam_api;

-- Returns the cursor beyond one end of a page, or null if the list ends there. `edge` is the cursor to the row at that
-- end. On the side that the caller comes from there is always a page, even if this one is empty by now. PostgreSQL
-- inlines this function.
create function sanyam_private.cursor_beyond(in_direction boolean, has_more boolean, cursor text, edge text)
returns text
language sql immutable
return case
    when in_direction and has_more then edge
    when not in_direction and cursor is not null then coalesce(edge, cursor)
end;
grant execute on function sanyam_private.cursor_beyond(boolean, boolean, text, text) to sanyam_api;

-- Returns the size of a page: 1 to 100, 20 by default. PostgreSQL inlines it.
create function sanyam_private.page_size_of(wanted integer) returns integer
language sql immutable
return least(greatest(coalesce(wanted, 20), 1), 100);
grant execute on function sanyam_private.page_size_of(integer) to sanyam_api;
