-- SPDX-License-Identifier: MIT

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
