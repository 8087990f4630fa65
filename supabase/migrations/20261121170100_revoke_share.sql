-- SPDX-License-Identifier: MIT

-- Ends a share, at once: its owner takes it away, or who got it leaves. Who says of which document it is means that one
-- alone. Fails with SHARE_NOT_FOUND.
drop function public.revoke_share(uuid);
create function public.revoke_share(share_id uuid, document_id uuid default null) returns void
language plpgsql security definer set search_path = '' as $$
declare
    v_share public.document_shares;
begin
    perform sanyam_private.require_caller('shares:write');
    select s.* into v_share
    from public.document_shares s
    where s.id = share_id and s.document_id = coalesce(revoke_share.document_id, s.document_id);
    if v_share.id is not null then
        perform sanyam_private.hold_owner(v_share.document_id);
        perform sanyam_private.lock_account(sanyam_private.owner_of(v_share.document_id));
        delete from public.document_shares s where s.id = share_id;
    end if;
    if not found then
        perform sanyam_private.fail(404, 'SHARE_NOT_FOUND', 'This share does not exist, or has ended.');
    end if;
end;
$$;

grant create on schema public to sanyam_api;
grant execute on function public.revoke_share(uuid, uuid) to authenticated, sanyam_gateway;
alter function public.revoke_share(uuid, uuid) owner to sanyam_api;
revoke create on schema public from sanyam_api;
