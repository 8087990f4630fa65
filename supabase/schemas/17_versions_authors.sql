-- SPDX-License-Identifier: MIT

-- How the history names authors to the owner of a document, also after their share has ended.

-- The address with which each author who does not own a document had access when they last saved, so that the history
-- keeps naming them to the owner after the share has ended. Functions of the owner answer for the caller.
create table sanyam_private.known_authors (
    document_id uuid not null references public.documents (id) on delete cascade,
    -- Without a foreign key, which would lock the profile at each first save.
    user_id uuid not null,
    email text not null,
    primary key (document_id, user_id)
);

-- For the end of an author's account, which forgets the addresses.
create index documents_of_a_known_author on sanyam_private.known_authors (user_id);

alter table sanyam_private.known_authors enable row level security;
comment on table sanyam_private.known_authors is
    'No policy: only the owner of a document may see the address of who wrote in it. Functions answer for the caller.';

-- Forgets the addresses of an author whose account ends. It waits for nobody: another transaction deletes what it
-- holds, and the nightly job deletes what stays. Security definer, because the auth server fires it.
create function sanyam_private.forget_author() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    delete from sanyam_private.known_authors a
    where (a.document_id, a.user_id) in (
        select k.document_id, k.user_id
        from sanyam_private.known_authors k
        where k.user_id = old.id
        for update skip locked
    );
    return null;
end;
$$;

create trigger forget_author after delete on public.user_profiles
    for each row execute function sanyam_private.forget_author();

-- Keeps the address with which the caller has access to a document of somebody else. Comes after the change of the
-- document, which locks the recipients of its shares. Security definer, because no user reads who receives what.
create function sanyam_private.remember_author(document_id uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into sanyam_private.known_authors as a (document_id, user_id, email)
    select r.document_id, r.recipient_id, s.email
    from sanyam_private.share_recipients r
    join public.document_shares s on s.id = r.share_id
    where uuid_hash_extended(r.document_id, uuid_hash_extended(r.recipient_id, 0))
            = uuid_hash_extended(
                remember_author.document_id, uuid_hash_extended(sanyam_private.caller_id(), 0)
            )
        and r.document_id = remember_author.document_id and r.recipient_id = sanyam_private.caller_id()
        -- A conflict locks the row, also if nothing changes.
        and not exists (
            select from sanyam_private.known_authors k
            where k.document_id = r.document_id and k.user_id = r.recipient_id and k.email = s.email
        )
    limit 1
    on conflict on constraint known_authors_pkey do update set email = excluded.email;
end;
$$;
grant execute on function sanyam_private.remember_author(uuid) to sanyam_api;

-- Returns the address with which the caller shares a document with a user, or did when the user last saved it. Null for
-- a document of somebody else, and for a user who never had access. Security definer, because no user reads who
-- receives what.
create function sanyam_private.shared_address(document_id uuid, owner_id uuid, user_id uuid) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    if owner_id is distinct from sanyam_private.caller_id() then
        return null;
    end if;
    return coalesce(
        (
            select s.email
            from sanyam_private.share_recipients r
            join public.document_shares s on s.id = r.share_id
            where uuid_hash_extended(r.document_id, uuid_hash_extended(r.recipient_id, 0))
                    = uuid_hash_extended(shared_address.document_id, uuid_hash_extended(shared_address.user_id, 0))
                and r.document_id = shared_address.document_id and r.recipient_id = shared_address.user_id
            limit 1
        ),
        (
            select a.email
            from sanyam_private.known_authors a
            where a.document_id = shared_address.document_id and a.user_id = shared_address.user_id
                and exists (select from public.user_profiles p where p.id = a.user_id)
        )
    );
end;
$$;
grant execute on function sanyam_private.shared_address(uuid, uuid, uuid) to sanyam_api;

-- Returns the email of a version's author. Null unless the author is the document's owner or the caller, or the caller
-- shares the document with the author, or did.
create function sanyam_private.author_email(document_id uuid, author_id uuid, owner_id uuid) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    if author_id = owner_id or author_id = sanyam_private.caller_id() then
        return (sanyam_private.account_of(author_id)).email;
    end if;
    return sanyam_private.shared_address(document_id, owner_id, author_id);
end;
$$;
grant execute on function sanyam_private.author_email(uuid, uuid, uuid) to sanyam_api;
