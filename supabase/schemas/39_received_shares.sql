-- SPDX-License-Identifier: MIT

-- The shares that a user receives: their order and number, leaving all shares of an owner, and blocking an owner.

-- Repeats the last change of a document for its recipients. It fires after count_document, because the lock of the
-- account comes before those of the recipients.
create function sanyam_private.move_in_lists() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
$$;

create trigger move_in_lists after update of updated_at, deleted_at on public.documents
    for each row when ((new.updated_at, new.deleted_at) is distinct from (old.updated_at, old.deleted_at))
    execute function sanyam_private.move_in_lists();

-- The number of documents that others share with a user without an expiry, as changes whose sum it is. A row for each
-- user that says the number would make the owners wait for each other who share with the same user.
create table sanyam_private.received_changes (
    id bigint generated always as identity primary key,
    -- Not a foreign key: the end of an account deletes the rows after its shares.
    recipient_id uuid not null,
    change integer not null
);

create index received_changes_of_a_user on sanyam_private.received_changes (recipient_id) include (change);

alter table sanyam_private.received_changes enable row level security;
comment on table sanyam_private.received_changes is
    'No policy: only the triggers of share_recipients write it, and received_count sums it up for the caller.';

-- Adds a change. Each 16th one replaces the changes that nobody else is replacing by their sum, so that a sum reads
-- some tens of rows.
create function sanyam_private.add_received(recipient_id uuid, change integer) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
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
$$;

-- Security definer, because nobody else may write the number.
create function sanyam_private.count_received() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op <> 'INSERT' and old.recipient_id is not null and old.listed_at is not null and old.expires_at is null then
        perform sanyam_private.add_received(old.recipient_id, -1);
    end if;
    if tg_op <> 'DELETE' and new.recipient_id is not null and new.listed_at is not null and new.expires_at is null then
        perform sanyam_private.add_received(new.recipient_id, 1);
    end if;
    return null;
end;
$$;

create trigger count_received after insert or delete on sanyam_private.share_recipients
    for each row execute function sanyam_private.count_received();

-- Not for a save, which only changes the time.
create trigger count_received_again after update on sanyam_private.share_recipients
    for each row
    when (
        new.recipient_id is distinct from old.recipient_id
        or (new.listed_at is null) <> (old.listed_at is null)
        or (new.expires_at is null) <> (old.expires_at is null)
    )
    execute function sanyam_private.count_received();

create function sanyam_private.forget_received() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    delete from sanyam_private.received_changes c where c.recipient_id = old.id;
    delete from sanyam_private.blocked_owners b where b.owner_id = old.id;
    return null;
end;
$$;

-- PostgreSQL fires it after the triggers of foreign keys, which take the shares from the user.
create trigger zz_forget_received after delete on auth.users
    for each row execute function sanyam_private.forget_received();

-- Returns how many documents of other owners belong to a list, on all pages. Security definer, because no user reads
-- who receives what.
create function sanyam_private.received_count(request sanyam_private.list_request) returns bigint
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan as $$
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
$$;
grant execute on function sanyam_private.received_count(sanyam_private.list_request) to sanyam_api;

-- Ends the caller's shares of an owner, whose account must be locked, and returns their number. With `blocks`, no share
-- or offer of that owner reaches the caller from now on. Shares that waited for room reach the caller. Security definer,
-- because no user reads who receives what.
create function sanyam_private.leave_owner(owner_id uuid, blocks boolean) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
$$;
grant execute on function sanyam_private.leave_owner(uuid, boolean) to sanyam_api;

-- Returns whether an owner shares a document with the caller or offers one, or is blocked. Security definer, because no
-- user reads who receives what.
create function sanyam_private.reaches_caller(owner_id uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
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
$$;
grant execute on function sanyam_private.reaches_caller(uuid) to sanyam_api;

-- Lets the shares of an owner reach the caller again, and those that waited for room. Security definer, because no user
-- reads who receives what.
create function sanyam_private.receive_again() returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_address text := (select sanyam_private.address_of(p.email) from public.user_profiles p where p.id = v_caller);
begin
    perform sanyam_private.lock_address(v_address);
    perform sanyam_private.redirect_shares(v_address);
end;
$$;
grant execute on function sanyam_private.receive_again() to sanyam_api;

-- Ends all shares that the caller has of an owner, and answers their number. The owner can share again.
-- Fails with UNAUTHORIZED, INSUFFICIENT_SCOPE.
create function public.leave_shares(owner_id uuid) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.require_caller('shares:write');
begin
    if owner_id = v_caller or not sanyam_private.reaches_caller(owner_id) then
        return to_json(0);
    end if;
    perform sanyam_private.lock_account(owner_id);
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
    v_caller uuid := sanyam_private.require_session();
begin
    if owner_id = v_caller or not sanyam_private.reaches_caller(owner_id) then
        perform sanyam_private.fail(404, 'NOT_FOUND', 'This user does not share or offer a document to you.');
    end if;
    if (select count(*) from sanyam_private.blocked_owners b where b.user_id = v_caller) >= c_most_blocked then
        perform sanyam_private.fail_over_common_limit(
            v_caller, (sanyam_private.account_of(v_caller)).limits, 'blocked_owners', c_most_blocked,
            format('You have blocked %s users. Unblock one first.', c_most_blocked)
        );
    end if;
    perform sanyam_private.lock_account(owner_id);
    return to_json(sanyam_private.leave_owner(owner_id, true));
end;
$$;
call sanyam_private.expose('public.block_owner(uuid)', 'authenticated', 'sanyam_gateway');

-- Lets shares and offers of an owner reach the caller again, also those that were made in the meantime. Does nothing if
-- the owner is not blocked. Fails with UNAUTHORIZED, FORBIDDEN for an API key.
create function public.unblock_owner(owner_id uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.require_session();
begin
    delete from sanyam_private.blocked_owners b
    where b.user_id = v_caller and b.owner_id = unblock_owner.owner_id;
    if found then
        perform sanyam_private.receive_again();
    end if;
end;
$$;
call sanyam_private.expose('public.unblock_owner(uuid)', 'authenticated', 'sanyam_gateway');

-- Answers the owners that the caller has blocked, the last one first, at most 1,000.
-- Fails with UNAUTHORIZED, FORBIDDEN for an API key.
create function public.list_blocked_owners() returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
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
$$;
call sanyam_private.expose('public.list_blocked_owners()', 'authenticated', 'sanyam_gateway');
