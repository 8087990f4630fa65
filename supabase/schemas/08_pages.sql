-- SPDX-License-Identifier: MIT

-- A cursor names a place in a list by the time and the id of a row, which need not exist any more: base64 for
-- addresses (RFC 4648, section 5) without padding.
create function sanyam_private.cursor_of(updated_at text, id text) returns text
language plpgsql immutable set search_path = '' as $$
begin
    return rtrim(translate(encode(convert_to(updated_at || id, 'UTF8'), 'base64'), E'+/\n', '-_'), '=');
end;
$$;
grant execute on function sanyam_private.cursor_of(text, text) to sanyam_api;

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
grant execute on function sanyam_private.read_cursor(text) to sanyam_api;
