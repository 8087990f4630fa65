-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

DROP FUNCTION "sanyam_private"."fail_not_found"();

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
    return row_to_json(sanyam_private.answer_of(v_document, v_account, 'owner'));
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
    v_answer := row_to_json(sanyam_private.answer_of(v_document, v_account, 'owner'));
    perform sanyam_private.keep_answer(idempotency_key, v_request_hash, v_answer);
    return v_answer;
end;
$function$;

CREATE OR REPLACE FUNCTION public.document_size_limit(document_id uuid)
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_caller('documents:write');
    v_owner_id uuid := sanyam_private.owner_of(document_id);
    v_permission text := case
        when v_owner_id = v_caller then 'owner' else sanyam_private.share_permission(document_id)
    end;
begin
    if v_owner_id is null or v_permission is null then
        perform sanyam_private.fail_document_not_found();
    end if;
    if v_permission = 'view' then
        perform sanyam_private.fail_read_only('view_share');
    end if;
    return json_build_object(
        'max_document_size_bytes', ((sanyam_private.account_of(v_owner_id)).limits).max_document_size_bytes,
        'is_owner', v_owner_id = v_caller
    );
end;
$function$;

CREATE OR REPLACE FUNCTION public.list_api_keys(page_size integer DEFAULT NULL::integer, cursor text DEFAULT NULL::text, direction text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_session();
    v_forward boolean := coalesce(direction = 'next', true);
    v_page_size integer := sanyam_private.page_size_of(page_size);
    v_from_time timestamptz := sanyam_private.open_time(v_forward);
    v_from_id uuid := sanyam_private.open_id(v_forward);
    v_keys public.api_keys[];
    v_has_more boolean;
    v_items json;
    v_places text[];
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        'direction', sanyam_private.direction_problem(direction)
    ));
    if cursor is not null then
        select c.moment, c.id into v_from_time, v_from_id from sanyam_private.read_cursor(cursor) c;
    end if;
    -- One row more than the page tells whether there is another page.
    if v_forward then
        v_keys := array(
            select k from public.api_keys k
            where k.user_id = v_caller and (k.created_at, k.id) < (v_from_time, v_from_id)
            order by k.created_at desc, k.id desc
            limit v_page_size + 1
        );
    else
        v_keys := array(
            select k from public.api_keys k
            where k.user_id = v_caller and (k.created_at, k.id) > (v_from_time, v_from_id)
            order by k.created_at, k.id
            limit v_page_size + 1
        );
    end if;
    v_has_more := cardinality(v_keys) > v_page_size;
    v_keys := v_keys[:v_page_size];

    select
        coalesce(json_agg(sanyam_private.answer_of(k) order by k.created_at desc, k.id desc), '[]'),
        array_agg(sanyam_private.cursor_of(k.created_at, k.id) order by k.created_at desc, k.id desc)
    into v_items, v_places
    from unnest(v_keys) k;
    return json_build_object(
        'items', v_items,
        'next_cursor', sanyam_private.cursor_beyond(v_forward, v_has_more, cursor, v_places[cardinality(v_places)]),
        'prev_cursor', sanyam_private.cursor_beyond(not v_forward, v_has_more, cursor, v_places[1]),
        'total_count', (select count(*) from public.api_keys k where k.user_id = v_caller),
        'page_size', v_page_size
    );
end;
$function$;

CREATE OR REPLACE FUNCTION public.list_documents(state text DEFAULT NULL::text, include_shared boolean DEFAULT NULL::boolean, language_id text DEFAULT NULL::text, query text DEFAULT NULL::text, page_size integer DEFAULT NULL::integer, cursor text DEFAULT NULL::text, direction text DEFAULT NULL::text)
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
    if state is not null or direction is not null or query is not null then
        perform sanyam_private.require_valid(jsonb_build_object(
            'state', case when state not in ('active', 'trashed') then 'The state is active or trashed.' end,
            -- No name is longer, and the query compares each row.
            'query', case when char_length(v_request.query) > 255 then 'A part of a name has at most 255 characters.' end,
            'direction', sanyam_private.direction_problem(direction)
        ));
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
    v_account sanyam_private.account;
    v_answer json;
