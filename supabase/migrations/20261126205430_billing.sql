-- SPDX-License-Identifier: MIT

grant create on schema public to sanyam_api;
set local check_function_bodies = off;

CREATE SEQUENCE "sanyam_private"."billing_reads" AS bigint INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1 NO CYCLE;

ALTER SEQUENCE "sanyam_private"."billing_reads" OWNER TO "postgres";

CREATE TABLE "sanyam_private"."billing_accounts" ("user_id" uuid NOT NULL, "customer_id" text NOT NULL, "tier" text, CONSTRAINT "billing_accounts_customer_id_key" UNIQUE (customer_id), CONSTRAINT "billing_accounts_pkey" PRIMARY KEY (user_id), CONSTRAINT "customer_has_an_id" CHECK (((char_length(customer_id) >= 1) AND (char_length(customer_id) <= 255))), "created_at" timestamp with time zone NOT NULL DEFAULT sanyam_private.clock());

ALTER TABLE "sanyam_private"."billing_accounts" ENABLE ROW LEVEL SECURITY;

ALTER TABLE "sanyam_private"."billing_accounts" OWNER TO "postgres";

CREATE TABLE "sanyam_private"."billing_events" ("id" text NOT NULL, "type" text NOT NULL, "facts" jsonb NOT NULL, "created_at" timestamp with time zone NOT NULL, "received_at" timestamp with time zone NOT NULL, "state" text NOT NULL DEFAULT 'received'::text, "result" text, "attempts" integer NOT NULL DEFAULT 1, "error" text, "next_attempt_at" timestamp with time zone NOT NULL, "finished_at" timestamp with time zone, CONSTRAINT "billing_events_pkey" PRIMARY KEY (id), CONSTRAINT "event_has_a_state" CHECK ((state = ANY (ARRAY['received'::text, 'failed'::text, 'done'::text]))), CONSTRAINT "event_has_a_type" CHECK (((char_length(type) >= 1) AND (char_length(type) <= 255))), CONSTRAINT "event_has_an_id" CHECK (((char_length(id) >= 1) AND (char_length(id) <= 255))), CONSTRAINT "facts_are_few" CHECK ((pg_column_size(facts) <= 4096)));

ALTER TABLE "sanyam_private"."billing_events" ENABLE ROW LEVEL SECURITY;

ALTER TABLE "sanyam_private"."billing_events" OWNER TO "postgres";

CREATE TABLE "sanyam_private"."billing_subscriptions" ("id" text NOT NULL, "user_id" uuid NOT NULL, "tier" text, "status" text NOT NULL, "holds" boolean NOT NULL, "holds_until" timestamp with time zone, "period_end" timestamp with time zone, "cancel_at_period_end" boolean NOT NULL, "read_number" bigint NOT NULL, "updated_at" timestamp with time zone NOT NULL, CONSTRAINT "billing_subscriptions_pkey" PRIMARY KEY (id), CONSTRAINT "subscription_has_a_status" CHECK (((char_length(status) >= 1) AND (char_length(status) <= 100))), CONSTRAINT "subscription_has_an_id" CHECK (((char_length(id) >= 1) AND (char_length(id) <= 255))));

ALTER TABLE "sanyam_private"."billing_subscriptions" ENABLE ROW LEVEL SECURITY;

ALTER TABLE "sanyam_private"."billing_subscriptions" OWNER TO "postgres";

CREATE OR REPLACE FUNCTION public.apply_subscription(subscription_id text, customer_id text, claimed_user_id uuid, read_number bigint, status text, tiers text[], holds boolean, holds_until timestamp with time zone, period_end timestamp with time zone, cancel_at_period_end boolean, dry_run boolean DEFAULT false)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_answer json;
begin
    perform sanyam_private.require_system();
    perform sanyam_private.require_billing_id('subscription_id', subscription_id);
    perform sanyam_private.require_billing_id('customer_id', customer_id);
    perform sanyam_private.require_valid(jsonb_build_object(
        'status', case
            when coalesce(char_length(status), 0) not between 1 and 100 then 'A status has 1 to 100 characters.'
        end,
        'tiers', case when cardinality(tiers) > 100 then 'A subscription has at most 100 tiers.' end,
        'holds', case when holds is null then 'Say whether the plan holds.' end,
        'read_number', case when read_number is null then 'Take a number before you read.' end
    ));
    begin
        v_answer := sanyam_private.follow_subscription(
            (
                subscription_id, null, null, status, holds, holds_until, period_end,
                coalesce(cancel_at_period_end, false), read_number, null
            )::sanyam_private.billing_subscriptions,
            customer_id,
            claimed_user_id,
            tiers
        );
        if dry_run then
            -- Undoes what this block did. The variable keeps its value.
            raise exception using errcode = 'PT200', message = 'dry run';
        end if;
    exception when sqlstate 'PT200' then
        null;
    end;
    return v_answer;
