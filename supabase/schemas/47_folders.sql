-- SPDX-License-Identifier: MIT

-- Folders of the caller's own tree.

-- Answers the names of the folders directly in a folder, in order, and the cursor to the next 1,000 of them. The folder
-- of the first page is the top unless another is named.
-- Fails with VALIDATION_ERROR, INVALID_CURSOR.
create function public.list_folders(folder text default null, cursor text default null) returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
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
$$;
call sanyam_private.expose('public.list_folders(text, text)', 'authenticated', 'sanyam_gateway');

-- Fails with TIER_LIMIT_EXCEEDED if documents are too much for one move: it copies their texts, repeats the change for
-- each recipient, and holds the account all the time.
create function sanyam_private.require_movable(documents public.documents[], account sanyam_private.account)
returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
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
$$;
grant execute on function sanyam_private.require_movable(public.documents[], sanyam_private.account) to sanyam_api;

-- Returns the path of a folder after the folder `from_folder`, in which it is or which it is, has moved.
create function sanyam_private.moved_path(folder text, from_folder text, to_folder text) returns text
language sql immutable
return ltrim(to_folder || substr(folder, char_length(from_folder) + 1), '/');
grant execute on function sanyam_private.moved_path(text, text, text) to sanyam_api;

-- Moves a folder of the caller, with all documents in it and below it, and answers their number. Each of them gets a
-- version, as from a save. The target can exist: its documents stay. A document in the trash keeps its path. It waits
-- for the saves of the account's documents, and the next saves wait for it, so it has a timeout of its own, which
-- PostgREST applies. A small request can write 100 MB, so a day has a limit, and the log has each move.
-- Fails with VALIDATION_ERROR, NOT_FOUND, RATE_LIMIT_EXCEEDED, DOCUMENT_READ_ONLY if a document is over the limit,
-- TIER_LIMIT_EXCEEDED.
create function public.move_folder(from_folder text, to_folder text) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp set statement_timeout = '60s' as $$
declare
    -- Who sorts all folders of a large project moves some dozens.
    c_most_moves_a_day constant integer := 200;
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
    perform sanyam_private.require_rare(
        v_caller, array['folder.moved'], c_most_moves_a_day,
        format('You moved folders %s times in 24 hours. Try again tomorrow.', c_most_moves_a_day)
    );
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
    -- Of documents with the same name, the first one stays the first.
    for v_document in select d.* from unnest(v_documents) d order by d.placed_at, d.id loop
        v_locked := row(v_document, v_account, 'owner', null);
        perform sanyam_private.change_document(
            v_locked, null, null, null, 'save', sanyam_private.moved_path(v_document.folder, v_from, v_to)
        );
    end loop;
    perform sanyam_private.audit(
        v_caller, 'folder.moved', v_caller,
        jsonb_build_object('folder', v_from), jsonb_build_object('folder', v_to, 'documents', cardinality(v_documents))
    );
    return json_build_object('count', cardinality(v_documents));
end;
$$;
call sanyam_private.expose('public.move_folder(text, text)', 'authenticated', 'sanyam_gateway');
