-- SPDX-License-Identifier: MIT

grant create on schema public to sanyam_api;
set local check_function_bodies = off;

CREATE TYPE "sanyam_private"."search_query" AS ("needle" text, "match_case" boolean, "capitals" text, "letters" text, "word_pattern" text);

ALTER TYPE "sanyam_private"."search_query" OWNER TO "postgres";

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
            1 + char_length(v_query.capitals) + case when v_query.word_pattern is null then 0 else 2 end
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

ALTER FUNCTION "public"."search_documents"(text, text, text, boolean, boolean, boolean, integer, integer, text) OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION sanyam_private.comparisons_per_byte(needle text)
 RETURNS integer
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

ALTER FUNCTION "sanyam_private"."comparisons_per_byte"(text) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.documents_to_search(request sanyam_private.list_request, in_folder text, with_shared boolean)
 RETURNS sanyam_private.shared_document[]
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_bitmapscan TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_first text := sanyam_private.first_key_below(in_folder);
    v_end text := sanyam_private.end_key_below(in_folder);
    v_own sanyam_private.shared_document[];
    v_shared sanyam_private.shared_document[] := '{}';
begin
    v_own := array(
        select row(d, 'owner')::sanyam_private.shared_document
        from public.documents d
        where d.owner_id = v_caller
            and (d.updated_at, d.id) < (request.from_time, request.from_id)
            and sanyam_private.is_listed(d, request)
            and (
                in_folder is null
                or ((d.folder || '/') collate "C" >= v_first and (d.folder || '/') collate "C" < v_end)
            )
        order by d.updated_at desc, d.id desc
        limit request.most
    );
    if with_shared and in_folder is null then
        v_shared := sanyam_private.list_shared(request);
    end if;
    if cardinality(v_shared) = 0 then
        return v_own;
    end if;
    return array(
        select row(x.document, x.permission)::sanyam_private.shared_document
        from (select * from unnest(v_own) union all select * from unnest(v_shared)) x (document, permission)
        order by (x.document).updated_at desc, (x.document).id desc
        limit request.most
    );
end;
$function$;

ALTER FUNCTION "sanyam_private"."documents_to_search"(sanyam_private.list_request, text, boolean) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.first_place(folded_text text, query sanyam_private.search_query)
 RETURNS integer
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return case
        when query.word_pattern is null then strpos(folded_text, query.needle)
        when folded_text ~ query.word_pattern then
            char_length(regexp_replace(folded_text, query.word_pattern || '.*', '')) + 1
        else 0
    end;
end;
$function$;

ALTER FUNCTION "sanyam_private"."first_place"(text, sanyam_private.search_query) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.folded(value text, query sanyam_private.search_query)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
RETURN (CASE WHEN (query).match_case THEN value WHEN (((query).capitals = ''::text) OR (octet_length(value) = char_length(value))) THEN lower((value COLLATE "C")) ELSE translate(lower((value COLLATE "C")), (query).capitals, (query).letters) END COLLATE "default");

ALTER FUNCTION "sanyam_private"."folded"(text, sanyam_private.search_query) OWNER TO "postgres";

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
    v_matches json[];
    v_has_more boolean;
begin
    select v.content into v_content
    from public.document_versions v
    where v.document_id = v_document.id and v.version_number = v_document.version;
    select m.matches, m.has_more into v_matches, v_has_more
    from sanyam_private.matches_in_text(v_content, query, most) m;
    match_count := cardinality(v_matches);
    item := json_build_object(
        'document', sanyam_private.answer_of(v_document, account, v_permission),
        'name_match', sanyam_private.name_match(v_document.name, name_query),
        'matches', array_to_json(v_matches),
        'has_more_matches', v_has_more
    );
end;
$function$;

ALTER FUNCTION "sanyam_private"."found_document"(sanyam_private.shared_document, sanyam_private.account, sanyam_private.search_query, sanyam_private.search_query, integer) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.has_match(folded_text text, query sanyam_private.search_query)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
RETURN CASE WHEN (strpos(folded_text, (query).needle) = 0) THEN false WHEN ((query).word_pattern IS NULL) THEN true ELSE (folded_text ~ (query).word_pattern) END;

ALTER FUNCTION "sanyam_private"."has_match"(text, sanyam_private.search_query) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.line_breaks(value text)
 RETURNS integer
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return octet_length(value) - octet_length(replace(value, E'\n', ''));
end;
$function$;

