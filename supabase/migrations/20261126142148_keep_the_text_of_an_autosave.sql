-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

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
            return row_to_json(sanyam_private.answer_of(v_document, v_account, locked.permission));
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
    return row_to_json(sanyam_private.answer_of(v_document, v_account, locked.permission));
end;
$function$;
