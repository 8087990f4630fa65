-- SPDX-License-Identifier: MIT

-- Leaving all shares of an owner, and blocking an owner.

-- Ends the caller's shares of an owner, and returns their number. With `blocks`, no share or offer of that owner
-- reaches the caller from now on. What waited for room takes the place of what ends (fill_room). It does not lock the
-- owner's account: no save of the owner waits for what another user leaves. Security definer, because no user reads who
-- receives what.
create function sanyam_private.leave_owner(owner_id uuid, blocks boolean) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
$$;
grant execute on function sanyam_private.leave_owner(uuid, boolean) to sanyam_api;

-- Returns whether an owner shares a document with the caller or offers one, or is blocked. A share that waits for room
-- counts. Security definer, because no user reads who receives what.
create function sanyam_private.reaches_caller(owner_id uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_address text := (select sanyam_private.address_of(p.email) from public.user_profiles p where p.id = v_caller);
begin
    return sanyam_private.has_blocked(v_caller, reaches_caller.owner_id)
        or sanyam_private.has_address(v_caller, v_address) and exists (
            select from public.document_shares s
            where s.email = v_address and s.owner_id = reaches_caller.owner_id
        )
        or exists (select from sanyam_private.offers_to_caller() o where o.owner_id = reaches_caller.owner_id);
end;
$$;
grant execute on function sanyam_private.reaches_caller(uuid) to sanyam_api;

-- Ends the caller's block of an owner, if there is one, and lets the shares of that owner reach the caller again, also
-- those that waited for room. It locks the address before the block, as leave_owner does. Security definer, because no
-- user reads who receives what.
create function sanyam_private.receive_again(owner_id uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
$$;
grant execute on function sanyam_private.receive_again(uuid) to sanyam_api;

-- Ends all shares that the caller has of an owner, and answers their number. The owner can share again.
-- Fails with UNAUTHORIZED, INSUFFICIENT_SCOPE.
create function public.leave_shares(owner_id uuid) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.require_caller('shares:write');
    return to_json(sanyam_private.leave_owner(owner_id, false));
end;
$$;
call sanyam_private.expose('public.leave_shares(uuid)', 'authenticated', 'sanyam_gateway');

-- Ends all shares that the caller has of an owner, and keeps new shares and offers of that owner from the caller. The
-- owner cannot see that. Answers the number of shares that ended.
-- Fails with UNAUTHORIZED, FORBIDDEN for an API key, NOT_FOUND unless the owner shares or offers a document, and with
-- TIER_LIMIT_EXCEEDED when the caller has blocked 1,000 owners.
create function public.block_owner(owner_id uuid) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    c_most_blocked constant integer := 1000;
    v_caller uuid := sanyam_private.require_living_session();
    v_account sanyam_private.account;
begin
    if owner_id = v_caller or not sanyam_private.reaches_caller(owner_id) then
        perform sanyam_private.fail(404, 'NOT_FOUND', 'This user does not share or offer a document to you.');
    end if;
    v_account := sanyam_private.lock_account(v_caller);
    if (
        select count(*) from sanyam_private.blocked_owners b
        where b.user_id = v_caller and b.owner_id <> block_owner.owner_id
    ) >= c_most_blocked then
        perform sanyam_private.fail_over_common_limit(
            v_caller, v_account.limits, 'blocked_owners', c_most_blocked,
            format('You have blocked %s users. Unblock one first.', c_most_blocked)
        );
    end if;
    return to_json(sanyam_private.leave_owner(owner_id, true));
end;
$$;
call sanyam_private.expose('public.block_owner(uuid)', 'authenticated', 'sanyam_gateway');

-- Lets shares and offers of an owner reach the caller again, also those that were made in the meantime. Does nothing if
-- the owner is not blocked. Fails with UNAUTHORIZED, FORBIDDEN for an API key.
create function public.unblock_owner(owner_id uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.require_living_session();
    perform sanyam_private.receive_again(owner_id);
end;
$$;
call sanyam_private.expose('public.unblock_owner(uuid)', 'authenticated', 'sanyam_gateway');
