-- SPDX-License-Identifier: MIT

-- What a list asks for: which of the documents, and how many on which side of a place in it.
create type sanyam_private.list_request as (
    trashed boolean,
    language_id text,
    query text,
    forward boolean,
    from_time timestamptz,
    from_id uuid,
    most integer
);

-- A document of somebody else's, and what the caller may do to it.
create type sanyam_private.shared_document as (document public.documents, permission text);

-- The caller's own documents on a page, newest change first.
create function sanyam_private.list_own(caller_id uuid, request sanyam_private.list_request)
returns public.documents[]
-- The index has them in order; any other way reads and sorts all that an owner has.
language plpgsql stable set search_path = '' set enable_bitmapscan = off set plan_cache_mode = force_generic_plan as $$
declare
    v_documents public.documents[];
begin
    if request.forward then
        select array_agg(p.d) into v_documents
        from (
            select d
            from public.documents d
            where d.owner_id = caller_id
                and (d.updated_at, d.id) < (request.from_time, request.from_id)
                and (d.deleted_at is not null) = request.trashed
                and (request.language_id is null or d.language_id = request.language_id)
                and (request.query is null or strpos(lower(d.name), lower(request.query)) > 0)
            order by d.updated_at desc, d.id desc
            limit request.most
        ) p;
    else
        select array_agg(p.d order by p.updated_at desc, p.id desc) into v_documents
        from (
            select d, d.updated_at, d.id
            from public.documents d
            where d.owner_id = caller_id
                and (d.updated_at, d.id) > (request.from_time, request.from_id)
                and (d.deleted_at is not null) = request.trashed
                and (request.language_id is null or d.language_id = request.language_id)
                and (request.query is null or strpos(lower(d.name), lower(request.query)) > 0)
            order by d.updated_at, d.id
            limit request.most
        ) p;
    end if;
    return coalesce(v_documents, '{}');
end;
$$;
grant execute on function sanyam_private.list_own(uuid, sanyam_private.list_request) to sanyam_api;

create function sanyam_private.cursor_to(document public.documents) returns text
language plpgsql stable set search_path = '' as $$
begin
    return sanyam_private.cursor_of(document.updated_at, document.id);
end;
$$;
grant execute on function sanyam_private.cursor_to(public.documents) to sanyam_api;

-- A page of documents, newest change first, without their texts: the caller's own and, unless `include_shared` is
-- false, those that are shared with them. The trash is the owner's alone. `query` is a part of the name in any case;
-- `page_size` is held between 1 and 100; `direction` says on which side of the cursor the page lies.
-- Fails with VALIDATION_ERROR, INVALID_CURSOR.
create function public.list_documents(
    state text default null,
    include_shared boolean default null,
    language_id text default null,
    query text default null,
    page_size integer default null,
    cursor text default null,
    direction text default null
) returns json
-- One plan serves all arguments, and making one takes longer than the page.
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
    v_caller uuid := sanyam_private.require_caller('documents:read');
    v_forward boolean := coalesce(direction = 'next', true);
    v_page_size integer := least(greatest(coalesce(page_size, 20), 1), 100);
    -- One more than the page says whether it is the last one.
    v_request sanyam_private.list_request := row(
        coalesce(state = 'trashed', false), language_id, query, v_forward,
        case when v_forward then 'infinity'::timestamptz else '-infinity' end,
        case when v_forward then 'ffffffff-ffff-ffff-ffff-ffffffffffff' else '00000000-0000-0000-0000-000000000000' end,
        v_page_size + 1
    );
    v_account sanyam_private.account;
    v_documents public.documents[];
    v_permissions text[];
    v_shared sanyam_private.shared_document[];
    v_own_count bigint;
    v_count integer;
    v_start integer;
    v_more boolean;
    v_first text;
    v_last text;
begin
    if state is not null or direction is not null or query is not null then
        perform sanyam_private.require_valid(jsonb_build_object(
            'state', case when state not in ('active', 'trashed') then 'The state is active or trashed.' end,
            -- No name is longer, and each row is compared with it.
            'query', case when char_length(query) > 255 then 'A part of a name has at most 255 characters.' end,
            'direction', case when direction not in ('next', 'prev') then 'The direction is next or prev.' end
        ));
    end if;
    if cursor is not null then
        select c.moment, c.id into v_request.from_time, v_request.from_id
        from sanyam_private.read_cursor(cursor) c;
    end if;
    v_account := sanyam_private.account_of(v_caller);
    v_documents := sanyam_private.list_own(v_caller, v_request);
    -- Counting all of the caller's own costs a page. Without a filter their number is known, and a first page that
    -- holds them all has counted them.
    if not v_request.trashed and language_id is null and query is null then
        v_own_count := v_account.document_count;
    elsif cursor is null and cardinality(v_documents) <= v_page_size then
        v_own_count := cardinality(v_documents);
    else
        select count(*) into v_own_count
        from public.documents d
        where d.owner_id = v_caller
            and (d.deleted_at is not null) = v_request.trashed
            and (list_documents.language_id is null or d.language_id = list_documents.language_id)
            and (query is null or strpos(lower(d.name), lower(query)) > 0);
    end if;
    if not v_request.trashed and coalesce(include_shared, true) then
        select array_agg(row(d, s.permission)::sanyam_private.shared_document) into v_shared
        from sanyam_private.shares_of_caller() s
        join public.documents d on d.id = s.document_id
        where d.deleted_at is null
            and (list_documents.language_id is null or d.language_id = list_documents.language_id)
            and (query is null or strpos(lower(d.name), lower(query)) > 0);
    end if;
    if v_shared is not null then
        select array_agg(p.document order by p.updated_at desc, p.id desc),
            array_agg(p.permission order by p.updated_at desc, p.id desc)
        into v_documents, v_permissions
        from (
            select o as document, 'owner' as permission, o.updated_at, o.id from unnest(v_documents) o
            union all
            select s.document, s.permission, (s.document).updated_at, (s.document).id
            from unnest(v_shared) s
            where case
                when v_forward then ((s.document).updated_at, (s.document).id) < (v_request.from_time, v_request.from_id)
                else ((s.document).updated_at, (s.document).id) > (v_request.from_time, v_request.from_id)
            end
        ) p;
    end if;
    v_count := cardinality(v_documents);
    v_more := v_count > v_page_size;
    -- A page before the cursor ends there.
    v_start := case when v_forward then 1 else greatest(v_count - v_page_size, 0) + 1 end;
    v_documents := v_documents[v_start:v_start + v_page_size - 1];
    v_permissions := v_permissions[v_start:v_start + v_page_size - 1];
    v_count := cardinality(v_documents);
    v_first := sanyam_private.cursor_to(v_documents[1]);
    v_last := sanyam_private.cursor_to(v_documents[v_count]);
    -- On the side that the caller comes from there is a page, even if this one is empty by now.
    return json_build_object(
        'items', sanyam_private.answers_of(v_documents, v_permissions, v_account),
        'next_cursor', case
            when v_forward and v_more then v_last
            when not v_forward and cursor is not null then coalesce(v_last, cursor)
        end,
        'prev_cursor', case
            when not v_forward and v_more then v_first
            when v_forward and cursor is not null then coalesce(v_first, cursor)
        end,
        'total_count', v_own_count + coalesce(cardinality(v_shared), 0),
        'page_size', v_page_size
    );
end;
$$;
call sanyam_private.expose('public.list_documents(text, boolean, text, text, integer, text, text)', 'authenticated', 'sanyam_gateway');
