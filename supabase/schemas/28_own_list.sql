-- SPDX-License-Identifier: MIT

-- The documents of a user, in the order of their last change.

-- What a list asks for: which documents, from which place on, in which direction, and how many at most.
create type sanyam_private.list_request as (
    trashed boolean,
    language_id text,
    query text,
    forward boolean,
    from_time timestamptz,
    from_id uuid,
    most integer
);

-- Returns whether a document belongs to a list, on any page. PostgreSQL inlines this function.
create function sanyam_private.is_listed(document public.documents, request sanyam_private.list_request)
returns boolean
language sql stable
return (document.deleted_at is not null) = request.trashed
    and (request.language_id is null or document.language_id = request.language_id)
    and (request.query is null or strpos(lower(document.name), lower(request.query)) > 0);
grant execute on function sanyam_private.is_listed(public.documents, sanyam_private.list_request) to sanyam_api;

-- Returns the caller's own documents on a page, newest change first.
create function sanyam_private.list_own(caller sanyam_private.account, request sanyam_private.list_request)
returns sanyam_private.document_answer[]
-- The index has them in order. Any other plan reads and sorts all that an owner has.
language plpgsql stable set search_path = pg_catalog, pg_temp
set enable_bitmapscan = off set plan_cache_mode = force_generic_plan as $$
begin
    if request.forward then
        return array(
            select sanyam_private.answer_of(p, caller, 'owner', null)
            from (
                select d.*
                from public.documents d
                where d.owner_id = caller.owner_id
                    and (d.updated_at, d.id) < (request.from_time, request.from_id)
                    and sanyam_private.is_listed(d, request)
                order by d.updated_at desc, d.id desc
                limit request.most
            ) p
        );
    end if;
    return array(
        select sanyam_private.answer_of(p, caller, 'owner', null)
        from (
            select d.*
            from public.documents d
            where d.owner_id = caller.owner_id
                and (d.updated_at, d.id) > (request.from_time, request.from_id)
                and sanyam_private.is_listed(d, request)
            order by d.updated_at, d.id
            limit request.most
        ) p
        order by p.updated_at desc, p.id desc
    );
end;
$$;
grant execute on function sanyam_private.list_own(sanyam_private.account, sanyam_private.list_request) to sanyam_api;
