-- SPDX-License-Identifier: MIT

-- The documents that others share with a user, in the order of their last change.

-- Repeats the last change of a document for its recipients.
create function sanyam_private.move_in_lists() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_share_ids uuid[] := array(select s.id from public.document_shares s where s.document_id = new.id);
begin
    if cardinality(v_share_ids) > 0 then
        perform sanyam_private.lock_recipients(v_share_ids);
        update sanyam_private.share_recipients r
        set listed_at = case when new.deleted_at is null then new.updated_at end
        where r.share_id = any (v_share_ids);
    end if;
    return null;
end;
$$;

create trigger move_in_lists after update of updated_at, deleted_at on public.documents
    for each row when ((new.updated_at, new.deleted_at) is distinct from (old.updated_at, old.deleted_at))
    execute function sanyam_private.move_in_lists();

-- A document of another owner, the caller's permission, and the end of the caller's share.
create type sanyam_private.shared_document as (
    document public.documents, permission text, access_ends_at timestamptz
);

-- Returns the documents of other owners on a page, nearest to its cursor first. Security definer, because no user reads
-- who receives what.
create function sanyam_private.list_shared(request sanyam_private.list_request)
returns sanyam_private.shared_document[]
-- The index of the recipients has them in order. Any other plan reads all that was shared.
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off
set plan_cache_mode = force_generic_plan as $$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_now timestamptz := sanyam_private.clock();
begin
    if request.forward then
        return array(
            select row(d, r.permission, r.expires_at)::sanyam_private.shared_document
            from sanyam_private.share_recipients r
            join public.documents d on d.id = r.document_id
            where r.recipient_id = v_caller
                and (r.listed_at, r.document_id) < (request.from_time, request.from_id)
                and (r.expires_at is null or r.expires_at > v_now)
                and sanyam_private.is_listed(d, request)
            order by r.listed_at desc, r.document_id desc
            limit request.most
        );
    end if;
    return array(
        select row(d, r.permission, r.expires_at)::sanyam_private.shared_document
        from sanyam_private.share_recipients r
        join public.documents d on d.id = r.document_id
        where r.recipient_id = v_caller
            and (r.listed_at, r.document_id) > (request.from_time, request.from_id)
            and (r.expires_at is null or r.expires_at > v_now)
            and sanyam_private.is_listed(d, request)
        order by r.listed_at, r.document_id
        limit request.most
    );
end;
$$;
grant execute on function sanyam_private.list_shared(sanyam_private.list_request) to sanyam_api;

-- Returns how many documents of other owners belong to a list, on all pages. It counts: a user receives at most 10,000
-- shares, which takes less than a millisecond, and a number that is kept beside the shares would cost each of them a
-- row. Security definer, because no user reads who receives what.
create function sanyam_private.received_count(request sanyam_private.list_request) returns bigint
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan as $$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_now timestamptz := sanyam_private.clock();
begin
    if request.language_id is null and request.query is null then
        return (
            select count(*) from sanyam_private.share_recipients r
            where r.recipient_id = v_caller and r.listed_at is not null
                and (r.expires_at is null or r.expires_at > v_now)
        );
    end if;
    return (
        select count(*)
        from sanyam_private.share_recipients r
        join public.documents d on d.id = r.document_id
        where r.recipient_id = v_caller and (r.expires_at is null or r.expires_at > v_now)
            and sanyam_private.is_listed(d, request)
    );
end;
$$;
grant execute on function sanyam_private.received_count(sanyam_private.list_request) to sanyam_api;

-- Returns the newest shares that the caller got after a time. Security definer, because a key that reads documents may
-- not see their shares.
create function sanyam_private.shares_since(since timestamptz, most integer) returns table (
    document_id uuid, name text, owner_id uuid, permission text, created_at timestamptz, expires_at timestamptz
)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 1 as $$
begin
    return query
    select d.id, d.name, d.owner_id, c.permission, s.created_at, s.expires_at
    from sanyam_private.shares_of_caller() c
    join public.document_shares s on s.id = c.share_id
    join public.documents d on d.id = s.document_id
    where s.created_at > since and d.deleted_at is null
    order by s.created_at desc, d.id
    limit most;
end;
$$;
grant execute on function sanyam_private.shares_since(timestamptz, integer) to sanyam_api;
