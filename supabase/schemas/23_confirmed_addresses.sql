-- SPDX-License-Identifier: MIT

-- What shows that users read the mail of their addresses. If the setting shares_need_confirmed_email is on, shares and
-- offers for an address reach only such a user. `email_confirmed_at` does not show it: an auth server that confirms
-- addresses by itself would give a stranger who signs up with an address what was shared with it.
--
-- Supabase Auth keeps no record of this, and a new password clears what there was (confirmation_sent_at,
-- recovery_sent_at). So triggers note it when it happens, whatever the setting is:
--   confirmation  a mail to confirm the address was sent, and its link or code was used
--   link          a link or code for signing in or for a new password was used
--   change        the link or code that was sent to a new address was used
--   provider      an identity provider has verified the address
--   operator      an operator vouches for it: confirm_address
-- What Auth writes without a mail does not count: a sign-up that it confirms by itself, a user whom an administrator
-- creates, and a password that creates an identity.
create table sanyam_private.confirmed_addresses (
    user_id uuid primary key references public.user_profiles (id) on delete cascade,
    address text not null,
    shown_by text not null,
    confirmed_at timestamptz not null default sanyam_private.clock(),
    constraint an_address_is_shown_in_five_ways check (
        shown_by in ('confirmation', 'link', 'change', 'provider', 'operator')
    )
);
alter table sanyam_private.confirmed_addresses enable row level security;
comment on table sanyam_private.confirmed_addresses is
    'No policy: no user may see whether an address has an account. Functions of the owner of the tables read it.';

-- Returns whether something shows that a user reads the mail of an address.
create function sanyam_private.reads_mail(user_id uuid, address text) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return exists (
        select from sanyam_private.confirmed_addresses c
        where c.user_id = reads_mail.user_id and c.address = reads_mail.address
    );
end;
$$;

-- Notes that a user reads the mail of an address. A user has one address, so a new one replaces the old.
create function sanyam_private.note_address(user_id uuid, email text, shown_by text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    insert into sanyam_private.confirmed_addresses as c (user_id, address, shown_by)
    values (note_address.user_id, sanyam_private.address_of(email), note_address.shown_by)
    on conflict on constraint confirmed_addresses_pkey do update
    set address = excluded.address, shown_by = excluded.shown_by, confirmed_at = excluded.confirmed_at
    where c.address <> excluded.address;
end;
$$;

-- Returns whether the data of an identity say that its provider verified this email.
create function sanyam_private.verifies(identity_data jsonb, email text) returns boolean
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return coalesce(
        identity_data -> 'email_verified' = 'true' and lower(identity_data ->> 'email') = lower(email), false
    );
end;
$$;

-- Returns what a change of a user shows about their address, or null. `before` is null for a new user.
create function sanyam_private.shown_by_change(before auth.users, after auth.users) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return case
        -- Using a link empties the token. A new password empties it, too, but also the time of the mail.
        when before.email = after.email and before.recovery_token <> '' and coalesce(after.recovery_token, '') = ''
            and after.recovery_sent_at = before.recovery_sent_at then 'link'
        -- Where two mails are sent, both links must have been used: 1 is after the first. Without that, Auth may have
        -- accepted the link to the old address alone.
        when lower(before.email_change) = lower(after.email) and before.email is distinct from after.email
            and before.email_change_sent_at is not null
            and (coalesce(before.email_change_token_current, '') = '' or before.email_change_confirm_status = 1)
            then 'change'
        when exists (
            select from auth.identities i
            where i.user_id = after.id and i.provider <> 'email'
                and sanyam_private.verifies(i.identity_data, after.email)
        ) then 'provider'
        -- Since version 2.166, Auth marks the identity when the link is used, and the trigger of identities notes it. So
        -- an identity that says false was confirmed without a link, even if a mail was sent before.
        when before.email_confirmed_at is null and after.confirmation_sent_at <= after.email_confirmed_at
            and not exists (
                select from auth.identities i
                where i.user_id = after.id and i.provider = 'email' and i.identity_data -> 'email_verified' = 'false'
            ) then 'confirmation'
    end;
end;
$$;
