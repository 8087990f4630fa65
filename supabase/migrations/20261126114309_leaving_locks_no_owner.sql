-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.block_owner(owner_id uuid)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    c_most_blocked constant integer := 1000;
    v_caller uuid := sanyam_private.require_session();
    v_account sanyam_private.account;
begin
    if owner_id = v_caller or not sanyam_private.reaches_caller(owner_id) then
        perform sanyam_private.fail(404, 'NOT_FOUND', 'This user does not share or offer a document to you.');
    end if;
    v_account := sanyam_private.lock_account(v_caller);
    if (
        select count(*) from sanyam_private.blocked_owners b
        where b.user_id = v_caller and b.owner_id <> block_owner.owner_id
    ) >= c_most_blocked then
        perform sanyam_private.fail_over_common_limit(
            v_caller, v_account.limits, 'blocked_owners', c_most_blocked,
            format('You have blocked %s users. Unblock one first.', c_most_blocked)
        );
    end if;
    return to_json(sanyam_private.leave_owner(owner_id, true));
end;
$function$;

CREATE OR REPLACE FUNCTION public.leave_shares(owner_id uuid)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.require_caller('shares:write');
    return to_json(sanyam_private.leave_owner(owner_id, false));
end;
$function$;

CREATE OR REPLACE FUNCTION public.revoke_share(share_id uuid, document_id uuid DEFAULT NULL::uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_caller('shares:write');
    v_share public.document_shares;
begin
    select s.* into v_share
    from public.document_shares s
    where s.id = share_id and s.document_id = coalesce(revoke_share.document_id, s.document_id);
    if v_share.id is not null then
        if v_share.owner_id = v_caller then
            perform sanyam_private.lock_text(v_share.document_id);
            perform sanyam_private.lock_account(sanyam_private.owner_of(v_share.document_id));
        end if;
        -- A share that waits for room may take the place of this one.
        perform sanyam_private.lock_address(v_share.email);
        perform sanyam_private.lock_recipients(array[share_id]);
        delete from public.document_shares s where s.id = share_id;
    end if;
    if not found then
        perform sanyam_private.fail(404, 'SHARE_NOT_FOUND', 'This share does not exist, or you have no access to it.');
    end if;
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
    -- A save of the document at this moment must see the share, or the share the save.
    if sanyam_private.owner_of(document_id) = v_caller then
        perform sanyam_private.lock_text(document_id);
    end if;
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
    -- Its user may be leaving the share at this moment.
    perform sanyam_private.lock_address(v_address);
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

CREATE OR REPLACE FUNCTION sanyam_private.follow_owner()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_address text := (
        select sanyam_private.address_of(p.email) from public.user_profiles p where p.id = old.owner_id
    );
begin
    -- Locks everything that this changes, in the order that all functions keep.
    if v_address is not null then
        perform sanyam_private.lock_address(v_address);
    end if;
    perform sanyam_private.lock_recipients(array(
        select s.id from public.document_shares s where s.document_id = new.id
    ));
    delete from public.document_shares s
    using sanyam_private.share_recipients r
    where s.document_id = new.id and r.share_id = s.id and r.recipient_id = new.owner_id;
    update public.document_shares s set owner_id = new.owner_id where s.document_id = new.id;
    update sanyam_private.share_recipients r
    set recipient_id = sanyam_private.recipient_of(s)
    from public.document_shares s
    where s.email = v_address and s.document_id = new.id and r.share_id = s.id;
    return null;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.leave_owner(owner_id uuid, blocks boolean)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_share_ids uuid[];
    v_count integer;
begin
    perform sanyam_private.lock_address(
        (select sanyam_private.address_of(p.email) from public.user_profiles p where p.id = v_caller)
    );
    if blocks then
        insert into sanyam_private.blocked_owners (user_id, owner_id, email, blocked_at)
        values (
            v_caller, leave_owner.owner_id,
            (select p.email from public.user_profiles p where p.id = leave_owner.owner_id), sanyam_private.clock()
        )
        on conflict on constraint blocked_owners_pkey do nothing;
    end if;
    v_share_ids := array(
        select r.share_id
        from sanyam_private.share_recipients r
        join public.document_shares s on s.id = r.share_id
        where r.recipient_id = v_caller and s.owner_id = leave_owner.owner_id
    );
    perform sanyam_private.lock_recipients(v_share_ids);
    -- The document may have another owner since.
    delete from public.document_shares s where s.id = any (v_share_ids) and s.owner_id = leave_owner.owner_id;
    get diagnostics v_count = row_count;
    return v_count;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.misdirected_shares(address text)
 RETURNS TABLE(share_id uuid, recipient_id uuid)
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_user_id uuid := sanyam_private.user_of_address(address);
begin
    return query
    with may_reach as materialized (
        select s.id
        from public.document_shares s
        join sanyam_private.share_recipients r on r.share_id = s.id
        where s.email = address and s.owner_id <> v_user_id
            and not sanyam_private.has_blocked(v_user_id, s.owner_id)
        order by coalesce(r.recipient_id = v_user_id, false) desc, s.created_at, s.id
        limit sanyam_private.most_received_shares()
    )
    select r.share_id, case when m.id is not null then v_user_id end
    from public.document_shares s
    join sanyam_private.share_recipients r on r.share_id = s.id
    left join may_reach m on m.id = s.id
    where s.email = address and r.recipient_id is distinct from case when m.id is not null then v_user_id end;
end;
$function$;

ALTER FUNCTION "sanyam_private"."misdirected_shares"(text) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.reaches_caller(owner_id uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_address text := (select sanyam_private.address_of(p.email) from public.user_profiles p where p.id = v_caller);
begin
    return sanyam_private.has_blocked(v_caller, reaches_caller.owner_id)
        or sanyam_private.has_address(v_caller, v_address) and exists (
            select from public.document_shares s
            where s.email = v_address and s.owner_id = reaches_caller.owner_id
        )
        or exists (select from sanyam_private.offers_to_caller() o where o.owner_id = reaches_caller.owner_id);
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.redirect_shares(address text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_share_ids uuid[];
    v_recipient_ids uuid[];
begin
    select array_agg(m.share_id), array_agg(m.recipient_id) into v_share_ids, v_recipient_ids
    from sanyam_private.misdirected_shares(address) m;
    perform sanyam_private.lock_recipients(v_share_ids);
    update sanyam_private.share_recipients r
    set recipient_id = m.recipient_id
    from unnest(v_share_ids, v_recipient_ids) m (share_id, recipient_id)
    where r.share_id = m.share_id;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.redirect_shares_of_user()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_addresses text[] := array(
        select distinct sanyam_private.address_of(a.address)
        from unnest(array[old.email, new.email]) a (address)
        where a.address is not null
        order by 1
    );
    v_address text;
begin
    foreach v_address in array v_addresses loop
        perform sanyam_private.lock_address(v_address);
    end loop;
    perform sanyam_private.lock_recipients(array(
        select m.share_id
        from unnest(v_addresses) a (address)
        cross join lateral sanyam_private.misdirected_shares(a.address) m
    ));
    foreach v_address in array v_addresses loop
        perform sanyam_private.redirect_shares(v_address);
    end loop;
    return null;
end;
$function$;

REVOKE ALL ON FUNCTION "sanyam_private"."misdirected_shares"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."misdirected_shares"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."misdirected_shares"(text) TO "postgres";
