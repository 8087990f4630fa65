-- SPDX-License-Identifier: MIT

-- The nightly job, for whoever starts it.

-- Deletes what is past its retention, at most about `batch_size` of each kind, and answers how many went. Whoever calls
-- it does so again, each time in a transaction of its own, until every number is 0.
-- Fails with FORBIDDEN for all but the system, VALIDATION_ERROR.
create function public.purge_expired(batch_size integer default 1000) returns json
language plpgsql security definer set search_path = '' set statement_timeout = '60s' as $$
declare
    v_batch_size integer := coalesce(batch_size, 1000);
    v_documents integer;
    v_versions integer;
    v_records json;
begin
    perform sanyam_private.require_system();
    perform sanyam_private.require_valid(jsonb_build_object(
        'batch_size', case when v_batch_size not between 1 and 100000 then 'A batch has 1 to 100,000 rows.' end
    ));
    -- Documents take their shares along, so they go before shares do: in this order, two of these calls cannot wait for
    -- each other.
    v_documents := sanyam_private.purge_trash(v_batch_size);
    v_versions := sanyam_private.purge_versions(v_batch_size);
    v_records := sanyam_private.purge_records(v_batch_size);
    return json_build_object(
        'documents', v_documents,
        'versions', v_versions,
        'idempotency_records', v_records -> 'idempotency_records',
        'shares', v_records -> 'shares',
        'ownership_offers', v_records -> 'ownership_offers',
        'audit_rows', v_records -> 'audit_rows',
        'usage_rows', v_records -> 'usage_rows',
        'request_windows', v_records -> 'request_windows'
    );
end;
$$;

grant create on schema public to sanyam_api;
grant execute on function public.purge_expired(integer) to service_role;
alter function public.purge_expired(integer) owner to sanyam_api;
revoke create on schema public from sanyam_api;

-- The whole job, for pg_cron or an operator: `call sanyam_private.purge_all_expired();` outside of a transaction. It
-- commits after each batch, so it can set no search_path of its own.
create procedure sanyam_private.purge_all_expired(batch_size integer default 1000)
language plpgsql as $$
declare
    v_gone json;
begin
    loop
        v_gone := public.purge_expired(batch_size);
        commit;
        exit when not exists (
            select from pg_catalog.json_each_text(v_gone) g where g.value operator(pg_catalog.<>) '0'
        );
    end loop;
end;
$$;

-- Lets pg_cron do the job each night at 03:23 UTC; once is enough, and more often does no harm. Where pg_cron is
-- enabled later, an operator calls this.
create function sanyam_private.schedule_purge() returns void
language plpgsql set search_path = '' as $$
declare
    c_name constant text := 'sanyam-purge-expired';
begin
    perform cron.unschedule(j.jobid) from cron.job j where j.jobname = c_name;
    perform cron.schedule(c_name, '23 3 * * *', 'call sanyam_private.purge_all_expired()');
end;
$$;

-- Without pg_cron, the gateway calls purge_expired.
do $$
begin
    if exists (select from pg_catalog.pg_extension e where e.extname = 'pg_cron') then
        perform sanyam_private.schedule_purge();
    end if;
end;
$$;
