-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

DROP FUNCTION "sanyam_private"."fail_over_limit"(public.tier_limits, text, bigint, bigint, text);

DROP FUNCTION "sanyam_private"."fail_too_large"(public.tier_limits, bigint);

DROP FUNCTION "sanyam_private"."require_feature"(public.tier_limits, text, text);

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
        perform sanyam_private.lock_owner(document_id);
        v_owner_id := sanyam_private.owner_of(document_id);
        perform sanyam_private.lock_account(least(v_owner_id, v_caller));
        perform sanyam_private.lock_account(greatest(v_owner_id, v_caller));
        select o.* into v_offer
        from sanyam_private.offers_to_caller() o
        where o.document_id = accept_ownership.document_id;
    end if;
    -- The owner may have taken it back before the lock.
    if v_offer.document_id is null then
        perform sanyam_private.fail_not_found();
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
        perform sanyam_private.fail_not_found();
    end if;
    v_address := lower(v_offer.owner_email);
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

CREATE OR REPLACE FUNCTION public.create_api_key(name text DEFAULT NULL::text, scopes text[] DEFAULT NULL::text[], expires_in_days integer DEFAULT NULL::integer)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    c_most_active_keys constant integer := 100;
    -- Revoked keys stay, and each key writes rows of the audit log.
    c_most_keys_a_day constant integer := 200;
    v_caller uuid := sanyam_private.require_session();
    v_limits public.tier_limits;
    v_active_keys bigint;
    v_now timestamptz;
    v_room_at timestamptz;
    v_key public.api_keys;
    v_secret text;
    v_answer record;
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        'name', sanyam_private.key_name_problem(coalesce(name, '')),
        'scopes', sanyam_private.scopes_problem(coalesce(scopes, '{}')),
        'expires_in_days', case
            when expires_in_days not between 1 and 3650 then 'A key is valid for 1 to 3650 days.'
        end
    ));
    v_limits := (sanyam_private.lock_account(v_caller)).limits;
    perform sanyam_private.require_feature(
        v_caller, v_limits, 'api_keys', 'API keys', 'create one'
    );
    v_now := sanyam_private.clock();
    select count(*) into v_active_keys
    from public.api_keys k
    where k.user_id = v_caller and k.revoked_at is null and (k.expires_at is null or k.expires_at > v_now);
    if v_active_keys >= c_most_active_keys then
        perform sanyam_private.fail_over_common_limit(
            v_caller, v_limits, 'api_keys', c_most_active_keys,
            format('You have %s API keys. Revoke one that you do not need.', v_active_keys)
        );
    end if;
    -- There is room again when the first of the newest 200 keys is 24 hours old.
    v_room_at := (
        select k.created_at + interval '24 hours'
        from public.api_keys k
        where k.user_id = v_caller
        order by k.created_at desc
        offset c_most_keys_a_day - 1 limit 1
    );
    if v_room_at > v_now then
        perform sanyam_private.fail_over_rate(
            c_most_keys_a_day,
            v_room_at,
            format('You created %s API keys in 24 hours. Create the next one tomorrow.', c_most_keys_a_day)
        );
    end if;
    insert into public.api_keys (user_id, name, prefix, scopes, created_at, expires_at)
    values (
        v_caller,
        create_api_key.name,
        left(gen_random_uuid()::text, 8),
        create_api_key.scopes,
        v_now,
        v_now + expires_in_days * interval '24 hours'
    )
    returning * into v_key;
    -- A random UUID has 122 random bits, so the secret has 244. Not every server has pgcrypto.
    v_secret := 'sanyam_' || v_key.prefix || '_'
        || replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
    insert into sanyam_private.api_key_secrets (key_id, secret_hash)
    values (v_key.id, sha256(convert_to(v_secret, 'UTF8')));
    select a.*, v_secret as secret into v_answer from sanyam_private.answer_of(v_key) a;
    return row_to_json(v_answer);
end;
$function$;

