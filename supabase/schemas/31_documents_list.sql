-- SPDX-License-Identifier: MIT

-- Adds shared documents to the caller's own, newest change first, as many as a page takes.
create function sanyam_private.merge_shared(
    own sanyam_private.document_answer[],
    shared sanyam_private.shared_document[],
    request sanyam_private.list_request
) returns sanyam_private.document_answer[]
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
    return array(
        with page as materialized (
            select x.own, x.shared, x.updated_at, x.id, ((x.shared).document).owner_id
            from (
                select o as own, null::sanyam_private.shared_document as shared, o.updated_at, o.id
                from unnest(own) o
                union all
                select null, s, sanyam_private.rfc3339((s.document).updated_at), (s.document).id
                from unnest(shared) s
            ) x
            -- Texts of times in the same form sort like the times. The first two are null for a page before the cursor.
            order by
                case when request.forward then x.updated_at end collate "C" desc,
                case when request.forward then x.id end desc,
                x.updated_at collate "C",
                x.id
            limit request.most
        ),
        -- Each owner's account once.
        owners as materialized (
            select o.owner_id, sanyam_private.account_of(o.owner_id) as account
            from (select distinct p.owner_id from page p where p.owner_id is not null) o
        )
        select case
            when p.owner_id is null then p.own
            else sanyam_private.answer_of(
                (p.shared).document, o.account, (p.shared).permission, (p.shared).access_ends_at
            )
        end
        from page p
        left join owners o on o.owner_id = p.owner_id
        order by p.updated_at collate "C" desc, p.id desc
    );
end;
$$;
grant execute on function sanyam_private.merge_shared(
    sanyam_private.document_answer[], sanyam_private.shared_document[], sanyam_private.list_request
) to sanyam_api;

-- Returns the cursor to a document in a list.
create function sanyam_private.cursor_to(answer sanyam_private.document_answer) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return sanyam_private.cursor_of(answer.updated_at || answer.id::text);
end;
$$;
grant execute on function sanyam_private.cursor_to(sanyam_private.document_answer) to sanyam_api;

-- Answers a page of documents without their texts, newest change first: the caller's own and, unless `include_shared`
-- is false, those that others share with the caller. The trash has only the caller's own. `query` is a part of the name
-- in any case and any normal form. `page_size` is limited to 1 to 100. `direction` is the side of the cursor on which
-- the page lies.
-- With `folder`, the page has the caller's own documents in that folder, or with `below` in it and below it, in the
-- order of their paths. Its first page also has `folders`, the names of the folders directly in it, and
-- `next_folders_cursor` for list_folders if there are more than 1,000.
-- Fails with VALIDATION_ERROR, INVALID_CURSOR.
create function public.list_documents(
    state text default null,
    include_shared boolean default null,
    language_id text default null,
    query text default null,
    page_size integer default null,
    cursor text default null,
    direction text default null,
    folder text default null,
    below boolean default null
) returns json
-- A generic plan serves all arguments. Planning takes longer than the page.
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan as $$
declare
    v_caller uuid := sanyam_private.require_caller('documents:read');
    v_forward boolean := coalesce(direction = 'next', true);
    v_page_size integer := sanyam_private.page_size_of(page_size);
    -- One row more than the page tells whether there is another page.
    v_request sanyam_private.list_request := row(
        coalesce(state = 'trashed', false), language_id,
        sanyam_private.normalized_name(query), v_forward,
        sanyam_private.open_time(v_forward), sanyam_private.open_id(v_forward), v_page_size + 1
    );
    v_folder text := sanyam_private.normalized_folder(folder);
    v_account sanyam_private.account;
    v_answers sanyam_private.document_answer[];
    v_shared sanyam_private.shared_document[] := '{}';
    v_own_count bigint;
    v_shared_count bigint := 0;
    v_count integer;
    v_has_more boolean;
    v_start integer;
    v_end integer;
    v_first text;
    v_last text;
