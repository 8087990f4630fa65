-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

DROP FUNCTION "sanyam_private"."require_naming_is_rare"(uuid);

CREATE OR REPLACE FUNCTION public.name_version(document_id uuid, version_number bigint, name text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    -- Far more than anybody names by hand.
    c_most_changes_a_day constant integer := 500;
    v_caller uuid := sanyam_private.require_caller('documents:write');
    v_name text := nullif(sanyam_private.trimmed(sanyam_private.normalized_name(name)), '');
    v_locked sanyam_private.locked_document;
    v_document public.documents;
    v_version public.document_versions;
    v_had_name boolean;
    v_email text;
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        'name', sanyam_private.label_problem(v_name)
    ));
    v_locked := sanyam_private.lock_history(document_id, null);
    v_document := v_locked.document;
    select v.* into v_version
    from public.document_versions v
    where v.document_id = v_document.id and v.version_number = name_version.version_number;
    if not found then
        perform sanyam_private.fail_version_not_found();
    end if;
    if v_version.name is distinct from v_name then
        v_had_name := v_version.name is not null;
        if v_had_name and v_locked.permission = 'edit' and v_version.named_by is distinct from v_caller
        then
            perform sanyam_private.fail(
                403,
                'FORBIDDEN',
                'Another user gave this version its name. Only they, the owner of the document or an admin share may '
                'change it.'
            );
        end if;
        if not v_had_name then
            perform sanyam_private.require_room_for_name(v_document, (v_locked.account).limits);
        end if;
        perform sanyam_private.require_rare(
            v_document.owner_id, array['version.named', 'version.renamed', 'version.unnamed'], c_most_changes_a_day,
            format('You changed the names of versions %s times in 24 hours. Try again tomorrow.', c_most_changes_a_day)
        );
        update public.document_versions v
        set name = v_name, named_by = case when v_name is not null then v_caller end
        where v.document_id = v_document.id and v.version_number = v_version.version_number
        returning v.* into strict v_version;
        update public.documents d
        set named_version_count = d.named_version_count + (v_name is not null)::integer - v_had_name::integer
        where d.id = v_document.id;
    end if;
    v_email := sanyam_private.author_email(v_version.created_by, v_document.owner_id);
    return row_to_json(sanyam_private.answer_of(v_version, v_email));
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
    return row_to_json(sanyam_private.answer_of(v_document, v_account, 'owner'));
end;
$function$;

CREATE OR REPLACE FUNCTION public.purge_expired(batch_size integer DEFAULT 1000)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET statement_timeout TO '60s'
AS $function$
declare
    v_batch_size integer := coalesce(batch_size, 1000);
    v_documents integer;
    v_versions integer;
    v_records json;
begin
    perform sanyam_private.require_system();
    perform sanyam_private.require_valid(jsonb_build_object(
        'batch_size', case when v_batch_size not between 1 and 100000 then 'A batch has 1 to 100,000 rows.' end
    ));
    -- Documents before shares, because documents take their shares along. In this order two calls cannot deadlock.
    v_documents := sanyam_private.purge_trash(v_batch_size);
    v_versions := sanyam_private.purge_versions(v_batch_size);
    v_records := sanyam_private.purge_records(v_batch_size);
    return json_build_object(
        'documents', v_documents,
        'versions', v_versions,
        'api_keys', v_records -> 'api_keys',
        'idempotency_records', v_records -> 'idempotency_records',
        'shares', v_records -> 'shares',
        'ownership_offers', v_records -> 'ownership_offers',
        'audit_rows', v_records -> 'audit_rows',
        'usage_rows', v_records -> 'usage_rows',
        'request_windows', v_records -> 'request_windows'
    );
end;
$function$;

