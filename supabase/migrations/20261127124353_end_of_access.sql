-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

DROP FUNCTION "sanyam_private"."answer_of"(public.documents, sanyam_private.account, text);

ALTER TYPE "sanyam_private"."document_answer" ADD ATTRIBUTE "access_ends_at" text CASCADE;

ALTER TYPE "sanyam_private"."locked_document" ADD ATTRIBUTE "access_ends_at" timestamp with time zone CASCADE;

ALTER TYPE "sanyam_private"."shared_document" ADD ATTRIBUTE "access_ends_at" timestamp with time zone CASCADE;

CREATE OR REPLACE FUNCTION public.accept_ownership(document_id uuid)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_session();
    v_offer record;
    v_owner_id uuid;
    v_account sanyam_private.account;
    v_document public.documents;
    v_address text;
    v_now timestamptz;
begin
    select o.* into v_offer from sanyam_private.offers_to_caller() o where o.document_id = accept_ownership.document_id;
    if v_offer.document_id is not null then
        perform sanyam_private.lock_text(document_id);
        v_owner_id := sanyam_private.owner_of(document_id);
        perform sanyam_private.lock_account(least(v_owner_id, v_caller));
        perform sanyam_private.lock_account(greatest(v_owner_id, v_caller));
        select o.* into v_offer
        from sanyam_private.offers_to_caller() o
        where o.document_id = accept_ownership.document_id;
    end if;
    -- The owner may have taken it back before the lock.
    if v_offer.document_id is null then
        perform sanyam_private.fail_document_not_found();
    end if;
    v_account := sanyam_private.account_of(v_caller);
    perform sanyam_private.require_feature(
        v_caller, v_account.limits, 'cloud_storage', 'cloud storage', 'accept this document'
    );
    if v_offer.size_bytes > (v_account.limits).max_document_size_bytes then
        perform sanyam_private.fail_too_large(v_caller, v_account.limits, v_offer.size_bytes);
    end if;
    v_document := sanyam_private.take_over(document_id);
    if v_document.id is null then
        perform sanyam_private.fail_document_not_found();
    end if;
    v_address := sanyam_private.address_of(v_offer.owner_email);
    if sanyam_private.has_address(v_owner_id, v_address) then
        v_now := sanyam_private.clock();
        insert into public.document_shares (document_id, owner_id, email, permission, created_at, updated_at)
        values (v_document.id, v_caller, v_address, 'edit', v_now, v_now)
        on conflict on constraint an_address_has_one_share_of_a_document do update
        set permission = 'edit', expires_at = null, updated_at = excluded.updated_at;
    end if;
    v_account := sanyam_private.account_of(v_caller);
    return row_to_json(sanyam_private.answer_of(v_document, v_account, 'owner', null));
end;
$function$;

CREATE OR REPLACE FUNCTION public.create_document(name text DEFAULT NULL::text, language_id text DEFAULT NULL::text, content text DEFAULT NULL::text, idempotency_key text DEFAULT NULL::text, folder text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_caller('documents:write');
    v_name text := sanyam_private.normalized_name(coalesce(name, ''));
    v_folder text := sanyam_private.normalized_folder(coalesce(folder, ''));
    v_content text := coalesce(content, '');
    v_size bigint := octet_length(v_content);
    v_account sanyam_private.account;
    v_limits public.tier_limits;
    v_request_hash bytea;
    v_answer json;
    v_id uuid := gen_random_uuid();
    v_now timestamptz;
    v_document public.documents;
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        'name', sanyam_private.name_problem(v_name),
        'language_id', sanyam_private.language_id_problem(coalesce(language_id, '')),
        'idempotency_key', sanyam_private.idempotency_key_problem(idempotency_key),
        'folder', sanyam_private.folder_problem(v_folder)
    ));
    v_account := sanyam_private.lock_account(v_caller);
    v_limits := v_account.limits;
    if idempotency_key is not null then
        v_request_hash := sha256(
            sha256(convert_to(v_name, 'UTF8')) || sha256(convert_to(language_id, 'UTF8'))
            || sha256(convert_to(v_content, 'UTF8'))
            -- At the top, the hash is that of earlier releases.
            || case when v_folder = '' then ''::bytea else sha256(convert_to(v_folder, 'UTF8')) end
        );
        v_answer := sanyam_private.recall_answer(idempotency_key, v_request_hash);
        if v_answer is not null then
            return v_answer;
        end if;
    end if;
    perform sanyam_private.require_feature(
        v_caller, v_limits, 'cloud_storage', 'cloud storage', 'save to the cloud'
    );
    if v_size > v_limits.max_document_size_bytes then
        perform sanyam_private.fail_too_large(v_caller, v_limits, v_size);
    end if;
    v_now := sanyam_private.clock();
    insert into public.documents (
        id, owner_id, name, language_id, size_bytes, created_at, updated_at, updated_by, folder
    ) values (v_id, v_caller, v_name, language_id, v_size, v_now, v_now, v_caller, v_folder)
    returning * into v_document;
    perform sanyam_private.add_version(
        v_document, v_content, 'save', sanyam_private.caller_key_name(), v_now,
        case when not v_limits.has_document_versioning then 'infinity'::timestamptz end
    );
    v_answer := row_to_json(sanyam_private.answer_of(v_document, v_account, 'owner', null));
    perform sanyam_private.keep_answer(idempotency_key, v_request_hash, v_answer);
    return v_answer;
