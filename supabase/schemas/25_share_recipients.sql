-- SPDX-License-Identifier: MIT

-- Who gets a share: the confirmed user who has its address at this moment.

-- The recipient of each share; null while the share waits: nobody has the address, the user has blocked the owner, or
-- the user has as many shares as anybody may have. It repeats the share, so that one index answers what a caller may
-- do. `listed_at` repeats the last change of the document, so that a page of a list reads only its own rows; null in
-- the trash. No policy and no grant: no user may see whether an address has an account.
create table sanyam_private.share_recipients (
    share_id uuid primary key references public.document_shares (id) on delete cascade,
    recipient_id uuid references public.user_profiles (id) on delete set null,
    document_id uuid not null,
    permission text not null,
    expires_at timestamptz,
    listed_at timestamptz
);

-- A recipient's list, newest change first.
create index received_shares_by_change
    on sanyam_private.share_recipients (recipient_id, listed_at desc, document_id desc);

-- For share_permission, which policies call for each document. A hash index reads one page, however many shares there
-- are. It holds one value, so both ids become one number. The ids tell apart rows with the same number.
create index shares_by_document_and_recipient on sanyam_private.share_recipients
    using hash (uuid_hash_extended(document_id, uuid_hash_extended(recipient_id, 0)));

alter table sanyam_private.share_recipients enable row level security;
comment on table sanyam_private.share_recipients is
    'No policy: no user may see whether an address has an account. Functions of the owner answer for the caller.';

-- Returns the confirmed user of an address: the first who signed up. Users of single sign-on come last, because several
-- of them can have one address, and only their identity provider confirms it. The auth server may confirm an address
-- without a mail, so the settings can demand more.
create function sanyam_private.user_of_address(address text) returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return (
        select p.id
        from public.user_profiles p
        join auth.users u on u.id = p.id
        where lower(normalize(p.email, NFC)) = address and u.email_confirmed_at is not null
            and (sanyam_private.reads_mail(p.id, address) or not (
                select s.shares_need_confirmed_email from sanyam_private.settings s
            ))
        order by u.is_sso_user, u.created_at, u.id
        limit 1
    );
end;
$$;

-- Returns whether a user is the confirmed user of an address. Security definer, because only the owner of the tables
-- reads auth.users.
create function sanyam_private.has_address(user_id uuid, address text) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    return coalesce(sanyam_private.user_of_address(address) = user_id, false);
end;
$$;
grant execute on function sanyam_private.has_address(uuid, text) to sanyam_api;

