-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

CREATE OR REPLACE FUNCTION sanyam_private.search_query_of(query text, match_case boolean, whole_word boolean)
 RETURNS sanyam_private.search_query
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;
