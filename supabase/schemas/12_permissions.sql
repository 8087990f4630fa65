-- SPDX-License-Identifier: MIT

-- What a caller may do to a document. The permission is `owner`, or that of a share:
--
--                                                  owner   admin   edit    view
--   read it, list it, read its history             yes     yes     yes     yes
--   change name, language and text                 yes     yes     yes     no
--   move it to another folder                      yes     no      no      no
--   restore a version, name a version              yes     yes     yes     no
--   change or remove a name that another gave      yes     yes     no      no
--   move it to the trash, restore it from there    yes     yes     no      no
--   see it in the trash, delete it permanently     yes     no      no      no
--   share it, see its shares, give it away         yes     no      no      no
--   end any share of it                            yes     no      no      no
--   end one's own share, so leave the document     -       yes     yes     yes
--
-- A share ends when it is revoked, when it expires, or when its recipient gives up the address. The policies of the
-- tables ask the functions below, which are security definer: if policies of documents and shares looked into each
-- other's tables, they would recurse, and every plan would take longer than its work.

-- Returns what the caller's share of a document permits at this moment: view, edit or admin. Null without a share.
create function sanyam_private.share_permission(document_id uuid) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_permission text;
begin
    select r.permission into v_permission
    from sanyam_private.share_recipients r
    -- The first condition is for the hash index, which holds one number for both ids.
    where uuid_hash_extended(r.document_id, uuid_hash_extended(r.recipient_id, 0))
            = uuid_hash_extended(share_permission.document_id, uuid_hash_extended(v_caller, 0))
        and r.document_id = share_permission.document_id
        and r.recipient_id = v_caller
        and (r.expires_at is null or r.expires_at > sanyam_private.clock());
    return v_permission;
end;
$$;
grant execute on function sanyam_private.share_permission(uuid) to authenticated, sanyam_api;

-- Returns what share_permission returns, and when the share ends, null without an end. Policies ask for each document
-- and need no end, and a text takes less time than a row: so there are two functions.
create function sanyam_private.share_terms(document_id uuid, out permission text, out ends_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.caller_id();
begin
    select r.permission, r.expires_at into permission, ends_at
    from sanyam_private.share_recipients r
    -- As in share_permission.
    where uuid_hash_extended(r.document_id, uuid_hash_extended(r.recipient_id, 0))
            = uuid_hash_extended(share_terms.document_id, uuid_hash_extended(v_caller, 0))
        and r.document_id = share_terms.document_id
        and r.recipient_id = v_caller
        and (r.expires_at is null or r.expires_at > sanyam_private.clock());
end;
$$;
grant execute on function sanyam_private.share_terms(uuid) to sanyam_api;

-- Returns the shares that the caller has at this moment.
create function sanyam_private.shares_of_caller() returns table (share_id uuid, document_id uuid, permission text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 20 as $$
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

-- Returns the documents that the caller sees, in no order: the caller's own ones with the trash, and those that are
-- shared with the caller. This repeats the rule of the policy of documents for users, and does not read the table: the
-- policy counts each row that it shows, so that reading one text would count all documents of its reader.
create function sanyam_private.documents_of_caller() returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    return query
    select d.id from public.documents d where d.owner_id = sanyam_private.caller_id()
    union all
    select d.id
    from sanyam_private.shares_of_caller() s
    join public.documents d on d.id = s.document_id and d.deleted_at is null;
end;
$$;
grant execute on function sanyam_private.documents_of_caller() to authenticated;

-- Returns whether the caller may change a document.
create function sanyam_private.may_change(document_id uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_owner_id uuid;
begin
    select d.owner_id into v_owner_id from public.documents d where d.id = may_change.document_id;
    return coalesce(
        v_owner_id = sanyam_private.caller_id()
            or sanyam_private.share_permission(may_change.document_id) in ('edit', 'admin'),
        false
    );
end;
$$;
grant execute on function sanyam_private.may_change(uuid) to sanyam_api;
