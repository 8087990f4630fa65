-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

ALTER TABLE "sanyam_private"."known_authors" DROP CONSTRAINT "known_authors_user_id_fkey";

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
    if v_caller <> v_document.owner_id then
        perform sanyam_private.remember_author(v_document.id);
    end if;
    return row_to_json(sanyam_private.answer_of(v_document, v_account, locked.permission));
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.forget_author()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    delete from sanyam_private.known_authors a
    where (a.document_id, a.user_id) in (
        select k.document_id, k.user_id
        from sanyam_private.known_authors k
        where k.user_id = old.id
        for update skip locked
    );
    return null;
end;
$function$;

ALTER FUNCTION "sanyam_private"."forget_author"() OWNER TO "postgres";

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
    -- The payment service answers for an event for 30 days.
    c_billing_is_kept constant interval := '90 days';
    v_now timestamptz := sanyam_private.clock();
    v_settings sanyam_private.settings;
    v_answers integer;
    v_shares integer;
    v_offers integer;
    v_audit_rows integer;
    v_usage_rows integer;
    v_windows integer;
    v_keys integer;
    v_events integer;
    v_subscriptions integer;
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
    -- What the end of an account left, because it waits for nobody.
    delete from sanyam_private.known_authors a
    where (a.document_id, a.user_id) in (
        select k.document_id, k.user_id
        from sanyam_private.known_authors k
        where not exists (select from public.user_profiles p where p.id = k.user_id)
        limit batch_size
        for update skip locked
    );
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
    delete from sanyam_private.billing_events d where d.id = any (array(
        select e.id from sanyam_private.billing_events e
        where e.received_at < v_now - c_billing_is_kept
        limit batch_size
        for update skip locked
    ));
    get diagnostics v_events = row_count;
    delete from sanyam_private.billing_subscriptions d where d.id = any (array(
        select s.id from sanyam_private.billing_subscriptions s
        where not s.holds and s.status in ('canceled', 'incomplete_expired')
            and s.updated_at < v_now - c_billing_is_kept
        limit batch_size
        for update skip locked
    ));
    get diagnostics v_subscriptions = row_count;
    return json_build_object(
        'api_keys', v_keys,
        'idempotency_records', v_answers,
        'shares', v_shares,
        'ownership_offers', v_offers,
        'audit_rows', v_audit_rows,
        'usage_rows', v_usage_rows,
        'request_windows', v_windows,
        'billing_events', v_events,
        'billing_subscriptions', v_subscriptions
    );
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.remember_author(document_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    insert into sanyam_private.known_authors as a (document_id, user_id, email)
    select r.document_id, r.recipient_id, s.email
    from sanyam_private.share_recipients r
    join public.document_shares s on s.id = r.share_id
    where uuid_hash_extended(r.document_id, uuid_hash_extended(r.recipient_id, 0))
            = uuid_hash_extended(
                remember_author.document_id, uuid_hash_extended(sanyam_private.caller_id(), 0)
            )
        and r.document_id = remember_author.document_id and r.recipient_id = sanyam_private.caller_id()
        -- A conflict locks the row, also if nothing changes.
        and not exists (
            select from sanyam_private.known_authors k
            where k.document_id = r.document_id and k.user_id = r.recipient_id and k.email = s.email
        )
    limit 1
    on conflict on constraint known_authors_pkey do update set email = excluded.email;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.shared_address(document_id uuid, owner_id uuid, user_id uuid)
 RETURNS text
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    if owner_id is distinct from sanyam_private.caller_id() then
        return null;
    end if;
    return coalesce(
        (
            select s.email
            from sanyam_private.share_recipients r
            join public.document_shares s on s.id = r.share_id
            where uuid_hash_extended(r.document_id, uuid_hash_extended(r.recipient_id, 0))
                    = uuid_hash_extended(shared_address.document_id, uuid_hash_extended(shared_address.user_id, 0))
                and r.document_id = shared_address.document_id and r.recipient_id = shared_address.user_id
            limit 1
        ),
        (
            select a.email
            from sanyam_private.known_authors a
            where a.document_id = shared_address.document_id and a.user_id = shared_address.user_id
                and exists (select from public.user_profiles p where p.id = a.user_id)
        )
    );
end;
$function$;

CREATE TRIGGER forget_author AFTER DELETE ON public.user_profiles FOR EACH ROW EXECUTE FUNCTION sanyam_private.forget_author();

REVOKE ALL ON FUNCTION "sanyam_private"."forget_author"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."forget_author"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."forget_author"() TO "postgres";
