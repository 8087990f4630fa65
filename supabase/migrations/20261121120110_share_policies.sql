-- SPDX-License-Identifier: MIT

-- What the caller may do to a document of somebody else's at this moment: view, edit or admin; null for nothing.
-- Security definer, for policies of documents: looking into shares themselves, they would make every plan larger than
-- the work that it does.
create function sanyam_private.share_permission(document_id uuid) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
    v_permission text;
begin
    select r.permission into v_permission
    from sanyam_private.share_recipients r
    where r.document_id = share_permission.document_id
        and r.recipient_id = sanyam_private.caller_id()
        and (r.expires_at is null or r.expires_at > sanyam_private.clock());
    return v_permission;
end;
$$;
grant execute on function sanyam_private.share_permission(uuid) to authenticated, sanyam_api;

-- The shares that the caller got, and that hold at this moment. Security definer, so that they are found by their
-- index and without being judged one by one; the documents themselves are judged.
create function sanyam_private.shares_of_caller() returns table (share_id uuid, document_id uuid, permission text)
language plpgsql stable security definer set search_path = '' rows 20 as $$
declare
    v_now timestamptz := sanyam_private.clock();
begin
    return query
    select r.share_id, r.document_id, r.permission
    from sanyam_private.share_recipients r
    where r.recipient_id = sanyam_private.caller_id() and (r.expires_at is null or r.expires_at > v_now);
end;
$$;
grant execute on function sanyam_private.shares_of_caller() to authenticated, sanyam_api;

create policy "users see the shares that they gave and got" on public.document_shares
    for select to authenticated using (
        owner_id = (select sanyam_private.caller_id())
        or id = any (array(select s.share_id from sanyam_private.shares_of_caller() s))
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
    as restrictive for insert to sanyam_api with check ((select sanyam_private.caller_may('shares:write')));

create policy "keys change shares by their scopes" on public.document_shares
    as restrictive for update to sanyam_api using ((select sanyam_private.caller_may('shares:write')));

create policy "keys end shares by their scopes" on public.document_shares
    as restrictive for delete to sanyam_api using ((select sanyam_private.caller_may('shares:write')));
