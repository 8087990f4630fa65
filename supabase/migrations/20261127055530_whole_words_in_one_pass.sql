-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

DROP FUNCTION "sanyam_private"."has_match"(text, sanyam_private.search_query);

DROP FUNCTION "sanyam_private"."matches_in_part"(text, sanyam_private.search_query, integer, integer, integer, integer, integer);

DROP FUNCTION "sanyam_private"."matching_documents"(sanyam_private.shared_document[], sanyam_private.search_query, sanyam_private.search_query);

DROP FUNCTION "sanyam_private"."places_of"(text, sanyam_private.search_query);

DROP FUNCTION "sanyam_private"."repetitions"(text);

ALTER TYPE "sanyam_private"."search_query" DROP ATTRIBUTE "begins_word" CASCADE;

ALTER TYPE "sanyam_private"."search_query" DROP ATTRIBUTE "ends_word" CASCADE;

ALTER TYPE "sanyam_private"."search_query" DROP ATTRIBUTE "word_pattern" CASCADE;

ALTER TYPE "sanyam_private"."search_query" ADD ATTRIBUTE "pattern" text CASCADE;

ALTER TYPE "sanyam_private"."search_query" ADD ATTRIBUTE "probe" text CASCADE;

CREATE OR REPLACE FUNCTION public.search_documents(query text, folder text DEFAULT NULL::text, language_id text DEFAULT NULL::text, include_shared boolean DEFAULT NULL::boolean, match_case boolean DEFAULT NULL::boolean, whole_word boolean DEFAULT NULL::boolean, matches_per_document integer DEFAULT NULL::integer, page_size integer DEFAULT NULL::integer, cursor text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    -- Reading and comparing so many bytes takes some 150 ms. A document also costs what does not depend on its size, and
    -- each letter outside of ASCII costs a pass through the text. A document that can match is looked at again. Then a
    -- pattern costs four passes, and its length for each document, and for each part of its text.
    c_budget constant bigint := 32 * 1024 * 1024;
    c_document constant integer := 1024;
    c_look constant integer := 8192;
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
    v_passes integer;
    v_passes_of_look integer;
    v_cost_of_look integer;
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
    v_passes := 1 + char_length(v_query.capitals);
    v_passes_of_look := v_passes;
    v_cost_of_look := c_look;
    if v_query.pattern is not null then
        v_passes_of_look := v_passes + 4 + char_length(v_query.needle) / 16;
        v_cost_of_look := c_look + c_look / 32 * char_length(v_query.needle);
    end if;
    <<pages>>
    loop
        if v_from > cardinality(v_documents) then
            exit when v_is_complete or v_spent >= c_budget;
            v_documents := sanyam_private.documents_to_search(v_request, v_folder, coalesce(include_shared, true));
            v_is_complete := cardinality(v_documents) < v_request.most;
            v_from := 1;
            exit when cardinality(v_documents) = 0;
        end if;
        exit when v_spent >= c_budget;
        -- As many documents as a batch has bytes, and at least one.
        select greatest(count(*) filter (where s.cost <= c_batch), 1) + v_from - 1,
            v_spent + greatest(max(s.cost) filter (where s.cost <= c_batch), min(s.cost))
        into v_to, v_spent
        from (
            select sum((x.document).size_bytes * v_passes + c_document) over (order by x.place) as cost
            from unnest(v_documents[v_from:]) with ordinality x (document, permission, place)
        ) s;
        foreach v_place in array sanyam_private.documents_that_can_match(
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
            if v_item is not null then
                v_items := v_items || v_item;
                v_match_count := v_match_count + v_count;
            end if;
            v_spent := v_spent + v_document.size_bytes * v_passes_of_look + v_cost_of_look;
            if cardinality(v_items) = v_page_size or v_match_count >= c_most_matches or v_spent >= c_budget then
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

CREATE OR REPLACE FUNCTION sanyam_private.can_match(folded_text text, query sanyam_private.search_query)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
RETURN (strpos(folded_text, (query).probe) > 0);

ALTER FUNCTION "sanyam_private"."can_match"(text, sanyam_private.search_query) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.documents_that_can_match(documents sanyam_private.shared_document[], query sanyam_private.search_query, name_query sanyam_private.search_query)
 RETURNS integer[]
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
begin
    return array(
        select x.place::integer
        from unnest(documents) with ordinality x (document, permission, place)
        where sanyam_private.can_match(sanyam_private.folded((x.document).name, name_query), name_query)
            or exists (
                select from public.document_versions v
                where v.document_id = (x.document).id and v.version_number = (x.document).version
                    and sanyam_private.can_match(sanyam_private.folded(v.content, query), query)
            )
        order by x.place
    );
end;
$function$;

ALTER FUNCTION "sanyam_private"."documents_that_can_match"(sanyam_private.shared_document[], sanyam_private.search_query, sanyam_private.search_query) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.first_place(folded_text text, query sanyam_private.search_query)
 RETURNS integer
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_place integer := strpos(folded_text, query.probe);
begin
    if v_place = 0 or query.pattern is null then
        return v_place;
    end if;
    return coalesce(char_length(substring(folded_text from query.pattern)) - char_length(query.needle) + 1, 0);
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.found_document(found sanyam_private.shared_document, account sanyam_private.account, query sanyam_private.search_query, name_query sanyam_private.search_query, most integer, OUT item json, OUT match_count integer)
 RETURNS record
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_document public.documents := found.document;
    v_permission text := found.permission;
    v_content text;
    v_name_match json := sanyam_private.name_match(v_document.name, name_query);
    v_matches json[];
    v_has_more boolean;
begin
    select v.content into v_content
    from public.document_versions v
    where v.document_id = v_document.id and v.version_number = v_document.version;
    select m.matches, m.has_more into v_matches, v_has_more
    from sanyam_private.matches_in_text(v_content, query, most) m;
    match_count := cardinality(v_matches);
    if match_count = 0 and v_name_match is null then
        return;
    end if;
    item := json_build_object(
        'document', sanyam_private.answer_of(v_document, account, v_permission),
        'name_match', v_name_match,
        'matches', array_to_json(v_matches),
        'has_more_matches', v_has_more
    );
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.matches_in_part(part text, query sanyam_private.search_query, first_place integer, to_place integer, lines_before integer, columns_before integer, most integer)
 RETURNS json[]
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

ALTER FUNCTION "sanyam_private"."matches_in_part"(text, sanyam_private.search_query, integer, integer, integer, integer, integer) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.matches_in_text(content text, query sanyam_private.search_query, most integer, OUT matches json[], OUT has_more boolean)
 RETURNS record
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.search_query_of(query text, match_case boolean, whole_word boolean)
 RETURNS sanyam_private.search_query
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

REVOKE ALL ON FUNCTION "sanyam_private"."can_match"(text, sanyam_private.search_query) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."can_match"(text, sanyam_private.search_query) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."can_match"(text, sanyam_private.search_query) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."can_match"(text, sanyam_private.search_query) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."documents_that_can_match"(sanyam_private.shared_document[], sanyam_private.search_query, sanyam_private.search_query) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."documents_that_can_match"(sanyam_private.shared_document[], sanyam_private.search_query, sanyam_private.search_query) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."documents_that_can_match"(sanyam_private.shared_document[], sanyam_private.search_query, sanyam_private.search_query) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."documents_that_can_match"(sanyam_private.shared_document[], sanyam_private.search_query, sanyam_private.search_query) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."matches_in_part"(text, sanyam_private.search_query, integer, integer, integer, integer, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."matches_in_part"(text, sanyam_private.search_query, integer, integer, integer, integer, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."matches_in_part"(text, sanyam_private.search_query, integer, integer, integer, integer, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."matches_in_part"(text, sanyam_private.search_query, integer, integer, integer, integer, integer) TO "sanyam_api";
