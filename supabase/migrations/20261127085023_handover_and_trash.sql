-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

DROP TRIGGER "direct_share" ON "public"."document_shares";

DROP FUNCTION "sanyam_private"."offers_to_caller"();

DROP FUNCTION "sanyam_private"."trash_count"(uuid);

ALTER TABLE "public"."documents" ADD COLUMN "history_bytes" bigint;

UPDATE "public"."documents" d
SET "history_bytes" = (
    SELECT coalesce(sum(v."size_bytes"), 0) FROM "public"."document_versions" v WHERE v."document_id" = d."id"
)
WHERE d."deleted_at" IS NOT NULL;

CREATE OR REPLACE FUNCTION public.list_ownership_offers()
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.require_session();
    return (
        select coalesce(
            json_agg(
                json_build_object(
                    'document_id', o.document_id,
                    'name', o.name,
                    'owner_email', o.owner_email,
                    'offered_at', sanyam_private.rfc3339(o.offered_at),
                    'expires_at', sanyam_private.rfc3339(o.expires_at),
                    'share_count', o.share_count,
                    'admin_count', o.admin_count
                )
                order by o.offered_at, o.document_id
            ),
            '[]'
        )
        from sanyam_private.offers_to_caller() o
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
            'trash_count', (sanyam_private.usage_of_trash(v_caller)).documents
        ),
        'features', (
            select json_object_agg(l.key, l.value) from json_each(to_json(v_limits)) l where l.key like 'has\_%'
        ),
        'included_tiers', sanyam_private.included_tiers(v_limits),
        'receives_shares', sanyam_private.has_address(v_caller, sanyam_private.address_of(v_profile.email)),
        'subscription', (
            select json_build_object(
                'tier', s.tier,
                'status', s.status,
                'is_active', s.holds,
                'period_end', sanyam_private.rfc3339(s.period_end),
                'cancel_at_period_end', s.cancel_at_period_end,
                'pay_until', sanyam_private.rfc3339(s.holds_until)
            )
            from sanyam_private.billing_subscriptions s
            where s.user_id = v_caller
            order by s.holds desc, s.tier = v_profile.tier desc nulls last, s.updated_at desc
            limit 1
        )
    );
end;
$function$;

CREATE OR REPLACE FUNCTION public.restore_document(document_id uuid, base_version bigint DEFAULT NULL::bigint, undo_only boolean DEFAULT NULL::boolean)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    c_undo constant interval := '10 minutes';
    v_caller uuid := sanyam_private.require_caller('documents:write');
    v_locked sanyam_private.locked_document;
    v_document public.documents;
    v_limits public.tier_limits;
    v_is_undo boolean;
begin
    v_locked := sanyam_private.lock_document(document_id, base_version);
    v_document := v_locked.document;
    v_limits := (v_locked.account).limits;
    if v_locked.permission = 'edit' then
        perform sanyam_private.fail(
            403, 'FORBIDDEN', 'Only the owner or an admin share may restore this document.'
        );
    end if;
    v_is_undo := case
        when v_document.deleted_by = v_caller then v_document.deleted_at > sanyam_private.clock() - c_undo
        else v_locked.permission = 'owner'
    end;
    if v_document.deleted_at is not null and undo_only and not v_is_undo then
        return null;
    end if;
    if v_document.deleted_at is not null and not v_is_undo then
        perform sanyam_private.require_feature(
            v_document.owner_id, v_limits, 'cloud_storage', 'cloud storage', 'restore this document'
        );
        perform sanyam_private.require_feature(
            v_document.owner_id, v_limits, 'document_recovery', 'recovery from the trash', 'restore this document'
        );
    end if;
    if v_document.deleted_at is not null then
        -- The trigger that counts documents checks the limits.
        update public.documents d set deleted_at = null, deleted_by = null
        where d.id = v_document.id
        returning d.* into strict v_document;
    end if;
    return row_to_json(sanyam_private.answer_of(v_document, v_locked.account, v_locked.permission));
end;
$function$;

CREATE OR REPLACE FUNCTION public.trash_document(document_id uuid, base_version bigint DEFAULT NULL::bigint)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
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
        perform sanyam_private.require_room_in_trash(v_document.owner_id, (v_locked.account).limits);
        update public.documents d
        set deleted_at = sanyam_private.clock(), deleted_by = v_caller
        where d.id = v_document.id
        returning d.* into v_document;
    end if;
    return row_to_json(sanyam_private.answer_of(v_document, v_locked.account, v_locked.permission));
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.await_blocks(owner_id uuid)
 RETURNS void
 LANGUAGE sql