end;
$function$;

ALTER FUNCTION "public"."apply_subscription"(text, text, uuid, bigint, text, text[], boolean, timestamp with time zone, timestamp with time zone, boolean, boolean) OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION public.billing_account(user_id uuid)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.require_system();
    return sanyam_private.customer_of(user_id);
end;
$function$;

ALTER FUNCTION "public"."billing_account"(uuid) OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION public.end_billing_grace(batch_size integer DEFAULT 100)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.require_system();
    perform sanyam_private.require_valid(jsonb_build_object(
        'batch_size', case
            when batch_size is null or batch_size not between 1 and 1000 then 'A batch has 1 to 1,000 users.'
        end
    ));
    return sanyam_private.end_held_plans(batch_size);
end;
$function$;

ALTER FUNCTION "public"."end_billing_grace"(integer) OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION public.finish_billing_event(event_id text, result text DEFAULT NULL::text, error text DEFAULT NULL::text, action text DEFAULT NULL::text, customer_id text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.require_system();
    perform sanyam_private.require_valid(jsonb_build_object(
        'result', case when char_length(result) > 100 then 'A result has at most 100 characters.' end,
        'action', case
            when action not in ('payment.refunded', 'payment.disputed') then 'Use payment.refunded or payment.disputed.'
        end
    ));
    return to_json(sanyam_private.end_attempt(event_id, result, error, action, customer_id));
end;
$function$;

ALTER FUNCTION "public"."finish_billing_event"(text, text, text, text, text) OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION public.link_customer(user_id uuid, customer_id text)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.require_system();
    perform sanyam_private.require_billing_id('customer_id', customer_id);
    return to_json(sanyam_private.give_customer(user_id, customer_id));
end;
$function$;

ALTER FUNCTION "public"."link_customer"(uuid, text) OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION public.list_open_subscriptions(after_id text DEFAULT ''::text, page_size integer DEFAULT 100)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.require_system();
    perform sanyam_private.require_valid(jsonb_build_object(
        'page_size', case
            when page_size is null or page_size not between 1 and 1000 then 'A page has 1 to 1,000 items.'
        end
    ));
    return sanyam_private.open_subscriptions(coalesce(after_id, ''), page_size);
end;
$function$;

ALTER FUNCTION "public"."list_open_subscriptions"(text, integer) OWNER TO "sanyam_api";

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
            'trash_count', sanyam_private.trash_count(v_caller)
        ),
        'features', (
            select json_object_agg(l.key, l.value) from json_each(to_json(v_limits)) l where l.key like 'has\_%'
        ),
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
        'request_windows', v_records -> 'request_windows',
        'billing_events', v_records -> 'billing_events',
        'billing_subscriptions', v_records -> 'billing_subscriptions'
    );
end;
$function$;

CREATE OR REPLACE FUNCTION public.start_billing_read()
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.require_system();
    return to_json(sanyam_private.next_billing_read());
end;
$function$;

ALTER FUNCTION "public"."start_billing_read"() OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION public.store_billing_event(event_id text, event_type text, created_at timestamp with time zone, facts text DEFAULT '{}'::text, again boolean DEFAULT false)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.require_system();
    perform sanyam_private.require_billing_id('event_id', event_id);
    perform sanyam_private.require_billing_id('event_type', event_type);
    perform sanyam_private.require_valid(jsonb_build_object(
        'created_at', case when created_at is null then 'Say when the event was made.' end,
        'facts', case
            when facts is null or char_length(facts) > 1000 then 'The facts of an event have at most 1,000 characters.'
        end
    ));
    return json_build_object(
        'is_done', sanyam_private.note_event(
            event_id, event_type, created_at, facts::jsonb, coalesce(again, false)
        ),
        'read_number', sanyam_private.next_billing_read()
    );
