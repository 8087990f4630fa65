-- SPDX-License-Identifier: MIT

-- The tree of a user's own documents. A folder exists as long as a document is in it or below it. The functions that
-- read the tree are security definer: with a policy, PostgreSQL looks into no index that is on an expression.

-- A part of a tree: the keys of documents_by_path from `first_key` to before `end_key`, and what a list asks for. The
-- place is that of the cursor.
create type sanyam_private.tree_request as (
    first_key text,
    end_key text,
    language_id text,
    query text,
    forward boolean,
    from_key text,
    from_name text,
    from_id uuid,
    most integer
);

-- Returns the first key below a folder: that of the folder itself. Of the whole tree, it is empty, because the key of
-- the top is a slash, which is somewhere among the others.
create function sanyam_private.first_key_below(folder text) returns text
language sql immutable
return case folder when '' then '' else folder || '/' end;
grant execute on function sanyam_private.first_key_below(text) to sanyam_api;

-- Returns the key after all that are below a folder.
create function sanyam_private.end_key_below(folder text) returns text
language sql immutable
-- No key begins with so many of the last character, because a name has at most 255.
return case folder when '' then repeat(chr(1114111), 256) else folder || '0' end;
grant execute on function sanyam_private.end_key_below(text) to sanyam_api;

-- Returns the key after that of a folder. No name has a control character.
create function sanyam_private.key_after(key text) returns text
language sql immutable
return key || chr(1);
grant execute on function sanyam_private.key_after(text) to sanyam_api;

-- Returns whether a document in the range of a tree belongs to the list, on any page. PostgreSQL inlines this function.
create function sanyam_private.is_listed(document public.documents, request sanyam_private.tree_request)
returns boolean
language sql stable
return (request.language_id is null or document.language_id = request.language_id)
    and (request.query is null or strpos(lower(document.name), lower(request.query)) > 0);

-- Returns the caller's documents on a page, in the order of their paths.
create function sanyam_private.list_own_tree(caller sanyam_private.account, request sanyam_private.tree_request)
returns sanyam_private.document_answer[]
-- The index has them in order. Any other plan reads and sorts all that an owner has.
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set enable_bitmapscan = off set enable_sort = off set plan_cache_mode = force_generic_plan as $$
declare
    v_caller uuid := sanyam_private.caller_id();
begin
    if request.forward then
        return array(
            select sanyam_private.answer_of(p, caller, 'owner', null)
            from (
                select d.*
                from public.documents d
                where d.owner_id = v_caller and d.deleted_at is null
                    and (d.folder || '/') collate "C" < request.end_key
                    and ((d.folder || '/') collate "C", d.name collate "C", d.id)
                        > (request.from_key, request.from_name, request.from_id)
                    and sanyam_private.is_listed(d, request)
                order by (d.folder || '/') collate "C", d.name collate "C", d.id
                limit request.most
            ) p
        );
    end if;
    return array(
        select sanyam_private.answer_of(p, caller, 'owner', null)
        from (
            select d.*
            from public.documents d
            where d.owner_id = v_caller and d.deleted_at is null
                and (d.folder || '/') collate "C" >= request.first_key
                and ((d.folder || '/') collate "C", d.name collate "C", d.id)
                    < (request.from_key, request.from_name, request.from_id)
                and sanyam_private.is_listed(d, request)
            order by (d.folder || '/') collate "C" desc, d.name collate "C" desc, d.id desc
            limit request.most
        ) p
        order by (p.folder || '/') collate "C", p.name collate "C", p.id
    );
end;
$$;
grant execute on function sanyam_private.list_own_tree(sanyam_private.account, sanyam_private.tree_request)
    to sanyam_api;

-- Returns how many of the caller's documents belong to the list, on all pages.
create function sanyam_private.own_tree_count(request sanyam_private.tree_request) returns bigint
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan as $$
declare
    v_caller uuid := sanyam_private.caller_id();
begin
    return (
        select count(*)
        from public.documents d
        where d.owner_id = v_caller and d.deleted_at is null
            and (d.folder || '/') collate "C" >= request.first_key
            and (d.folder || '/') collate "C" < request.end_key
            and sanyam_private.is_listed(d, request)
    );
end;
$$;
grant execute on function sanyam_private.own_tree_count(sanyam_private.tree_request) to sanyam_api;