end;
$function$;

CREATE OR REPLACE FUNCTION public.move_folder(from_folder text, to_folder text)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET statement_timeout TO '60s'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.offer_ownership(document_id uuid, email text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    -- Long enough for a holiday, and short enough that nobody accepts a forgotten offer years later.
    c_lifetime constant interval := '30 days';
    -- As many as the documents of a pro plan.
    c_most_offers_a_day constant integer := 100;
    v_caller uuid := sanyam_private.require_session();
    v_address text := sanyam_private.address_of(email);
    v_account sanyam_private.account;
    v_document public.documents;
    v_now timestamptz;
begin
    if email is not null then
        perform sanyam_private.require_valid(
            jsonb_build_object('email', sanyam_private.address_problem(v_address))
        );
    end if;
    v_account := sanyam_private.lock_account(v_caller);
    v_document := sanyam_private.require_own_document(document_id);
    delete from sanyam_private.ownership_offers o where o.document_id = v_document.id;
    if email is not null then
        perform sanyam_private.require_valid(jsonb_build_object(
            'email', case when v_address = sanyam_private.address_of(v_account.email) then 'This is your own address.' end
        ));
        if v_document.deleted_at is not null then
            perform sanyam_private.fail_read_only('trashed');
        end if;
        perform sanyam_private.require_rare(
            v_caller, array['ownership.offered'], c_most_offers_a_day,
            format('You offered documents %s times in 24 hours. Try again tomorrow.', c_most_offers_a_day)
        );
        v_now := sanyam_private.clock();
        insert into sanyam_private.ownership_offers (document_id, email, offered_at, expires_at)
        values (v_document.id, v_address, v_now, v_now + c_lifetime);
    end if;
    return row_to_json(sanyam_private.answer_of(v_document, v_account, 'owner', null));
end;
$function$;

CREATE OR REPLACE FUNCTION public.read_document(document_id uuid)
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_caller('documents:read');
    v_document public.documents;
    v_permission text := 'owner';
    v_access_ends_at timestamptz;
    v_account sanyam_private.account;
    v_answer json;
begin
    select d.* into v_document from public.documents d where d.id = document_id;
    if v_document.owner_id <> v_caller then
        v_permission := null;
        if sanyam_private.is_in_sight(v_document, v_caller) then
            select t.permission, t.ends_at into v_permission, v_access_ends_at
            from sanyam_private.share_terms(document_id) t;
        end if;
    end if;
    if v_document.id is null or v_permission is null then
        perform sanyam_private.fail_document_not_found();
    end if;
    v_account := sanyam_private.account_of(v_document.owner_id);
    select row_to_json(x) into strict v_answer
    from (
        select (sanyam_private.answer_of(v_document, v_account, v_permission, v_access_ends_at)).*, v.content
        from public.document_versions v
        where v.document_id = v_document.id and v.version_number = v_document.version
    ) x;
    return v_answer;
end;
$function$;

CREATE OR REPLACE FUNCTION public.restore_document(document_id uuid, base_version bigint DEFAULT NULL::bigint, undo_only boolean DEFAULT NULL::boolean)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    c_undo constant interval := '10 minutes';
    v_caller uuid := sanyam_private.require_caller('documents:write');
    v_locked sanyam_private.locked_document;
    v_document public.documents;
    v_limits public.tier_limits;
    v_is_undo boolean;
begin
    v_locked := sanyam_private.lock_document(document_id, base_version);
    v_document := v_locked.document;
    v_limits := (v_locked.account).limits;
    if v_locked.permission = 'edit' then
        perform sanyam_private.fail(
            403, 'FORBIDDEN', 'Only the owner or an admin share may restore this document.'
        );
    end if;
    v_is_undo := case
        when v_document.deleted_by = v_caller then v_document.deleted_at > sanyam_private.clock() - c_undo
        else v_locked.permission = 'owner'
    end;
    if v_document.deleted_at is not null and undo_only and not v_is_undo then
        return null;
    end if;
    if v_document.deleted_at is not null and not v_is_undo then
        perform sanyam_private.require_feature(
            v_document.owner_id, v_limits, 'cloud_storage', 'cloud storage', 'restore this document'
        );
        perform sanyam_private.require_feature(
            v_document.owner_id, v_limits, 'document_recovery', 'recovery from the trash', 'restore this document'
        );
    end if;
    if v_document.deleted_at is not null then
        -- The trigger that counts documents checks the limits.
        update public.documents d set deleted_at = null, deleted_by = null
        where d.id = v_document.id
        returning d.* into strict v_document;
    end if;
    return row_to_json(
        sanyam_private.answer_of(v_document, v_locked.account, v_locked.permission, v_locked.access_ends_at)
    );
end;
$function$;

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
$function$;

CREATE OR REPLACE FUNCTION public.trash_document(document_id uuid, base_version bigint DEFAULT NULL::bigint)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_caller('documents:delete');
    v_locked sanyam_private.locked_document;
    v_document public.documents;
begin
    v_locked := sanyam_private.lock_document(document_id, base_version);
    v_document := v_locked.document;
    if v_locked.permission = 'edit' then
        perform sanyam_private.fail(
            403, 'FORBIDDEN', 'Only the owner or an admin share may delete this document.'
        );
    end if;
    if v_document.deleted_at is null then
        perform sanyam_private.require_room_in_trash(v_document.owner_id, (v_locked.account).limits);
        update public.documents d
        set deleted_at = sanyam_private.clock(), deleted_by = v_caller
        where d.id = v_document.id
        returning d.* into v_document;
    end if;
    return row_to_json(
        sanyam_private.answer_of(v_document, v_locked.account, v_locked.permission, v_locked.access_ends_at)
    );
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.answer_of(document public.documents, account sanyam_private.account, permission text, access_ends_at timestamp with time zone)
 RETURNS sanyam_private.document_answer
 LANGUAGE sql
 STABLE
RETURN ROW((document).id, (document).owner_id, (account).email, (document).name, (document).language_id, (document).size_bytes, (document).version, sanyam_private.rfc3339((document).created_at), sanyam_private.rfc3339((document).updated_at), (document).updated_by, sanyam_private.rfc3339((document).deleted_at), (document).deleted_by, permission, sanyam_private.read_only_reason(document, account, permission), (document).folder, sanyam_private.rfc3339((document).placed_at), sanyam_private.rfc3339(access_ends_at))::sanyam_private.document_answer;

ALTER FUNCTION "sanyam_private"."answer_of"(public.documents, sanyam_private.account, text, timestamp with time zone) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.change_document(locked sanyam_private.locked_document, content text, name text, language_id text, origin text, folder text)
 RETURNS json
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    c_window constant interval := '5 minutes';
    v_caller uuid := sanyam_private.caller_id();
    v_key_name text := sanyam_private.caller_key_name();
    v_document public.documents := locked.document;
    v_account sanyam_private.account := locked.account;
    v_limits public.tier_limits := v_account.limits;
    v_reason text := sanyam_private.read_only_reason(v_document, v_account, locked.permission);
    v_size bigint := coalesce(octet_length(content), v_document.size_bytes);
    v_text_changes boolean := true;
    v_description_changes boolean := coalesce(name <> v_document.name, false)
        or coalesce(language_id <> v_document.language_id, false)
        or coalesce(folder <> v_document.folder, false);
    -- The document after the change.
    v_next public.documents := v_document;
    v_head public.document_versions;
    v_replaces boolean := false;
    -- Whether a person saves the text that a timer has saved. No autosave then replaces it.
    v_keeps_autosave boolean := false;
    v_version_count integer := v_document.version_count + 1;
    v_now timestamptz;
begin
    if v_reason is not null then
        perform sanyam_private.fail_read_only(v_reason);
    end if;
    -- Reads the newest version only if something depends on it. Texts of different sizes differ.
    if v_size = v_document.size_bytes or origin = 'autosave' or not v_limits.has_document_versioning then
        select v.* into strict v_head
        from public.document_versions v
        where v.document_id = v_document.id and v.version_number = v_document.version;
        v_text_changes := coalesce(content <> v_head.content, false);
        v_keeps_autosave := origin = 'save' and content is not null and not v_text_changes
            and not v_description_changes and v_limits.has_document_versioning
            and sanyam_private.replaces(v_head, 'autosave', true, v_caller, v_key_name, sanyam_private.clock());
        if not v_text_changes and not v_description_changes and not v_keeps_autosave then
            return row_to_json(
                sanyam_private.answer_of(v_document, v_account, locked.permission, locked.access_ends_at)
            );
        end if;
    end if;
    if v_text_changes and v_size > v_limits.max_document_size_bytes then
        perform sanyam_private.fail_too_large(v_account.owner_id, v_limits, v_size);
    end if;

    v_now := sanyam_private.clock();
    if v_head.document_id is not null then
        v_replaces := v_keeps_autosave or sanyam_private.replaces(
            v_head, origin, v_limits.has_document_versioning, v_caller, v_key_name, v_now
        );
    end if;
    v_next.version := v_document.version + 1;
    v_next.size_bytes := v_size;
    v_next.name := coalesce(name, v_document.name);
    v_next.language_id := coalesce(language_id, v_document.language_id);
    v_next.folder := coalesce(folder, v_document.folder);
    perform sanyam_private.add_version(
        v_next, coalesce(content, v_head.content), origin, v_key_name, v_now,
        case
            when not v_limits.has_document_versioning then 'infinity'
            when v_replaces then v_head.replaceable_until
            when origin = 'autosave' then v_now + c_window
        end
    );
    if v_replaces then
        delete from public.document_versions v
        where v.document_id = v_document.id and v.version_number = v_document.version;
        v_version_count := v_version_count - 1;
    end if;
    if v_limits.has_document_versioning and v_version_count > v_limits.max_versions_per_document then
        v_version_count := v_version_count
            - sanyam_private.prune_versions(v_document, v_account, v_version_count, v_now);
    end if;
    update public.documents d
    set size_bytes = v_size, version = d.version + 1, version_count = v_version_count, updated_at = v_now,
        updated_by = v_caller
    where d.id = v_document.id
    returning d.* into strict v_document;
    -- A statement of its own, because a new name is rare and a trigger checks it.
    if v_description_changes then
        update public.documents d
        set name = coalesce(change_document.name, d.name),
            language_id = coalesce(change_document.language_id, d.language_id),
            folder = coalesce(change_document.folder, d.folder)
        where d.id = v_document.id
        returning d.* into strict v_document;
    end if;
    if v_caller <> v_document.owner_id then
        perform sanyam_private.remember_author(v_document.id);
    end if;
    return row_to_json(
        sanyam_private.answer_of(v_document, v_account, locked.permission, locked.access_ends_at)
    );
end;
$function$;

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
$function$;

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
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.exported_document(document public.documents, account sanyam_private.account)
 RETURNS json
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_answer sanyam_private.document_answer := sanyam_private.answer_of(document, account, 'owner', null);
begin
    return (
        select json_build_object('kind', 'document', 'data', row_to_json(x))
        from (
            select
                v_answer.*,
                (
                    select coalesce(json_agg(sanyam_private.answer_of(s) order by s.created_at, s.id), '[]')
                    from public.document_shares s
                    where s.document_id = document.id and s.owner_id = document.owner_id
                ) as shares,
                (
                    select json_build_object(
                        'email', o.email,
                        'offered_at', sanyam_private.rfc3339(o.offered_at),
                        'expires_at', sanyam_private.rfc3339(o.expires_at)
                    )
                    from sanyam_private.ownership_offers o
                    where o.document_id = document.id
                ) as ownership_offer
        ) x
    );
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
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.list_own(caller sanyam_private.account, request sanyam_private.list_request)
 RETURNS sanyam_private.document_answer[]
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_bitmapscan TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
begin
    if request.forward then
        return array(
            select sanyam_private.answer_of(p, caller, 'owner', null)
            from (
                select d.*
                from public.documents d
                where d.owner_id = caller.owner_id
                    and (d.updated_at, d.id) < (request.from_time, request.from_id)
                    and sanyam_private.is_listed(d, request)
                order by d.updated_at desc, d.id desc
                limit request.most
            ) p
        );
    end if;
    return array(
        select sanyam_private.answer_of(p, caller, 'owner', null)
        from (
            select d.*
            from public.documents d
            where d.owner_id = caller.owner_id
                and (d.updated_at, d.id) > (request.from_time, request.from_id)
                and sanyam_private.is_listed(d, request)
            order by d.updated_at, d.id
            limit request.most
        ) p
        order by p.updated_at desc, p.id desc
    );
end;
$function$;

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
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.list_shared(request sanyam_private.list_request)
 RETURNS sanyam_private.shared_document[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_bitmapscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_now timestamptz := sanyam_private.clock();
begin
    if request.forward then
        return array(
            select row(d, r.permission, r.expires_at)::sanyam_private.shared_document
            from sanyam_private.share_recipients r
            join public.documents d on d.id = r.document_id
            where r.recipient_id = v_caller
                and (r.listed_at, r.document_id) < (request.from_time, request.from_id)
                and (r.expires_at is null or r.expires_at > v_now)
                and sanyam_private.is_listed(d, request)
            order by r.listed_at desc, r.document_id desc
            limit request.most
        );
    end if;
    return array(
        select row(d, r.permission, r.expires_at)::sanyam_private.shared_document
        from sanyam_private.share_recipients r
        join public.documents d on d.id = r.document_id
        where r.recipient_id = v_caller
            and (r.listed_at, r.document_id) > (request.from_time, request.from_id)
            and (r.expires_at is null or r.expires_at > v_now)
            and sanyam_private.is_listed(d, request)
        order by r.listed_at, r.document_id
        limit request.most
    );
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.lock_document(document_id uuid, base_version bigint, only_saves boolean DEFAULT false)
 RETURNS sanyam_private.locked_document
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_owner_id uuid;
    v_account sanyam_private.account;
    v_document public.documents;
    v_permission text := 'owner';
    v_access_ends_at timestamptz;
begin
    -- Before the lock, so that nobody makes the users of a document wait who has no access to it.
    select d.owner_id into v_owner_id from public.documents d where d.id = lock_document.document_id;
    if v_owner_id is null or (v_owner_id <> v_caller and sanyam_private.share_permission(document_id) is null) then
        perform sanyam_private.fail_document_not_found();
    end if;
    perform sanyam_private.lock_text(document_id);
    -- The document, its owner and the permission may have changed while this waited for the lock.
    v_owner_id := sanyam_private.owner_of(document_id);
    if v_owner_id is null then
        perform sanyam_private.fail_document_not_found();
    end if;
    if only_saves then
        perform sanyam_private.keep_account(v_owner_id);
        v_account := sanyam_private.account_of(v_owner_id);
    else
        v_account := sanyam_private.lock_account(v_owner_id);
    end if;
    select d.* into v_document from public.documents d where d.id = lock_document.document_id;
    if v_owner_id <> v_caller then
        select t.permission, t.ends_at into v_permission, v_access_ends_at
        from sanyam_private.share_terms(document_id) t;
    end if;
    -- In the trash, only those who may restore the document find it.
    if v_document.owner_id is distinct from v_owner_id
        or v_permission is null
        or (v_document.deleted_at is not null and v_permission not in ('owner', 'admin'))
    then
        perform sanyam_private.fail_document_not_found();
    end if;
    if v_permission = 'view' then
        perform sanyam_private.fail_read_only('view_share');
    end if;
    if v_document.version <> base_version then
        perform sanyam_private.fail(
            409,
            'OPTIMISTIC_LOCK_CONFLICT',
            'Somebody saved this document since you opened it.',
            jsonb_build_object(
                'current_version', v_document.version,
                'your_version', base_version,
                'updated_at', sanyam_private.rfc3339(v_document.updated_at),
                'updated_by', v_document.updated_by
            )
        );
    end if;
    return row(v_document, v_account, v_permission, v_access_ends_at);
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.merge_shared(own sanyam_private.document_answer[], shared sanyam_private.shared_document[], request sanyam_private.list_request)
 RETURNS sanyam_private.document_answer[]
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.share_terms(document_id uuid, OUT permission text, OUT ends_at timestamp with time zone)
 RETURNS record
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.caller_id();
begin
    select r.permission, r.expires_at into permission, ends_at
    from sanyam_private.share_recipients r
    -- As in share_permission.
    where uuid_hash_extended(r.document_id, uuid_hash_extended(r.recipient_id, 0))
            = uuid_hash_extended(share_terms.document_id, uuid_hash_extended(v_caller, 0))
        and r.document_id = share_terms.document_id
        and r.recipient_id = v_caller
        and (r.expires_at is null or r.expires_at > sanyam_private.clock());
end;
$function$;

ALTER FUNCTION "sanyam_private"."share_terms"(uuid) OWNER TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."answer_of"(public.documents, sanyam_private.account, text, timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."answer_of"(public.documents, sanyam_private.account, text, timestamp with time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."answer_of"(public.documents, sanyam_private.account, text, timestamp with time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."answer_of"(public.documents, sanyam_private.account, text, timestamp with time zone) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."share_terms"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."share_terms"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."share_terms"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."share_terms"(uuid) TO "sanyam_api";
