-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

DROP FUNCTION "sanyam_private"."hold_owner"(uuid);

DROP FUNCTION "sanyam_private"."lock_document"(uuid, bigint);

DROP FUNCTION "sanyam_private"."lock_history"(uuid, bigint);

DROP FUNCTION "sanyam_private"."lock_owner"(uuid);

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
    v_locked := sanyam_private.lock_history(document_id, null, false);
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
    return sanyam_private.change_document(v_locked, v_content, null, null, 'restore');
end;
$function$;

CREATE OR REPLACE FUNCTION public.revoke_share(share_id uuid, document_id uuid DEFAULT NULL::uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_share public.document_shares;
begin
    perform sanyam_private.require_caller('shares:write');
    select s.* into v_share
    from public.document_shares s
    where s.id = share_id and s.document_id = coalesce(revoke_share.document_id, s.document_id);
    if v_share.id is not null then
        perform sanyam_private.lock_text(v_share.document_id);
        perform sanyam_private.lock_account(sanyam_private.owner_of(v_share.document_id));
        delete from public.document_shares s where s.id = share_id;
    end if;
    if not found then
        perform sanyam_private.fail(404, 'SHARE_NOT_FOUND', 'This share does not exist, or you have no access to it.');
    end if;
end;
$function$;

CREATE OR REPLACE FUNCTION public.save_document(document_id uuid, content text DEFAULT NULL::text, name text DEFAULT NULL::text, language_id text DEFAULT NULL::text, base_version bigint DEFAULT NULL::bigint, origin text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_caller('documents:write');
    v_name text := sanyam_private.normalized_name(name);
    v_name_problem text;
    v_locked sanyam_private.locked_document;
begin
    if name is not null or language_id is not null or origin is not null then
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
            'origin', case when origin not in ('save', 'autosave') then 'The origin is save or autosave.' end
        ));
    end if;
    v_locked := sanyam_private.lock_document(document_id, base_version, only_saves => true);
    return sanyam_private.change_document(v_locked, content, v_name, language_id, coalesce(origin, 'save'));
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.await_saves(owner_id uuid)
 RETURNS void
 LANGUAGE sql
RETURN pg_advisory_xact_lock(uuid_hash_extended(owner_id, (2029)::bigint));

ALTER FUNCTION "sanyam_private"."await_saves"(uuid) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.delete_user(user_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_key_ids uuid[] := array(select k.id from public.api_keys k where k.user_id = delete_user.user_id);
begin
    perform sanyam_private.await_saves(delete_user.user_id);
    -- Locks the user before the profile, as a change of the address does, and the profile before addresses.
    perform from auth.users u where u.id = delete_user.user_id for update;
    perform sanyam_private.lock_account(delete_user.user_id);
    delete from auth.users u where u.id = delete_user.user_id;
    -- These have no foreign key.
    delete from sanyam_private.request_windows w where w.user_id = delete_user.user_id;
    delete from sanyam_private.api_key_usage u where u.key_id = any (v_key_ids);
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.keep_account(owner_id uuid)
 RETURNS void
 LANGUAGE sql
RETURN pg_advisory_xact_lock_shared(uuid_hash_extended(owner_id, (2029)::bigint));

ALTER FUNCTION "sanyam_private"."keep_account"(uuid) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.lock_address_of_user()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.await_saves(old.id);
    perform from public.user_profiles p where p.id = old.id for no key update;
    if old.email is not null then
        perform sanyam_private.lock_address(sanyam_private.address_of(old.email));
    end if;
    perform sanyam_private.lock_recipients(array(
        select r.share_id from sanyam_private.share_recipients r where r.recipient_id = old.id
        union
        select s.id from public.document_shares s where s.owner_id = old.id
    ));
    return old;
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
begin
    -- Before the lock, so that nobody makes the users of a document wait who has no access to it.
    select d.owner_id into v_owner_id from public.documents d where d.id = lock_document.document_id;
    if v_owner_id is null or (v_owner_id <> v_caller and sanyam_private.share_permission(document_id) is null) then
        perform sanyam_private.fail_not_found();
    end if;
    perform sanyam_private.lock_text(document_id);
    -- The document, its owner and the permission may have changed while this waited for the lock.
    v_owner_id := sanyam_private.owner_of(document_id);
    if v_owner_id is null then
        perform sanyam_private.fail_not_found();
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
        perform sanyam_private.fail_not_found();
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

ALTER FUNCTION "sanyam_private"."lock_document"(uuid, bigint, boolean) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.lock_history(document_id uuid, base_version bigint, only_saves boolean)
 RETURNS sanyam_private.locked_document
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_locked sanyam_private.locked_document := sanyam_private.lock_document(
        document_id, base_version, only_saves
    );
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

ALTER FUNCTION "sanyam_private"."lock_history"(uuid, bigint, boolean) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.lock_text(document_id uuid)
 RETURNS void
 LANGUAGE sql
RETURN pg_advisory_xact_lock(uuid_hash_extended(document_id, (2027)::bigint));

ALTER FUNCTION "sanyam_private"."lock_text"(uuid) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.purge_versions(batch_size integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_first_owner uuid := gen_random_uuid();
    v_document_ids uuid[];
    v_version_numbers integer[];
    v_free_ids uuid[];
    v_count integer;
begin
    select array_agg(x.document_id), array_agg(x.version_number) into v_document_ids, v_version_numbers
    from (
        select n.* from (
            select e.document_id, e.version_number
            from sanyam_private.expired_versions e
            join public.user_profiles p on p.id = e.owner_id
            where p.id >= v_first_owner
            order by p.id
            limit batch_size
            for no key update of p skip locked
        ) n
        union all
        select n.* from (
            select e.document_id, e.version_number
            from sanyam_private.expired_versions e
            join public.user_profiles p on p.id = e.owner_id
            where p.id < v_first_owner
            order by p.id
            limit batch_size
            for no key update of p skip locked
        ) n
        limit batch_size
    ) x;
    -- A save holds its document, and counts the versions. The job leaves that document to the next call.
    v_free_ids := array(
        select d.document_id
        from (select distinct unnest(v_document_ids)) d (document_id)
        where pg_try_advisory_xact_lock(uuid_hash_extended(d.document_id, 2027))
    );
    with gone as (
        delete from public.document_versions v
        using unnest(v_document_ids, v_version_numbers) x (document_id, version_number)
        join sanyam_private.expired_versions e using (document_id, version_number)
        where v.document_id = x.document_id and v.version_number = x.version_number
            and v.document_id = any (v_free_ids)
        returning v.document_id
    ), counted as (
        update public.documents d set version_count = d.version_count - g.count
        from (select g.document_id, count(*) from gone g group by g.document_id) g
        where d.id = g.document_id
    )
    select count(*) into v_count from gone;
    return v_count;
end;
$function$;

REVOKE ALL ON FUNCTION "sanyam_private"."await_saves"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."await_saves"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."await_saves"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."keep_account"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."keep_account"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."keep_account"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."keep_account"(uuid) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."lock_document"(uuid, bigint, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."lock_document"(uuid, bigint, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."lock_document"(uuid, bigint, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."lock_document"(uuid, bigint, boolean) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."lock_history"(uuid, bigint, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."lock_history"(uuid, bigint, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."lock_history"(uuid, bigint, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."lock_history"(uuid, bigint, boolean) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."lock_text"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."lock_text"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."lock_text"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."lock_text"(uuid) TO "sanyam_api";