-- Returns the names of the folders directly in a folder of the caller, in order: at most `most`, those after a name. It
-- jumps from one to the next, so a folder with many documents below costs as much as one with few.
create function sanyam_private.own_folders(folder text, after text, most integer) returns text[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set enable_bitmapscan = off set enable_sort = off set plan_cache_mode = force_generic_plan as $$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_first text := sanyam_private.first_key_below(folder);
    v_end text := sanyam_private.end_key_below(folder);
    v_from text := case when after is null then v_first else sanyam_private.end_key_below(v_first || after) end;
    v_key text;
    v_name text;
    v_names text[] := '{}';
begin
    while cardinality(v_names) < most loop
        select (d.folder || '/') collate "C" into v_key
        from public.documents d
        where d.owner_id = v_caller and d.deleted_at is null
            and (d.folder || '/') collate "C" >= v_from and (d.folder || '/') collate "C" < v_end
        order by (d.folder || '/') collate "C"
        limit 1;
        exit when not found;
        v_name := split_part(substr(v_key, char_length(v_first) + 1), '/', 1);
        if v_name = '' then
            -- The documents directly in this folder.
            v_from := sanyam_private.key_after(v_key);
        else
            v_names := v_names || v_name;
            v_from := sanyam_private.end_key_below(v_first || v_name);
        end if;
    end loop;
    return v_names;
end;
$$;
grant execute on function sanyam_private.own_folders(text, text, integer) to sanyam_api;

-- Returns all documents of the caller in a folder or below it, in the order of their paths: at most `most`.
create function sanyam_private.own_below(folder text, most integer) returns public.documents[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set enable_bitmapscan = off set enable_sort = off set plan_cache_mode = force_generic_plan as $$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_first text := sanyam_private.first_key_below(folder);
    v_end text := sanyam_private.end_key_below(folder);
begin
    return array(
        select d
        from public.documents d
        where d.owner_id = v_caller and d.deleted_at is null
            and (d.folder || '/') collate "C" >= v_first and (d.folder || '/') collate "C" < v_end
        order by (d.folder || '/') collate "C", d.name collate "C", d.id
        limit most
    );
end;
$$;
grant execute on function sanyam_private.own_below(text, integer) to sanyam_api;

-- Returns the cursor to a document in the order of paths.
create function sanyam_private.cursor_of(id uuid, folder text, name text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return sanyam_private.cursor_of(id::text || char_length(folder) || '/' || folder || name);
end;
$$;
grant execute on function sanyam_private.cursor_of(uuid, text, text) to sanyam_api;

-- Returns the place that such a cursor names. Fails with INVALID_CURSOR.
create function sanyam_private.read_path_cursor(cursor text, out folder text, out name text, out id uuid)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    c_id_length constant integer := length('00000000-0000-0000-0000-000000000000');
    v_place text;
    v_length text;
    v_path text;
begin
    begin
        v_place := sanyam_private.place_of(cursor);
        id := left(v_place, c_id_length)::uuid;
        v_length := split_part(substr(v_place, c_id_length + 1), '/', 1);
        v_path := substr(v_place, c_id_length + char_length(v_length) + 2);
        folder := left(v_path, v_length::integer);
        name := substr(v_path, v_length::integer + 1);
        if cursor = sanyam_private.cursor_of(id, folder, name) then
            return;
        end if;
    exception when data_exception then
        -- It is not base64url, not UTF-8, or has no id or no length.
        null;
    end;
    perform sanyam_private.fail_invalid_cursor();
end;
$$;
grant execute on function sanyam_private.read_path_cursor(text) to sanyam_api;

-- Returns a page of the names of the folders directly in a folder, after a name, and the cursor to the next page. There
-- is no page size, because a tree shows all of them.
create function sanyam_private.folder_page(folder text, after text, out names text[], out next_cursor text)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    c_most constant integer := 1000;
begin
    names := sanyam_private.own_folders(folder, after, c_most + 1);
    if cardinality(names) > c_most then
        names := names[:c_most];
        next_cursor := sanyam_private.cursor_of(names[c_most]);
    end if;
end;
$$;
grant execute on function sanyam_private.folder_page(text, text) to sanyam_api;

-- Returns a page of the caller's documents in a folder or, with `below`, in it and below it, in the order of their
-- paths. The first page has the folders directly in it, whatever the filters.
-- Fails with INVALID_CURSOR.
create function sanyam_private.tree_page(
    account sanyam_private.account, folder text, below boolean, language_id text, query text, page_size integer,
    cursor text, forward boolean
) returns json
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
    v_request sanyam_private.tree_request := row(
        case when below then sanyam_private.first_key_below(folder) else folder || '/' end,
        case when below then sanyam_private.end_key_below(folder) else sanyam_private.key_after(folder || '/') end,
        language_id, query, forward, null, null, null, page_size + 1
    );
    v_answers sanyam_private.document_answer[];
    v_count integer;
    v_has_more boolean;
    v_start integer;
    v_end integer;
    v_first sanyam_private.document_answer;
    v_last sanyam_private.document_answer;
    v_folders text[];
    v_folders_cursor text;
begin
    if cursor is not null then
        select c.folder || '/', c.name, c.id into v_request.from_key, v_request.from_name, v_request.from_id
        from sanyam_private.read_path_cursor(cursor) c;
    end if;
    -- A cursor of another folder is before this one, or after it.
    if cursor is null
        or v_request.from_key collate "C" < v_request.first_key
        or v_request.from_key collate "C" >= v_request.end_key
    then
        v_request.from_key := case when forward then v_request.first_key else v_request.end_key end;
        v_request.from_name := '';
        v_request.from_id := sanyam_private.open_id(false);
    end if;
    v_answers := sanyam_private.list_own_tree(account, v_request);
    v_count := cardinality(v_answers);
    v_has_more := v_count > page_size;
    -- A page before the cursor ends at the cursor.
    v_start := case when forward then 1 else greatest(v_count - page_size, 0) + 1 end;
    v_end := least(v_start + page_size - 1, v_count);
    v_first := v_answers[v_start];
    v_last := v_answers[v_end];
    if cursor is null and not below then
        select f.names, f.next_cursor into v_folders, v_folders_cursor
        from sanyam_private.folder_page(folder, null) f;
    end if;
    return json_build_object(
        'items', v_answers[v_start:v_end],
        'next_cursor', sanyam_private.cursor_beyond(
            forward, v_has_more, cursor, sanyam_private.cursor_of(v_last.id, v_last.folder, v_last.name)
        ),
        'prev_cursor', sanyam_private.cursor_beyond(
            not forward, v_has_more, cursor, sanyam_private.cursor_of(v_first.id, v_first.folder, v_first.name)
        ),
        'total_count', case
            when cursor is null and not v_has_more then v_count
            when below and folder = '' and language_id is null and query is null then account.document_count
            else sanyam_private.own_tree_count(v_request)
        end,
        'page_size', page_size,
        'folders', v_folders,
        'next_folders_cursor', v_folders_cursor
    );
end;
$$;
grant execute on function sanyam_private.tree_page(
    sanyam_private.account, text, boolean, text, text, integer, text, boolean
) to sanyam_api;