ALTER FUNCTION "sanyam_private"."line_breaks"(text) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.matches_in_part(part text, query sanyam_private.search_query, from_place integer, to_place integer, lines_before integer, columns_before integer, most integer)
 RETURNS json[]
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    -- The preview of a line in the search of VS Code has 250 characters, too.
    c_shown constant integer := 250;
    c_shown_before constant integer := 40;
    v_folded text := sanyam_private.folded(part, query);
    v_length integer := char_length(query.needle);
    -- What is before the first match matters only for its beginning.
    v_skipped integer := greatest(from_place - 2, 0);
    v_place integer;
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
    foreach v_place in array sanyam_private.places_of(substr(v_folded, v_skipped + 1), query) loop
        v_place := v_skipped + v_place;
        continue when v_place < from_place;
        exit when v_place > to_place or cardinality(v_matches) >= most;
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
    v_bytes bytea := convert_to(
        case
            when strpos(v_text, E'\r') = 0 then v_text
            else replace(replace(v_text, E'\r\n', E'\n'), E'\r', E'\n')
        end,
        'UTF8'
    );
    v_place integer := 0;
    v_lines integer := 0;
    v_end integer;
    v_is_long boolean;
    v_part text;
    v_folded text;
    v_first integer;
    v_begin integer;
    v_most_place integer;
    v_columns integer;
begin
    matches := '{}';
    has_more := false;
    while v_place < length(v_bytes) and cardinality(matches) <= most loop
        select p.part_end, p.is_long into v_end, v_is_long from sanyam_private.next_part(v_bytes, v_place, c_part) p;
        v_part := convert_from(substring(v_bytes from v_place + 1 for v_end - v_place), 'UTF8');
        v_folded := sanyam_private.folded(v_part, query);
        v_first := sanyam_private.first_place(v_folded, query);
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
                    case when substr(v_folded, v_begin + v_most_place - 1, 1) ~ '\w' then '_' else E'\n' end
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
    end loop;
    if cardinality(matches) > most then
        matches := matches[:most];
        has_more := true;
    end if;
end;
$function$;

ALTER FUNCTION "sanyam_private"."matches_in_text"(text, sanyam_private.search_query, integer) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.matching_documents(documents sanyam_private.shared_document[], query sanyam_private.search_query, name_query sanyam_private.search_query)
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
        where sanyam_private.has_match(sanyam_private.folded((x.document).name, name_query), name_query)
            or exists (
                select from public.document_versions v
                where v.document_id = (x.document).id and v.version_number = (x.document).version
                    and sanyam_private.has_match(sanyam_private.folded(v.content, query), query)
            )
        order by x.place
    );
end;
$function$;

ALTER FUNCTION "sanyam_private"."matching_documents"(sanyam_private.shared_document[], sanyam_private.search_query, sanyam_private.search_query) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.name_match(name text, query sanyam_private.search_query)
 RETURNS json
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

ALTER FUNCTION "sanyam_private"."name_match"(text, sanyam_private.search_query) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.next_part(bytes bytea, place integer, part_size integer, OUT part_end integer, OUT is_long boolean)
 RETURNS record
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

ALTER FUNCTION "sanyam_private"."next_part"(bytea, integer, integer) OWNER TO "postgres";

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
        select (1 + sum(char_length(b.piece) + v_length) over (order by b.number) - v_length)::integer
        from unnest(v_between[:cardinality(v_between) - 1]) with ordinality b (piece, number)
        order by b.number
    );
end;
$function$;

