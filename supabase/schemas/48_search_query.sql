-- SPDX-License-Identifier: MIT

-- What a search looks for. A user gives no patterns, so the time of each function grows with the text alone.

-- What a search looks for.
--   needle             the text, folded as the texts are
--   match_case         whether the case of letters counts
--   capitals, letters  the letters of the text outside of ASCII, in both cases
--   pattern            finds all up to the end of the first match; null if each place of the probe is a match
--   probe              what strpos() finds fast where a match begins: the needle, or its first characters
create type sanyam_private.search_query as (
    needle text,
    match_case boolean,
    capitals text,
    letters text,
    pattern text,
    probe text
);

-- Returns a text with letters in the case in which a search compares them. Its characters stay as many: lower() of
-- another collation takes ten times as long, and can change their number. So of the letters outside of ASCII, only
-- those change that are in the query. PostgreSQL inlines this function.
create function sanyam_private.folded(value text, query sanyam_private.search_query) returns text
language sql immutable
return (
    case
        when query.match_case then value
        when query.capitals = '' or octet_length(value) = char_length(value) then lower(value collate "C")
        else translate(lower(value collate "C"), query.capitals, query.letters)
    end
) collate "default";
grant execute on function sanyam_private.folded(text, sanyam_private.search_query) to sanyam_api;

-- Returns what is wrong with the text to search for, or null.
create function sanyam_private.search_problem(query text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return case
        when coalesce(query, '') = '' then 'Enter the text to search for.'
        -- No name is longer. The first condition costs nothing, whatever the size.
        when octet_length(query) > 1020 or char_length(query) > 255 then
            'The text to search for can have at most 255 characters.'
        when query ~ '[\n\r]' then 'The text to search for cannot contain a line break.'
    end;
end;
$$;
grant execute on function sanyam_private.search_problem(text) to sanyam_api;

-- Returns how many bytes strpos() compares, at most, for each byte of a text. It compares from the end of the needle,
-- and goes on by the distance to the last byte's previous occurrence: 255 comparisons for `baaa…` in a text of `a`.
create function sanyam_private.comparisons_per_byte(needle text) returns integer
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
    v_bytes bytea := convert_to(needle, 'UTF8');
    v_last integer := length(v_bytes) - 1;
    v_distance integer := 1;
begin
    while v_distance <= v_last and get_byte(v_bytes, v_last - v_distance) <> get_byte(v_bytes, v_last) loop
        v_distance := v_distance + 1;
    end loop;
    return ceil((v_last + 1)::numeric / v_distance);
end;
$$;
grant execute on function sanyam_private.comparisons_per_byte(text) to sanyam_api;

-- Returns a search for a text that has no problem.
create function sanyam_private.search_query_of(query text, match_case boolean, whole_word boolean)
returns sanyam_private.search_query
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
    -- Each letter is compared with each character of a text. An alphabet has about as many. The first ones count.
    c_most_letters constant integer := 32;
    -- A pattern takes as long as so many comparisons.
    c_most_comparisons constant integer := 8;
    v_query sanyam_private.search_query := row(null, match_case, '', '', null, null);
    v_is_slow boolean;
begin
    if not match_case then
        select coalesce(string_agg(x.capital, ''), ''), coalesce(string_agg(x.letter, ''), '')
        into v_query.capitals, v_query.letters
        from (
            select upper(c.letter) as capital, lower(upper(c.letter)) as letter
            from string_to_table(query, null) with ordinality c (letter, place)
            where octet_length(c.letter) > 1 and upper(c.letter) <> lower(c.letter)
                and char_length(upper(c.letter)) = 1 and char_length(lower(c.letter)) = 1
            group by 1, 2
            order by min(c.place)
            limit c_most_letters
        ) x;
        -- The sigma at the end of a Greek word has the same capital.
        if strpos(v_query.capitals, 'Σ') > 0 then
            v_query.capitals := v_query.capitals || 'ς';
            v_query.letters := v_query.letters || 'σ';
        end if;
    end if;
    v_query.needle := sanyam_private.folded(query, v_query);
    v_is_slow := sanyam_private.comparisons_per_byte(v_query.needle) > c_most_comparisons;
    v_query.probe := case when v_is_slow then left(v_query.needle, c_most_comparisons) else v_query.needle end;
    if whole_word or v_is_slow then
        -- An end that is no letter, digit or underscore is no end of a word. What means something in a pattern gets a
        -- backslash. Because the least is taken before it, PostgreSQL reads each character once, whatever the needle.
        v_query.pattern := '^.*?'
            || case when whole_word and v_query.needle ~ '^\w' then '\m' else '' end
            || regexp_replace(v_query.needle, '([][!-/:-@\\^`{-~])', '\\\1', 'g')
            || case when whole_word and v_query.needle ~ '\w$' then '\M' else '' end;
    end if;
    return v_query;
end;
$$;
grant execute on function sanyam_private.search_query_of(text, boolean, boolean) to sanyam_api;

-- Returns the place of the first match in a folded text: 0 without one.
create function sanyam_private.first_place(folded_text text, query sanyam_private.search_query) returns integer
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
    v_place integer := strpos(folded_text, query.probe);
begin
    if v_place = 0 or query.pattern is null then
        return v_place;
    end if;
    return coalesce(char_length(substring(folded_text from query.pattern)) - char_length(query.needle) + 1, 0);
end;
$$;
grant execute on function sanyam_private.first_place(text, sanyam_private.search_query) to sanyam_api;

-- Returns whether a folded text can have a match. PostgreSQL inlines this function.
create function sanyam_private.can_match(folded_text text, query sanyam_private.search_query) returns boolean
language sql immutable
return strpos(folded_text, query.probe) > 0;
grant execute on function sanyam_private.can_match(text, sanyam_private.search_query) to sanyam_api;