RETURN pg_advisory_xact_lock(uuid_hash_extended(owner_id, (2032)::bigint));

ALTER FUNCTION "sanyam_private"."await_blocks"(uuid) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.exported_records(place sanyam_private.export_place, most_items integer)
 RETURNS json[]
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_moment timestamptz := coalesce(place.moment, '-infinity');
    v_id uuid := coalesce(place.id, '00000000-0000-0000-0000-000000000000');
    v_number bigint := coalesce(place.number, 0);
begin
    case place.section
        when 'received_share' then
            return array(
                select json_build_object('kind', place.section, 'data', row_to_json(x))
                from (
                    select (sanyam_private.answer_of(s)).*, s.owner_id
                    from sanyam_private.shares_of_caller() c
                    join public.document_shares s on s.id = c.share_id
                    where c.share_id > v_id and s.owner_id <> v_caller
                    order by c.share_id
                    limit most_items
                ) x
            );
        when 'received_offer' then
            return array(
                select json_build_object(
                    'kind', place.section,
                    'data', json_build_object(
                        'document_id', o.document_id,
                        'name', o.name,
                        'owner_email', o.owner_email,
                        'offered_at', sanyam_private.rfc3339(o.offered_at),
                        'expires_at', sanyam_private.rfc3339(o.expires_at),
                        'share_count', o.share_count,
                        'admin_count', o.admin_count
                    )
                )
                from sanyam_private.offers_to_caller() o
                where (o.offered_at, o.document_id) > (v_moment, v_id)
                order by o.offered_at, o.document_id
                limit most_items
            );
        when 'api_key' then
            return array(
                select json_build_object('kind', place.section, 'data', sanyam_private.answer_of(k))
                from public.api_keys k
                where k.user_id = v_caller and (k.created_at, k.id) > (v_moment, v_id)
                order by k.created_at, k.id
                limit most_items
            );
        when 'api_key_usage' then
            return array(
                select json_build_object(
                    'kind', place.section,
                    'data', json_build_object(
                        'key_id', u.key_id,
                        'hour', sanyam_private.rfc3339(u.hour),
                        'requests', u.requests,
                        'refused', u.refused,
                        'last_used_at', sanyam_private.rfc3339(u.last_used_at)
                    )
                )
                from public.api_keys k
                cross join lateral (
                    select a.*
                    from sanyam_private.api_key_usage a
                    where a.key_id = k.id and (a.key_id, a.hour) > (v_id, v_moment)
                    order by a.hour
                    limit most_items
                ) u
                where k.user_id = v_caller and k.id >= v_id
                order by u.key_id, u.hour
                limit most_items
            );
        when 'audit_entry' then
            return array(
                select json_build_object(
                    'kind', place.section,
                    'data', json_build_object(
                        'id', a.id,
                        'user_id', a.user_id,
                        'actor_id', a.actor_id,
                        'actor_role', a.actor_role,
                        'actor_key_name', a.actor_key_name,
                        'action', a.action,
                        'subject_id', a.subject_id,
                        'before', a.before,
                        'after', a.after,
                        'created_at', sanyam_private.rfc3339(a.created_at)
                    )
                )
                from public.audit_log a
                where a.user_id = v_caller and (a.created_at, a.id) > (v_moment, v_number)
                order by a.created_at, a.id
                limit most_items
            );
        else
            perform sanyam_private.fail_invalid_cursor();
    end case;
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
    perform sanyam_private.await_blocks(new.owner_id);
    if v_address is not null then
        perform sanyam_private.lock_address(v_address);
    end if;
    perform sanyam_private.lock_recipients(array(
        select s.id from public.document_shares s where s.document_id = new.id
    ));
    delete from public.document_shares s
    using sanyam_private.share_recipients r
    where s.document_id = new.id and r.share_id = s.id and r.recipient_id = new.owner_id;
    -- The time of the last change stays, except where the permission falls.
    update public.document_shares s
    set owner_id = new.owner_id,
        permission = case s.permission when 'admin' then 'edit' else s.permission end,
        updated_at = case s.permission when 'admin' then sanyam_private.clock() else s.updated_at end
    where s.document_id = new.id;
    update sanyam_private.share_recipients r
    set permission = s.permission,
        recipient_id = case
            when not sanyam_private.has_blocked(r.recipient_id, new.owner_id) then r.recipient_id
        end
    from public.document_shares s
    where s.document_id = new.id and r.share_id = s.id
        and (r.permission <> s.permission or sanyam_private.has_blocked(r.recipient_id, new.owner_id));
    -- The new owner knows who has access, and the former owner, but not who had access before.
    delete from sanyam_private.known_authors a
    where a.document_id = new.id and not exists (
        select from sanyam_private.share_recipients r
        where r.document_id = new.id and r.recipient_id = a.user_id
    );
    if v_address is not null then
        insert into sanyam_private.known_authors as a (document_id, user_id, email)
        values (new.id, old.owner_id, v_address)
        on conflict on constraint known_authors_pkey do update set email = excluded.email;
    end if;
    update sanyam_private.share_recipients r
    set recipient_id = sanyam_private.recipient_of(s)
    from public.document_shares s
    where s.email = v_address and s.document_id = new.id and r.share_id = s.id;
    return null;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.keep_handovers(owner_id uuid)
 RETURNS void
 LANGUAGE sql
