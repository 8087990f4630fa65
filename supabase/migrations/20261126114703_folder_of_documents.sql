-- SPDX-License-Identifier: MIT

grant create on schema public to sanyam_api;
set local check_function_bodies = off;

DROP TRIGGER "check_description" ON "public"."documents";

DROP FUNCTION "public"."create_document"(text, text, text, text);

DROP FUNCTION "public"."save_document"(uuid, text, text, text, bigint, text);

DROP FUNCTION "sanyam_private"."change_document"(sanyam_private.locked_document, text, text, text, text);

ALTER TABLE "public"."document_versions" ADD COLUMN "document_folder" text NOT NULL DEFAULT ''::text;

ALTER TABLE "public"."documents" ADD COLUMN "folder" text NOT NULL DEFAULT ''::text;

ALTER TYPE "sanyam_private"."document_answer" ADD ATTRIBUTE "folder" text CASCADE;

ALTER TYPE "sanyam_private"."version_answer" ADD ATTRIBUTE "document_folder" text CASCADE;

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
    insert into public.document_versions (
        document_id, version_number, content, origin, created_at, created_by, api_key_name,
        document_name, language_id, size_bytes, replaceable_until, document_folder
    ) values (
        v_id, 1, v_content, 'save', v_now, v_caller, sanyam_private.caller_key_name(),
        v_name, language_id, v_size, case when not v_limits.has_document_versioning then 'infinity'::timestamptz end,
        v_folder
    );
    v_answer := row_to_json(sanyam_private.answer_of(v_document, v_account, 'owner'));
    perform sanyam_private.keep_answer(idempotency_key, v_request_hash, v_answer);
    return v_answer;
end;
$function$;

ALTER FUNCTION "public"."create_document"(text, text, text, text, text) OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION public.restore_version(document_id uuid, version_number bigint, base_version bigint DEFAULT NULL::bigint)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_locked sanyam_private.locked_document;
    v_content text;
begin
    perform sanyam_private.require_caller('documents:write');
    v_locked := sanyam_private.lock_history(document_id, base_version, true);
    select v.content into v_content
    from public.document_versions v
    where v.document_id = (v_locked.document).id and v.version_number = restore_version.version_number;
    if not found then
        perform sanyam_private.fail_version_not_found();
    end if;
    return sanyam_private.change_document(v_locked, v_content, null, null, 'restore', null);
end;
$function$;

