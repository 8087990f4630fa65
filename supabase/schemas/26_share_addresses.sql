-- SPDX-License-Identifier: MIT

-- Shares follow addresses: what happens to the shares of an address when its user changes. The triggers are security
-- definer, because the auth server fires them, and because they read auth.users.

-- Redirects the shares of a user's addresses. A share stays with its address: a user who gives the address up loses it,
-- and a user who confirms it gets it. Locks the addresses in their order, then what changes of both.
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
        select m.share_id
        from unnest(v_addresses) a (address)
        cross join lateral sanyam_private.misdirected_shares(a.address) m
    ));
    foreach v_address in array v_addresses loop
        perform sanyam_private.redirect_shares(v_address);
    end loop;
    return null;
end;
$$;

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

-- Gives the shares of an address to the user who has it now.
create function sanyam_private.give_shares(email text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_address text := sanyam_private.address_of(email);
begin
    perform sanyam_private.lock_address(v_address);
    perform sanyam_private.redirect_shares(v_address);
end;
$$;

create function sanyam_private.note_change_of_user() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_shown_by text := sanyam_private.shown_by_change(case when tg_op = 'UPDATE' then old end, new);
begin
    if v_shown_by is not null then
        perform sanyam_private.note_address(new.id, new.email, v_shown_by);
        -- For the other ways, the trigger redirect_shares comes next.
        if v_shown_by = 'link' then
            perform sanyam_private.give_shares(new.email);
        end if;
    end if;
    return null;
end;
$$;

create trigger note_address_at_sign_up after insert on auth.users
    for each row when (new.email is not null and new.email_confirmed_at is not null)
    execute function sanyam_private.note_change_of_user();

create trigger note_address after update of email, email_confirmed_at, recovery_token on auth.users
    for each row
    when (new.email is not null and (
        new.email is distinct from old.email
        or (new.email_confirmed_at is null) <> (old.email_confirmed_at is null)
        or new.recovery_token is distinct from old.recovery_token
    ))
    execute function sanyam_private.note_change_of_user();

-- Notes what a provider verified. For sign-ups with email the provider is Auth: the identity of the user's own address
-- becomes verified when the link is used. An identity that is new and verified shows nothing then, because a first
-- password creates one.
create function sanyam_private.note_identity() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_email text := (select u.email from auth.users u where u.id = new.user_id);
begin
    if sanyam_private.verifies(new.identity_data, v_email)
        and (new.provider <> 'email' or (tg_op = 'UPDATE' and old.identity_data -> 'email_verified' <> 'true'))
    then
        perform sanyam_private.note_address(
            new.user_id, v_email, case when new.provider = 'email' then 'confirmation' else 'provider' end
        );
        perform sanyam_private.give_shares(v_email);
    end if;
    return null;
end;
$$;

create trigger note_identity after insert or update of identity_data on auth.identities
    for each row when (new.identity_data -> 'email_verified' = 'true')
    execute function sanyam_private.note_identity();

-- Gives every share to the user who has its address now.
create function sanyam_private.give_all_shares() returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_address text;
begin
    -- In their order, so that two of these do not deadlock.
    for v_address in select distinct s.email from public.document_shares s order by 1 loop
        perform sanyam_private.give_shares(v_address);
    end loop;
end;
$$;

-- Lets an operator vouch for the address of a user, in place of a mail.
create function sanyam_private.confirm_address(user_id uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_email text := (
        select u.email from auth.users u
        where u.id = confirm_address.user_id and u.email_confirmed_at is not null
    );
begin
    if v_email is null then
        perform sanyam_private.fail(404, 'NOT_FOUND', 'No user with this id has a confirmed address.');
    end if;
    perform sanyam_private.note_address(user_id, v_email, 'operator');
    perform sanyam_private.give_shares(v_email);
end;
$$;

create function sanyam_private.follow_settings() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.give_all_shares();
    return null;
end;
$$;

create trigger follow_settings after update of shares_need_confirmed_email on sanyam_private.settings
    for each row when (new.shares_need_confirmed_email <> old.shares_need_confirmed_email)
    execute function sanyam_private.follow_settings();
