-- SPDX-License-Identifier: MIT

-- Who gets a share: the confirmed user who has its address at this moment.

-- The recipient of each share; null while nobody has the address. It repeats the share, so that one index answers what
-- a caller may do. No policy and no grant: no user may see whether an address has an account.
create table sanyam_private.share_recipients (
    share_id uuid primary key references public.document_shares (id) on delete cascade,
    recipient_id uuid references public.user_profiles (id) on delete set null,
    document_id uuid not null,
    permission text not null,
    expires_at timestamptz
);

create index shares_with_a_recipient on sanyam_private.share_recipients (recipient_id, document_id);

-- For share_permission, which policies call for each document. A hash index reads one page, however many shares there
-- are. It holds one value, so both ids become one number. The ids tell apart rows with the same number.
create index shares_by_document_and_recipient on sanyam_private.share_recipients
    using hash (uuid_hash_extended(document_id, uuid_hash_extended(recipient_id, 0)));

alter table sanyam_private.share_recipients enable row level security;
comment on table sanyam_private.share_recipients is
    'No policy: no user may see whether an address has an account. Functions of the owner answer for the caller.';

-- Locks an address until the end of the transaction, after the locks of accounts. A share and a sign-up with the same
-- address at the same moment must see each other.
create function sanyam_private.lock_address(address text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform pg_advisory_xact_lock(hashtextextended(address, 2026));
end;
$$;

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

-- Gives the shares of an address, which must be locked, to the user who has it now.
create function sanyam_private.redirect_shares(address text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_user_id uuid := sanyam_private.user_of_address(address);
begin
    perform sanyam_private.lock_recipients(array(select s.id from public.document_shares s where s.email = address));
    update sanyam_private.share_recipients r
    set recipient_id = nullif(v_user_id, s.owner_id)
    from public.document_shares s
    where s.email = address and r.share_id = s.id and r.recipient_id is distinct from nullif(v_user_id, s.owner_id);
end;
$$;

-- The triggers below are security definer, because they read auth.users.

create function sanyam_private.direct_share() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.lock_address(new.email);
    insert into sanyam_private.share_recipients as r (share_id, recipient_id, document_id, permission, expires_at)
    values (
        new.id, nullif(sanyam_private.user_of_address(new.email), new.owner_id),
        new.document_id, new.permission, new.expires_at
    )
    on conflict (share_id) do update
    set recipient_id = excluded.recipient_id, document_id = excluded.document_id,
        permission = excluded.permission, expires_at = excluded.expires_at;
    return null;
end;
$$;

create trigger direct_share
    after insert or update of document_id, email, permission, expires_at on public.document_shares
    for each row execute function sanyam_private.direct_share();

-- Redirects the shares of a user's addresses. A share stays with its address: a user who gives the address up loses it,
-- and a user who confirms it gets it. Locks the addresses in their order, then the shares of both.
create function sanyam_private.redirect_shares_of_user() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_addresses text[] := array(
        select distinct sanyam_private.address_of(a.address)
        from unnest(array[old.email, new.email]) a (address)
        where a.address is not null
        order by 1
    );
    v_address text;
begin
    foreach v_address in array v_addresses loop
        perform sanyam_private.lock_address(v_address);
    end loop;
    perform sanyam_private.lock_recipients(array(
        select s.id from public.document_shares s where s.email = any (v_addresses)
    ));
    foreach v_address in array v_addresses loop
        perform sanyam_private.redirect_shares(v_address);
    end loop;
    return null;
end;
$$;

-- PostgreSQL fires triggers in the order of their names: these after create_profile and follow_email.
create trigger redirect_shares_at_sign_up after insert on auth.users
    for each row when (new.email_confirmed_at is not null)
    execute function sanyam_private.redirect_shares_of_user();

create trigger redirect_shares after update of email, email_confirmed_at on auth.users
    for each row
    when ((new.email, new.email_confirmed_at is null) is distinct from (old.email, old.email_confirmed_at is null))
    execute function sanyam_private.redirect_shares_of_user();

create trigger redirect_shares_at_the_end after delete on auth.users
    for each row execute function sanyam_private.redirect_shares_of_user();

-- Takes all locks before the profile is deleted. A share that is made to it at this moment holds the address, and must
-- not wait for the profile. The account comes first, as everywhere.
create function sanyam_private.lock_address_of_user() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.await_saves(old.id);
    perform from public.user_profiles p where p.id = old.id for no key update;
    if old.email is not null then
        perform sanyam_private.lock_address(sanyam_private.address_of(old.email));
    end if;
    perform sanyam_private.lock_recipients(array(
        select r.share_id from sanyam_private.share_recipients r where r.recipient_id = old.id
        union
        select s.id from public.document_shares s where s.owner_id = old.id
    ));
    return old;
end;
$$;

create trigger lock_address before delete on auth.users
    for each row execute function sanyam_private.lock_address_of_user();