end;
$function$;

ALTER FUNCTION "public"."store_billing_event"(text, text, timestamp with time zone, text, boolean) OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION public.take_billing_events(batch_size integer DEFAULT 10)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.require_system();
    perform sanyam_private.require_valid(jsonb_build_object(
        'batch_size', case
            when batch_size is null or batch_size not between 1 and 100 then 'A batch has 1 to 100 events.'
        end
    ));
    return sanyam_private.take_due_events(batch_size);
end;
$function$;

ALTER FUNCTION "public"."take_billing_events"(integer) OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION sanyam_private.customer_of(user_id uuid)
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return (
        select json_build_object('email', p.email, 'tier', p.tier, 'customer_id', a.customer_id)
        from public.user_profiles p
        left join sanyam_private.billing_accounts a on a.user_id = p.id
        where p.id = customer_of.user_id
    );
end;
$function$;

ALTER FUNCTION "sanyam_private"."customer_of"(uuid) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.end_attempt(event_id text, result text, error text, action text, customer_id text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_event sanyam_private.billing_events;
    v_user_id uuid;
begin
    select e.* into v_event from sanyam_private.billing_events e where e.id = event_id for update;
    if not found then
        return false;
    end if;
    if error is not null then
        update sanyam_private.billing_events e set state = 'failed', error = left(end_attempt.error, 500)
        where e.id = event_id and e.state <> 'done';
        return found;
    end if;
    update sanyam_private.billing_events e
    set state = 'done', result = end_attempt.result, error = null, finished_at = sanyam_private.clock()
    where e.id = event_id;
    if v_event.finished_at is null and action is not null then
        select a.user_id into v_user_id
        from sanyam_private.billing_accounts a where a.customer_id = end_attempt.customer_id;
        if found then
            perform sanyam_private.audit(v_user_id, action, v_user_id, null, v_event.facts);
        end if;
    end if;
    return true;
end;
$function$;

ALTER FUNCTION "sanyam_private"."end_attempt"(text, text, text, text, text) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.end_held_plans(batch_size integer)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_now timestamptz := sanyam_private.clock();
    v_user record;
    v_ended json[] := '{}';
    v_tier text;
begin
    for v_user in
        select p.id, p.tier
        from public.user_profiles p
        where p.id in (
            select s.user_id from sanyam_private.billing_subscriptions s where s.holds and s.holds_until <= v_now
        )
        order by p.id
        limit batch_size
        for no key update of p skip locked
    loop
        update sanyam_private.billing_subscriptions s
        set holds = false, updated_at = v_now
        where s.user_id = v_user.id and s.holds and s.holds_until <= v_now;
        v_tier := sanyam_private.settle_tier(v_user.id, 'the time to pay is over');
        v_ended := v_ended || json_build_object('user_id', v_user.id, 'tier_before', v_user.tier, 'tier', v_tier);
    end loop;
    return array_to_json(v_ended);
end;
$function$;

ALTER FUNCTION "sanyam_private"."end_held_plans"(integer) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.follow_subscription(state sanyam_private.billing_subscriptions, customer_id text, claimed_user_id uuid, tiers text[])
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_owner uuid := (
        select a.user_id from sanyam_private.billing_accounts a where a.customer_id = follow_subscription.customer_id
    );
    v_user_id uuid := coalesce(v_owner, claimed_user_id);
    v_before text;
    v_tier text;
    v_now timestamptz;
begin
    if v_user_id is null then
        return json_build_object('result', 'unknown_customer');
    end if;
    select p.tier into v_before from public.user_profiles p where p.id = v_user_id for no key update;
    if not found then
        return json_build_object('result', 'unknown_user', 'user_id', v_user_id);
    end if;
    if v_owner is null and sanyam_private.give_customer(v_user_id, customer_id) is distinct from customer_id then
        return json_build_object('result', 'other_customer', 'user_id', v_user_id);
    end if;
    v_now := sanyam_private.clock();
    insert into sanyam_private.billing_subscriptions as s
    select state.id, v_user_id, sanyam_private.largest_tier(tiers), state.status,
        state.holds and (state.holds_until is null or state.holds_until > v_now), state.holds_until,
        state.period_end, state.cancel_at_period_end, state.read_number, v_now
    on conflict (id) do update set
        tier = excluded.tier,
        status = excluded.status,
        holds = excluded.holds,
        holds_until = excluded.holds_until,
        period_end = excluded.period_end,
        cancel_at_period_end = excluded.cancel_at_period_end,
        read_number = excluded.read_number,
        updated_at = excluded.updated_at
    where s.read_number < excluded.read_number and s.user_id = excluded.user_id;
    if not found then
        return json_build_object('result', 'older', 'user_id', v_user_id, 'tier_before', v_before, 'tier', v_before);
    end if;
    v_tier := sanyam_private.settle_tier(v_user_id, format('subscription %s: %s', state.id, state.status));
    return json_build_object(
        'result', 'applied',
        'user_id', v_user_id,
        'tier_before', v_before,
        'tier', v_tier,
        -- The customer names another user, but it is this one's.
        'is_claimed_by_other', claimed_user_id is not null and claimed_user_id <> v_user_id
    );
end;
$function$;

ALTER FUNCTION "sanyam_private"."follow_subscription"(sanyam_private.billing_subscriptions, text, uuid, text[]) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.give_customer(user_id uuid, customer_id text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform from public.user_profiles p where p.id = give_customer.user_id for no key update;
    if not found then
        return null;
    end if;
    insert into sanyam_private.billing_accounts (user_id, customer_id)
    values (give_customer.user_id, give_customer.customer_id)
    on conflict do nothing;
    return (select a.customer_id from sanyam_private.billing_accounts a where a.user_id = give_customer.user_id);
end;
$function$;

ALTER FUNCTION "sanyam_private"."give_customer"(uuid, text) OWNER TO "postgres";

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
        order by l.tier is null, l.max_documents desc nulls first, l.max_storage_bytes desc nulls first, t.tier desc
        limit 1
    );
end;
$function$;

ALTER FUNCTION "sanyam_private"."largest_tier"(text[]) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.next_attempt(attempts integer)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return sanyam_private.clock() + least(make_interval(mins => (2 ^ least(attempts - 1, 9))::integer), '6 hours');
end;
$function$;

ALTER FUNCTION "sanyam_private"."next_attempt"(integer) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.next_billing_read()
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return nextval('sanyam_private.billing_reads');
end;
$function$;

ALTER FUNCTION "sanyam_private"."next_billing_read"() OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.note_event(event_id text, event_type text, created_at timestamp with time zone, facts jsonb, again boolean)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    insert into sanyam_private.billing_events as e (id, type, facts, created_at, received_at, next_attempt_at)
    values (
        event_id, event_type, note_event.facts, note_event.created_at, sanyam_private.clock(),
        sanyam_private.next_attempt(1)
    )
    on conflict (id) do update set
        attempts = e.attempts + 1,
        next_attempt_at = sanyam_private.next_attempt(e.attempts + 1)
    where e.state <> 'done' or again;
    return not found;
end;
$function$;

ALTER FUNCTION "sanyam_private"."note_event"(text, text, timestamp with time zone, jsonb, boolean) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.open_subscriptions(after_id text, page_size integer)
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return (
        select coalesce(json_agg(x.row order by x.id), '[]')
        from (
            select s.id, json_build_object(
                'id', s.id, 'customer_id', a.customer_id, 'user_id', s.user_id, 'status', s.status, 'tier', s.tier
            ) as row
            from sanyam_private.billing_subscriptions s
            join sanyam_private.billing_accounts a on a.user_id = s.user_id
            where s.id > after_id and (s.holds or s.status not in ('canceled', 'incomplete_expired'))
            order by s.id
            limit page_size
        ) x
    );
end;
$function$;

ALTER FUNCTION "sanyam_private"."open_subscriptions"(text, integer) OWNER TO "postgres";

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

CREATE OR REPLACE FUNCTION sanyam_private.require_billing_id(field text, value text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        field, case when coalesce(char_length(value), 0) not between 1 and 255 then 'An id has 1 to 255 characters.' end
    ));
