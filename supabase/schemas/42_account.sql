-- SPDX-License-Identifier: MIT

-- Answers the caller's profile, the limits and features of the tier, the tiers that it includes, the usage, whether
-- shares for the caller's address reach them, and the subscription that counts: one that holds a plan, otherwise the
-- one that changed last. `sign_in_refusal` is null, or the details of the error with which require_sign_in fails.
-- Fails with UNAUTHORIZED.
create function public.my_account() returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.require_caller();
    v_profile public.user_profiles;
    v_limits public.tier_limits;
    v_missing constant text := sanyam_private.missing_sign_in_feature();
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
        ),
        'sign_in_refusal', case
            when v_missing is not null then sanyam_private.missing_feature(v_limits, v_missing)
        end
    );
end;
$$;
call sanyam_private.expose('public.my_account()', 'authenticated', 'sanyam_gateway');

-- Deletes a user and everything that refers to it. Security definer, because users belong to the auth server.
create function sanyam_private.delete_user(user_id uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
$$;
grant execute on function sanyam_private.delete_user(uuid) to sanyam_api;

-- Deletes the caller's account and everything they own, at once and permanently. Documents of others stay, also with
-- changes by the caller. The audit log keeps its rows until their retention ends.
-- Fails with UNAUTHORIZED, FORBIDDEN for an API key.
create function public.delete_my_account() returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp set statement_timeout = '120s' as $$
begin
    perform sanyam_private.delete_user(sanyam_private.require_living_session());
end;
$$;
call sanyam_private.expose('public.delete_my_account()', 'authenticated');
