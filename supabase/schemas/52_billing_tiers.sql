-- SPDX-License-Identifier: MIT

-- What the subscriptions of a user say about the tier. A downgrade is a change of tier like any other: 39_tier_changes.

-- Returns the largest of these tiers, or null. A tier without a row counts as free.
create function sanyam_private.largest_tier(tiers text[]) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
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
$$;

-- Gives a user the tier of their subscriptions: the largest that holds. Without one, what billing gave is taken back,
-- and the user has the tier of a new user. A tier that somebody set by hand in place of it stays. Returns the tier from
-- then on. The profile must be locked.
create function sanyam_private.settle_tier(user_id uuid, reason text) returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
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
$$;

-- Writes the state of a subscription and settles the tier of its user. Returns what apply_subscription answers.
-- Security definer, because billing works for all users.
create function sanyam_private.follow_subscription(
    state sanyam_private.billing_subscriptions,
    customer_id text,
    claimed_user_id uuid,
    tiers text[],
    lost_customer_id text
) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
$$;
grant execute on function sanyam_private.follow_subscription(
    sanyam_private.billing_subscriptions, text, uuid, text[], text
) to sanyam_api;

-- Applies the state of a subscription, for the gateway, which read it after it took `read_number`. `claimed_user_id` is
-- the user whom the customer's metadata names. A customer without a user becomes theirs if they have none, or if theirs
-- is `lost_customer_id`, which the payment service does not have any more. A subscription that is known stays that of
-- its user. `tiers` are those of the prices. With `dry_run`, nothing changes. `result`:
--   applied           the tier of `user_id` is what the subscriptions say. It was `tier_before`.
--   older             a newer state is there
--   unknown_customer  no user has this customer, and it names none
--   unknown_user      the customer names a user who does not exist; `is_deleted` if the log says that the account ended
--   other_customer    the customer names a user who has another one: `customer_id`
-- Fails with FORBIDDEN, VALIDATION_ERROR.
create function public.apply_subscription(
    subscription_id text,
    customer_id text,
    claimed_user_id uuid,
    read_number bigint,
    status text,
    tiers text[],
    holds boolean,
    holds_until timestamptz,
    period_end timestamptz,
    cancel_at_period_end boolean,
    dry_run boolean default false,
    lost_customer_id text default null
) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
$$;
call sanyam_private.expose(
    'public.apply_subscription(
        text, text, uuid, bigint, text, text[], boolean, timestamptz, timestamptz, boolean, boolean, text
    )',
    'service_role'
);

-- Returns a page of the subscriptions that may still change. Security definer, because billing works for all users.
create function sanyam_private.open_subscriptions(after_id text, page_size integer) returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
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
$$;
grant execute on function sanyam_private.open_subscriptions(text, integer) to sanyam_api;

-- Answers the subscriptions that may still change, in the order of their ids: at most `page_size` after `after_id`.
-- Fails with FORBIDDEN, VALIDATION_ERROR.
create function public.list_open_subscriptions(after_id text default '', page_size integer default 100) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.require_system();
    perform sanyam_private.require_valid(jsonb_build_object(
        'page_size', case
            when page_size is null or page_size not between 1 and 1000 then 'A page has 1 to 1,000 items.'
        end
    ));
    return sanyam_private.open_subscriptions(coalesce(after_id, ''), page_size);
end;
$$;
call sanyam_private.expose('public.list_open_subscriptions(text, integer)', 'service_role');