begin
    if state is not null or direction is not null or query is not null or folder is not null or below is not null then
        perform sanyam_private.require_valid(jsonb_build_object(
            'state', case when state not in ('active', 'trashed') then 'The state is active or trashed.' end,
            -- No name is longer, and the query compares each row.
            'query', case when char_length(v_request.query) > 255 then 'A part of a name has at most 255 characters.' end,
            'direction', sanyam_private.direction_problem(direction),
            'folder', case
                when v_request.trashed and folder is not null then 'The trash has no folders. Leave the folder out.'
                else sanyam_private.folder_problem(v_folder)
            end,
            'below', case when below and folder is null then 'Name a folder, too. The top is an empty path.' end
        ));
    end if;
    if v_folder is not null then
        return sanyam_private.tree_page(
            sanyam_private.account_of(v_caller), v_folder, coalesce(below, false), language_id, v_request.query,
            v_page_size, cursor, v_forward
        );
    end if;
    if cursor is not null then
        select c.moment, c.id into v_request.from_time, v_request.from_id
        from sanyam_private.read_cursor(cursor) c;
    end if;
    v_account := sanyam_private.account_of(v_caller);
    v_answers := sanyam_private.list_own(v_account, v_request);
    -- Counting costs as much as a page. Without a filter the number is known, and a first page with all documents has
    -- counted them.
    if not v_request.trashed and language_id is null and query is null then
        v_own_count := v_account.document_count;
    elsif cursor is null and cardinality(v_answers) <= v_page_size then
        v_own_count := cardinality(v_answers);
    else
        select count(*) into v_own_count
        from public.documents d
        where d.owner_id = v_caller and sanyam_private.is_listed(d, v_request);
    end if;
    if not v_request.trashed and coalesce(include_shared, true) then
        v_shared := sanyam_private.list_shared(v_request);
        v_shared_count := sanyam_private.received_count(v_request);
        if cardinality(v_shared) > 0 then
            v_answers := sanyam_private.merge_shared(v_answers, v_shared, v_request);
        end if;
    end if;
    v_count := cardinality(v_answers);
    v_has_more := v_count > v_page_size;
    -- A page before the cursor ends at the cursor.
    v_start := case when v_forward then 1 else greatest(v_count - v_page_size, 0) + 1 end;
    v_end := least(v_start + v_page_size - 1, v_count);
    v_first := sanyam_private.cursor_to(v_answers[v_start]);
    v_last := sanyam_private.cursor_to(v_answers[v_end]);
    return json_build_object(
        'items', v_answers[v_start:v_end],
        'next_cursor', sanyam_private.cursor_beyond(v_forward, v_has_more, cursor, v_last),
        'prev_cursor', sanyam_private.cursor_beyond(not v_forward, v_has_more, cursor, v_first),
        'total_count', v_own_count + v_shared_count,
        'page_size', v_page_size
    );
end;
$$;
call sanyam_private.expose(
    'public.list_documents(text, boolean, text, text, integer, text, text, text, boolean)',
    'authenticated', 'sanyam_gateway'
);

-- Answers the shares that the caller got after a time, the newest first, at most 20, and the present time. A client
-- asks when a list has grown, so that it can tell its user. Without a time, answers the present time alone.
-- Fails with UNAUTHORIZED, INSUFFICIENT_SCOPE.
create function public.list_new_shares(since timestamptz default null) returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    c_most_shares constant integer := 20;
    v_shares json;
begin
    perform sanyam_private.require_caller('documents:read');
    select json_agg(
        json_build_object(
            'document_id', x.document_id,
            'name', x.name,
            'owner_email', (sanyam_private.account_of(x.owner_id)).email,
            'permission', x.permission,
            'shared_at', sanyam_private.rfc3339(x.created_at),
            'expires_at', sanyam_private.rfc3339(x.expires_at)
        )
        order by x.created_at desc, x.document_id
    )
    into v_shares
    from sanyam_private.shares_since(since, c_most_shares) x;
    return json_build_object('now', sanyam_private.rfc3339(sanyam_private.clock()), 'shares', coalesce(v_shares, '[]'));
end;
$$;
call sanyam_private.expose('public.list_new_shares(timestamptz)', 'authenticated', 'sanyam_gateway');
