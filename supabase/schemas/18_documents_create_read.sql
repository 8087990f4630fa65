-- SPDX-License-Identifier: MIT

-- Creates a document of the caller. A repeated request with the same key gets the same answer and creates nothing.
-- Fails with VALIDATION_ERROR, FEATURE_NOT_AVAILABLE, DOCUMENT_TOO_LARGE, TIER_LIMIT_EXCEEDED.
create function public.create_document(
    name text default null,
    language_id text default null,
    content text default null,
    idempotency_key text default null,
    folder text default null
) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
$$;
call sanyam_private.expose('public.create_document(text, text, text, text, text)', 'authenticated', 'sanyam_gateway');

-- Returns whether a user who reads a document at other times sees it now: only its owner sees the trash. PostgreSQL
-- inlines this function.
create function sanyam_private.is_in_sight(document public.documents, caller_id uuid) returns boolean
language sql immutable
return document.deleted_at is null or document.owner_id = caller_id;
grant execute on function sanyam_private.is_in_sight(public.documents, uuid) to sanyam_api;

-- Returns a document that the caller may read. Fails with DOCUMENT_NOT_FOUND.
create function sanyam_private.document_to_read(document_id uuid) returns public.documents
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_document public.documents;
begin
    select d.* into v_document from public.documents d where d.id = document_to_read.document_id;
    if v_document.id is null or not sanyam_private.is_in_sight(v_document, sanyam_private.caller_id()) then
        perform sanyam_private.fail_document_not_found();
    end if;
    return v_document;
end;
$$;
grant execute on function sanyam_private.document_to_read(uuid) to sanyam_api;

-- Answers a document with its text. Its owner also reads it in the trash. Fails with DOCUMENT_NOT_FOUND.
-- Two small statements, because one plan with the policies of both tables takes longer to start. Reads the document
-- itself, because document_to_read would take a sixth longer.
create function public.read_document(document_id uuid) returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
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
$$;
call sanyam_private.expose('public.read_document(uuid)', 'authenticated', 'sanyam_gateway');