CREATE OR REPLACE FUNCTION public.create_document(name text DEFAULT NULL::text, language_id text DEFAULT NULL::text, content text DEFAULT NULL::text, idempotency_key text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_caller('documents:write');
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
        'name', sanyam_private.name_problem(coalesce(name, '')),
        'language_id', sanyam_private.language_id_problem(coalesce(language_id, '')),
        'idempotency_key', sanyam_private.idempotency_key_problem(idempotency_key)
    ));
    v_account := sanyam_private.lock_account(v_caller);
    v_limits := v_account.limits;
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
    perform sanyam_private.require_feature(
        v_caller, v_limits, 'cloud_storage', 'cloud storage', 'save to the cloud'
    );
    if v_size > v_limits.max_document_size_bytes then
        perform sanyam_private.fail_too_large(v_caller, v_limits, v_size);
    end if;
    v_now := sanyam_private.clock();
    insert into public.documents (id, owner_id, name, language_id, size_bytes, created_at, updated_at, updated_by)
    values (v_id, v_caller, name, language_id, v_size, v_now, v_now, v_caller)
    returning * into v_document;
    insert into public.document_versions (
        document_id, version_number, content, origin, created_at, created_by, api_key_name,
        document_name, language_id, size_bytes, replaceable_until
    ) values (
        v_id, 1, v_content, 'save', v_now, v_caller, sanyam_private.caller_key_name(),
        name, language_id, v_size, case when not v_limits.has_document_versioning then 'infinity'::timestamptz end
    );
    v_answer := row_to_json(sanyam_private.answer_of(v_document, v_account, 'owner'));
    perform sanyam_private.keep_answer(idempotency_key, v_request_hash, v_answer);
    return v_answer;
end;
$function$;

CREATE OR REPLACE FUNCTION public.restore_document(document_id uuid)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_locked sanyam_private.locked_document;
    v_document public.documents;
    v_limits public.tier_limits;
begin
    perform sanyam_private.require_caller('documents:write');
    v_locked := sanyam_private.lock_document(document_id, null);
    v_document := v_locked.document;
    v_limits := (v_locked.account).limits;
    if v_locked.permission = 'edit' then
        perform sanyam_private.fail(
            403, 'FORBIDDEN', 'Only the owner or an admin share may restore this document.'
        );
    end if;
    if v_document.deleted_at is not null then
        perform sanyam_private.require_feature(
            v_document.owner_id, v_limits, 'cloud_storage', 'cloud storage', 'restore this document'
        );
        perform sanyam_private.require_feature(
            v_document.owner_id, v_limits, 'document_recovery', 'recovery from the trash', 'restore this document'
        );
        -- The trigger that counts documents checks the limits.
        update public.documents d set deleted_at = null, deleted_by = null
        where d.id = v_document.id
        returning d.* into strict v_document;
    end if;
    return row_to_json(sanyam_private.answer_of(v_document, v_locked.account, v_locked.permission));
end;
$function$;

CREATE OR REPLACE FUNCTION public.share_document(document_id uuid, email text, permission text, expires_at timestamp with time zone DEFAULT NULL::timestamp with time zone, idempotency_key text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_caller('shares:write');
    v_address text := sanyam_private.address_of(email);
    v_account sanyam_private.account;
    v_request_hash bytea;
    v_document public.documents;
    v_share public.document_shares;
    v_created boolean;
    v_now timestamptz;
    v_answer json;
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        'email', sanyam_private.address_problem(v_address),
        'permission', case
            when permission in ('view', 'edit', 'admin') then null
            else 'The permission is view, edit or admin.'
        end,
        'idempotency_key', sanyam_private.idempotency_key_problem(idempotency_key)
    ));
    v_account := sanyam_private.lock_account(v_caller);
    if idempotency_key is not null then
        v_request_hash := sha256(convert_to(
            jsonb_build_array('share_document', document_id, v_address, permission, expires_at)::text, 'UTF8'
        ));
        v_answer := sanyam_private.recall_answer(idempotency_key, v_request_hash);
        if v_answer is not null then
            return v_answer;
        end if;
    end if;
    v_document := sanyam_private.require_own_document(document_id);
    v_now := sanyam_private.clock();
    perform sanyam_private.require_valid(jsonb_build_object(
        'email', case when v_address = lower(v_account.email) then 'This is your own address.' end,
        'expires_at', case
            when expires_at <= v_now then 'The time is in the past.'
            -- RFC 3339 has no years of five digits.
            when expires_at >= timestamptz '10000-01-01 00:00:00+00' then 'The time is after the year 9999.'
        end
    ));
    if v_document.deleted_at is not null then
        perform sanyam_private.fail_read_only('trashed');
    end if;
    perform sanyam_private.require_feature(
        v_account.owner_id, v_account.limits, 'document_sharing', 'sharing', 'share this document'
    );
    select s.* into v_share
    from public.document_shares s
    where s.email = v_address and s.document_id = v_document.id;
    v_created := v_share.id is null;
    if v_created then
        perform sanyam_private.require_room_for_share(v_document.id, v_account.limits);
        insert into public.document_shares (
            document_id, owner_id, email, permission, expires_at, created_at, updated_at
        ) values (v_document.id, v_caller, v_address, permission, expires_at, v_now, v_now)
        returning * into v_share;
    elsif (v_share.permission, v_share.expires_at) is distinct from (permission, expires_at) then
        update public.document_shares s
        set permission = share_document.permission, expires_at = share_document.expires_at, updated_at = v_now
        where s.id = v_share.id
        returning s.* into strict v_share;
    end if;
    select row_to_json(x) into v_answer
    from (select a.*, v_created as created from sanyam_private.answer_of(v_share) a) x;
    perform sanyam_private.keep_answer(idempotency_key, v_request_hash, v_answer);
    return v_answer;
