-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

ALTER TYPE "sanyam_private"."search_query" ADD ATTRIBUTE "begins_word" boolean CASCADE;

ALTER TYPE "sanyam_private"."search_query" ADD ATTRIBUTE "ends_word" boolean CASCADE;

CREATE OR REPLACE FUNCTION public.search_documents(query text, folder text DEFAULT NULL::text, language_id text DEFAULT NULL::text, include_shared boolean DEFAULT NULL::boolean, match_case boolean DEFAULT NULL::boolean, whole_word boolean DEFAULT NULL::boolean, matches_per_document integer DEFAULT NULL::integer, page_size integer DEFAULT NULL::integer, cursor text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    -- Reading and comparing so many bytes takes some 150 ms. A document also costs what does not depend on its size,
    -- a letter outside of ASCII a pass through the text, a whole word a pattern, and eight comparisons with the needle as
    -- much as a pass.
    c_budget constant bigint := 32 * 1024 * 1024;
    c_document constant integer := 1024;
    c_batch constant bigint := 4 * 1024 * 1024;
    c_most_matches constant integer := 1000;
    c_searches constant integer := 2;
    v_caller uuid := sanyam_private.require_caller('documents:read');
    v_folder text := sanyam_private.normalized_folder(folder);
    v_page_size integer := sanyam_private.page_size_of(page_size);
    v_most_in_document integer := least(greatest(coalesce(matches_per_document, 20), 1), c_most_matches);
    v_request sanyam_private.list_request := row(
        false, language_id, null, true, sanyam_private.open_time(true), sanyam_private.open_id(true), 1000
    );
    v_query sanyam_private.search_query;
    v_name_query sanyam_private.search_query;
    v_budget bigint;
    v_documents sanyam_private.shared_document[] := '{}';
    v_from integer := 1;
    v_to integer;
    v_spent bigint := 0;
    v_place integer;
    v_found sanyam_private.shared_document;
    v_document public.documents;
    v_account sanyam_private.account;
    v_item json;
    v_items json[] := '{}';
    v_count integer;
    v_match_count integer := 0;
    v_is_complete boolean := false;
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        'query', sanyam_private.search_problem(query), 'folder', sanyam_private.folder_problem(v_folder)
    ));
    if cursor is not null then
        select c.moment, c.id into v_request.from_time, v_request.from_id
        from sanyam_private.read_cursor(cursor) c;
    end if;
    -- Does not wait: each waiting call would hold a connection.
    if not sanyam_private.try_lock_search(v_caller) then
        perform sanyam_private.fail_over_rate(
            c_searches, sanyam_private.clock() + interval '1 second',
            'Two searches of yours are running. Try again in a second.'
        );
    end if;
    v_query := sanyam_private.search_query_of(query, coalesce(match_case, false), coalesce(whole_word, false));
    -- Names are stored in NFC. A text has the characters that its writer typed.
    v_name_query := sanyam_private.search_query_of(
        sanyam_private.normalized_name(query), coalesce(match_case, false), coalesce(whole_word, false)
    );
    v_budget := c_budget
        / (
            1 + char_length(v_query.capitals) + case when coalesce(whole_word, false) then 2 else 0 end
            + sanyam_private.comparisons_per_byte(v_query.needle) / 8
        );
    <<pages>>
    loop
        if v_from > cardinality(v_documents) then
            exit when v_is_complete or v_spent >= v_budget;
            v_documents := sanyam_private.documents_to_search(v_request, v_folder, coalesce(include_shared, true));
            v_is_complete := cardinality(v_documents) < v_request.most;
            v_from := 1;
            exit when cardinality(v_documents) = 0;
        end if;
        exit when v_spent >= v_budget;
        -- As many documents as a batch has bytes, and at least one.
        select greatest(count(*) filter (where s.cost <= c_batch), 1) + v_from - 1,
            v_spent + greatest(max(s.cost) filter (where s.cost <= c_batch), min(s.cost))
        into v_to, v_spent
        from (
            select sum((x.document).size_bytes + c_document) over (order by x.place) as cost
            from unnest(v_documents[v_from:]) with ordinality x (document, permission, place)
        ) s;
        foreach v_place in array sanyam_private.matching_documents(
            v_documents[v_from:v_to], v_query, v_name_query
        ) loop
            v_place := v_from + v_place - 1;
            v_found := v_documents[v_place];
            v_document := v_found.document;
            if v_account.owner_id is distinct from v_document.owner_id then
                v_account := sanyam_private.account_of(v_document.owner_id);
            end if;
            select f.item, f.match_count into v_item, v_count
            from sanyam_private.found_document(v_found, v_account, v_query, v_name_query, v_most_in_document) f;
            v_items := v_items || v_item;
            v_match_count := v_match_count + v_count;
            v_spent := v_spent + v_document.size_bytes;
            if cardinality(v_items) = v_page_size or v_match_count >= c_most_matches or v_spent >= v_budget then
                v_to := v_place;
                exit;
            end if;
        end loop;
        v_document := (v_documents[v_to]).document;
        v_request.from_time := v_document.updated_at;
        v_request.from_id := v_document.id;
        v_from := v_to + 1;
        exit when cardinality(v_items) = v_page_size or v_match_count >= c_most_matches;
    end loop;
    return json_build_object(
        'items', array_to_json(v_items),
        'next_cursor', case
            when v_from <= cardinality(v_documents) or not v_is_complete
                then sanyam_private.cursor_of(v_request.from_time, v_request.from_id)
        end,
        'page_size', v_page_size
    );
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.first_place(folded_text text, query sanyam_private.search_query)
 RETURNS integer
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.has_match(folded_text text, query sanyam_private.search_query)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
RETURN CASE WHEN (strpos(folded_text, (query).needle) = 0) THEN false WHEN ((query).begins_word OR (query).ends_word) THEN (sanyam_private.first_place(folded_text, query) > 0) WHEN ((query).word_pattern IS NULL) THEN true ELSE (folded_text ~ (query).word_pattern) END;

CREATE OR REPLACE FUNCTION sanyam_private.places_of(folded_text text, query sanyam_private.search_query)
 RETURNS integer[]
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.repetitions(needle text)
 RETURNS integer
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

ALTER FUNCTION "sanyam_private"."repetitions"(text) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.search_query_of(query text, match_case boolean, whole_word boolean)
 RETURNS sanyam_private.search_query
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

REVOKE ALL ON FUNCTION "sanyam_private"."repetitions"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."repetitions"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."repetitions"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."repetitions"(text) TO "sanyam_api";