end;
$function$;

ALTER FUNCTION "sanyam_private"."require_billing_id"(text, text) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.settle_tier(user_id uuid, reason text)
 RETURNS text
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_now timestamptz := sanyam_private.clock();
    v_tier text := (select p.tier from public.user_profiles p where p.id = settle_tier.user_id);
    v_given text := (select a.tier from sanyam_private.billing_accounts a where a.user_id = settle_tier.user_id);
    v_held text := (
        select s.tier
        from sanyam_private.billing_subscriptions s
        left join public.tier_limits l on l.tier = s.tier
        where s.user_id = settle_tier.user_id and s.tier is not null
            and s.holds and (s.holds_until is null or s.holds_until > v_now)
        -- Null is no limit. A tier without a row counts as free.
        order by l.tier is null, l.max_documents desc nulls first, l.max_storage_bytes desc nulls first, s.tier desc
        limit 1
    );
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

ALTER FUNCTION "sanyam_private"."settle_tier"(uuid, text) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.take_due_events(batch_size integer)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    -- With the longest pauses, these are four days. Then the nightly reconciliation is enough.
    c_most_attempts constant integer := 20;
    v_now timestamptz := sanyam_private.clock();
    v_taken json;
begin
    with due as materialized (
        select e.id from sanyam_private.billing_events e
        where e.state <> 'done' and e.next_attempt_at <= v_now and e.attempts < c_most_attempts
        order by e.next_attempt_at
        limit batch_size
        for update skip locked
    ), taken as (
        update sanyam_private.billing_events e
        set attempts = e.attempts + 1, next_attempt_at = sanyam_private.next_attempt(e.attempts + 1)
        from due d
        where e.id = d.id
        returning e.id, e.type, e.created_at, e.facts
    )
    select coalesce(json_agg(json_build_object(
        'id', t.id, 'type', t.type, 'created_at', sanyam_private.rfc3339(t.created_at), 'facts', t.facts
    )), '[]') into v_taken
    from taken t;
    return v_taken;
