-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

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
    v_from_time timestamptz := case when v_forward then 'infinity' else '-infinity' end;
    v_from_id uuid := case
        when v_forward then 'ffffffff-ffff-ffff-ffff-ffffffffffff' else '00000000-0000-0000-0000-000000000000'
    end;
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
        -- Composing makes a text at most four times shorter, so that 255 characters have at most 1,020.
        sanyam_private.normalized_name(left(query, 1024)), v_forward,
        case when v_forward then 'infinity'::timestamptz else '-infinity' end,
        case when v_forward then 'ffffffff-ffff-ffff-ffff-ffffffffffff' else '00000000-0000-0000-0000-000000000000' end,
        v_page_size + 1
    );
    v_account sanyam_private.account;
    v_answers sanyam_private.document_answer[];
    v_shared sanyam_private.shared_document[] := '{}';
    v_own_count bigint;
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
        'total_count', v_own_count + cardinality(v_shared),
        'page_size', v_page_size
    );
end;
$function$;

CREATE OR REPLACE FUNCTION public.list_versions(document_id uuid, page_size integer DEFAULT NULL::integer, cursor text DEFAULT NULL::text, direction text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
    v_caller uuid := sanyam_private.require_caller('versions:read');
    v_forward boolean := coalesce(direction = 'next', true);
    v_page_size integer := sanyam_private.page_size_of(page_size);
    v_document public.documents;
    v_owner_email text;
    v_caller_email text;
    v_cursor integer;
    v_above integer := 0;
    v_below integer;
    v_answers sanyam_private.version_answer[];
    v_count integer;
    v_newest integer;
    v_oldest integer;
    v_older boolean;
begin
    if direction is not null then
        perform sanyam_private.require_valid(jsonb_build_object(
            'direction', sanyam_private.direction_problem(direction)
        ));
    end if;
    v_document := sanyam_private.document_to_read(document_id);
    v_owner_email := (sanyam_private.account_of(v_document.owner_id)).email;
    if v_caller <> v_document.owner_id then
        v_caller_email := (sanyam_private.account_of(v_caller)).email;
    end if;
    if cursor is not null then
        v_cursor := sanyam_private.read_version_cursor(cursor, v_document.id);
    end if;
    if v_forward then
        v_below := v_cursor;
    else
        v_above := coalesce(v_cursor, 0);
        select v.version_number into v_below
        from public.document_versions v
        where v.document_id = v_document.id and v.version_number > v_above
        order by v.version_number
        offset v_page_size
        limit 1;
    end if;
    v_below := coalesce(v_below, v_document.version + 1);
    -- One row more than the page tells whether there are older versions.
    v_answers := array(
        select sanyam_private.answer_of(p, case p.created_by
            when v_document.owner_id then v_owner_email
            when v_caller then v_caller_email
        end)
        from (
            select v.*
            from public.document_versions v
            where v.document_id = v_document.id and v.version_number > v_above and v.version_number < v_below
            order by v.version_number desc
            limit v_page_size + 1
        ) p
    );
    v_count := least(cardinality(v_answers), v_page_size);
    -- If all versions of the page are deleted, both sides begin at its place.
    v_newest := coalesce(v_answers[1].version_number, v_below - 1);
    v_oldest := coalesce(v_answers[v_count].version_number, v_below);
    v_older := cardinality(v_answers) > v_count;
    if v_above > 0 then
        v_older := exists (
            select from public.document_versions v
            where v.document_id = v_document.id and v.version_number < v_oldest
        );
    end if;
    -- The newest version always exists, so there is no need to look for newer ones.
    return json_build_object(
        'items', v_answers[1:v_count],
        'next_cursor', case when v_older then sanyam_private.version_cursor_of(v_document.id, v_oldest) end,
        'prev_cursor', case
            when v_newest < v_document.version then sanyam_private.version_cursor_of(v_document.id, v_newest)
        end,
        'total_count', v_document.version_count,
        'page_size', v_page_size
    );
end;
$function$;

CREATE OR REPLACE FUNCTION public.my_account()
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_caller();
    v_profile public.user_profiles;
    v_limits public.tier_limits;
begin
    select p.* into v_profile from public.user_profiles p where p.id = v_caller;
    if not found then
        perform sanyam_private.fail_no_account(v_caller);
    end if;
    v_limits := sanyam_private.limits_of_tier(v_profile.tier);
    return json_build_object(
        'profile', sanyam_private.answer_of(v_profile),
        'tier_limits', v_limits,
        'usage', json_build_object(
            'document_count', v_profile.document_count,
            'storage_used_bytes', v_profile.storage_used_bytes,
            'trash_count', sanyam_private.trash_count(v_caller)
        ),
        'features', (
            select json_object_agg(l.key, l.value) from json_each(to_json(v_limits)) l where l.key like 'has\_%'
        ),
        'receives_shares', sanyam_private.has_address(v_caller, sanyam_private.address_of(v_profile.email))
    );
end;
$function$;

CREATE OR REPLACE FUNCTION public.read_api_key(key_id uuid)
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_session();
    v_key public.api_keys;
begin
    select k.* into v_key from public.api_keys k where k.id = read_api_key.key_id and k.user_id = v_caller;
    if not found then
        perform sanyam_private.fail_key_not_found();
    end if;
    return row_to_json(sanyam_private.answer_of(v_key));
end;
$function$;

CREATE OR REPLACE FUNCTION public.revoke_api_key(key_id uuid)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_session();
    v_key public.api_keys;
begin
    update public.api_keys k
    set revoked_at = sanyam_private.clock(), revoked_reason = 'user'
    where k.id = revoke_api_key.key_id and k.user_id = v_caller and k.revoked_at is null
    returning k.* into v_key;
    if not found then
        select k.* into v_key from public.api_keys k where k.id = revoke_api_key.key_id and k.user_id = v_caller;
    end if;
    if v_key.id is null then
        perform sanyam_private.fail_key_not_found();
    end if;
    return row_to_json(sanyam_private.answer_of(v_key));
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.change_document(locked sanyam_private.locked_document, content text, name text, language_id text, origin text)
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
        or coalesce(language_id <> v_document.language_id, false);
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
    insert into public.document_versions (
        document_id, version_number, content, origin, created_at, created_by, api_key_name,
        document_name, language_id, size_bytes, replaceable_until
    ) values (
        v_document.id,
        v_document.version + 1,
        coalesce(content, v_head.content),
        origin,
        v_now,
        v_caller,
        v_key_name,
        coalesce(name, v_document.name),
        coalesce(language_id, v_document.language_id),
        v_size,
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
            language_id = coalesce(change_document.language_id, d.language_id)
        where d.id = v_document.id
        returning d.* into strict v_document;
    end if;
    return row_to_json(sanyam_private.answer_of(v_document, v_account, locked.permission));
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.fail_key_not_found()
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.fail(404, 'API_KEY_NOT_FOUND', 'This API key does not exist, or it is not yours.');
end;
$function$;

ALTER FUNCTION "sanyam_private"."fail_key_not_found"() OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.page_size_of(wanted integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
RETURN LEAST(GREATEST(COALESCE(wanted, 20), 1), 100);

ALTER FUNCTION "sanyam_private"."page_size_of"(integer) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.scopes_problem(scopes text[])
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return case
        when cardinality(scopes) = 0 then 'Choose at least one scope.'
        -- A long list is refused before anything looks at its items.
        when cardinality(scopes) > cardinality(sanyam_private.api_key_scopes()) then
            format('There are %s scopes. Name each one once.', cardinality(sanyam_private.api_key_scopes()))
        when array_ndims(scopes) > 1 or not scopes <@ sanyam_private.api_key_scopes() then
            format('The scopes are %s.', array_to_string(sanyam_private.api_key_scopes(), ', '))
        when cardinality(scopes) > (select count(distinct s) from unnest(scopes) s) then 'Name each scope once.'
    end;
end;
$function$;

REVOKE ALL ON FUNCTION "sanyam_private"."fail_key_not_found"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."fail_key_not_found"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."fail_key_not_found"() TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."fail_key_not_found"() TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."fail_no_account"(uuid) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "sanyam_private"."fail_no_account"(uuid) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."page_size_of"(integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."page_size_of"(integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."page_size_of"(integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."page_size_of"(integer) TO "sanyam_api";
