-- SPDX-License-Identifier: MIT

-- What users learn before they change their plan. Nothing here changes anything.

-- Answers the rows of tier_limits, the smallest tier first. Fails with FORBIDDEN for an API key.
create function public.compare_tiers() returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.require_session();
    return sanyam_private.tiers_in_order();
end;
$$;
call sanyam_private.expose('public.compare_tiers()', 'authenticated');

-- Returns the number of an owner's documents, and the first 100 by name: those of more than `smallest` and at most
-- `largest` bytes, from one place to another in the order in which a limit keeps documents writable. Those that changed
-- last come first. Null is no bound.
create function sanyam_private.named_documents(
    owner_id uuid, first_place integer, last_place integer, smallest bigint, largest bigint
) returns json
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    c_most_names constant integer := 100;
begin
    return (
        select json_build_object(
            'count', count(*),
            'items', coalesce(
                json_agg(json_build_object('id', x.id, 'name', x.name, 'folder', x.folder) order by x.place)
                    filter (where x.place - first_place <= c_most_names),
                '[]'
            )
        )
        from (
            select d.id, d.name, d.folder, row_number() over (order by d.updated_at desc, d.id desc) as place
            from public.documents d
            where d.owner_id = named_documents.owner_id
                and d.deleted_at is null
                and (smallest is null or d.size_bytes > smallest)
                and (largest is null or d.size_bytes <= largest)
        ) x
        where x.place > first_place and (last_place is null or x.place <= last_place)
    );
end;
$$;
grant execute on function sanyam_private.named_documents(uuid, integer, integer, bigint, bigint) to sanyam_api;

-- Answers what would become of the caller's data with another tier. Each list has its number and the first 100 names:
--   over_limit_documents  documents that are read-only now because of the limit, whatever the other tier is
--   read_only_documents   documents over the new limit, which are writable now
--   writable_documents    documents that are read-only now and would be no longer
--   too_large_documents   documents that would be too large to save, and are not now
--   revoked_api_keys      active keys, which would be revoked for good
-- `share_count` is the number of shares of the caller's documents, which stay in every case.
-- Fails with FORBIDDEN for an API key, UNAUTHORIZED, VALIDATION_ERROR.
create function public.preview_tier(tier text) returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    -- More documents than anybody has.
    c_no_limit constant integer := 2147483647;
    v_caller uuid := sanyam_private.require_session();
    v_now timestamptz := sanyam_private.clock();
    v_present public.tier_limits;
    v_next public.tier_limits;
begin
    select l.* into v_next from public.tier_limits l where l.tier = preview_tier.tier;
    perform sanyam_private.require_valid(jsonb_build_object(
        'tier', case when v_next.tier is null then 'This tier does not exist. Name one in tier_limits.' end
    ));
    v_present := (sanyam_private.account_of(v_caller)).limits;
    return json_build_object(
        'tier', v_next.tier,
        'over_limit_documents', sanyam_private.named_documents(
            v_caller, coalesce(v_present.max_documents, c_no_limit), null, null, null
        ),
        'read_only_documents', sanyam_private.named_documents(
            v_caller, coalesce(v_next.max_documents, c_no_limit), v_present.max_documents, null, null
        ),
        'writable_documents', sanyam_private.named_documents(
            v_caller, coalesce(v_present.max_documents, c_no_limit), v_next.max_documents, null, null
        ),
        'too_large_documents', sanyam_private.named_documents(
            v_caller,
            case when v_next.max_document_size_bytes is null then c_no_limit else 0 end,
            null,
            v_next.max_document_size_bytes,
            v_present.max_document_size_bytes
        ),
        'revoked_api_keys', (
            select json_build_object(
                'count', count(*),
                'items', coalesce(
                    json_agg(json_build_object('id', k.id, 'name', k.name, 'prefix', k.prefix) order by k.name, k.id),
                    '[]'
                )
            )
            from public.api_keys k
            -- An account has at most 100 of them.
            where k.user_id = v_caller
                and k.revoked_at is null
                and (k.expires_at is null or k.expires_at > v_now)
                and not v_next.has_api_keys
        ),
        'share_count', (
            select count(*)
            from public.document_shares s
            where s.owner_id = v_caller and (s.expires_at is null or s.expires_at > v_now)
        )
    );
end;
$$;
call sanyam_private.expose('public.preview_tier(text)', 'authenticated');
