-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

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
        return json_build_object(
            'result', 'unknown_user',
            'user_id', v_user_id,
            -- Not so in a database that was restored from an earlier backup.
            'is_deleted', exists (
                select from public.audit_log a where a.user_id = v_user_id and a.action = 'account.deleted'
            )
        );
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
