-- SPDX-License-Identifier: MIT

-- Where a text has what a search looks for.

-- Returns the length of a text as editors and JavaScript count it: in code units of UTF-16.
create function sanyam_private.utf16_length(value text) returns integer
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
    v_bytes text;
begin
    if octet_length(value) = char_length(value) then
        return char_length(value);
    end if;
    -- A character has two units if its first byte in UTF-8 is F0 to F4: these letters, with a character for each byte.
    v_bytes := convert_from(convert_to(value, 'UTF8'), 'LATIN1');
    return char_length(value) + char_length(v_bytes) - char_length(translate(v_bytes, 'ðñòóô', ''));
end;
$$;
grant execute on function sanyam_private.utf16_length(text) to sanyam_api;

-- Returns the number of line breaks in a text whose lines end with \n.
create function sanyam_private.line_breaks(value text) returns integer
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return octet_length(value) - octet_length(replace(value, E'\n', ''));
end;
$$;
grant execute on function sanyam_private.line_breaks(text) to sanyam_api;

-- Returns the matches in a part of a text: at most `most`. The part has some thousands of characters, because each
-- match reads all of it. The first one begins at `first_place`, the last one at `to_place` at most; what is behind it
-- tells only whether a word ends there. `lines_before` are the lines before the part, `columns_before` what its first
-- line lacks. Of each match: `line` is the line, or a part of it around the match if `is_cut`, which begins at
-- `line_column`. Lines and columns count from 1.
create function sanyam_private.matches_in_part(
    part text, query sanyam_private.search_query, first_place integer, to_place integer,
    lines_before integer, columns_before integer, most integer
) returns json[]
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
    -- The preview of a line in the search of VS Code has 250 characters, too.
    c_shown constant integer := 250;
    c_shown_before constant integer := 40;
    v_length integer := char_length(query.needle);
    v_place integer := first_place;
    -- What follows a match. No word goes on there, so what is before does not matter.
    v_rest text := substr(sanyam_private.folded(part, query), v_place + v_length);
    v_step integer;
    v_before text;
    v_left text;
    v_match text;
    v_right text;
    v_breaks integer;
    v_columns_before integer;
    v_is_cut boolean;
    v_column integer;
    v_matches json[] := '{}';
begin
    while v_place <= to_place and cardinality(v_matches) < most loop
        v_before := left(part, v_place - 1);
        v_left := split_part(v_before, E'\n', -1);
        v_match := substr(part, v_place, v_length);
        v_right := split_part(substr(part, v_place + v_length), E'\n', 1);
        v_breaks := sanyam_private.line_breaks(v_before);
        v_columns_before := case when v_breaks = 0 then columns_before else 0 end;
        v_column := v_columns_before + sanyam_private.utf16_length(v_left) + 1;
        v_is_cut := v_columns_before > 0 or char_length(v_left) + v_length + char_length(v_right) > c_shown;
        if v_is_cut then
            v_left := right(v_left, c_shown_before);
            v_right := left(v_right, greatest(c_shown - char_length(v_left) - v_length, 0));
        end if;
        v_matches := v_matches || json_build_object(
            'line_number', lines_before + v_breaks + 1,
            'column', v_column,
            'length', sanyam_private.utf16_length(v_match),
            'line', v_left || v_match || v_right,
            'line_column', v_column - sanyam_private.utf16_length(v_left),
            'is_cut', v_is_cut
        );
        v_step := sanyam_private.first_place(v_rest, query);
        exit when v_step = 0;
        v_place := v_place + v_length + v_step - 1;
        v_rest := substr(v_rest, v_step + v_length);
    end loop;
    return v_matches;
end;
$$;
grant execute on function sanyam_private.matches_in_part(
    text, sanyam_private.search_query, integer, integer, integer, integer, integer
) to sanyam_api;

-- Returns where the part of a text ends that begins at a place: as many lines as `part_size` bytes have, or one line
-- that is longer. `is_long` says that it is one. In UTF-8, the byte of a line break is no part of another character.
create function sanyam_private.next_part(
    bytes bytea, place integer, part_size integer, out part_end integer, out is_long boolean
)
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
    v_size integer := length(bytes);
    v_rest integer;
    v_break integer;
begin
    is_long := false;
    part_end := place + part_size;
    if part_end >= v_size then
        part_end := v_size;
        return;
    end if;
    -- The bytes after the last line break, each as a character of its own, because the part can end within one.
    v_rest := char_length(
        split_part(convert_from(substring(bytes from place + 1 for part_size), 'LATIN1'), E'\n', -1)
    );
    if v_rest < part_size then
        part_end := part_end - v_rest;
        return;
    end if;
    is_long := true;
    loop
        v_break := position('\x0a'::bytea in substring(bytes from part_end + 1 for part_size));
        part_end := case when v_break = 0 then part_end + part_size else part_end + v_break end;
        exit when v_break > 0 or part_end >= v_size;
    end loop;
    part_end := least(part_end, v_size);