-- Locks the recipients of shares in the order of the shares' ids. Every statement that deletes or redirects several
-- shares calls this first, so that two of them do not deadlock.
create function sanyam_private.lock_recipients(share_ids uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform from sanyam_private.share_recipients r where r.share_id = any (share_ids) order by r.share_id for update;
end;
$$;
grant execute on function sanyam_private.lock_recipients(uuid[]) to sanyam_api;

-- Returns how many shares a user can receive. Every policy and count of the shares of a user ends there.
create function sanyam_private.most_received_shares() returns integer
language sql immutable
return 10000;

-- Returns the recipient of a share: the user of the address, which must be locked, or null while the share waits.
create function sanyam_private.recipient_of(share public.document_shares) returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_user_id uuid := nullif(sanyam_private.user_of_address(share.email), share.owner_id);
begin
    if exists (
        select from sanyam_private.share_recipients r where r.share_id = share.id and r.recipient_id = v_user_id
    ) then
        return v_user_id;
    end if;
    if sanyam_private.has_blocked(v_user_id, share.owner_id) or exists (
        select from sanyam_private.share_recipients r where r.recipient_id = v_user_id
        offset sanyam_private.most_received_shares() - 1 limit 1
    ) then
        return null;
    end if;
    return v_user_id;
end;
$$;

-- Returns the shares of an address, which must be locked, that have another recipient than they should, with the right
-- one: the user who has the address now gets first those that the user has, then the oldest.
create function sanyam_private.misdirected_shares(address text) returns table (share_id uuid, recipient_id uuid)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_user_id uuid := sanyam_private.user_of_address(address);
begin
    return query
    with may_reach as materialized (
        select s.id
        from public.document_shares s
        join sanyam_private.share_recipients r on r.share_id = s.id
        where s.email = address and s.owner_id <> v_user_id
            and not sanyam_private.has_blocked(v_user_id, s.owner_id)
        order by coalesce(r.recipient_id = v_user_id, false) desc, s.created_at, s.id
        limit sanyam_private.most_received_shares()
    )
    select r.share_id, case when m.id is not null then v_user_id end
    from public.document_shares s
    join sanyam_private.share_recipients r on r.share_id = s.id
    left join may_reach m on m.id = s.id
    where s.email = address and r.recipient_id is distinct from case when m.id is not null then v_user_id end;
end;
$$;

-- Gives the shares of an address, which must be locked, to the user who has it now. It locks only the recipients that
-- change: the saves of a document wait for its recipients. It decides again under the locks, because a document can get
-- another owner while this waits, whom the user has or has not blocked.
create function sanyam_private.redirect_shares(address text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_share_ids uuid[] := array(select m.share_id from sanyam_private.misdirected_shares(address) m);
begin
    perform sanyam_private.lock_recipients(v_share_ids);
    update sanyam_private.share_recipients r
    set recipient_id = m.recipient_id
    from sanyam_private.misdirected_shares(address) m
    where r.share_id = m.share_id and r.share_id = any (v_share_ids);
end;
$$;

-- Gives waiting shares to users who had as many as anybody may have, and of whom some ended: the oldest first. It waits
-- for nobody, because it holds recipients: revoke_share and leave_owner have locked the address before, and for other
-- ways a share that another transaction holds waits on. Security definer, because no user reads who receives what.
create function sanyam_private.fill_room() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    c_most constant integer := sanyam_private.most_received_shares();
    v_user_id uuid;
    v_ended integer;
    v_left integer;
    v_address text;
begin
    for v_user_id, v_ended in
        select g.recipient_id, count(*) from gone g where g.recipient_id is not null group by g.recipient_id
    loop
        select count(*) into v_left
        from (select from sanyam_private.share_recipients r where r.recipient_id = v_user_id limit c_most) x;
        continue when v_left >= c_most or v_left + v_ended < c_most;
        v_address := (select sanyam_private.address_of(p.email) from public.user_profiles p where p.id = v_user_id);
        continue when not sanyam_private.try_lock_address(v_address)
            or sanyam_private.user_of_address(v_address) is distinct from v_user_id;
        update sanyam_private.share_recipients r
        set recipient_id = v_user_id
        where r.share_id = any (array(
            select w.share_id
            from public.document_shares s
            join sanyam_private.share_recipients w on w.share_id = s.id
            where s.email = v_address and w.recipient_id is null and s.owner_id <> v_user_id
                and not sanyam_private.has_blocked(v_user_id, s.owner_id)
            order by s.created_at, s.id
            limit c_most - v_left
            for update of w skip locked
        ));
    end loop;
    return null;
end;
$$;

create trigger fill_room after delete on sanyam_private.share_recipients
    referencing old table as gone for each statement execute function sanyam_private.fill_room();

create function sanyam_private.direct_share() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.lock_address(new.email);
    insert into sanyam_private.share_recipients as r (
        share_id, recipient_id, document_id, permission, expires_at, listed_at
    ) values (
        new.id, sanyam_private.recipient_of(new), new.document_id, new.permission, new.expires_at,
        (select d.updated_at from public.documents d where d.id = new.document_id and d.deleted_at is null)
    )
    on conflict (share_id) do update
    set recipient_id = excluded.recipient_id, document_id = excluded.document_id, permission = excluded.permission,
        expires_at = excluded.expires_at, listed_at = excluded.listed_at;
    return null;
end;
$$;

create trigger direct_share after insert on public.document_shares
    for each row execute function sanyam_private.direct_share();

-- Not for the shares of a document that gets another owner: follow_owner directs them, without a lock for each address.
create trigger direct_changed_share after update of document_id, email, permission, expires_at on public.document_shares
    for each row when (new.owner_id = old.owner_id) execute function sanyam_private.direct_share();
