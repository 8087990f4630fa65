-- SPDX-License-Identifier: MIT

-- Plans whose time to pay is over. What the other subscriptions of the user say stays: 52_billing_tiers.

-- Takes back what a user does not pay for any more, and settles the tier. Returns what degrade_tier answers. Security
-- definer, because billing works for all users.
create function sanyam_private.take_back_plan(user_id uuid, reason text) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_before text;
    v_tier text;
    v_now timestamptz;
begin
    select p.tier into v_before from public.user_profiles p where p.id = take_back_plan.user_id for no key update;
    if not found then
        perform sanyam_private.fail(404, 'NOT_FOUND', 'This account does not exist.');
    end if;
    v_now := sanyam_private.clock();
    update sanyam_private.billing_subscriptions s
    set holds = false, updated_at = v_now
    where s.user_id = take_back_plan.user_id and s.holds and s.holds_until <= v_now;
    v_tier := sanyam_private.settle_tier(user_id, reason);
    return json_build_object(
        'tier_before', v_before, 'tier', v_tier, 'tier_limits', sanyam_private.limits_of_tier(v_tier)
    );
end;
$$;
grant execute on function sanyam_private.take_back_plan(uuid, text) to sanyam_api;

-- Gives a user the tier that is left when plans are over whose time to pay has passed: all that a downgrade does (see
-- 39_tier_changes), in one transaction. A plan that holds, and a tier that was set by hand, stay. Writes the reason to
-- the audit log, and answers `tier_before`, `tier`, and `tier_limits` with the row that applies then. Fails with
-- FORBIDDEN, VALIDATION_ERROR, NOT_FOUND.
create function public.degrade_tier(user_id uuid, reason text default null) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.require_system();
    perform sanyam_private.require_valid(jsonb_build_object(
        'reason', case when char_length(reason) > 500 then 'A reason has at most 500 characters.' end
    ));
    return sanyam_private.take_back_plan(user_id, reason);
end;
$$;
call sanyam_private.expose('public.degrade_tier(uuid, text)', 'service_role');

-- Returns users with plans whose time to pay is over, the longest first. Security definer, because billing works for
-- all users.
create function sanyam_private.lapsed_plans(batch_size integer) returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_now timestamptz := sanyam_private.clock();
begin
    return (
        select coalesce(json_agg(x.user_id order by x.since, x.user_id), '[]')
        from (
            select s.user_id, min(s.holds_until) as since
            from sanyam_private.billing_subscriptions s
            where s.holds and s.holds_until <= v_now
            group by s.user_id
            order by since, s.user_id
            limit batch_size
        ) x
    );
end;
$$;
grant execute on function sanyam_private.lapsed_plans(integer) to sanyam_api;

-- Answers the ids of at most `batch_size` users with plans whose time to pay is over: degrade_tier takes these back.
-- Fails with FORBIDDEN, VALIDATION_ERROR.
create function public.list_lapsed_plans(batch_size integer default 100) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.require_system();
    perform sanyam_private.require_valid(jsonb_build_object(
        'batch_size', case
            when batch_size is null or batch_size not between 1 and 1000 then 'A batch has 1 to 1,000 users.'
        end
    ));
    return sanyam_private.lapsed_plans(batch_size);
end;
$$;
call sanyam_private.expose('public.list_lapsed_plans(integer)', 'service_role');
