-- SPDX-License-Identifier: MIT

-- What the caller's lists are made of: their own documents, and those that are shared with them.
create view sanyam_private.listed_documents with (security_invoker = true) as
select d.*, 'owner' as permission
from public.documents d
where d.owner_id = (select sanyam_private.caller_id())
union all
select d.*, s.permission
from sanyam_private.shares_of_caller() s
join public.documents d on d.id = s.document_id
where d.deleted_at is null;
grant select on sanyam_private.listed_documents to sanyam_api;

-- A page of documents, newest change first, without their texts: the caller's own and, unless `include_shared` is
-- false, those that are shared with them. The trash is the owner's alone. `query` is a part of the name in any case;
-- `page_size` is held between 1 and 100; `direction` says on which side of the cursor the page lies.
-- Fails with VALIDATION_ERROR, INVALID_CURSOR.
create function public.list_documents(
    state text default null,
    include_shared boolean default null,
    language_id text default null,
    query text default null,
    page_size integer default null,
    cursor text default null,
    direction text default null
) returns json
-- One plan serves all arguments, and making one takes longer than the page.
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
    v_caller uuid := sanyam_private.require_caller('documents:read');
    v_trashed boolean := coalesce(state = 'trashed', false);
    v_shared boolean := coalesce(include_shared, true) and not v_trashed;
    v_forward boolean := coalesce(direction = 'next', true);
    v_page_size integer := least(greatest(coalesce(page_size, 20), 1), 100);
    v_from_time timestamptz := case when v_forward then 'infinity' else '-infinity' end;
    v_from_id uuid := case
        when v_forward then 'ffffffff-ffff-ffff-ffff-ffffffffffff' else '00000000-0000-0000-0000-000000000000'
    end;
    v_account sanyam_private.account := sanyam_private.account_of(v_caller);
    v_max_documents integer := (v_account.limits).max_documents;
    v_total_count bigint;
    v_items json;
    v_times text[];
    v_ids uuid[];
    v_more boolean;
    v_first text;
    v_last text;
begin
    if state is not null or direction is not null then
        perform sanyam_private.require_valid(jsonb_build_object(
            'state', case when state not in ('active', 'trashed') then 'The state is active or trashed.' end,
            'direction', case when direction not in ('next', 'prev') then 'The direction is next or prev.' end
        ));
    end if;
    if cursor is not null then
        select c.updated_at, c.id into v_from_time, v_from_id from sanyam_private.read_cursor(cursor) c;
    end if;
    -- Positions count from the cursor. One row more than the page says whether it is the last one.
    with matching as not materialized (
        select d.*
        from sanyam_private.listed_documents d
        where (d.deleted_at is not null) = v_trashed
            and (d.permission = 'owner' or v_shared)
            and (list_documents.language_id is null or d.language_id = list_documents.language_id)
            and (query is null or strpos(lower(d.name), lower(query)) > 0)
    ), page as (
        (
            select m.*, row_number() over (order by m.updated_at desc, m.id desc) as position
            from matching m
            where v_forward and (m.updated_at, m.id) < (v_from_time, v_from_id)
            order by m.updated_at desc, m.id desc
            limit v_page_size + 1
        )
        union all
        (
            select m.*, row_number() over (order by m.updated_at, m.id) as position
            from matching m
            where not v_forward and (m.updated_at, m.id) > (v_from_time, v_from_id)
            order by m.updated_at, m.id
            limit v_page_size + 1
        )
    )
    select
        coalesce(json_agg(x order by p.updated_at desc, p.id desc) filter (where p.position <= v_page_size), '[]'),
        array_agg(x.updated_at order by p.updated_at desc, p.id desc) filter (where p.position <= v_page_size),
        array_agg(x.id order by p.updated_at desc, p.id desc) filter (where p.position <= v_page_size),
        count(*) > v_page_size
    into v_items, v_times, v_ids, v_more
    from page p
    left join lateral (
        select a.email, a.document_count, (a.limits).max_documents
        from sanyam_private.account_of(p.owner_id) a
        where p.permission <> 'owner'
    ) o on true
    cross join lateral (
        select
            p.id,
            p.owner_id,
            case when p.permission = 'owner' then v_account.email else o.email end as owner_email,
            p.name,
            p.language_id,
            p.size_bytes,
            p.version,
            to_char(p.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created_at,
            to_char(p.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as updated_at,
            p.updated_by,
            to_char(p.deleted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as deleted_at,
            p.deleted_by,
            p.permission,
            case
                when p.deleted_at is not null then 'trashed'
                when p.permission = 'view' then 'view_share'
                when case
                        when p.permission = 'owner' then v_account.document_count > v_max_documents
                        else o.document_count > o.max_documents
                    end
                    and sanyam_private.is_beyond_limit(
                        p.owner_id, coalesce(o.max_documents, v_max_documents), p.updated_at, p.id
                    ) then 'over_limit'
            end as read_only_reason
    ) x;

    -- Without a filter the number of the caller's own documents is known; counting them all would cost a page.
    if v_trashed or language_id is not null or query is not null then
        select count(*) into v_total_count
        from sanyam_private.listed_documents d
        where (d.deleted_at is not null) = v_trashed
            and (d.permission = 'owner' or v_shared)
            and (list_documents.language_id is null or d.language_id = list_documents.language_id)
            and (query is null or strpos(lower(d.name), lower(query)) > 0);
    else
        v_total_count := v_account.document_count + case when v_shared then (
            select count(*)
            from sanyam_private.shares_of_caller() s
            join public.documents d on d.id = s.document_id
            where d.deleted_at is null
        ) else 0 end;
    end if;

    v_first := sanyam_private.cursor_of(v_times[1], v_ids[1]::text);
    v_last := sanyam_private.cursor_of(v_times[cardinality(v_times)], v_ids[cardinality(v_ids)]::text);
    -- On the side that the caller comes from there is a page, even if this one is empty by now.
    return json_build_object(
        'items', v_items,
        'next_cursor', case
            when v_forward and v_more then v_last
            when not v_forward and cursor is not null then coalesce(v_last, cursor)
        end,
        'prev_cursor', case
            when not v_forward and v_more then v_first
            when v_forward and cursor is not null then coalesce(v_first, cursor)
        end,
        'total_count', v_total_count,
        'page_size', v_page_size
    );
end;
$$;

grant create on schema public to sanyam_api;
grant execute on function public.list_documents(text, boolean, text, text, integer, text, text) to authenticated;
alter function public.list_documents(text, boolean, text, text, integer, text, text) owner to sanyam_api;
revoke create on schema public from sanyam_api;