CREATE OR REPLACE FUNCTION public.save_document(document_id uuid, content text DEFAULT NULL::text, name text DEFAULT NULL::text, language_id text DEFAULT NULL::text, base_version bigint DEFAULT NULL::bigint, origin text DEFAULT NULL::text, folder text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_caller('documents:write');
    v_name text := sanyam_private.normalized_name(name);
    v_folder text := sanyam_private.normalized_folder(folder);
    v_name_problem text;
    v_locked sanyam_private.locked_document;
begin
    if name is not null or language_id is not null or origin is not null or folder is not null then
        v_name_problem := sanyam_private.name_problem(v_name);
        -- A name from a release with other rules can stay.
        if v_name_problem is not null and exists (
            select from public.documents d where d.id = document_id and d.name in (v_name, save_document.name)
        ) then
            v_name := null;
            v_name_problem := null;
        end if;
        perform sanyam_private.require_valid(jsonb_build_object(
            'name', v_name_problem,
            'language_id', sanyam_private.language_id_problem(language_id),
            'origin', case when origin not in ('save', 'autosave') then 'The origin is save or autosave.' end,
            'folder', sanyam_private.folder_problem(v_folder)
        ));
    end if;
    v_locked := sanyam_private.lock_document(document_id, base_version, only_saves => true);
    if v_locked.permission <> 'owner' and v_folder <> (v_locked.document).folder then
        perform sanyam_private.fail(403, 'FORBIDDEN', 'Only the owner may move this document to another folder.');
    end if;
    return sanyam_private.change_document(
        v_locked, content, v_name, language_id, coalesce(origin, 'save'), v_folder
    );
end;
$function$;

ALTER FUNCTION "public"."save_document"(uuid, text, text, text, bigint, text, text) OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION sanyam_private.answer_of(version public.document_versions, created_by_email text)
 RETURNS sanyam_private.version_answer
 LANGUAGE sql
 STABLE
RETURN ROW((version).document_id, (version).version_number, (version).name, (version).origin, (version).api_key_name, sanyam_private.rfc3339((version).created_at), (version).created_by, (version).document_name, (version).language_id, (version).size_bytes, created_by_email, (version).named_by, (version).document_folder)::sanyam_private.version_answer;

CREATE OR REPLACE FUNCTION sanyam_private.answer_of(document public.documents, account sanyam_private.account, permission text)
 RETURNS sanyam_private.document_answer
 LANGUAGE sql
 STABLE
RETURN ROW((document).id, (document).owner_id, (account).email, (document).name, (document).language_id, (document).size_bytes, (document).version, sanyam_private.rfc3339((document).created_at), sanyam_private.rfc3339((document).updated_at), (document).updated_by, sanyam_private.rfc3339((document).deleted_at), (document).deleted_by, permission, sanyam_private.read_only_reason(document, account, permission), (document).folder)::sanyam_private.document_answer;

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
        document_name, language_id, size_bytes, replaceable_until, document_folder
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
        end,
        coalesce(folder, v_document.folder)
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

ALTER FUNCTION "sanyam_private"."change_document"(sanyam_private.locked_document, text, text, text, text, text) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.check_description()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    if tg_op = 'INSERT' or new.name <> old.name then
        new.name := sanyam_private.normalized_name(new.name);
        if sanyam_private.name_problem(new.name) is not null then
            raise check_violation using message = 'name_is_a_path_segment', table = 'documents', column = 'name';
        end if;
    end if;
    if new.folder <> '' and (tg_op = 'INSERT' or new.folder <> old.folder) then
        new.folder := sanyam_private.normalized_folder(new.folder);
        if sanyam_private.folder_problem(new.folder) is not null then
            raise check_violation using message = 'folder_is_a_path', table = 'documents', column = 'folder';
        end if;
    end if;
    if sanyam_private.language_id_problem(new.language_id) is not null then
        raise check_violation using message = 'language_id_is_a_token', table = 'documents', column = 'language_id';
    end if;
    return new;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.exported_documents(account sanyam_private.account, place sanyam_private.export_place, most_items integer, most_bytes integer)
 RETURNS sanyam_private.export_part
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_bitmapscan TO 'off'
 SET enable_sort TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
    -- A character takes at most 6 bytes of JSON, so a piece has at most 1.5 MB. Larger pieces take more memory.
    c_piece constant integer := 250000;
    v_place sanyam_private.export_place := place;
    v_document public.documents;
    v_number bigint;
    v_characters integer;
    v_item json;
    v_items json[] := '{}';
    v_bytes integer := 0;
begin
    v_place.moment := coalesce(v_place.moment, '-infinity');
    v_place.id := coalesce(v_place.id, '00000000-0000-0000-0000-000000000000');
    loop
        if v_place.number is null then
            select d.* into v_document
            from public.documents d
            where d.owner_id = account.owner_id and (d.updated_at, d.id) > (v_place.moment, v_place.id)
            order by d.updated_at, d.id
            limit 1;
            if not found then
                v_place := row(v_place.export_id, null, null, null, null, null);
                return row(v_items, v_bytes, v_place)::sanyam_private.export_part;
            end if;
            v_item := sanyam_private.exported_document(v_document, account);
        else
            select
                x.version_number, char_length(x.content),
                json_build_object('kind', 'version', 'data', (
                    select row_to_json(y)
                    from (select x.*, char_length(x.content) < c_piece as content_ends) y
                ))
            into v_number, v_characters, v_item
            from (
                select
                    r.document_id, r.version_number, r.name, r.origin, r.api_key_name, r.created_at, r.created_by,
                    r.document_name, r.language_id, r.size_bytes, r.named_by, r.document_folder, o.content_offset,
                    substr(v.content, o.content_offset + 1, c_piece) as content
                from public.document_versions v
                cross join lateral sanyam_private.answer_of(v, null) r
                cross join lateral (
                    select case v.version_number when v_place.number then v_place.text_offset else 0 end
                ) o (content_offset)
                where v.document_id = v_place.id and v.version_number >= v_place.number
                    -- A cursor can name any document, and policies also show those that others share, in their trash
                    -- too.
                    and exists (
                        select from public.documents d where d.id = v_place.id and d.owner_id = account.owner_id
                    )
                order by v.version_number
                limit 1
            ) x;
            if not found then
                v_place.number := null;
                continue;
            end if;
        end if;
        v_bytes := v_bytes + octet_length(v_item::text);
        if cardinality(v_items) > 0 and (v_bytes > most_bytes or cardinality(v_items) >= most_items) then
            return row(v_items, v_bytes - octet_length(v_item::text), v_place)::sanyam_private.export_part;
        end if;
        v_items := v_items || v_item;
        if v_place.number is null then
            v_place := row(
                v_place.export_id, v_place.section, v_document.updated_at, v_document.id, 0, 0
            )::sanyam_private.export_place;
        elsif v_characters < c_piece then
            v_place.number := v_number + 1;
            v_place.text_offset := 0;
        else
            v_place.text_offset := case v_number when v_place.number then v_place.text_offset else 0 end + c_piece;
            v_place.number := v_number;
        end if;
    end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.folder_problem(folder text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return case
        when folder = '' then null
        when char_length(folder) > 1024 then 'The path of a folder can have at most 1,024 characters.'
        -- An entry of documents_by_path has at most 2,704 bytes, of which a name of 255 characters takes 1,020.
        when octet_length(folder) > 1600 then 'The path of a folder can have at most 1,600 bytes. Use shorter names.'
        when folder ~ '^/|//|/$' then
            'The path of a folder is names with one slash between them, for example models/shared.'
        else (
            select x.problem
            from unnest(string_to_array(folder, '/')) with ordinality n (name, place)
            cross join lateral sanyam_private.name_problem(n.name) x (problem)
            where x.problem is not null
            order by n.place
            limit 1
        )
    end;
end;
$function$;

ALTER FUNCTION "sanyam_private"."folder_problem"(text) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.normalized_folder(folder text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return case
        when octet_length(folder) = char_length(folder) then folder
        -- For the reason of normalized_name.
        when char_length(folder) > 4096 then folder
        else (
            select string_agg(sanyam_private.normalized_name(x.name), '/' order by x.place)
            from unnest(string_to_array(folder, '/')) with ordinality x (name, place)
        )
    end;
end;
$function$;

ALTER FUNCTION "sanyam_private"."normalized_folder"(text) OWNER TO "postgres";

CREATE TRIGGER check_description BEFORE INSERT OR UPDATE OF name, language_id, folder ON public.documents FOR EACH ROW EXECUTE FUNCTION sanyam_private.check_description();

REVOKE ALL ON FUNCTION "public"."create_document"(text, text, text, text, text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "public"."create_document"(text, text, text, text, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."create_document"(text, text, text, text, text) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."create_document"(text, text, text, text, text) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."create_document"(text, text, text, text, text) TO "sanyam_gateway";

REVOKE ALL ON FUNCTION "public"."save_document"(uuid, text, text, text, bigint, text, text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "public"."save_document"(uuid, text, text, text, bigint, text, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_document"(uuid, text, text, text, bigint, text, text) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."save_document"(uuid, text, text, text, bigint, text, text) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."save_document"(uuid, text, text, text, bigint, text, text) TO "sanyam_gateway";

REVOKE ALL ON FUNCTION "sanyam_private"."change_document"(sanyam_private.locked_document, text, text, text, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."change_document"(sanyam_private.locked_document, text, text, text, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."change_document"(sanyam_private.locked_document, text, text, text, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."change_document"(sanyam_private.locked_document, text, text, text, text, text) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."folder_problem"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."folder_problem"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."folder_problem"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."folder_problem"(text) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."normalized_folder"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."normalized_folder"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."normalized_folder"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."normalized_folder"(text) TO "sanyam_api";

REVOKE ALL ("folder") ON TABLE "public"."documents" FROM "sanyam_api";

GRANT UPDATE ("folder") ON TABLE "public"."documents" TO "sanyam_api";
revoke create on schema public from sanyam_api;