CREATE OR REPLACE FUNCTION public.share_document(document_id uuid, email text, permission text, expires_at timestamp with time zone DEFAULT NULL::timestamp with time zone, idempotency_key text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    -- A document can have 1,000 shares, and all of them can be made in a day.
    c_most_changes_a_day constant integer := 1000;
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
        'email', case when v_address = sanyam_private.address_of(v_account.email) then 'This is your own address.' end,
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
    if v_created or (v_share.permission, v_share.expires_at) is distinct from (permission, expires_at) then
        perform sanyam_private.require_rare(
            v_caller, array['share.created', 'share.changed'], c_most_changes_a_day,
            format('You shared documents %s times in 24 hours. Try again tomorrow.', c_most_changes_a_day)
        );
    end if;
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

CREATE OR REPLACE FUNCTION sanyam_private.audit_key()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    if tg_op = 'INSERT' then
        perform sanyam_private.audit(new.user_id, 'key.created', new.id, null, sanyam_private.audited_key(new));
    elsif tg_op = 'UPDATE' then
        perform sanyam_private.audit(
            new.user_id,
            case when old.revoked_at is null and new.revoked_at is not null then 'key.revoked' else 'key.changed' end,
            new.id,
            sanyam_private.audited_key(old),
            sanyam_private.audited_key(new)
        );
    elsif old.revoked_at is null
        and coalesce(old.expires_at > sanyam_private.clock(), true)
        and sanyam_private.account_exists(old.user_id)
    then
        perform sanyam_private.audit(old.user_id, 'key.revoked', old.id, sanyam_private.audited_key(old), null);
    end if;
    return null;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.purge_records(batch_size integer)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    c_answers_are_kept constant interval := '24 hours';
    c_ended_shares_are_kept constant interval := '30 days';
    -- A window is needed for an hour.
    c_windows_are_kept constant interval := '24 hours';
    v_now timestamptz := sanyam_private.clock();
    v_settings sanyam_private.settings;
    v_answers integer;
    v_shares integer;
    v_offers integer;
    v_audit_rows integer;
    v_usage_rows integer;
    v_windows integer;
    v_keys integer;
begin
    select s.* into strict v_settings from sanyam_private.settings s;
    with ended as materialized (
        select r.user_id, r.key from sanyam_private.idempotency_records r
        where r.created_at < v_now - c_answers_are_kept
        limit batch_size
        for update skip locked
    )
    delete from sanyam_private.idempotency_records r using ended e where r.user_id = e.user_id and r.key = e.key;
    get diagnostics v_answers = row_count;
    delete from public.document_shares d where d.id = any (array(
        select s.id
        from public.document_shares s
        join sanyam_private.share_recipients r on r.share_id = s.id
        where s.expires_at < v_now - c_ended_shares_are_kept
        limit batch_size
        for update skip locked
    ));
    get diagnostics v_shares = row_count;
    delete from sanyam_private.ownership_offers d where d.document_id = any (array(
        select o.document_id from sanyam_private.ownership_offers o
        where o.expires_at < v_now
        limit batch_size
        for update skip locked
    ));
    get diagnostics v_offers = row_count;
    delete from public.audit_log d where d.id = any (array(
        select a.id from public.audit_log a
        where a.created_at < v_now - make_interval(days => v_settings.audit_retention_days)
        limit batch_size
        for update skip locked
    ));
    get diagnostics v_audit_rows = row_count;
    with ended as materialized (
        select u.key_id, u.hour from sanyam_private.api_key_usage u
        where u.hour < v_now - make_interval(days => v_settings.usage_retention_days)
        limit batch_size
        for update skip locked
    )
    delete from sanyam_private.api_key_usage u using ended e where u.key_id = e.key_id and u.hour = e.hour;
    get diagnostics v_usage_rows = row_count;
    delete from sanyam_private.request_windows d where d.user_id = any (array(
        select w.user_id from sanyam_private.request_windows w
        where w.window_start < v_now - c_windows_are_kept
        limit batch_size
        for update skip locked
    ));
    get diagnostics v_windows = row_count;
    delete from public.api_keys d where d.id = any (array(
        select k.id from public.api_keys k
        where coalesce(k.revoked_at, k.expires_at) < v_now - make_interval(days => v_settings.usage_retention_days)
        limit batch_size
        for update skip locked
    ));
    get diagnostics v_keys = row_count;
    return json_build_object(
        'api_keys', v_keys,
        'idempotency_records', v_answers,
        'shares', v_shares,
        'ownership_offers', v_offers,
        'audit_rows', v_audit_rows,
        'usage_rows', v_usage_rows,
        'request_windows', v_windows
    );
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.require_rare(owner_id uuid, actions text[], most integer, hint text)
 RETURNS void
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    c_day constant interval := '24 hours';
    v_caller uuid := sanyam_private.caller_id();
    v_since timestamptz := sanyam_private.clock() - c_day;
    v_room_at timestamptz := (
        select a.created_at + c_day
        from public.audit_log a
        where a.user_id = require_rare.owner_id and a.created_at > v_since
            and a.actor_id = v_caller and a.action = any (actions)
        order by a.created_at desc, a.id desc
        offset most - 1 limit 1
    );
begin
    if v_room_at is not null then
        perform sanyam_private.fail_over_rate(most, v_room_at, hint);
    end if;
end;
$function$;

ALTER FUNCTION "sanyam_private"."require_rare"(uuid, text[], integer, text) OWNER TO "postgres";

CREATE INDEX api_keys_by_end ON public.api_keys USING btree (COALESCE(revoked_at, expires_at));

REVOKE ALL ON FUNCTION "sanyam_private"."require_rare"(uuid, text[], integer, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."require_rare"(uuid, text[], integer, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."require_rare"(uuid, text[], integer, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."require_rare"(uuid, text[], integer, text) TO "sanyam_api";
