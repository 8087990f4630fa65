-- SPDX-License-Identifier: MIT

-- Whom a share reaches at this moment: the confirmed user who has its address, null while there is none. One row for
-- each share, since one that were there for known addresses only would leave a mark on the share that it refers to.
-- The rest repeats the share: what a caller may do is found in the index of this table alone. Without a policy and
-- without a grant, as no user may read it.
create table sanyam_private.share_recipients (
    share_id uuid primary key references public.document_shares (id) on delete cascade,
    recipient_id uuid references public.user_profiles (id) on delete set null,
    document_id uuid not null,
    permission text not null,
    expires_at timestamptz
);

create index shares_with_a_recipient on sanyam_private.share_recipients (recipient_id, document_id);

-- What a user may do to a document is asked at each look at it, by policies, too. A hash index answers with one page,
-- however many shares there are. It holds one value, so the two ids become one number; rows that have it by chance are
-- told apart by the ids.
create index shares_by_document_and_recipient on sanyam_private.share_recipients
    using hash (uuid_hash_extended(document_id, uuid_hash_extended(recipient_id, 0)));

alter table sanyam_private.share_recipients enable row level security;

-- Held by whoever gives an address a user, or a user an address: a share and a sign-up at the same moment must see
-- each other. It comes after the locks of accounts.
create function sanyam_private.lock_address(address text) returns void
language plpgsql set search_path = '' as $$
begin
    perform pg_advisory_xact_lock(hashtextextended(address, 2026));
end;
$$;

-- The confirmed user who has an address. Users of single sign-on may have one that somebody else has, too: they come
-- last, because their identity provider's word is all that they have for it. Else it is who came first.
create function sanyam_private.user_of_address(address text) returns uuid
language plpgsql stable set search_path = '' as $$
begin
    return (
        select p.id
        from public.user_profiles p
        join auth.users u on u.id = p.id
        where lower(p.email) = address and u.email_confirmed_at is not null
        order by u.is_sso_user, u.created_at, u.id
        limit 1
    );
end;
$$;

-- Whether a user has the address that they say: only then does something that is made to the address reach them.
-- Security definer, for auth.users.
create function sanyam_private.has_address(user_id uuid, address text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
    return coalesce(sanyam_private.user_of_address(address) = user_id, false);
end;
$$;
grant execute on function sanyam_private.has_address(uuid, text) to sanyam_api;

-- Locks where shares reach, in the order of their ids: whoever deletes many shares, or directs many to somebody else,
-- does so first, since documents that go take theirs along in an order of their own. Security definer: nobody else
-- sees these rows.
create function sanyam_private.lock_recipients(share_ids uuid[]) returns void
language plpgsql security definer set search_path = '' as $$
begin
    perform from sanyam_private.share_recipients r where r.share_id = any (share_ids) order by r.share_id for update;
end;
$$;
grant execute on function sanyam_private.lock_recipients(uuid[]) to sanyam_api;

-- Lets the shares to an address, which is locked, reach the user who has it now.
create function sanyam_private.redirect_shares(address text) returns void
language plpgsql set search_path = '' as $$
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

-- Security definer, as are all that look at auth.users.
create function sanyam_private.direct_share() returns trigger
language plpgsql security definer set search_path = '' as $$
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

-- Shares stay with the address: who gives it up loses them, who gets it confirmed receives them. Two addresses are
-- locked in their order, and then the shares to both.
create function sanyam_private.redirect_shares_of_user() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
    v_addresses text[] := array(
        select distinct lower(a.address) from unnest(array[old.email, new.email]) a (address) where a.address is not null
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

-- Triggers fire in the order of their names: after create_profile, and after follow_email.
create trigger redirect_shares_at_sign_up after insert on auth.users
    for each row when (new.email_confirmed_at is not null)
    execute function sanyam_private.redirect_shares_of_user();

create trigger redirect_shares after update of email, email_confirmed_at on auth.users
    for each row
    when ((new.email, new.email_confirmed_at is null) is distinct from (old.email, old.email_confirmed_at is null))
    execute function sanyam_private.redirect_shares_of_user();

create trigger redirect_shares_at_the_end after delete on auth.users
    for each row execute function sanyam_private.redirect_shares_of_user();

-- Before the profile goes: who shares with it at this moment holds the address, and must not wait for the profile. The
-- account comes first, as everywhere.
create function sanyam_private.lock_address_of_user() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    perform from public.user_profiles p where p.id = old.id for no key update;
    if old.email is not null then
        perform sanyam_private.lock_address(lower(old.email));
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
