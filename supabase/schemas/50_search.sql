-- SPDX-License-Identifier: MIT

-- Searching the names and texts of documents. There is no index over texts: it would cost each save more than a search
-- takes, and docs/database.md has the figures. A search reads the newest texts instead, newest change first, within a
-- budget of bytes for each call. So a call costs as much whoever calls, and the next one continues at its cursor.

-- Returns the documents to search next, newest change first: the caller's own in a folder or below it, with no folder
-- all of them and, unless `with_shared` is false, those that others share with the caller.
create function sanyam_private.documents_to_search(
    request sanyam_private.list_request, in_folder text, with_shared boolean
) returns sanyam_private.shared_document[]
-- The index has them in order. Any other plan reads and sorts all that an owner has.
language plpgsql stable set search_path = pg_catalog, pg_temp
set enable_bitmapscan = off set plan_cache_mode = force_generic_plan as $$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_first text := sanyam_private.first_key_below(in_folder);
    v_end text := sanyam_private.end_key_below(in_folder);
    v_own sanyam_private.shared_document[];
    v_shared sanyam_private.shared_document[] := '{}';
begin
    v_own := array(
        select row(d, 'owner', null)::sanyam_private.shared_document
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
        select row(x.document, x.permission, x.access_ends_at)::sanyam_private.shared_document
        from (select * from unnest(v_own) union all select * from unnest(v_shared))
            x (document, permission, access_ends_at)
        order by (x.document).updated_at desc, (x.document).id desc
        limit request.most
    );
end;
$$;
grant execute on function sanyam_private.documents_to_search(sanyam_private.list_request, text, boolean)
    to sanyam_api;

-- Returns the places in `documents` of those that can match by their name or their newest text. Policies check each
-- text.
create function sanyam_private.documents_that_can_match(
    documents sanyam_private.shared_document[], query sanyam_private.search_query,
    name_query sanyam_private.search_query
) returns integer[]
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
    return array(
        select x.place::integer
        from unnest(documents) with ordinality x (document, permission, access_ends_at, place)
        where sanyam_private.can_match(sanyam_private.folded((x.document).name, name_query), name_query)
            or exists (
                select from public.document_versions v
                where v.document_id = (x.document).id and v.version_number = (x.document).version
                    and sanyam_private.can_match(sanyam_private.folded(v.content, query), query)
            )
        order by x.place
    );
end;
$$;
grant execute on function sanyam_private.documents_that_can_match(
    sanyam_private.shared_document[], sanyam_private.search_query, sanyam_private.search_query
) to sanyam_api;

-- Returns a document as a search answers it, with the number of its matches in its text; null if it does not match.
create function sanyam_private.found_document(
    found sanyam_private.shared_document, account sanyam_private.account, query sanyam_private.search_query,
    name_query sanyam_private.search_query, most integer, out item json, out match_count integer
)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_document public.documents := found.document;
    v_permission text := found.permission;
    v_access_ends_at timestamptz := found.access_ends_at;
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
        'document', sanyam_private.answer_of(v_document, account, v_permission, v_access_ends_at),
        'name_match', v_name_match,
        'matches', array_to_json(v_matches),
        'has_more_matches', v_has_more
    );
end;
$$;
grant execute on function sanyam_private.found_document(
    sanyam_private.shared_document, sanyam_private.account, sanyam_private.search_query, sanyam_private.search_query,
    integer
) to sanyam_api;

-- Answers a page of the documents that contain a text in their name or in their newest text, newest change first: the
-- caller's own and, unless `include_shared` is false, those that others share with the caller, without the trash. With
-- `folder`, those of the caller in it and below it. Letters match in any case unless `match_case`, and within words
-- unless `whole_word`. Each document has at most `matches_per_document` matches, 1 to 1,000. A page ends after
-- `page_size` documents, after 1,000 matches, or when the call has read enough: so it can be short or empty, and the
-- search is complete only without a `next_cursor`. A document that changes meanwhile can be missing, or come again.
-- Fails with VALIDATION_ERROR, INVALID_CURSOR, RATE_LIMIT_EXCEEDED.
create function public.search_documents(
    query text,
    folder text default null,
    language_id text default null,
    include_shared boolean default null,
    match_case boolean default null,
    whole_word boolean default null,
    matches_per_document integer default null,
    page_size integer default null,
    cursor text default null
) returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
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
            from unnest(v_documents[v_from:]) with ordinality x (document, permission, access_ends_at, place)
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
$$;
call sanyam_private.expose(
    'public.search_documents(text, text, text, boolean, boolean, boolean, integer, integer, text)',
    'authenticated', 'sanyam_gateway'
);