ALTER FUNCTION "sanyam_private"."places_of"(text, sanyam_private.search_query) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.search_problem(query text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return case
        when coalesce(query, '') = '' then 'Enter the text to search for.'
        -- No name is longer. The first condition costs nothing, whatever the size.
        when octet_length(query) > 1020 or char_length(query) > 255 then
            'The text to search for can have at most 255 characters.'
        when query ~ '[\n\r]' then 'The text to search for cannot contain a line break.'
    end;
end;
$function$;

ALTER FUNCTION "sanyam_private"."search_problem"(text) OWNER TO "postgres";

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

ALTER FUNCTION "sanyam_private"."search_query_of"(text, boolean, boolean) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.try_lock_search(user_id uuid)
 RETURNS boolean
 LANGUAGE sql
RETURN (pg_try_advisory_xact_lock(uuid_hash_extended(user_id, (2030)::bigint)) OR pg_try_advisory_xact_lock(uuid_hash_extended(user_id, (2031)::bigint)));

ALTER FUNCTION "sanyam_private"."try_lock_search"(uuid) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.utf16_length(value text)
 RETURNS integer
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

ALTER FUNCTION "sanyam_private"."utf16_length"(text) OWNER TO "postgres";

REVOKE ALL ON FUNCTION "public"."search_documents"(text, text, text, boolean, boolean, boolean, integer, integer, text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "public"."search_documents"(text, text, text, boolean, boolean, boolean, integer, integer, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."search_documents"(text, text, text, boolean, boolean, boolean, integer, integer, text) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."search_documents"(text, text, text, boolean, boolean, boolean, integer, integer, text) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."search_documents"(text, text, text, boolean, boolean, boolean, integer, integer, text) TO "sanyam_gateway";

REVOKE ALL ON FUNCTION "sanyam_private"."comparisons_per_byte"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."comparisons_per_byte"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."comparisons_per_byte"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."comparisons_per_byte"(text) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."documents_to_search"(sanyam_private.list_request, text, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."documents_to_search"(sanyam_private.list_request, text, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."documents_to_search"(sanyam_private.list_request, text, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."documents_to_search"(sanyam_private.list_request, text, boolean) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."first_place"(text, sanyam_private.search_query) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."first_place"(text, sanyam_private.search_query) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."first_place"(text, sanyam_private.search_query) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."first_place"(text, sanyam_private.search_query) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."folded"(text, sanyam_private.search_query) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."folded"(text, sanyam_private.search_query) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."folded"(text, sanyam_private.search_query) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."folded"(text, sanyam_private.search_query) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."found_document"(sanyam_private.shared_document, sanyam_private.account, sanyam_private.search_query, sanyam_private.search_query, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."found_document"(sanyam_private.shared_document, sanyam_private.account, sanyam_private.search_query, sanyam_private.search_query, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."found_document"(sanyam_private.shared_document, sanyam_private.account, sanyam_private.search_query, sanyam_private.search_query, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."found_document"(sanyam_private.shared_document, sanyam_private.account, sanyam_private.search_query, sanyam_private.search_query, integer) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."has_match"(text, sanyam_private.search_query) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."has_match"(text, sanyam_private.search_query) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."has_match"(text, sanyam_private.search_query) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."has_match"(text, sanyam_private.search_query) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."line_breaks"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."line_breaks"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."line_breaks"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."line_breaks"(text) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."matches_in_part"(text, sanyam_private.search_query, integer, integer, integer, integer, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."matches_in_part"(text, sanyam_private.search_query, integer, integer, integer, integer, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."matches_in_part"(text, sanyam_private.search_query, integer, integer, integer, integer, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."matches_in_part"(text, sanyam_private.search_query, integer, integer, integer, integer, integer) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."matches_in_text"(text, sanyam_private.search_query, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."matches_in_text"(text, sanyam_private.search_query, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."matches_in_text"(text, sanyam_private.search_query, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."matches_in_text"(text, sanyam_private.search_query, integer) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."matching_documents"(sanyam_private.shared_document[], sanyam_private.search_query, sanyam_private.search_query) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."matching_documents"(sanyam_private.shared_document[], sanyam_private.search_query, sanyam_private.search_query) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."matching_documents"(sanyam_private.shared_document[], sanyam_private.search_query, sanyam_private.search_query) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."matching_documents"(sanyam_private.shared_document[], sanyam_private.search_query, sanyam_private.search_query) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."name_match"(text, sanyam_private.search_query) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."name_match"(text, sanyam_private.search_query) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."name_match"(text, sanyam_private.search_query) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."name_match"(text, sanyam_private.search_query) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."next_part"(bytea, integer, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."next_part"(bytea, integer, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."next_part"(bytea, integer, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."next_part"(bytea, integer, integer) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."places_of"(text, sanyam_private.search_query) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."places_of"(text, sanyam_private.search_query) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."places_of"(text, sanyam_private.search_query) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."places_of"(text, sanyam_private.search_query) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."search_problem"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."search_problem"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."search_problem"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."search_problem"(text) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."search_query_of"(text, boolean, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."search_query_of"(text, boolean, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."search_query_of"(text, boolean, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."search_query_of"(text, boolean, boolean) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."try_lock_search"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."try_lock_search"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."try_lock_search"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."try_lock_search"(uuid) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."utf16_length"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."utf16_length"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."utf16_length"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."utf16_length"(text) TO "sanyam_api";
revoke create on schema public from sanyam_api;
