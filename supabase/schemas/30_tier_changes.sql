-- SPDX-License-Identifier: MIT

-- What a change of tier comes to, in the transaction that makes it, whoever makes it. Nothing is deleted:
--   API keys are revoked when the new tier has none, and an upgrade does not bring them back;
--   which documents are read-only is found whenever one is read or changed, so an upgrade undoes it by itself;
--   limits and features are those of the new tier's row from the next statement on.
-- A tier whose row loses has_api_keys revokes nothing: that may be a slip, and authenticate_api_key refuses at once.
create function sanyam_private.degrade_tier(user_id uuid) returns void
language plpgsql set search_path = '' as $$
declare
    v_tier text := (select p.tier from public.user_profiles p where p.id = degrade_tier.user_id);
begin
    if not (sanyam_private.limits_of_tier(v_tier)).has_api_keys then
        update public.api_keys k
        set revoked_at = sanyam_private.clock(), revoked_reason = 'downgrade'
        where k.user_id = degrade_tier.user_id and k.revoked_at is null;
    end if;
end;
$$;

-- Security definer: service_role may change a tier, and nothing else of this.
create function sanyam_private.follow_tier() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    perform sanyam_private.degrade_tier(new.id);
    return null;
end;
$$;

create trigger follow_tier after update of tier on public.user_profiles
    for each row when (new.tier <> old.tier) execute function sanyam_private.follow_tier();

-- Security definer: the functions of the API see no profile but their caller's. The update takes the account's lock,
-- as every change to what a user owns does first.
create function sanyam_private.change_tier(user_id uuid, tier text, reason text) returns public.user_profiles
language plpgsql security definer set search_path = '' as $$
declare
    v_profile public.user_profiles;
begin
    -- For the audit row, and for no other change of this transaction.
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

-- For billing: gives a user a tier, and leaves the reason in the audit log. Answers the profile.
-- Fails with FORBIDDEN, VALIDATION_ERROR, NOT_FOUND.
create function public.set_tier(user_id uuid, tier text, reason text default null) returns json
language plpgsql security definer set search_path = '' as $$
declare
    c_time constant text := 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
    v_profile public.user_profiles;
begin
    perform sanyam_private.require_system();
    perform sanyam_private.require_valid(jsonb_build_object(
        'tier', case
            when not exists (select from public.tier_limits l where l.tier = set_tier.tier)
                then 'There is no such tier.'
        end,
        'reason', case when char_length(reason) > 500 then 'A reason has at most 500 characters.' end
    ));
    v_profile := sanyam_private.change_tier(user_id, tier, reason);
    return json_build_object(
        'id', v_profile.id,
        'email', v_profile.email,
        'tier', v_profile.tier,
        'created_at', to_char(v_profile.created_at at time zone 'UTC', c_time),
        'updated_at', to_char(v_profile.updated_at at time zone 'UTC', c_time)
    );
end;
$$;
call sanyam_private.expose('public.set_tier(uuid, text, text)', 'service_role');
