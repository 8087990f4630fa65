-- SPDX-License-Identifier: MIT

grant create on schema public to sanyam_api;
set local check_function_bodies = off;

DROP FUNCTION "public"."list_documents"(text, boolean, text, text, integer, text, text);

CREATE TYPE "sanyam_private"."tree_request" AS ("first_key" text, "end_key" text, "language_id" text, "query" text, "forward" boolean, "from_key" text, "from_name" text, "from_id" uuid, "most" integer);

ALTER TYPE "sanyam_private"."tree_request" OWNER TO "postgres";

CREATE OR REPLACE FUNCTION public.list_documents(state text DEFAULT NULL::text, include_shared boolean DEFAULT NULL::boolean, language_id text DEFAULT NULL::text, query text DEFAULT NULL::text, page_size integer DEFAULT NULL::integer, cursor text DEFAULT NULL::text, direction text DEFAULT NULL::text, folder text DEFAULT NULL::text, below boolean DEFAULT NULL::boolean)
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
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
$function$;

ALTER FUNCTION "public"."list_documents"(text, boolean, text, text, integer, text, text, text, boolean) OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION public.list_folders(folder text DEFAULT NULL::text, cursor text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_folder text := sanyam_private.normalized_folder(coalesce(folder, ''));
    v_after text;
    v_names text[];
    v_next_cursor text;
begin
    perform sanyam_private.require_caller('documents:read');
    perform sanyam_private.require_valid(jsonb_build_object('folder', sanyam_private.folder_problem(v_folder)));
    if cursor is not null then
        begin
            v_after := sanyam_private.place_of(cursor);
        exception when data_exception then
            -- It is not base64url or not UTF-8.
            null;
        end;
        if v_after is null or cursor <> sanyam_private.cursor_of(v_after) then
            perform sanyam_private.fail_invalid_cursor();
        end if;
    end if;
    select p.names, p.next_cursor into v_names, v_next_cursor from sanyam_private.folder_page(v_folder, v_after) p;
    return json_build_object('items', v_names, 'next_cursor', v_next_cursor);
end;
$function$;

ALTER FUNCTION "public"."list_folders"(text, text) OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION public.move_folder(from_folder text, to_folder text)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET statement_timeout TO '60s'
AS $function$
declare
    v_caller uuid := sanyam_private.require_caller('documents:write');
    v_from text := sanyam_private.normalized_folder(coalesce(from_folder, ''));
    v_to text := sanyam_private.normalized_folder(coalesce(to_folder, ''));
    v_account sanyam_private.account;
    v_documents public.documents[];
    v_document public.documents;
    v_locked sanyam_private.locked_document;
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        'from_folder', case
            when v_from = '' then 'Name the folder to move. The top cannot move.'
            else sanyam_private.folder_problem(v_from)
        end,
        'to_folder', case
            when v_from <> '' and starts_with(v_to, v_from || '/') then 'A folder cannot move into itself.'
            else sanyam_private.folder_problem(v_to)
        end
    ));
    -- The order is that of a save: its text, the account, the recipients.
    perform sanyam_private.await_saves(v_caller);
    v_account := sanyam_private.lock_account(v_caller);
    -- One more than a move can have.
    v_documents := sanyam_private.own_below(v_from, 1001);
    if cardinality(v_documents) = 0 then
        perform sanyam_private.fail(404, 'NOT_FOUND', 'This folder does not exist, or no document is in it.');
    end if;
    if v_to = v_from then
        return json_build_object('count', 0);
    end if;
    perform sanyam_private.require_movable(v_documents, v_account);
    if exists (
        select from unnest(v_documents) d
        where sanyam_private.folder_problem(sanyam_private.moved_path(d.folder, v_from, v_to)) is not null
    ) then
        perform sanyam_private.require_valid(jsonb_build_object(
            'to_folder', 'The path of a folder below would be too long. Use shorter names.'
        ));
    end if;
    perform sanyam_private.lock_recipients(array(
        select s.id from public.document_shares s
        where s.document_id = any (array(select d.id from unnest(v_documents) d))
    ));
    foreach v_document in array v_documents loop
        v_locked := row(v_document, v_account, 'owner');
        perform sanyam_private.change_document(
            v_locked, null, null, null, 'save', sanyam_private.moved_path(v_document.folder, v_from, v_to)
        );
    end loop;
    return json_build_object('count', cardinality(v_documents));
