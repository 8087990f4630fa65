-- SPDX-License-Identifier: MIT

-- What a search looks for. A user gives no patterns, so the time of each function grows with the text alone.

-- What a search looks for.
--   needle             the text, folded as the texts are
--   match_case         whether the case of letters counts
--   capitals, letters  the letters of the text outside of ASCII, in both cases
--   word_pattern       finds whole words only; null to find the text also within words, or if it is repetitive
--   begins_word, ends_word  whether no letter, digit or underscore may be before or after the text, without a pattern
create type sanyam_private.search_query as (
    needle text,
    match_case boolean,
    capitals text,
    letters text,
    word_pattern text,
    begins_word boolean,
    ends_word boolean
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

-- Returns how many times a text, or a part at its beginning, repeats itself: 254 for `---…b`. A pattern compares as
-- many characters at each place of a text that nearly matches. The loop is that of Knuth, Morris and Pratt: `v_border`
-- is the length of the longest beginning that is also the end.
create function sanyam_private.repetitions(needle text) returns integer
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
    v_letters text[] := string_to_array(needle, null);
    v_borders integer[] := array[0];
    v_border integer := 0;
    v_most integer := 1;
begin
    for v_length in 2..cardinality(v_letters) loop
        while v_border > 0 and v_letters[v_border + 1] <> v_letters[v_length] loop
            v_border := v_borders[v_border];
        end loop;
        if v_letters[v_border + 1] = v_letters[v_length] then
            v_border := v_border + 1;
        end if;
        v_borders[v_length] := v_border;
        v_most := greatest(v_most, v_length / (v_length - v_border));
    end loop;
    return v_most;
end;
$$;
grant execute on function sanyam_private.repetitions(text) to sanyam_api;

-- Returns a search for a text that has no problem.
create function sanyam_private.search_query_of(query text, match_case boolean, whole_word boolean)
returns sanyam_private.search_query
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
    -- Each letter is compared with each character of a text. An alphabet has about as many. The first ones count.
    c_most_letters constant integer := 32;
    -- Of a text that repeats itself more often, the places are found first, and then what is around each. Of two
    -- places that overlap, only the first is looked at. A pattern finds the second, too: `10-10` in `2010-10-10`.
    c_most_repetitions constant integer := 4;
    v_query sanyam_private.search_query := row(null, match_case, '', '', null, false, false);
    v_begins_word boolean;
    v_ends_word boolean;
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
        -- An end that is no letter, digit or underscore is no end of a word.
        v_begins_word := v_query.needle ~ '^\w';
        v_ends_word := v_query.needle ~ '\w$';
        if sanyam_private.repetitions(v_query.needle) > c_most_repetitions then
            v_query.begins_word := v_begins_word;
            v_query.ends_word := v_ends_word;
        else
            -- The text itself, with a backslash before what means something in a pattern.
            v_query.word_pattern := case when v_begins_word then '\m' else '' end
                || regexp_replace(v_query.needle, '([][!-/:-@\\^`{-~])', '\\\1', 'g')
                || case when v_ends_word then '\M' else '' end;
        end if;
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

-- Returns the places of all matches in a folded text, in their order. What is between them tells where they are, in one
-- pass. The answer can have as many places as the text has characters.
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
        select x.place::integer
        from (
            select
                b.number,
                1 + sum(char_length(b.piece) + v_length) over pieces - v_length as place,
                -- Another match can be beside this one.
                case when b.number = 1 then b.piece else query.needle || b.piece end as before,
                lead(b.piece) over pieces
                    || case when b.number + 1 = cardinality(v_between) then '' else query.needle end as after
            from unnest(v_between) with ordinality b (piece, number)
            window pieces as (order by b.number)
        ) x
        where x.number < cardinality(v_between)
            and (not query.begins_word or right(x.before, 1) !~ '\w')
            and (not query.ends_word or left(x.after, 1) !~ '\w')
        order by x.number
    );
end;
$$;
grant execute on function sanyam_private.places_of(text, sanyam_private.search_query) to sanyam_api;

-- Returns the place of the first match in a folded text: 0 without one. regexp_instr() would look for all matches.
create function sanyam_private.first_place(folded_text text, query sanyam_private.search_query) returns integer
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return case
        when strpos(folded_text, query.needle) = 0 then 0
        when query.begins_word or query.ends_word then
            coalesce((sanyam_private.places_of(folded_text, query))[1], 0)
        when query.word_pattern is null then strpos(folded_text, query.needle)
        when folded_text ~ query.word_pattern then
            char_length(regexp_replace(folded_text, query.word_pattern || '.*', '')) + 1
        else 0
    end;
end;
$$;
grant execute on function sanyam_private.first_place(text, sanyam_private.search_query) to sanyam_api;

-- Returns whether a folded text has a match. PostgreSQL inlines this function.
create function sanyam_private.has_match(folded_text text, query sanyam_private.search_query) returns boolean
language sql immutable
return case
    when strpos(folded_text, query.needle) = 0 then false
    when query.begins_word or query.ends_word then sanyam_private.first_place(folded_text, query) > 0
    when query.word_pattern is null then true
    else folded_text ~ query.word_pattern
end;
grant execute on function sanyam_private.has_match(text, sanyam_private.search_query) to sanyam_api;