end;
$$;
grant execute on function sanyam_private.next_part(bytea, integer, integer) to sanyam_api;

-- Returns the matches in a text, in their order: at most `most`, and whether there are more. It goes from the line of
-- the first one through the text once, part by part, because PostgreSQL counts to each place in a text from its
-- beginning. Of a line that is longer than a part, it returns the matches that are near the first one. A byte order
-- mark is no part of the first line, as in editors.
create function sanyam_private.matches_in_text(
    content text, query sanyam_private.search_query, most integer, out matches json[], out has_more boolean
)
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
    c_part constant integer := 8192;
    -- More than the part of a line that is shown before a match.
    c_before constant integer := 100;
    v_text text := case when starts_with(content, E'\uFEFF') then substr(content, 2) else content end;
    v_first integer;
    v_before text;
    v_bytes bytea;
    v_place integer;
    v_lines integer;
    v_end integer;
    v_is_long boolean;
    v_part text;
    v_folded text;
    v_begin integer;
    v_most_place integer;
    v_columns integer;
begin
    matches := '{}';
    has_more := false;
    if strpos(v_text, E'\r') > 0 then
        v_text := replace(replace(v_text, E'\r\n', E'\n'), E'\r', E'\n');
    end if;
    v_first := sanyam_private.first_place(sanyam_private.folded(v_text, query), query);
    if v_first = 0 then
        return;
    end if;
    v_before := left(v_text, v_first - 1);
    v_lines := sanyam_private.line_breaks(v_before);
    v_place := octet_length(v_before);
    v_before := split_part(v_before, E'\n', -1);
    v_place := v_place - octet_length(v_before);
    v_first := char_length(v_before) + 1;
    v_bytes := convert_to(v_text, 'UTF8');
    while v_place < length(v_bytes) and cardinality(matches) <= most loop
        select p.part_end, p.is_long into v_end, v_is_long from sanyam_private.next_part(v_bytes, v_place, c_part) p;
        v_part := convert_from(substring(v_bytes from v_place + 1 for v_end - v_place), 'UTF8');
        v_folded := sanyam_private.folded(v_part, query);
        -- In the first part, it is known.
        v_first := coalesce(v_first, sanyam_private.first_place(v_folded, query));
        if v_first > 0 then
            v_begin := 1;
            v_columns := 0;
            v_most_place := char_length(v_part);
            if v_is_long then
                v_begin := greatest(v_first - c_before, 1);
                v_columns := sanyam_private.utf16_length(left(v_part, v_begin - 1));
                -- One character follows the last match, if the line has more.
                v_most_place := c_part - char_length(query.needle) + 1;
                -- The character before tells whether a word begins.
                has_more := has_more or sanyam_private.first_place(
                    case
                        when substr(v_folded, v_begin + v_most_place - 1, 1) !~ '\w' then E'\n'
                        when starts_with(query.needle, '_') then 'x'
                        else '_'
                    end
                        || substr(v_folded, v_begin + v_most_place),
                    query
                ) > 0;
                v_part := substr(v_part, v_begin, c_part + 1);
            end if;
            matches := matches || sanyam_private.matches_in_part(
                v_part, query, v_first - v_begin + 1, v_most_place, v_lines, v_columns, most + 1 - cardinality(matches)
            );
        end if;
        v_lines := v_lines + sanyam_private.line_breaks(v_folded);
        v_place := v_end;
        v_first := null;
    end loop;
    if cardinality(matches) > most then
        matches := matches[:most];
        has_more := true;
    end if;
end;
$$;
grant execute on function sanyam_private.matches_in_text(text, sanyam_private.search_query, integer) to sanyam_api;

-- Returns where a name matches, or null.
create function sanyam_private.name_match(name text, query sanyam_private.search_query) returns json
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
    v_place integer := sanyam_private.first_place(sanyam_private.folded(name, query), query);
begin
    if v_place = 0 then
        return null;
    end if;
    return json_build_object(
        'column', sanyam_private.utf16_length(left(name, v_place - 1)) + 1,
        'length', sanyam_private.utf16_length(substr(name, v_place, char_length(query.needle)))
    );
end;
$$;
grant execute on function sanyam_private.name_match(text, sanyam_private.search_query) to sanyam_api;
