-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

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
