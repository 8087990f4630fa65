-- SPDX-License-Identifier: MIT

-- The functions that are the API. An argument that is null counts as not given.

-- Makes a document of the caller's. With a key, asking again gives the same answer and no second document.
-- Fails with VALIDATION_ERROR, DOCUMENT_TOO_LARGE, TIER_LIMIT_EXCEEDED.
create function public.create_document(
    name text default null,
    language_id text default null,
    content text default null,
    idempotency_key text default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
    v_caller uuid := sanyam_private.require_caller();
    v_content text := coalesce(content, '');
    v_request_hash bytea;
    v_answer jsonb;
    v_id uuid := gen_random_uuid();
    v_now timestamptz;
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        'name', sanyam_private.name_problem(coalesce(name, '')),
        'language_id', sanyam_private.language_id_problem(coalesce(language_id, '')),
        'idempotency_key', case
            when char_length(idempotency_key) not between 1 and 255 then 'A key has 1 to 255 characters.'
        end
    ));
    perform sanyam_private.lock_account(v_caller);
    if idempotency_key is not null then
        v_request_hash := sha256(
            sha256(convert_to(name, 'UTF8')) || sha256(convert_to(language_id, 'UTF8'))
            || sha256(convert_to(v_content, 'UTF8'))
        );
        v_answer := sanyam_private.recall_answer(idempotency_key, v_request_hash);
        if v_answer is not null then
            return v_answer;
        end if;
    end if;
    v_now := sanyam_private.clock();
    insert into public.documents (id, owner_id, name, language_id, size_bytes, created_at, updated_at, updated_by)
    values (
        v_id, v_caller, name, language_id, sanyam_private.require_size(v_caller, v_content), v_now, v_now, v_caller
    );
    insert into public.document_versions (document_id, version_number, content, origin, created_at, created_by)
    values (v_id, 1, v_content, 'save', v_now, v_caller);
    v_answer := sanyam_private.document_answer(v_id);
    if idempotency_key is not null then
        insert into sanyam_private.idempotency_records (user_id, key, request_hash, answer)
        values (v_caller, idempotency_key, v_request_hash, v_answer);
    end if;
    return v_answer;
end;
$$;

-- The document with its text, also from the trash. Fails with DOCUMENT_NOT_FOUND.
create function public.read_document(document_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
    v_answer jsonb;
begin
    perform sanyam_private.require_caller();
    select to_jsonb(x) into v_answer
    from (
        select a.*, v.content
        from sanyam_private.document_answers a
        join public.document_versions v on v.document_id = a.id and v.version_number = a.version
        where a.id = read_document.document_id
    ) x;
    if v_answer is null then
        perform sanyam_private.fail_not_found();
    end if;
    return v_answer;
end;
$$;

-- Changes what is given, if `base_version` is still the newest or not given. The version goes up by one, unless
-- nothing differs. `origin` says whether a person saved (`save`) or a timer (`autosave`).
-- Fails with VALIDATION_ERROR, DOCUMENT_NOT_FOUND, OPTIMISTIC_LOCK_CONFLICT, DOCUMENT_READ_ONLY, DOCUMENT_TOO_LARGE,
-- TIER_LIMIT_EXCEEDED.
create function public.save_document(
    document_id uuid,
    content text default null,
    name text default null,
    language_id text default null,
    base_version bigint default null,
    origin text default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
    v_caller uuid := sanyam_private.require_caller();
    v_origin text := coalesce(origin, 'save');
    v_document public.documents;
    v_content_changes boolean;
    v_now timestamptz;
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        'name', sanyam_private.name_problem(name),
        'language_id', sanyam_private.language_id_problem(language_id),
        'origin', case when v_origin not in ('save', 'autosave') then 'The origin is save or autosave.' end
    ));
    v_document := sanyam_private.lock_document(document_id, base_version);
    if v_document.deleted_at is not null then
        perform sanyam_private.fail(
            403,
            'DOCUMENT_READ_ONLY',
            'This document is in the trash. Restore it to change it.',
            '{"reason": "trashed"}'
        );
    end if;
    select v.content <> save_document.content into strict v_content_changes
    from public.document_versions v
    where v.document_id = v_document.id and v.version_number = v_document.version;
    if v_content_changes or name <> v_document.name or language_id <> v_document.language_id then
        v_now := sanyam_private.clock();
        update public.documents d
        set name = coalesce(save_document.name, d.name),
            language_id = coalesce(save_document.language_id, d.language_id),
            size_bytes = case
                when v_content_changes then sanyam_private.require_size(d.owner_id, save_document.content)
                else d.size_bytes
            end,
            version = d.version + 1,
            updated_at = v_now,
            updated_by = v_caller
        where d.id = v_document.id;
        -- One row for each document, since no tier has a history yet. A text that stays is not written again.
        update public.document_versions v
        set version_number = v.version_number + 1,
            content = case when v_content_changes then save_document.content else v.content end,
            origin = v_origin,
            created_at = v_now,
            created_by = v_caller
        where v.document_id = v_document.id and v.version_number = v_document.version;
    end if;
    return sanyam_private.document_answer(document_id);
end;
$$;

-- Puts the document into the trash; one that is there already stays as it is.
-- Fails with DOCUMENT_NOT_FOUND, OPTIMISTIC_LOCK_CONFLICT.
create function public.trash_document(document_id uuid, base_version bigint default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
    v_caller uuid := sanyam_private.require_caller();
begin
    perform sanyam_private.lock_document(document_id, base_version);
    update public.documents d
    set deleted_at = sanyam_private.clock(), deleted_by = v_caller
    where d.id = document_id and d.deleted_at is null;
    return sanyam_private.document_answer(document_id);
end;
$$;
