-- SPDX-License-Identifier: MIT

-- A share is made to an e-mail address. `recipient_id` is the confirmed user who has the address at the moment, null
-- while there is none; triggers keep it. `owner_id` repeats the document's, so that a policy of shares need not look
-- into documents, whose policies look into shares.
create table public.document_shares (
    id uuid primary key default gen_random_uuid(),
    document_id uuid not null references public.documents (id) on delete cascade,
    owner_id uuid not null,
    email text not null,
    recipient_id uuid references public.user_profiles (id) on delete set null,
    permission text not null,
    expires_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint an_address_has_one_share_of_a_document unique (email, document_id),
    constraint permission_is_view_edit_or_admin check (permission in ('view', 'edit', 'admin')),
    constraint addresses_are_lower_case check (email = lower(email))
);

create index shares_of_a_document on public.document_shares (document_id);
create index shares_with_a_recipient on public.document_shares (recipient_id, document_id);
create index owners_who_share_with_a_recipient on public.document_shares (recipient_id, owner_id);

grant select on public.document_shares to authenticated, sanyam_api, service_role;
grant insert (document_id, owner_id, email, permission, expires_at, created_at, updated_at), delete
    on public.document_shares to sanyam_api;
grant update (permission, expires_at, updated_at) on public.document_shares to sanyam_api;
alter table public.document_shares enable row level security;

-- Held by whoever gives an address a user, or a user an address: a share and a sign-up at the same moment must see
-- each other.
create function sanyam_private.lock_address(email text) returns void
language plpgsql set search_path = '' as $$
begin
    perform pg_advisory_xact_lock(hashtextextended(lower(email), 2026));
end;
$$;

-- Security definer, as are all that look at auth.users.
create function sanyam_private.find_recipient() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    perform sanyam_private.lock_address(new.email);
    select u.id into new.recipient_id
    from auth.users u
    join public.user_profiles p on p.id = u.id
    where lower(u.email) = new.email and u.email_confirmed_at is not null and u.id <> new.owner_id
    order by u.created_at, u.id
    limit 1;
    return new;
end;
$$;

create trigger find_recipient before insert or update of email, owner_id on public.document_shares
    for each row execute function sanyam_private.find_recipient();

-- Shares stay with the address: who gives it up loses them, who gets it confirmed receives them.
create function sanyam_private.follow_address() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    if tg_op = 'UPDATE' and old.email is not null then
        perform sanyam_private.lock_address(old.email);
        update public.document_shares s set recipient_id = null
        where s.recipient_id = new.id
            and (new.email_confirmed_at is null or s.email is distinct from lower(new.email));
    end if;
    if new.email is not null and new.email_confirmed_at is not null then
        perform sanyam_private.lock_address(new.email);
        update public.document_shares s set recipient_id = new.id
        where s.email = lower(new.email) and s.recipient_id is null and s.owner_id <> new.id;
    end if;
    return null;
end;
$$;

-- Triggers fire in the order of their names: after create_profile.
create trigger follow_address_at_sign_up after insert on auth.users
    for each row execute function sanyam_private.follow_address();

create trigger follow_address after update of email, email_confirmed_at on auth.users
    for each row
    when ((new.email, new.email_confirmed_at is null) is distinct from (old.email, old.email_confirmed_at is null))
    execute function sanyam_private.follow_address();

create policy "users see the shares that they gave and got" on public.document_shares
    for select to authenticated using (
        owner_id = (select sanyam_private.caller_id()) or recipient_id = (select sanyam_private.caller_id())
    );

create policy "functions see the shares that the caller gave and got" on public.document_shares
    for select to sanyam_api using (
        owner_id = (select sanyam_private.caller_id()) or recipient_id = (select sanyam_private.caller_id())
    );

create policy "functions share what the caller owns" on public.document_shares
    for insert to sanyam_api with check (
        owner_id = (select sanyam_private.caller_id())
        and exists (
            select from public.documents d
            where d.id = document_id and d.owner_id = (select sanyam_private.caller_id())
        )
    );

create policy "functions change the shares that the caller gave" on public.document_shares
    for update to sanyam_api
    using (owner_id = (select sanyam_private.caller_id()))
    with check (owner_id = (select sanyam_private.caller_id()));

create policy "functions revoke the shares that the caller gave" on public.document_shares
    for delete to sanyam_api using (owner_id = (select sanyam_private.caller_id()));

create policy "keys see shares by their scopes" on public.document_shares
    as restrictive for select to authenticated using (
        (select sanyam_private.caller_may('shares:read'))
        or (recipient_id = (select sanyam_private.caller_id()) and (select sanyam_private.caller_may('documents:read')))
    );

create policy "keys add shares by their scopes" on public.document_shares
    as restrictive for insert to sanyam_api with check ((select sanyam_private.caller_may('shares:write')));

create policy "keys change shares by their scopes" on public.document_shares
    as restrictive for update to sanyam_api using ((select sanyam_private.caller_may('shares:write')));

create policy "keys revoke shares by their scopes" on public.document_shares
    as restrictive for delete to sanyam_api using ((select sanyam_private.caller_may('shares:write')));

-- What the caller may do to a document of somebody else's at this moment: view, edit or admin; null for nothing.
-- Security definer, for policies of documents: looking into shares themselves, they would make every plan larger than
-- the work that it does.
create function sanyam_private.share_permission(document_id uuid) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
    v_permission text;
begin
    select s.permission into v_permission
    from public.document_shares s
    where s.document_id = share_permission.document_id
        and s.recipient_id = sanyam_private.caller_id()
        and (s.expires_at is null or s.expires_at > sanyam_private.clock());
    return v_permission;
end;
$$;
grant execute on function sanyam_private.share_permission(uuid) to authenticated, sanyam_api;