begin
    select d.* into v_document from public.documents d where d.id = document_id;
    if v_document.owner_id <> v_caller then
        v_permission := case
            when sanyam_private.is_in_sight(v_document, v_caller) then sanyam_private.share_permission(document_id)
        end;
    end if;
    if v_document.id is null or v_permission is null then
        perform sanyam_private.fail_document_not_found();
    end if;
    v_account := sanyam_private.account_of(v_document.owner_id);
    select row_to_json(x) into strict v_answer
    from (
        select (sanyam_private.answer_of(v_document, v_account, v_permission)).*, v.content
        from public.document_versions v
        where v.document_id = v_document.id and v.version_number = v_document.version
    ) x;
    return v_answer;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.add_version(document public.documents, content text, origin text, key_name text, moment timestamp with time zone, replaceable_until timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    insert into public.document_versions (
        document_id, version_number, content, origin, created_at, created_by, api_key_name,
        document_name, language_id, size_bytes, replaceable_until, document_folder
    ) values (
        document.id, document.version, content, origin, moment, sanyam_private.caller_id(), key_name,
        document.name, document.language_id, document.size_bytes, replaceable_until, document.folder
    );
end;
$function$;

ALTER FUNCTION "sanyam_private"."add_version"(public.documents, text, text, text, timestamp with time zone, timestamp with time zone) OWNER TO "postgres";

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
        if not v_text_changes and not v_description_changes then
            return row_to_json(sanyam_private.answer_of(v_document, v_account, locked.permission));
        end if;
    end if;
    if v_text_changes and v_size > v_limits.max_document_size_bytes then
        perform sanyam_private.fail_too_large(v_account.owner_id, v_limits, v_size);
    end if;

    v_now := sanyam_private.clock();
    if v_head.document_id is not null then
        v_replaces := sanyam_private.replaces(
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
    return row_to_json(sanyam_private.answer_of(v_document, v_account, locked.permission));
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.document_to_read(document_id uuid)
 RETURNS public.documents
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_document public.documents;
begin
    select d.* into v_document from public.documents d where d.id = document_to_read.document_id;
    if v_document.id is null or not sanyam_private.is_in_sight(v_document, sanyam_private.caller_id()) then
        perform sanyam_private.fail_document_not_found();
    end if;
    return v_document;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.fail_document_not_found()
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.fail(404, 'DOCUMENT_NOT_FOUND', 'This document does not exist, or you have no access to it.');
end;
$function$;

ALTER FUNCTION "sanyam_private"."fail_document_not_found"() OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.fail_no_account(owner_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    if owner_id <> sanyam_private.caller_id() then
        perform sanyam_private.fail_document_not_found();
    end if;
    perform sanyam_private.fail(401, 'UNAUTHORIZED', 'This account no longer exists.', '{"reason": "invalid"}');
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.is_in_sight(document public.documents, caller_id uuid)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
RETURN (((document).deleted_at IS NULL) OR ((document).owner_id = caller_id));

ALTER FUNCTION "sanyam_private"."is_in_sight"(public.documents, uuid) OWNER TO "postgres";

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
        v_permission := sanyam_private.share_permission(document_id);
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
    return row(v_document, v_account, v_permission);
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.open_id(forward boolean)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE
RETURN CASE WHEN forward THEN 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid ELSE '00000000-0000-0000-0000-000000000000'::uuid END;

ALTER FUNCTION "sanyam_private"."open_id"(boolean) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.open_time(forward boolean)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE
RETURN CASE WHEN forward THEN 'infinity'::timestamp with time zone ELSE '-infinity'::timestamp with time zone END;

ALTER FUNCTION "sanyam_private"."open_time"(boolean) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.require_own_document(document_id uuid)
 RETURNS public.documents
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_document public.documents := sanyam_private.document_to_read(document_id);
begin
    if v_document.owner_id = sanyam_private.caller_id() then
        return v_document;
    end if;
    perform sanyam_private.fail(403, 'FORBIDDEN', 'Only the owner of this document may share it or give it away.');
end;
$function$;

REVOKE ALL ON FUNCTION "sanyam_private"."add_version"(public.documents, text, text, text, timestamp with time zone, timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."add_version"(public.documents, text, text, text, timestamp with time zone, timestamp with time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."add_version"(public.documents, text, text, text, timestamp with time zone, timestamp with time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."add_version"(public.documents, text, text, text, timestamp with time zone, timestamp with time zone) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."fail_document_not_found"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."fail_document_not_found"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."fail_document_not_found"() TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."fail_document_not_found"() TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."is_in_sight"(public.documents, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."is_in_sight"(public.documents, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."is_in_sight"(public.documents, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."is_in_sight"(public.documents, uuid) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."open_id"(boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."open_id"(boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."open_id"(boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."open_id"(boolean) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."open_time"(boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."open_time"(boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."open_time"(boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."open_time"(boolean) TO "sanyam_api";
