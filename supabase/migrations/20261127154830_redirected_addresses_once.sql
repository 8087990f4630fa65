-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

CREATE OR REPLACE FUNCTION sanyam_private.follow_owner()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_address text := (
        select sanyam_private.address_of(p.email) from public.user_profiles p where p.id = old.owner_id
    );
    -- The addresses whose shares waited for the former owner to go. A document has at most 1,000 shares, and most of
    -- those that wait, wait for a sign-up: so few addresses are locked.
    v_addresses text[];
    v_waiting text;
begin
    -- Locks everything that this changes, in the order that all functions keep.
    perform sanyam_private.await_blocks(new.owner_id);
    v_addresses := array(
        select s.email
        from public.document_shares s
        join sanyam_private.share_recipients r on r.share_id = s.id and r.recipient_id is null
        where s.document_id = new.id
            and sanyam_private.has_blocked(sanyam_private.user_of_address(s.email), old.owner_id)
        union
        select v_address where v_address is not null
        order by 1
    );
    foreach v_waiting in array v_addresses loop
        perform sanyam_private.lock_address(v_waiting);
    end loop;
    perform sanyam_private.lock_recipients(array(
        select s.id from public.document_shares s where s.document_id = new.id
    ));
    delete from public.document_shares s
    using sanyam_private.share_recipients r
    where s.document_id = new.id and r.share_id = s.id and r.recipient_id = new.owner_id;
    -- The time of the last change stays, except where the permission falls.
    update public.document_shares s
    set owner_id = new.owner_id,
        permission = case s.permission when 'admin' then 'edit' else s.permission end,
        updated_at = case s.permission when 'admin' then sanyam_private.clock() else s.updated_at end
    where s.document_id = new.id;
    update sanyam_private.share_recipients r
    set permission = s.permission,
        recipient_id = case
            when not sanyam_private.has_blocked(r.recipient_id, new.owner_id) then r.recipient_id
        end
    from public.document_shares s
    where s.document_id = new.id and r.share_id = s.id
        and (r.permission <> s.permission or sanyam_private.has_blocked(r.recipient_id, new.owner_id));
    update sanyam_private.share_recipients r
    set recipient_id = sanyam_private.recipient_of(s)
    from public.document_shares s
    where s.email = any (v_addresses) and s.document_id = new.id and r.share_id = s.id;
    -- The new owner knows who has access, and the former owner, but not who had access before.
    delete from sanyam_private.known_authors a
    where a.document_id = new.id and not exists (
        select from sanyam_private.share_recipients r
        where r.document_id = new.id and r.recipient_id = a.user_id
    );
    if v_address is not null then
        insert into sanyam_private.known_authors as a (document_id, user_id, email)
        values (new.id, old.owner_id, v_address)
        on conflict on constraint known_authors_pkey do update set email = excluded.email;
    end if;
    return null;
end;
$function$;
