-- SPDX-License-Identifier: MIT

grant create on schema public to sanyam_api;
set local check_function_bodies = off;

DROP INDEX "sanyam_private"."shares_with_a_recipient";

CREATE TABLE "sanyam_private"."blocked_owners" ("user_id" uuid NOT NULL, "owner_id" uuid NOT NULL, "email" text, "blocked_at" timestamp with time zone NOT NULL, CONSTRAINT "blocked_owners_pkey" PRIMARY KEY (user_id, owner_id));

ALTER TABLE "sanyam_private"."blocked_owners" ENABLE ROW LEVEL SECURITY;

ALTER TABLE "sanyam_private"."blocked_owners" OWNER TO "postgres";

CREATE TABLE "sanyam_private"."received_changes" ("id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL, "recipient_id" uuid NOT NULL, "change" integer NOT NULL, CONSTRAINT "received_changes_pkey" PRIMARY KEY (id));

ALTER TABLE "sanyam_private"."received_changes" ENABLE ROW LEVEL SECURITY;

ALTER TABLE "sanyam_private"."received_changes" OWNER TO "postgres";

ALTER TABLE "sanyam_private"."share_recipients" ADD COLUMN "listed_at" timestamp with time zone;

CREATE OR REPLACE FUNCTION public.block_owner(owner_id uuid)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    c_most_blocked constant integer := 1000;
    v_caller uuid := sanyam_private.require_session();
begin
    if owner_id = v_caller or not sanyam_private.reaches_caller(owner_id) then
        perform sanyam_private.fail(404, 'NOT_FOUND', 'This user does not share or offer a document to you.');
    end if;
    if (select count(*) from sanyam_private.blocked_owners b where b.user_id = v_caller) >= c_most_blocked then
        perform sanyam_private.fail_over_limit(
            (sanyam_private.account_of(v_caller)).limits, 'blocked_owners', c_most_blocked, c_most_blocked,
            format('You have blocked %s users. Unblock one first.', c_most_blocked)
        );
    end if;
    perform sanyam_private.lock_account(owner_id);
    return to_json(sanyam_private.leave_owner(owner_id, true));
end;
$function$;

ALTER FUNCTION "public"."block_owner"(uuid) OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION public.leave_shares(owner_id uuid)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_caller('shares:write');
begin
    if owner_id = v_caller or not sanyam_private.reaches_caller(owner_id) then
        return to_json(0);
    end if;
    perform sanyam_private.lock_account(owner_id);
    return to_json(sanyam_private.leave_owner(owner_id, false));
end;
$function$;

ALTER FUNCTION "public"."leave_shares"(uuid) OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION public.list_blocked_owners()
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_session();
begin
    return (
        select coalesce(
            json_agg(
                json_build_object(
                    'owner_id', b.owner_id, 'email', b.email, 'blocked_at', sanyam_private.rfc3339(b.blocked_at)
                )
                order by b.blocked_at desc, b.owner_id
            ),
            '[]'
        )
        from sanyam_private.blocked_owners b
        where b.user_id = v_caller
    );
end;
$function$;

ALTER FUNCTION "public"."list_blocked_owners"() OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION public.list_documents(state text DEFAULT NULL::text, include_shared boolean DEFAULT NULL::boolean, language_id text DEFAULT NULL::text, query text DEFAULT NULL::text, page_size integer DEFAULT NULL::integer, cursor text DEFAULT NULL::text, direction text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
    v_caller uuid := sanyam_private.require_caller('documents:read');
    v_forward boolean := coalesce(direction = 'next', true);
    v_page_size integer := sanyam_private.page_size_of(page_size);
    -- One row more than the page tells whether there is another page.
    v_request sanyam_private.list_request := row(
        coalesce(state = 'trashed', false), language_id,
        -- Composing makes a text at most four times shorter, so that 255 characters have at most 1,020.
        sanyam_private.normalized_name(left(query, 1024)), v_forward,
        case when v_forward then 'infinity'::timestamptz else '-infinity' end,
        case when v_forward then 'ffffffff-ffff-ffff-ffff-ffffffffffff' else '00000000-0000-0000-0000-000000000000' end,
        v_page_size + 1
    );
    v_account sanyam_private.account;
    v_answers sanyam_private.document_answer[];
    v_shared sanyam_private.shared_document[] := '{}';
    v_own_count bigint;
    v_shared_count bigint := 0;
    v_count integer;
    v_has_more boolean;
    v_start integer;
    v_end integer;
    v_first text;
    v_last text;
begin
    if state is not null or direction is not null or query is not null then
        perform sanyam_private.require_valid(jsonb_build_object(
            'state', case when state not in ('active', 'trashed') then 'The state is active or trashed.' end,
            -- No name is longer, and the query compares each row.
            'query', case when char_length(v_request.query) > 255 then 'A part of a name has at most 255 characters.' end,
            'direction', sanyam_private.direction_problem(direction)
        ));
    end if;
    if cursor is not null then
        select c.moment, c.id into v_request.from_time, v_request.from_id
        from sanyam_private.read_cursor(cursor) c;
    end if;
    v_account := sanyam_private.account_of(v_caller);
    v_answers := sanyam_private.list_own(v_account, v_request);
    -- Counting costs as much as a page. Without a filter the number is known, and a first page with all documents has
    -- counted them.
    if not v_request.trashed and language_id is null and query is null then
        v_own_count := v_account.document_count;
    elsif cursor is null and cardinality(v_answers) <= v_page_size then
        v_own_count := cardinality(v_answers);
    else
        select count(*) into v_own_count
        from public.documents d
        where d.owner_id = v_caller and sanyam_private.is_listed(d, v_request);
    end if;
    if not v_request.trashed and coalesce(include_shared, true) then
        v_shared := sanyam_private.list_shared(v_request);
        v_shared_count := sanyam_private.received_count(v_request);
        if cardinality(v_shared) > 0 then
            v_answers := sanyam_private.merge_shared(v_answers, v_shared, v_request);
        end if;
    end if;
    v_count := cardinality(v_answers);
    v_has_more := v_count > v_page_size;
    -- A page before the cursor ends at the cursor.
    v_start := case when v_forward then 1 else greatest(v_count - v_page_size, 0) + 1 end;
    v_end := least(v_start + v_page_size - 1, v_count);
    v_first := sanyam_private.cursor_to(v_answers[v_start]);
    v_last := sanyam_private.cursor_to(v_answers[v_end]);
    return json_build_object(
        'items', v_answers[v_start:v_end],
        'next_cursor', sanyam_private.cursor_beyond(v_forward, v_has_more, cursor, v_last),
        'prev_cursor', sanyam_private.cursor_beyond(not v_forward, v_has_more, cursor, v_first),
        'total_count', v_own_count + v_shared_count,
        'page_size', v_page_size
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

CREATE OR REPLACE FUNCTION public.unblock_owner(owner_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_session();
begin
    delete from sanyam_private.blocked_owners b
    where b.user_id = v_caller and b.owner_id = unblock_owner.owner_id;
    if found then
        perform sanyam_private.receive_again();
    end if;
end;
$function$;

ALTER FUNCTION "public"."unblock_owner"(uuid) OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION sanyam_private.add_received(recipient_id uuid, change integer)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_id bigint;
begin
    insert into sanyam_private.received_changes (recipient_id, change)
    values (add_received.recipient_id, add_received.change)
    returning id into v_id;
    if v_id % 16 = 0 then
        with gone as (
            delete from sanyam_private.received_changes d
            where d.id = any (array(
                select c.id from sanyam_private.received_changes c
                where c.recipient_id = add_received.recipient_id
                for update skip locked
            ))
            returning d.change
        )
        insert into sanyam_private.received_changes (recipient_id, change)
        select add_received.recipient_id, sum(g.change) from gone g;
    end if;
end;
$function$;

ALTER FUNCTION "sanyam_private"."add_received"(uuid, integer) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.count_received()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    if tg_op <> 'INSERT' and old.recipient_id is not null and old.listed_at is not null and old.expires_at is null then
        perform sanyam_private.add_received(old.recipient_id, -1);
    end if;
    if tg_op <> 'DELETE' and new.recipient_id is not null and new.listed_at is not null and new.expires_at is null then
        perform sanyam_private.add_received(new.recipient_id, 1);
    end if;
    return null;
end;
$function$;

ALTER FUNCTION "sanyam_private"."count_received"() OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.direct_share()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.lock_address(new.email);
    insert into sanyam_private.share_recipients as r (
        share_id, recipient_id, document_id, permission, expires_at, listed_at
    ) values (
        new.id, sanyam_private.recipient_of(new), new.document_id, new.permission, new.expires_at,
        (select d.updated_at from public.documents d where d.id = new.document_id and d.deleted_at is null)
    )
    on conflict (share_id) do update
    set recipient_id = excluded.recipient_id, document_id = excluded.document_id, permission = excluded.permission,
        expires_at = excluded.expires_at, listed_at = excluded.listed_at;
    return null;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.forget_received()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    delete from sanyam_private.received_changes c where c.recipient_id = old.id;
    delete from sanyam_private.blocked_owners b where b.owner_id = old.id;
    return null;
end;
$function$;

ALTER FUNCTION "sanyam_private"."forget_received"() OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.has_blocked(user_id uuid, owner_id uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return exists (
        select from sanyam_private.blocked_owners b
        where b.user_id = has_blocked.user_id and b.owner_id = has_blocked.owner_id
    );
end;
$function$;

ALTER FUNCTION "sanyam_private"."has_blocked"(uuid, uuid) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.leave_owner(owner_id uuid, blocks boolean)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_address text := (select sanyam_private.address_of(p.email) from public.user_profiles p where p.id = v_caller);
    v_share_ids uuid[];
    v_count integer;
begin
    perform sanyam_private.lock_address(v_address);
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
    delete from public.document_shares s where s.id = any (v_share_ids);
    get diagnostics v_count = row_count;
    perform sanyam_private.redirect_shares(v_address);
    return v_count;
end;
$function$;

ALTER FUNCTION "sanyam_private"."leave_owner"(uuid, boolean) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.list_shared(request sanyam_private.list_request)
 RETURNS sanyam_private.shared_document[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_bitmapscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_now timestamptz := sanyam_private.clock();
begin
    if request.forward then
        return array(
            select row(d, r.permission)::sanyam_private.shared_document
            from sanyam_private.share_recipients r
            join public.documents d on d.id = r.document_id
            where r.recipient_id = v_caller
                and (r.listed_at, r.document_id) < (request.from_time, request.from_id)
                and (r.expires_at is null or r.expires_at > v_now)
                and sanyam_private.is_listed(d, request)
            order by r.listed_at desc, r.document_id desc
            limit request.most
        );
    end if;
    return array(
        select row(d, r.permission)::sanyam_private.shared_document
        from sanyam_private.share_recipients r
        join public.documents d on d.id = r.document_id
        where r.recipient_id = v_caller
            and (r.listed_at, r.document_id) > (request.from_time, request.from_id)
            and (r.expires_at is null or r.expires_at > v_now)
            and sanyam_private.is_listed(d, request)
        order by r.listed_at, r.document_id
        limit request.most
    );
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.merge_shared(own sanyam_private.document_answer[], shared sanyam_private.shared_document[], request sanyam_private.list_request)
 RETURNS sanyam_private.document_answer[]
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
begin
    return array(
        with page as materialized (
            select x.own, x.shared, x.updated_at, x.id, ((x.shared).document).owner_id
            from (
                select o as own, null::sanyam_private.shared_document as shared, o.updated_at, o.id
                from unnest(own) o
                union all
                select null, s, sanyam_private.rfc3339((s.document).updated_at), (s.document).id
                from unnest(shared) s
            ) x
            -- Texts of times in the same form sort like the times. The first two are null for a page before the cursor.
            order by
                case when request.forward then x.updated_at end collate "C" desc,
                case when request.forward then x.id end desc,
                x.updated_at collate "C",
                x.id
            limit request.most
        ),
        -- Each owner's account once.
        owners as materialized (
            select o.owner_id, sanyam_private.account_of(o.owner_id) as account
            from (select distinct p.owner_id from page p where p.owner_id is not null) o
        )
        select case
            when p.owner_id is null then p.own
            else sanyam_private.answer_of((p.shared).document, o.account, (p.shared).permission)
        end
        from page p
        left join owners o on o.owner_id = p.owner_id
        order by p.updated_at collate "C" desc, p.id desc
    );
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.most_received_shares()
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
RETURN 10000;

ALTER FUNCTION "sanyam_private"."most_received_shares"() OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.move_in_lists()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_share_ids uuid[] := array(select s.id from public.document_shares s where s.document_id = new.id);
begin
    if cardinality(v_share_ids) > 0 then
        perform sanyam_private.lock_recipients(v_share_ids);
        update sanyam_private.share_recipients r
        set listed_at = case when new.deleted_at is null then new.updated_at end
        where r.share_id = any (v_share_ids);
    end if;
    return null;
end;
$function$;

ALTER FUNCTION "sanyam_private"."move_in_lists"() OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.offers_to_caller()
 RETURNS TABLE(document_id uuid, owner_id uuid, owner_email text, name text, size_bytes bigint, offered_at timestamp with time zone, expires_at timestamp with time zone)
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
        select d.id, d.owner_id, p.email, d.name, d.size_bytes, o.offered_at, o.expires_at
        from sanyam_private.ownership_offers o
        join public.documents d on d.id = o.document_id
        join public.user_profiles p on p.id = d.owner_id
        where o.email = v_address and o.expires_at > sanyam_private.clock()
            and d.deleted_at is null and d.owner_id <> v_caller
            and not sanyam_private.has_blocked(v_caller, d.owner_id);
    end if;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.reaches_caller(owner_id uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.caller_id();
begin
    return sanyam_private.has_blocked(v_caller, reaches_caller.owner_id)
        or exists (
            select from sanyam_private.share_recipients r
            join public.document_shares s on s.id = r.share_id
            where r.recipient_id = v_caller and s.owner_id = reaches_caller.owner_id
        )
        or exists (select from sanyam_private.offers_to_caller() o where o.owner_id = reaches_caller.owner_id);
end;
$function$;

ALTER FUNCTION "sanyam_private"."reaches_caller"(uuid) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.receive_again()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_address text := (select sanyam_private.address_of(p.email) from public.user_profiles p where p.id = v_caller);
begin
    perform sanyam_private.lock_address(v_address);
    perform sanyam_private.redirect_shares(v_address);
end;
$function$;

ALTER FUNCTION "sanyam_private"."receive_again"() OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.received_count(request sanyam_private.list_request)
 RETURNS bigint
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_now timestamptz := sanyam_private.clock();
begin
    if request.language_id is null and request.query is null then
        return (
            select coalesce(sum(c.change), 0) from sanyam_private.received_changes c where c.recipient_id = v_caller
        ) + (
            select count(*) from sanyam_private.share_recipients r
            where r.recipient_id = v_caller and r.expires_at > v_now and r.listed_at is not null
        );
    end if;
    return (
        select count(*)
        from sanyam_private.share_recipients r
        join public.documents d on d.id = r.document_id
        where r.recipient_id = v_caller and (r.expires_at is null or r.expires_at > v_now)
            and sanyam_private.is_listed(d, request)
    );
end;
$function$;

ALTER FUNCTION "sanyam_private"."received_count"(sanyam_private.list_request) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.recipient_of(share public.document_shares)
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_user_id uuid := nullif(sanyam_private.user_of_address(share.email), share.owner_id);
begin
    if exists (
        select from sanyam_private.share_recipients r where r.share_id = share.id and r.recipient_id = v_user_id
    ) then
        return v_user_id;
    end if;
    if sanyam_private.has_blocked(v_user_id, share.owner_id) or exists (
        select from sanyam_private.share_recipients r where r.recipient_id = v_user_id
        offset sanyam_private.most_received_shares() - 1 limit 1
    ) then
        return null;
    end if;
    return v_user_id;
end;
$function$;

ALTER FUNCTION "sanyam_private"."recipient_of"(public.document_shares) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.redirect_shares(address text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_user_id uuid := sanyam_private.user_of_address(address);
begin
    perform sanyam_private.lock_recipients(array(select s.id from public.document_shares s where s.email = address));
    with may_reach as materialized (
        select s.id
        from public.document_shares s
        join sanyam_private.share_recipients r on r.share_id = s.id
        where s.email = address and s.owner_id <> v_user_id
            and not sanyam_private.has_blocked(v_user_id, s.owner_id)
        order by coalesce(r.recipient_id = v_user_id, false) desc, s.created_at, s.id
        limit sanyam_private.most_received_shares()
    )
    update sanyam_private.share_recipients r
    set recipient_id = case when m.id is not null then v_user_id end
    from public.document_shares s
    left join may_reach m on m.id = s.id
    where s.email = address and r.share_id = s.id
        and r.recipient_id is distinct from case when m.id is not null then v_user_id end;
end;
$function$;

ALTER TABLE "sanyam_private"."blocked_owners" ADD CONSTRAINT "blocked_owners_user_id_fkey" FOREIGN KEY (user_id) REFERENCES public.user_profiles(id) ON DELETE CASCADE;

CREATE INDEX received_changes_of_a_user ON sanyam_private.received_changes USING btree (recipient_id) INCLUDE (change);

CREATE INDEX received_shares_by_change ON sanyam_private.share_recipients USING btree (recipient_id, listed_at DESC, document_id DESC);

CREATE INDEX received_shares_by_expiry ON sanyam_private.share_recipients USING btree (recipient_id, expires_at) WHERE (expires_at IS NOT NULL);

CREATE TRIGGER zz_forget_received AFTER DELETE ON auth.users FOR EACH ROW EXECUTE FUNCTION sanyam_private.forget_received();

CREATE TRIGGER move_in_lists AFTER UPDATE OF updated_at, deleted_at ON public.documents FOR EACH ROW WHEN (((new.updated_at IS DISTINCT FROM old.updated_at) OR (new.deleted_at IS DISTINCT FROM old.deleted_at))) EXECUTE FUNCTION sanyam_private.move_in_lists();

CREATE TRIGGER count_received_again AFTER UPDATE ON sanyam_private.share_recipients FOR EACH ROW WHEN (((new.recipient_id IS DISTINCT FROM old.recipient_id) OR ((new.listed_at IS NULL) <> (old.listed_at IS NULL)) OR ((new.expires_at IS NULL) <> (old.expires_at IS NULL)))) EXECUTE FUNCTION sanyam_private.count_received();

CREATE TRIGGER count_received AFTER INSERT OR DELETE ON sanyam_private.share_recipients FOR EACH ROW EXECUTE FUNCTION sanyam_private.count_received();

CREATE POLICY "functions see whom the caller blocked" ON "sanyam_private"."blocked_owners" FOR SELECT TO "sanyam_api" USING ((user_id = ( SELECT sanyam_private.caller_id() AS caller_id)));

CREATE POLICY "functions unblock for the caller" ON "sanyam_private"."blocked_owners" FOR DELETE TO "sanyam_api" USING ((user_id = ( SELECT sanyam_private.caller_id() AS caller_id)));

COMMENT ON TABLE "sanyam_private"."received_changes" IS 'No policy: only the triggers of share_recipients write it, and received_count sums it up for the caller.';

REVOKE ALL ON FUNCTION "public"."block_owner"(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "public"."block_owner"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."block_owner"(uuid) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."block_owner"(uuid) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."block_owner"(uuid) TO "sanyam_gateway";

REVOKE ALL ON FUNCTION "public"."leave_shares"(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "public"."leave_shares"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."leave_shares"(uuid) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."leave_shares"(uuid) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."leave_shares"(uuid) TO "sanyam_gateway";

REVOKE ALL ON FUNCTION "public"."list_blocked_owners"() FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "public"."list_blocked_owners"() TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_blocked_owners"() FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."list_blocked_owners"() TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."list_blocked_owners"() TO "sanyam_gateway";

REVOKE ALL ON FUNCTION "public"."unblock_owner"(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "public"."unblock_owner"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."unblock_owner"(uuid) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."unblock_owner"(uuid) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."unblock_owner"(uuid) TO "sanyam_gateway";

REVOKE ALL ON FUNCTION "sanyam_private"."add_received"(uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."add_received"(uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."add_received"(uuid, integer) TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."count_received"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."count_received"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."count_received"() TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."forget_received"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."forget_received"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."forget_received"() TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."has_blocked"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."has_blocked"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."has_blocked"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."leave_owner"(uuid, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."leave_owner"(uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."leave_owner"(uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."leave_owner"(uuid, boolean) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."most_received_shares"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."most_received_shares"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."most_received_shares"() TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."move_in_lists"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."move_in_lists"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."move_in_lists"() TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."reaches_caller"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."reaches_caller"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."reaches_caller"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."reaches_caller"(uuid) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."receive_again"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."receive_again"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."receive_again"() TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."receive_again"() TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."received_count"(sanyam_private.list_request) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."received_count"(sanyam_private.list_request) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."received_count"(sanyam_private.list_request) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."received_count"(sanyam_private.list_request) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."recipient_of"(public.document_shares) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."recipient_of"(public.document_shares) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."recipient_of"(public.document_shares) TO "postgres";

GRANT DELETE, SELECT ON TABLE "sanyam_private"."blocked_owners" TO "sanyam_api";
revoke create on schema public from sanyam_api;

-- The shares that users have: their order, which the trigger counts.
update sanyam_private.share_recipients r
set listed_at = d.updated_at
from public.documents d
where d.id = r.document_id and d.deleted_at is null;