end;
$function$;

ALTER FUNCTION "sanyam_private"."take_due_events"(integer) OWNER TO "postgres";

ALTER TABLE "sanyam_private"."billing_accounts" ADD CONSTRAINT "billing_accounts_user_id_fkey" FOREIGN KEY (user_id) REFERENCES public.user_profiles(id) ON DELETE CASCADE;

ALTER TABLE "sanyam_private"."billing_subscriptions" ADD CONSTRAINT "billing_subscriptions_user_id_fkey" FOREIGN KEY (user_id) REFERENCES sanyam_private.billing_accounts(user_id) ON DELETE CASCADE;

CREATE INDEX billing_events_by_time ON sanyam_private.billing_events USING brin (received_at);

CREATE INDEX billing_events_to_try ON sanyam_private.billing_events USING btree (next_attempt_at) WHERE (state <> 'done'::text);

CREATE INDEX billing_subscriptions_in_grace ON sanyam_private.billing_subscriptions USING btree (holds_until) WHERE holds;

CREATE INDEX billing_subscriptions_of_a_user ON sanyam_private.billing_subscriptions USING btree (user_id);

CREATE INDEX billing_subscriptions_that_ended ON sanyam_private.billing_subscriptions USING btree (updated_at) WHERE (NOT holds);

CREATE POLICY "functions see the caller's customer" ON "sanyam_private"."billing_accounts" FOR SELECT TO "sanyam_api" USING ((user_id = ( SELECT sanyam_private.caller_id() AS caller_id)));

CREATE POLICY "functions see the caller's subscriptions" ON "sanyam_private"."billing_subscriptions" FOR SELECT TO "sanyam_api" USING ((user_id = ( SELECT sanyam_private.caller_id() AS caller_id)));

COMMENT ON TABLE "sanyam_private"."billing_events" IS 'No policy: only the functions of billing reach it, as the owner of the tables. No user needs to see an event.';

