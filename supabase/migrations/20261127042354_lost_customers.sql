-- SPDX-License-Identifier: MIT

grant create on schema public to sanyam_api;
set local check_function_bodies = off;

DROP FUNCTION "public"."apply_subscription"(text, text, uuid, bigint, text, text[], boolean, timestamp with time zone, timestamp with time zone, boolean, boolean);

DROP FUNCTION "public"."link_customer"(uuid, text);

DROP FUNCTION "sanyam_private"."follow_subscription"(sanyam_private.billing_subscriptions, text, uuid, text[]);

DROP FUNCTION "sanyam_private"."give_customer"(uuid, text);

CREATE OR REPLACE FUNCTION public.apply_subscription(subscription_id text, customer_id text, claimed_user_id uuid, read_number bigint, status text, tiers text[], holds boolean, holds_until timestamp with time zone, period_end timestamp with time zone, cancel_at_period_end boolean, dry_run boolean DEFAULT false, lost_customer_id text DEFAULT NULL::text)
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
            tiers,
            lost_customer_id
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

ALTER FUNCTION "public"."apply_subscription"(text, text, uuid, bigint, text, text[], boolean, timestamp with time zone, timestamp with time zone, boolean, boolean, text) OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION public.link_customer(user_id uuid, customer_id text, lost_customer_id text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.require_system();
    perform sanyam_private.require_billing_id('customer_id', customer_id);
    return to_json(sanyam_private.give_customer(user_id, customer_id, lost_customer_id));
end;
$function$;

ALTER FUNCTION "public"."link_customer"(uuid, text, text) OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION sanyam_private.follow_subscription(state sanyam_private.billing_subscriptions, customer_id text, claimed_user_id uuid, tiers text[], lost_customer_id text)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_owner uuid := (
        select a.user_id from sanyam_private.billing_accounts a where a.customer_id = follow_subscription.customer_id
    );
    -- A subscription never changes its customer. So one that is stored stays that of its user, who may have a new
    -- customer in place of a lost one.
    v_follows uuid := coalesce(
        v_owner, (select s.user_id from sanyam_private.billing_subscriptions s where s.id = state.id)
    );
    v_user_id uuid := coalesce(v_follows, claimed_user_id);
    v_customer text;
    v_before text;
    v_tier text;
    v_now timestamptz;
begin
    if v_user_id is null then
        return json_build_object('result', 'unknown_customer');
    end if;
    select p.tier into v_before from public.user_profiles p where p.id = v_user_id for no key update;
    if not found then
        return json_build_object(
            'result', 'unknown_user',
            'user_id', v_user_id,
            -- Not so in a database that was restored from an earlier backup.
            'is_deleted', exists (
                select from public.audit_log a where a.user_id = v_user_id and a.action = 'account.deleted'
            )
        );
    end if;
    if v_follows is null then
        v_customer := sanyam_private.give_customer(v_user_id, customer_id, lost_customer_id);
        if v_customer is distinct from customer_id then
            return json_build_object('result', 'other_customer', 'user_id', v_user_id, 'customer_id', v_customer);
        end if;
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

ALTER FUNCTION "sanyam_private"."follow_subscription"(sanyam_private.billing_subscriptions, text, uuid, text[], text) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.give_customer(user_id uuid, customer_id text, lost_customer_id text)
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
    update sanyam_private.billing_accounts a
    set customer_id = give_customer.customer_id
    where a.user_id = give_customer.user_id and a.customer_id = lost_customer_id
        and not exists (
            select from sanyam_private.billing_accounts b where b.customer_id = give_customer.customer_id
        );
    return (select a.customer_id from sanyam_private.billing_accounts a where a.user_id = give_customer.user_id);
end;
$function$;

ALTER FUNCTION "sanyam_private"."give_customer"(uuid, text, text) OWNER TO "postgres";

REVOKE ALL ON FUNCTION "public"."apply_subscription"(text, text, uuid, bigint, text, text[], boolean, timestamp with time zone, timestamp with time zone, boolean, boolean, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "public"."apply_subscription"(text, text, uuid, bigint, text, text[], boolean, timestamp with time zone, timestamp with time zone, boolean, boolean, text) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."apply_subscription"(text, text, uuid, bigint, text, text[], boolean, timestamp with time zone, timestamp with time zone, boolean, boolean, text) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."apply_subscription"(text, text, uuid, bigint, text, text[], boolean, timestamp with time zone, timestamp with time zone, boolean, boolean, text) TO "service_role";

REVOKE ALL ON FUNCTION "public"."link_customer"(uuid, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "public"."link_customer"(uuid, text, text) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."link_customer"(uuid, text, text) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."link_customer"(uuid, text, text) TO "service_role";

REVOKE ALL ON FUNCTION "sanyam_private"."follow_subscription"(sanyam_private.billing_subscriptions, text, uuid, text[], text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."follow_subscription"(sanyam_private.billing_subscriptions, text, uuid, text[], text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."follow_subscription"(sanyam_private.billing_subscriptions, text, uuid, text[], text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."follow_subscription"(sanyam_private.billing_subscriptions, text, uuid, text[], text) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."give_customer"(uuid, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."give_customer"(uuid, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."give_customer"(uuid, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."give_customer"(uuid, text, text) TO "sanyam_api";
revoke create on schema public from sanyam_api;