end;
$function$;

ALTER FUNCTION "public"."move_folder"(text, text) OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION sanyam_private.cursor_of(id uuid, folder text, name text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return sanyam_private.cursor_of(id::text || char_length(folder) || '/' || folder || name);
end;
$function$;

ALTER FUNCTION "sanyam_private"."cursor_of"(uuid, text, text) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.end_key_below(folder text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
RETURN CASE folder WHEN ''::text THEN repeat(chr(1114111), 256) ELSE (folder || '0'::text) END;

ALTER FUNCTION "sanyam_private"."end_key_below"(text) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.first_key_below(folder text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
RETURN CASE folder WHEN ''::text THEN ''::text ELSE (folder || '/'::text) END;

ALTER FUNCTION "sanyam_private"."first_key_below"(text) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.folder_page(folder text, after text, OUT names text[], OUT next_cursor text)
 RETURNS record
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    c_most constant integer := 1000;
begin
    names := sanyam_private.own_folders(folder, after, c_most + 1);
    if cardinality(names) > c_most then
        names := names[:c_most];
        next_cursor := sanyam_private.cursor_of(names[c_most]);
    end if;
end;
$function$;

ALTER FUNCTION "sanyam_private"."folder_page"(text, text) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.is_listed(document public.documents, request sanyam_private.tree_request)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN ((((request).language_id IS NULL) OR ((document).language_id = (request).language_id)) AND (((request).query IS NULL) OR (strpos(lower((document).name), lower((request).query)) > 0)));

ALTER FUNCTION "sanyam_private"."is_listed"(public.documents, sanyam_private.tree_request) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.key_after(key text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
RETURN (key || chr(1));

ALTER FUNCTION "sanyam_private"."key_after"(text) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.list_own_tree(caller sanyam_private.account, request sanyam_private.tree_request)
 RETURNS sanyam_private.document_answer[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_bitmapscan TO 'off'
 SET enable_sort TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
    v_caller uuid := sanyam_private.caller_id();
begin
    if request.forward then
        return array(
            select sanyam_private.answer_of(p, caller, 'owner')
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
        select sanyam_private.answer_of(p, caller, 'owner')
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
$function$;

ALTER FUNCTION "sanyam_private"."list_own_tree"(sanyam_private.account, sanyam_private.tree_request) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.moved_path(folder text, from_folder text, to_folder text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
RETURN ltrim((to_folder || substr(folder, (char_length(from_folder) + 1))), '/'::text);

ALTER FUNCTION "sanyam_private"."moved_path"(text, text, text) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.own_below(folder text, most integer)
 RETURNS public.documents[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_bitmapscan TO 'off'
 SET enable_sort TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
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
$function$;

ALTER FUNCTION "sanyam_private"."own_below"(text, integer) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.own_folders(folder text, after text, most integer)
 RETURNS text[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_bitmapscan TO 'off'
 SET enable_sort TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
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
$function$;

ALTER FUNCTION "sanyam_private"."own_folders"(text, text, integer) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.own_tree_count(request sanyam_private.tree_request)
 RETURNS bigint
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
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
$function$;

ALTER FUNCTION "sanyam_private"."own_tree_count"(sanyam_private.tree_request) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.read_path_cursor(cursor text, OUT folder text, OUT name text, OUT id uuid)
 RETURNS record
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

ALTER FUNCTION "sanyam_private"."read_path_cursor"(text) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.require_movable(documents public.documents[], account sanyam_private.account)
 RETURNS void
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    c_most_documents constant integer := 1000;
    c_most_bytes constant bigint := 100 * 1024 * 1024;
    c_most_shares constant integer := 10000;
    c_advice constant text := ' Move the folders and documents in it one at a time.';
    v_limit_name text;
    v_limit bigint;
    v_hint text;
begin
    if cardinality(documents) > c_most_documents then
        v_limit_name := 'moved_documents';
        v_limit := c_most_documents;
        v_hint := 'This folder has more than 1,000 documents.';
    elsif (select sum(d.size_bytes) from unnest(documents) d) > c_most_bytes then
        v_limit_name := 'moved_bytes';
        v_limit := c_most_bytes;
        v_hint := 'The documents in this folder have more than 100 MB.';
    elsif (
        select count(*) from public.document_shares s
        where s.document_id = any (array(select d.id from unnest(documents) d))
    ) > c_most_shares then
        v_limit_name := 'moved_shares';
        v_limit := c_most_shares;
        v_hint := 'The documents in this folder have more than 10,000 shares.';
    else
        return;
    end if;
    perform sanyam_private.fail_over_common_limit(
        account.owner_id, account.limits, v_limit_name, v_limit, v_hint || c_advice
    );
end;
$function$;

ALTER FUNCTION "sanyam_private"."require_movable"(public.documents[], sanyam_private.account) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.tree_page(account sanyam_private.account, folder text, below boolean, language_id text, query text, page_size integer, cursor text, forward boolean)
 RETURNS json
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
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
$function$;

ALTER FUNCTION "sanyam_private"."tree_page"(sanyam_private.account, text, boolean, text, text, integer, text, boolean) OWNER TO "postgres";

CREATE INDEX documents_by_path ON public.documents USING btree (owner_id, ((folder || '/'::text)) COLLATE "C", name COLLATE "C", id) WHERE (deleted_at IS NULL);

REVOKE ALL ON FUNCTION "public"."list_documents"(text, boolean, text, text, integer, text, text, text, boolean) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "public"."list_documents"(text, boolean, text, text, integer, text, text, text, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_documents"(text, boolean, text, text, integer, text, text, text, boolean) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."list_documents"(text, boolean, text, text, integer, text, text, text, boolean) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."list_documents"(text, boolean, text, text, integer, text, text, text, boolean) TO "sanyam_gateway";

REVOKE ALL ON FUNCTION "public"."list_folders"(text, text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "public"."list_folders"(text, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_folders"(text, text) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."list_folders"(text, text) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."list_folders"(text, text) TO "sanyam_gateway";

REVOKE ALL ON FUNCTION "public"."move_folder"(text, text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "public"."move_folder"(text, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."move_folder"(text, text) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."move_folder"(text, text) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."move_folder"(text, text) TO "sanyam_gateway";

REVOKE ALL ON FUNCTION "sanyam_private"."await_saves"(uuid) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "sanyam_private"."await_saves"(uuid) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."cursor_of"(uuid, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."cursor_of"(uuid, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."cursor_of"(uuid, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."cursor_of"(uuid, text, text) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."end_key_below"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."end_key_below"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."end_key_below"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."end_key_below"(text) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."first_key_below"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."first_key_below"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."first_key_below"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."first_key_below"(text) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."folder_page"(text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."folder_page"(text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."folder_page"(text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."folder_page"(text, text) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."is_listed"(public.documents, sanyam_private.tree_request) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."is_listed"(public.documents, sanyam_private.tree_request) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."is_listed"(public.documents, sanyam_private.tree_request) TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."key_after"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."key_after"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."key_after"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."key_after"(text) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."list_own_tree"(sanyam_private.account, sanyam_private.tree_request) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."list_own_tree"(sanyam_private.account, sanyam_private.tree_request) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."list_own_tree"(sanyam_private.account, sanyam_private.tree_request) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."list_own_tree"(sanyam_private.account, sanyam_private.tree_request) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."moved_path"(text, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."moved_path"(text, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."moved_path"(text, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."moved_path"(text, text, text) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."own_below"(text, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."own_below"(text, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."own_below"(text, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."own_below"(text, integer) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."own_folders"(text, text, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."own_folders"(text, text, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."own_folders"(text, text, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."own_folders"(text, text, integer) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."own_tree_count"(sanyam_private.tree_request) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."own_tree_count"(sanyam_private.tree_request) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."own_tree_count"(sanyam_private.tree_request) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."own_tree_count"(sanyam_private.tree_request) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."read_path_cursor"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."read_path_cursor"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."read_path_cursor"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."read_path_cursor"(text) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."require_movable"(public.documents[], sanyam_private.account) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."require_movable"(public.documents[], sanyam_private.account) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."require_movable"(public.documents[], sanyam_private.account) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."require_movable"(public.documents[], sanyam_private.account) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."tree_page"(sanyam_private.account, text, boolean, text, text, integer, text, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."tree_page"(sanyam_private.account, text, boolean, text, text, integer, text, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."tree_page"(sanyam_private.account, text, boolean, text, text, integer, text, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."tree_page"(sanyam_private.account, text, boolean, text, text, integer, text, boolean) TO "sanyam_api";
revoke create on schema public from sanyam_api;