REVOKE ALL ON FUNCTION "public"."apply_subscription"(text, text, uuid, bigint, text, text[], boolean, timestamp with time zone, timestamp with time zone, boolean, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "public"."apply_subscription"(text, text, uuid, bigint, text, text[], boolean, timestamp with time zone, timestamp with time zone, boolean, boolean) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."apply_subscription"(text, text, uuid, bigint, text, text[], boolean, timestamp with time zone, timestamp with time zone, boolean, boolean) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."apply_subscription"(text, text, uuid, bigint, text, text[], boolean, timestamp with time zone, timestamp with time zone, boolean, boolean) TO "service_role";

REVOKE ALL ON FUNCTION "public"."billing_account"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "public"."billing_account"(uuid) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."billing_account"(uuid) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."billing_account"(uuid) TO "service_role";

REVOKE ALL ON FUNCTION "public"."end_billing_grace"(integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "public"."end_billing_grace"(integer) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."end_billing_grace"(integer) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."end_billing_grace"(integer) TO "service_role";

REVOKE ALL ON FUNCTION "public"."finish_billing_event"(text, text, text, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "public"."finish_billing_event"(text, text, text, text, text) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."finish_billing_event"(text, text, text, text, text) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."finish_billing_event"(text, text, text, text, text) TO "service_role";

REVOKE ALL ON FUNCTION "public"."link_customer"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "public"."link_customer"(uuid, text) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."link_customer"(uuid, text) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."link_customer"(uuid, text) TO "service_role";

REVOKE ALL ON FUNCTION "public"."list_open_subscriptions"(text, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "public"."list_open_subscriptions"(text, integer) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."list_open_subscriptions"(text, integer) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."list_open_subscriptions"(text, integer) TO "service_role";

REVOKE ALL ON FUNCTION "public"."start_billing_read"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "public"."start_billing_read"() FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."start_billing_read"() TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."start_billing_read"() TO "service_role";

REVOKE ALL ON FUNCTION "public"."store_billing_event"(text, text, timestamp with time zone, text, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "public"."store_billing_event"(text, text, timestamp with time zone, text, boolean) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."store_billing_event"(text, text, timestamp with time zone, text, boolean) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."store_billing_event"(text, text, timestamp with time zone, text, boolean) TO "service_role";

REVOKE ALL ON FUNCTION "public"."take_billing_events"(integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "public"."take_billing_events"(integer) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."take_billing_events"(integer) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."take_billing_events"(integer) TO "service_role";

REVOKE ALL ON FUNCTION "sanyam_private"."customer_of"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."customer_of"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."customer_of"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."customer_of"(uuid) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."end_attempt"(text, text, text, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."end_attempt"(text, text, text, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."end_attempt"(text, text, text, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."end_attempt"(text, text, text, text, text) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."end_held_plans"(integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."end_held_plans"(integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."end_held_plans"(integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."end_held_plans"(integer) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."follow_subscription"(sanyam_private.billing_subscriptions, text, uuid, text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."follow_subscription"(sanyam_private.billing_subscriptions, text, uuid, text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."follow_subscription"(sanyam_private.billing_subscriptions, text, uuid, text[]) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."follow_subscription"(sanyam_private.billing_subscriptions, text, uuid, text[]) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."give_customer"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."give_customer"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."give_customer"(uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."give_customer"(uuid, text) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."largest_tier"(text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."largest_tier"(text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."largest_tier"(text[]) TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."next_attempt"(integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."next_attempt"(integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."next_attempt"(integer) TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."next_billing_read"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."next_billing_read"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."next_billing_read"() TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."next_billing_read"() TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."note_event"(text, text, timestamp with time zone, jsonb, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."note_event"(text, text, timestamp with time zone, jsonb, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."note_event"(text, text, timestamp with time zone, jsonb, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."note_event"(text, text, timestamp with time zone, jsonb, boolean) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."open_subscriptions"(text, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."open_subscriptions"(text, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."open_subscriptions"(text, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."open_subscriptions"(text, integer) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."require_billing_id"(text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."require_billing_id"(text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."require_billing_id"(text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."require_billing_id"(text, text) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."settle_tier"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."settle_tier"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."settle_tier"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."take_due_events"(integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."take_due_events"(integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."take_due_events"(integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."take_due_events"(integer) TO "sanyam_api";

GRANT SELECT ON TABLE "sanyam_private"."billing_accounts" TO "sanyam_api";

GRANT SELECT ON TABLE "sanyam_private"."billing_subscriptions" TO "sanyam_api";
revoke create on schema public from sanyam_api;

insert into sanyam_private.jobs (name, cron_name) values ('reconcile_billing', 'sanyam-reconcile-billing');
