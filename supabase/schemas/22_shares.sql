-- SPDX-License-Identifier: MIT

-- A share is for an email address. `owner_id` repeats the owner of the document, so that policies of shares do not
-- look into documents. The owner reads these rows, so nothing in them tells whether the address has an account.
create table public.document_shares (
    id uuid primary key default gen_random_uuid(),
    document_id uuid not null references public.documents (id) on delete cascade,
    owner_id uuid not null,
    email text not null,
    permission text not null,
    expires_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint an_address_has_one_share_of_a_document unique (email, document_id),
    constraint permission_is_view_edit_or_admin check (permission in ('view', 'edit', 'admin')),
    constraint addresses_are_lower_case check (email = lower(email))
);

create index shares_of_a_document on public.document_shares (document_id);
create index shares_by_an_owner on public.document_shares (owner_id, created_at, id);
create index shares_by_expiry on public.document_shares (expires_at) where expires_at is not null;

grant select on public.document_shares to authenticated, sanyam_api, service_role;
grant insert (document_id, owner_id, email, permission, expires_at, created_at, updated_at), delete
    on public.document_shares to sanyam_api;
grant update (permission, expires_at, updated_at) on public.document_shares to sanyam_api;
alter table public.document_shares enable row level security;

create policy "users see the shares that they gave and got" on public.document_shares
    for select to authenticated using (
        (
            owner_id = (select sanyam_private.caller_id())
            or id = any (array(select s.share_id from sanyam_private.shares_of_caller() s))
        )
        and sanyam_private.counts_as_read(0)
    );

create policy "functions see the shares that the caller gave and got" on public.document_shares
    for select to sanyam_api using (
        owner_id = (select sanyam_private.caller_id())
        or id = any (array(select s.share_id from sanyam_private.shares_of_caller() s))
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

create policy "functions end the shares that the caller gave and got" on public.document_shares
    for delete to sanyam_api using (
        owner_id = (select sanyam_private.caller_id())
        or id = any (array(select s.share_id from sanyam_private.shares_of_caller() s))
    );

create policy "keys see shares by their scopes" on public.document_shares
    as restrictive for select to authenticated using ((select sanyam_private.caller_may('shares:read')));

create policy "keys find shares by their scopes" on public.document_shares
    as restrictive for select to sanyam_api using ((select sanyam_private.caller_may('shares:read', 'shares:write')));

create policy "keys add shares by their scopes" on public.document_shares
    as restrictive for insert to sanyam_api
    with check ((select sanyam_private.caller_may('shares:write')) and (select sanyam_private.sign_in_is_included()));

create policy "keys change shares by their scopes" on public.document_shares
    as restrictive for update to sanyam_api using ((select sanyam_private.caller_may('shares:write')));

create policy "keys end shares by their scopes" on public.document_shares
    as restrictive for delete to sanyam_api using ((select sanyam_private.caller_may('shares:write')));

-- What the functions answer for a share.
create type sanyam_private.share_answer as (
    id uuid,
    document_id uuid,
    email text,
    permission text,
    expires_at text,
    created_at text,
    updated_at text
);

create function sanyam_private.answer_of(share public.document_shares) returns sanyam_private.share_answer
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return row(
        share.id,
        share.document_id,
        share.email,
        share.permission,
        sanyam_private.rfc3339(share.expires_at),
        sanyam_private.rfc3339(share.created_at),
        sanyam_private.rfc3339(share.updated_at)
    );
end;
$$;
grant execute on function sanyam_private.answer_of(public.document_shares) to sanyam_api;
