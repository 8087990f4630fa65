-- SPDX-License-Identifier: MIT

-- Documents through the eyes of those with whom they are shared, and of API keys.

-- Users select what they like: with the ids at hand, all that they see is found by indexes. Functions ask for one
-- document, and mostly for one of the caller's own. They see more than users: an admin share lets one trash a document,
-- so the row that comes of it must be seen by the function that makes it.
drop policy "users see what they own" on public.documents;
drop policy "functions see what the caller owns" on public.documents;
drop policy "functions change what the caller owns" on public.documents;

create policy "users see what they own and what is shared with them" on public.documents
    for select to authenticated using (
        owner_id = (select sanyam_private.caller_id())
        or (deleted_at is null and id = any (array(select s.document_id from sanyam_private.shares_of_caller() s)))
    );

create policy "functions see what the caller owns and what is shared" on public.documents
    for select to sanyam_api using (
        owner_id = (select sanyam_private.caller_id())
        or sanyam_private.share_permission(id) is not null
    );

create policy "functions change what the caller owns or may edit" on public.documents
    for update to sanyam_api
    using (
        owner_id = (select sanyam_private.caller_id())
        or sanyam_private.share_permission(id) = 'admin'
        or (deleted_at is null and sanyam_private.share_permission(id) = 'edit')
    )
    with check (
        owner_id = (select sanyam_private.caller_id())
        or sanyam_private.share_permission(id) = 'admin'
        or (deleted_at is null and sanyam_private.share_permission(id) = 'edit')
    );

create policy "functions delete what the caller owns" on public.documents
    for delete to sanyam_api using (owner_id = (select sanyam_private.caller_id()));

grant delete on public.documents to sanyam_api;

create policy "keys see documents by their scopes" on public.documents
    as restrictive for select to authenticated using ((select sanyam_private.caller_may('documents:read')));

create policy "keys create documents by their scopes" on public.documents
    as restrictive for insert to sanyam_api with check ((select sanyam_private.caller_may('documents:write')));

create policy "keys change documents by their scopes" on public.documents
    as restrictive for update to sanyam_api
    using ((select sanyam_private.caller_may('documents:write', 'documents:delete'))) with check (true);

create policy "keys delete documents by their scopes" on public.documents
    as restrictive for delete to sanyam_api using ((select sanyam_private.caller_may('documents:delete')));

-- Shares carry their owner, and who owns a document needs no share of it. The former owner may have a share of it that
-- reached nobody, made to an address that was another's at the time.
create function sanyam_private.follow_owner() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
    v_address text := (select lower(p.email) from public.user_profiles p where p.id = old.owner_id);
begin
    -- All that this touches, in the order in which everybody locks it.
    if v_address is not null then
        perform sanyam_private.lock_address(v_address);
    end if;
    perform sanyam_private.lock_recipients(array(
        select s.id from public.document_shares s where s.document_id = new.id or s.email = v_address
    ));
    delete from public.document_shares s
    using sanyam_private.share_recipients r
    where s.document_id = new.id and r.share_id = s.id and r.recipient_id = new.owner_id;
    update public.document_shares s set owner_id = new.owner_id where s.document_id = new.id;
    if v_address is not null then
        perform sanyam_private.redirect_shares(v_address);
    end if;
    return null;
end;
$$;

create trigger follow_owner after update of owner_id on public.documents
    for each row when (new.owner_id <> old.owner_id) execute function sanyam_private.follow_owner();