RETURN pg_advisory_xact_lock_shared(uuid_hash_extended(owner_id, (2032)::bigint));

ALTER FUNCTION "sanyam_private"."keep_handovers"(uuid) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.largest_tier(tiers text[])
 RETURNS text
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return (
        select t.tier
        from unnest(tiers) t (tier)
        left join public.tier_limits l on l.tier = t.tier
        -- Null is no limit.
        order by l.tier is null, l.max_documents desc nulls first, l.max_storage_bytes desc nulls first, t.tier desc
        limit 1
    );
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
    if blocks then
        perform sanyam_private.keep_handovers(owner_id);
    end if;
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

CREATE OR REPLACE FUNCTION sanyam_private.offers_to_caller()
 RETURNS TABLE(document_id uuid, owner_id uuid, owner_email text, name text, size_bytes bigint, offered_at timestamp with time zone, expires_at timestamp with time zone, share_count bigint, admin_count bigint)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 1
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_address text := (
        select sanyam_private.address_of(p.email) from public.user_profiles p where p.id = v_caller
    );
begin
    if sanyam_private.user_of_address(v_address) = v_caller then
        return query
        select d.id, d.owner_id, p.email, d.name, d.size_bytes, o.offered_at, o.expires_at, c.shares, c.admins
        from sanyam_private.ownership_offers o
        join public.documents d on d.id = o.document_id
        join public.user_profiles p on p.id = d.owner_id
        cross join lateral (
            select count(*) as shares, count(*) filter (where s.permission = 'admin') as admins
            from public.document_shares s
            where s.document_id = d.id and s.email <> v_address
                and s.email is distinct from sanyam_private.address_of(p.email)
                and (s.expires_at is null or s.expires_at > sanyam_private.clock())
        ) c
        where o.email = v_address and o.expires_at > sanyam_private.clock()
            and d.deleted_at is null and d.owner_id <> v_caller
            and not sanyam_private.has_blocked(v_caller, d.owner_id);
    end if;
end;
$function$;

