-- SPDX-License-Identifier: MIT

-- What a change of tier does, in its own transaction, however it is made. It deletes nothing:
--   If the new tier does not include API keys, the keys are revoked. An upgrade does not bring them back.
--   Whether a document is read-only is computed at each read and change, so an upgrade makes it writable again.
--   Limits and features of the new tier hold from the next statement on.
-- If the row of a tier loses has_api_keys, no key is revoked, because that may be a slip. authenticate_api_key refuses
-- the keys at once.

-- Revokes the keys. Security definer, because service_role may change a tier, but no keys.
create function sanyam_private.follow_tier() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if not (sanyam_private.limits_of_tier(new.tier)).has_api_keys then
        update public.api_keys k
        set revoked_at = sanyam_private.clock(), revoked_reason = 'downgrade'
        where k.user_id = new.id and k.revoked_at is null;
    end if;
    return null;
end;
$$;

create trigger follow_tier after update of tier on public.user_profiles
    for each row when (new.tier <> old.tier) execute function sanyam_private.follow_tier();

-- Changes a user's tier and returns the profile. The update locks the account, as each change of what a user owns does.
-- Security definer, because a function sees no profile but its caller's.
create function sanyam_private.change_tier(user_id uuid, tier text, reason text) returns public.user_profiles
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_profile public.user_profiles;
begin
    -- For the audit row of this update, and no other of the transaction.
    perform set_config('sanyam.tier_reason', coalesce(reason, ''), true);
    update public.user_profiles p set tier = change_tier.tier
    where p.id = change_tier.user_id
    returning p.* into v_profile;
    perform set_config('sanyam.tier_reason', '', true);
    if v_profile.id is null then
        perform sanyam_private.fail(404, 'NOT_FOUND', 'This account does not exist.');
    end if;
    return v_profile;
end;
$$;
grant execute on function sanyam_private.change_tier(uuid, text, text) to sanyam_api;

-- Changes a user's tier for billing, writes the reason to the audit log, and answers the profile.
-- Fails with FORBIDDEN, VALIDATION_ERROR, NOT_FOUND.
create function public.set_tier(user_id uuid, tier text, reason text default null) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.require_system();
    perform sanyam_private.require_valid(jsonb_build_object(
        'tier', case
            when not exists (select from public.tier_limits l where l.tier = set_tier.tier)
                then 'This tier does not exist. Name one in tier_limits.'
        end,
        'reason', case when char_length(reason) > 500 then 'A reason has at most 500 characters.' end
    ));
    return sanyam_private.answer_of(sanyam_private.change_tier(user_id, tier, reason));
end;
$$;
call sanyam_private.expose('public.set_tier(uuid, text, text)', 'service_role');