end;
$function$;

CREATE OR REPLACE FUNCTION public.trash_document(document_id uuid, base_version bigint DEFAULT NULL::bigint)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    -- Documents without text use no storage, so a user could fill the trash without end.
    c_most_in_the_trash constant integer := 1000;
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
        if sanyam_private.trash_count(v_document.owner_id) >= c_most_in_the_trash then
            perform sanyam_private.fail_over_common_limit(
                v_document.owner_id, (v_locked.account).limits, 'trash', c_most_in_the_trash,
                'The trash is full. Empty it, or delete documents in it permanently.',
                'The trash of this document’s owner is full. Ask them to empty it.'
            );
        end if;
        update public.documents d
        set deleted_at = sanyam_private.clock(), deleted_by = v_caller
        where d.id = v_document.id
        returning d.* into v_document;
    end if;
    return row_to_json(sanyam_private.answer_of(v_document, v_locked.account, v_locked.permission));
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
    v_name_changes boolean := coalesce(name <> v_document.name, false)
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
        if not v_text_changes and not v_name_changes then
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
    if v_name_changes then
        update public.documents d
        set name = coalesce(change_document.name, d.name),
            language_id = coalesce(change_document.language_id, d.language_id)
        where d.id = v_document.id
        returning d.* into strict v_document;
    end if;
    return row_to_json(sanyam_private.answer_of(v_document, v_account, locked.permission));
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.fail_by_plan(owner_id uuid, limits public.tier_limits, status integer, code text, hint text, hint_for_others text, for_all jsonb, for_owner jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    if owner_id <> sanyam_private.caller_id() then
        perform sanyam_private.fail(status, code, hint_for_others, for_all);
    end if;
    perform sanyam_private.fail(status, code, hint, for_all || for_owner || jsonb_build_object(
        'tier', limits.tier, 'upgrade_url', sanyam_private.upgrade_url()
    ));
end;
$function$;

ALTER FUNCTION "sanyam_private"."fail_by_plan"(uuid, public.tier_limits, integer, text, text, text, jsonb, jsonb) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.fail_exporting(held_until timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.fail_over_rate(
        1, held_until, 'An export of your data is running. Wait until it has finished, and try again.'
    );
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.fail_over_common_limit(owner_id uuid, limits public.tier_limits, limit_name text, limit_value bigint, hint text, hint_for_others text DEFAULT NULL::text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    if owner_id <> sanyam_private.caller_id() then
        perform sanyam_private.fail(
            403, 'TIER_LIMIT_EXCEEDED', hint_for_others, jsonb_build_object('limit_name', limit_name)
        );
    end if;
    perform sanyam_private.fail(403, 'TIER_LIMIT_EXCEEDED', hint, jsonb_build_object(
        'limit_name', limit_name, 'limit', limit_value, 'current', limit_value, 'tier', limits.tier
    ));
end;
$function$;

ALTER FUNCTION "sanyam_private"."fail_over_common_limit"(uuid, public.tier_limits, text, bigint, text, text) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.fail_over_limit(owner_id uuid, limits public.tier_limits, limit_name text, limit_value bigint, current bigint, hint text, hint_for_others text DEFAULT 'The owner of this document has reached a limit of their plan. Ask them to upgrade.'::text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.fail_by_plan(
        owner_id, limits, 403, 'TIER_LIMIT_EXCEEDED', hint, hint_for_others,
        jsonb_build_object('limit_name', limit_name),
        jsonb_build_object('limit', limit_value, 'current', current)
    );
end;
$function$;

ALTER FUNCTION "sanyam_private"."fail_over_limit"(uuid, public.tier_limits, text, bigint, bigint, text, text) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.fail_over_usage(owner_id uuid, limits public.tier_limits, limit_name text, current bigint)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    c_for_others constant text :=
        'The owner of this document has reached a limit of their plan. Ask them to delete documents or to upgrade.';
begin
    if limit_name = 'max_documents' then
        perform sanyam_private.fail_over_limit(owner_id, limits, limit_name, limits.max_documents, current, format(
            'Your plan (%s) allows %s documents, and you have %s. Delete one, or upgrade.',
            limits.tier, limits.max_documents, current
        ), c_for_others);
    else
        perform sanyam_private.fail_over_limit(owner_id, limits, limit_name, limits.max_storage_bytes, current, format(
            'Your plan (%s) stores %s, and you use %s. Empty the trash, delete documents, or upgrade.',
            limits.tier,
            sanyam_private.readable_size(limits.max_storage_bytes),
            sanyam_private.readable_size(current)
        ), c_for_others);
    end if;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.fail_too_large(owner_id uuid, limits public.tier_limits, size bigint)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_limit text := sanyam_private.readable_size(limits.max_document_size_bytes);
    v_size text := sanyam_private.readable_size(size);
begin
    perform sanyam_private.fail_by_plan(
        owner_id,
        limits,
        413,
        'DOCUMENT_TOO_LARGE',
        format(
            'This document has %s, and your plan (%s) allows %s. Make the document smaller, or upgrade.',
            v_size, limits.tier, v_limit
        ),
        format(
            'This document has %s, and the plan of its owner allows %s. Make it smaller, or ask its owner to upgrade.',
            v_size, v_limit
        ),
        -- Who edits a document needs its limit.
        jsonb_build_object('size', size, 'limit', limits.max_document_size_bytes),
        '{}'
    );
end;
$function$;

ALTER FUNCTION "sanyam_private"."fail_too_large"(uuid, public.tier_limits, bigint) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.lock_history(document_id uuid, base_version bigint)
 RETURNS sanyam_private.locked_document
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_locked sanyam_private.locked_document := sanyam_private.lock_document(document_id, base_version);
    v_limits public.tier_limits := (v_locked.account).limits;
    v_reason text := sanyam_private.read_only_reason(v_locked.document, v_locked.account, v_locked.permission);
begin
    if v_reason is not null then
        perform sanyam_private.fail_read_only(v_reason);
    end if;
    perform sanyam_private.require_feature(
        (v_locked.account).owner_id, v_limits, 'document_versioning', 'version history', 'restore and name versions'
    );
    return v_locked;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.readable_size(bytes bigint)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return case
        when bytes = 1 then '1 byte'
        when bytes < 1024 then bytes || ' bytes'
        when bytes <= 1023 * 1024 then ceil(bytes / 1024.0) || ' KB'
        when bytes <= 1023 * 1048576 then trim_scale(ceil(bytes / 104857.6) / 10) || ' MB'
        else trim_scale(ceil(bytes / 107374182.4) / 10) || ' GB'
    end;
end;
$function$;

ALTER FUNCTION "sanyam_private"."readable_size"(bigint) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.require_feature(owner_id uuid, limits public.tier_limits, feature text, words text, purpose text)
 RETURNS void
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    if not coalesce((to_jsonb(limits) ->> ('has_' || feature))::boolean, false) then
        perform sanyam_private.fail_by_plan(
            owner_id,
            limits,
            403,
            'FEATURE_NOT_AVAILABLE',
            format('Your plan (%s) does not include %s. Upgrade to %s.', limits.tier, words, purpose),
            format('The plan of this document’s owner does not include %s. Ask them to upgrade.', words),
            jsonb_build_object('feature', feature),
            sanyam_private.missing_feature(limits, feature)
        );
    end if;
end;
$function$;

ALTER FUNCTION "sanyam_private"."require_feature"(uuid, public.tier_limits, text, text, text) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.require_naming_is_rare(owner_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    -- Far more than anybody names by hand, and fewer rows than the log can hold.
    c_most_changes_a_day constant integer := 500;
    v_caller uuid := sanyam_private.caller_id();
    v_since timestamptz := sanyam_private.clock() - interval '24 hours';
    v_first_that_counts timestamptz := (
        select a.created_at
        from public.audit_log a
        where a.user_id = require_naming_is_rare.owner_id and a.created_at > v_since
            and a.actor_id = v_caller and a.action like 'version.%'
        order by a.created_at desc
        offset c_most_changes_a_day - 1 limit 1
    );
begin
    if v_first_that_counts is not null then
        perform sanyam_private.fail_over_rate(
            c_most_changes_a_day,
            v_first_that_counts + interval '24 hours',
            format('You changed the names of versions %s times in 24 hours. Try again tomorrow.', c_most_changes_a_day)
        );
    end if;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.require_room_for_name(document public.documents, limits public.tier_limits)
 RETURNS void
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    -- The other half of the versions is for those to come.
    v_limit integer := limits.max_versions_per_document / 2;
    v_is_owner boolean := document.owner_id = sanyam_private.caller_id();
    v_by_others bigint;
begin
    if not v_is_owner then
        select count(*) into v_by_others
        from public.document_versions v
        where v.document_id = document.id and v.name is not null and v.named_by <> document.owner_id;
        if document.named_version_count >= v_limit or v_by_others >= v_limit / 2 then
            perform sanyam_private.fail(
                403,
                'TIER_LIMIT_EXCEEDED',
                'No more versions of this document can have a name that was not given by its owner. Remove a name that '
                'you gave, or ask the owner to name this version.',
                '{"limit_name": "max_named_versions"}'
            );
        end if;
    elsif document.named_version_count >= v_limit then
        perform sanyam_private.fail_over_limit(
            document.owner_id, limits, 'max_named_versions', v_limit, document.named_version_count,
            format(
                'Your plan (%s) allows %s named versions of a document, and this one has %s. '
                'Remove a name, or upgrade.',
                limits.tier, v_limit, document.named_version_count
            )
        );
    end if;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.require_room_for_share(document_id uuid, limits public.tier_limits)
 RETURNS void
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    c_most_shares constant integer := 1000;
begin
    if (
        select count(*) from public.document_shares s where s.document_id = require_room_for_share.document_id
    ) >= c_most_shares then
        perform sanyam_private.fail_over_common_limit(
            sanyam_private.caller_id(), limits, 'shares', c_most_shares,
            format('This document is already shared with %s people. Revoke a share first.', c_most_shares)
        );
    end if;
end;
$function$;

REVOKE ALL ON FUNCTION "sanyam_private"."fail_by_plan"(uuid, public.tier_limits, integer, text, text, text, jsonb, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."fail_by_plan"(uuid, public.tier_limits, integer, text, text, text, jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."fail_by_plan"(uuid, public.tier_limits, integer, text, text, text, jsonb, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."fail_by_plan"(uuid, public.tier_limits, integer, text, text, text, jsonb, jsonb) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."fail_over_common_limit"(uuid, public.tier_limits, text, bigint, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."fail_over_common_limit"(uuid, public.tier_limits, text, bigint, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."fail_over_common_limit"(uuid, public.tier_limits, text, bigint, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."fail_over_common_limit"(uuid, public.tier_limits, text, bigint, text, text) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."fail_over_limit"(uuid, public.tier_limits, text, bigint, bigint, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."fail_over_limit"(uuid, public.tier_limits, text, bigint, bigint, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."fail_over_limit"(uuid, public.tier_limits, text, bigint, bigint, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."fail_over_limit"(uuid, public.tier_limits, text, bigint, bigint, text, text) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."fail_too_large"(uuid, public.tier_limits, bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."fail_too_large"(uuid, public.tier_limits, bigint) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."fail_too_large"(uuid, public.tier_limits, bigint) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."fail_too_large"(uuid, public.tier_limits, bigint) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."readable_size"(bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."readable_size"(bigint) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."readable_size"(bigint) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."readable_size"(bigint) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."require_feature"(uuid, public.tier_limits, text, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."require_feature"(uuid, public.tier_limits, text, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."require_feature"(uuid, public.tier_limits, text, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."require_feature"(uuid, public.tier_limits, text, text, text) TO "sanyam_api";