ALTER FUNCTION "sanyam_private"."offers_to_caller"() OWNER TO "postgres";

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
        where sanyam_private.try_lock_text(d.document_id)
    );
    with gone as (
        delete from public.document_versions v
        using unnest(v_document_ids, v_version_numbers) x (document_id, version_number)
        join sanyam_private.expired_versions e using (document_id, version_number)
        where v.document_id = x.document_id and v.version_number = x.version_number
            and v.document_id = any (v_free_ids)
        returning v.document_id, v.size_bytes
    ), counted as (
        update public.documents d
        set version_count = d.version_count - g.count, history_bytes = d.history_bytes - g.bytes
        from (select g.document_id, count(*), sum(g.size_bytes) as bytes from gone g group by g.document_id) g
        where d.id = g.document_id
    )
    select count(*) into v_count from gone;
    return v_count;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.receive_again(owner_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_address text := (select sanyam_private.address_of(p.email) from public.user_profiles p where p.id = v_caller);
begin
    perform sanyam_private.keep_handovers(owner_id);
    perform sanyam_private.lock_address(v_address);
    delete from sanyam_private.blocked_owners b
    where b.user_id = v_caller and b.owner_id = receive_again.owner_id;
    if found then
        perform sanyam_private.redirect_shares(v_address);
    end if;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.require_room_in_trash(owner_id uuid, limits public.tier_limits)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    -- Documents without text use no storage, so a user could fill the trash without end.
    c_most_in_the_trash constant integer := 1000;
    c_for_others constant text := 'The trash of this document’s owner is full. Ask them to empty it.';
    v_used record := sanyam_private.usage_of_trash(owner_id);
begin
    if v_used.documents >= c_most_in_the_trash then
        perform sanyam_private.fail_over_common_limit(
            owner_id, limits, 'trash', c_most_in_the_trash,
            'The trash is full. Empty it, or delete documents in it permanently.',
            c_for_others
        );
    end if;
    -- No other limit counts the versions of a document in the trash. What is there may exceed the limit by one
    -- document, so that each one fits into an empty trash, also after a downgrade.
    if v_used.history_bytes > limits.max_storage_bytes then
        perform sanyam_private.fail_over_limit(
            owner_id, limits, 'max_storage_bytes', limits.max_storage_bytes, v_used.history_bytes,
            format(
                'The trash is full: its documents and their versions have %s, and your plan (%s) stores %s. '
                'Empty it, or delete documents in it permanently.',
                sanyam_private.readable_size(v_used.history_bytes),
                limits.tier,
                sanyam_private.readable_size(limits.max_storage_bytes)
            ),
            c_for_others
        );
    end if;
end;
$function$;

ALTER FUNCTION "sanyam_private"."require_room_in_trash"(uuid, public.tier_limits) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.settle_tier(user_id uuid, reason text)
 RETURNS text
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_now timestamptz := sanyam_private.clock();
    v_tier text := (select p.tier from public.user_profiles p where p.id = settle_tier.user_id);
    v_given text := (select a.tier from sanyam_private.billing_accounts a where a.user_id = settle_tier.user_id);
    v_held text := sanyam_private.largest_tier(array(
        select s.tier
        from sanyam_private.billing_subscriptions s
        where s.user_id = settle_tier.user_id and s.tier is not null
            and s.holds and (s.holds_until is null or s.holds_until > v_now)
    ));
    v_next text := v_held;
begin
    if v_held is null and v_given is not null and v_tier = v_given then
        v_next := (select (sanyam_private.limits_of_tier(s.default_tier)).tier from sanyam_private.settings s);
    end if;
    if v_next is not null and v_next <> v_tier then
        perform sanyam_private.change_tier(user_id, v_next, reason);
    end if;
    if v_held is distinct from v_given then
        update sanyam_private.billing_accounts a set tier = v_held where a.user_id = settle_tier.user_id;
    end if;
    return coalesce(v_next, v_tier);
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.usage_of_trash(owner_id uuid, OUT documents bigint, OUT history_bytes bigint)
 RETURNS record
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    select count(*), coalesce(sum(d.history_bytes), 0) into documents, history_bytes
    from public.documents d
    where d.owner_id = usage_of_trash.owner_id and d.deleted_at is not null;
end;
$function$;

ALTER FUNCTION "sanyam_private"."usage_of_trash"(uuid) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.weigh_history()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    new.history_bytes := case
        when new.deleted_at is not null then (
            select coalesce(sum(v.size_bytes), 0) from public.document_versions v where v.document_id = new.id
        )
    end;
    return new;
end;
$function$;

ALTER FUNCTION "sanyam_private"."weigh_history"() OWNER TO "postgres";

CREATE TRIGGER direct_changed_share AFTER UPDATE OF document_id, email, permission, expires_at ON public.document_shares FOR EACH ROW WHEN ((new.owner_id = old.owner_id)) EXECUTE FUNCTION sanyam_private.direct_share();

CREATE TRIGGER direct_share AFTER INSERT ON public.document_shares FOR EACH ROW EXECUTE FUNCTION sanyam_private.direct_share();

CREATE TRIGGER weigh_history BEFORE UPDATE OF deleted_at ON public.documents FOR EACH ROW WHEN (((new.deleted_at IS NULL) <> (old.deleted_at IS NULL))) EXECUTE FUNCTION sanyam_private.weigh_history();

REVOKE ALL ON FUNCTION "sanyam_private"."await_blocks"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."await_blocks"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."await_blocks"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."keep_handovers"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."keep_handovers"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."keep_handovers"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."keep_handovers"(uuid) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."offers_to_caller"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."offers_to_caller"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."offers_to_caller"() TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."offers_to_caller"() TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."require_room_in_trash"(uuid, public.tier_limits) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."require_room_in_trash"(uuid, public.tier_limits) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."require_room_in_trash"(uuid, public.tier_limits) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."require_room_in_trash"(uuid, public.tier_limits) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."usage_of_trash"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."usage_of_trash"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."usage_of_trash"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."usage_of_trash"(uuid) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."weigh_history"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."weigh_history"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."weigh_history"() TO "postgres";
-- Write this by hand: rows of new databases, settings of the database, statistics, and details of columns.
--   wanted: column history_bytes of documents (p): place 16, storage p, compression , statistics , options 
