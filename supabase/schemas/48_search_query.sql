-- SPDX-License-Identifier: MIT

-- What a search looks for. A user gives no patterns, so the time of each function grows with the text alone.

-- What a search looks for.
--   needle             the text, folded as the texts are
--   match_case         whether the case of letters counts
--   capitals, letters  the letters of the text outside of ASCII, in both cases
--   word_pattern       finds whole words only; null to find the text also within words
create type sanyam_private.search_query as (
    needle text,
    match_case boolean,
    capitals text,
    letters text,
    word_pattern text
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

-- Returns a search for a text that has no problem.
create function sanyam_private.search_query_of(query text, match_case boolean, whole_word boolean)
returns sanyam_private.search_query
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
    -- Each letter is compared with each character of a text. An alphabet has about as many. The first ones count.
    c_most_letters constant integer := 32;
    v_query sanyam_private.search_query := row(null, match_case, '', '', null);
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
    if whole_word then
        -- The text itself, with a backslash before what means something in a pattern. An end that is no letter, digit
        -- or underscore is no end of a word.
        v_query.word_pattern := case when v_query.needle ~ '^\w' then '\m' else '' end
            || regexp_replace(v_query.needle, '([][!-/:-@\\^`{-~])', '\\\1', 'g')
            || case when v_query.needle ~ '\w$' then '\M' else '' end;
    end if;
    return v_query;
end;
$$;
grant execute on function sanyam_private.search_query_of(text, boolean, boolean) to sanyam_api;

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

-- Returns whether a folded text has a match. PostgreSQL inlines this function.
create function sanyam_private.has_match(folded_text text, query sanyam_private.search_query) returns boolean
language sql immutable
return case
    when strpos(folded_text, query.needle) = 0 then false
    when query.word_pattern is null then true
    else folded_text ~ query.word_pattern
end;
grant execute on function sanyam_private.has_match(text, sanyam_private.search_query) to sanyam_api;

-- Returns the place of the first match in a folded text: 0 without one. regexp_instr() would look for all matches.
create function sanyam_private.first_place(folded_text text, query sanyam_private.search_query) returns integer
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return case
        when query.word_pattern is null then strpos(folded_text, query.needle)
        when folded_text ~ query.word_pattern then
            char_length(regexp_replace(folded_text, query.word_pattern || '.*', '')) + 1
        else 0
    end;
end;
$$;
grant execute on function sanyam_private.first_place(text, sanyam_private.search_query) to sanyam_api;

-- Returns the places of all matches in a folded text, in their order. What is between them tells where they are, in one
-- pass. The text is short: the answer can have as many places as it has characters.
create function sanyam_private.places_of(folded_text text, query sanyam_private.search_query) returns integer[]
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
    v_length integer := char_length(query.needle);
    v_between text[] := case
        when query.word_pattern is null then string_to_array(folded_text, query.needle)
        else regexp_split_to_array(folded_text, query.word_pattern)
    end;
begin
    return array(
        select (1 + sum(char_length(b.piece) + v_length) over (order by b.number) - v_length)::integer
        from unnest(v_between[:cardinality(v_between) - 1]) with ordinality b (piece, number)
        order by b.number
    );
end;
$$;
grant execute on function sanyam_private.places_of(text, sanyam_private.search_query) to sanyam_api;
