-- SPDX-License-Identifier: MIT

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
call sanyam_private.expose('public.purge_expired(integer)', 'service_role');

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

create table sanyam_private.jobs (
    name text primary key,
    -- What pg_cron knows the same job by.
    cron_name text not null,
    -- The process that does it now.
    holder uuid,
    leased_until timestamptz,
    finished_at timestamptz,
    constraint a_lease_has_a_holder check ((holder is null) = (leased_until is null))
);
alter table sanyam_private.jobs enable row level security;
insert into sanyam_private.jobs (name, cron_name) values ('purge_expired', 'sanyam-purge-expired');

-- Whether pg_cron does it. The schema is pg_cron's own, and often not there.
create function sanyam_private.is_scheduled(cron_name text) returns boolean
language plpgsql stable set search_path = '' as $$
begin
    if to_regclass('cron.job') is null then
        return false;
    end if;
    return exists (select from cron.job j where j.jobname = cron_name and j.active);
end;
$$;

-- Security definer, as nobody but the functions here has to do with this table.
create function sanyam_private.lease_job(job_name text, holder uuid, lease interval) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
    -- A job is for each day, and is tried each hour: less than a day, so that it does not come later every day.
    c_rest constant interval := '20 hours';
    v_job sanyam_private.jobs;
    v_now timestamptz;
begin
    select j.* into v_job from sanyam_private.jobs j where j.name = job_name for update;
    if not found then
        perform sanyam_private.require_valid('{"job_name": "There is no such job."}');
    end if;
    v_now := sanyam_private.clock();
    if (v_job.holder <> lease_job.holder and v_job.leased_until > v_now)
        or v_job.finished_at > v_now - c_rest
        or sanyam_private.is_scheduled(v_job.cron_name)
    then
        return false;
    end if;
    update sanyam_private.jobs j set holder = lease_job.holder, leased_until = v_now + lease where j.name = job_name;
    return true;
end;
$$;
grant execute on function sanyam_private.lease_job(text, uuid, interval) to sanyam_api;

-- The same for its end.
create function sanyam_private.end_lease(job_name text, holder uuid, finished boolean) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
    update sanyam_private.jobs j
    set holder = null,
        leased_until = null,
        finished_at = case when finished then sanyam_private.clock() else j.finished_at end
    where j.name = job_name and j.holder = end_lease.holder;
    return found;
end;
$$;
grant execute on function sanyam_private.end_lease(text, uuid, boolean) to sanyam_api;

-- For the gateway: whether `holder`, a process, may do a job now, and for `lease_seconds` alone. Whoever holds the lease
-- calls again to make it last. False while somebody else holds it, in the 20 hours after it was finished, and where
-- pg_cron has the job. Fails with FORBIDDEN for all but the system, VALIDATION_ERROR.
create function public.claim_job(job_name text, holder uuid, lease_seconds integer) returns json
language plpgsql security definer set search_path = '' as $$
begin
    perform sanyam_private.require_system();
    perform sanyam_private.require_valid(jsonb_build_object(
        'holder', case when holder is null then 'A lease has a holder.' end,
        'lease_seconds', case
            when lease_seconds is null or lease_seconds not between 1 and 3600 then 'A lease is for 1 to 3600 seconds.'
        end
    ));
    return to_json(sanyam_private.lease_job(job_name, holder, make_interval(secs => lease_seconds)));
end;
$$;
call sanyam_private.expose('public.claim_job(text, uuid, integer)', 'service_role');

-- For the gateway: gives a lease back, with the job finished or not. Answers false when somebody else has it by now.
-- Fails with FORBIDDEN for all but the system.
create function public.release_job(job_name text, holder uuid, finished boolean) returns json
language plpgsql security definer set search_path = '' as $$
begin
    perform sanyam_private.require_system();
    return to_json(sanyam_private.end_lease(job_name, holder, finished));
end;
$$;
call sanyam_private.expose('public.release_job(text, uuid, boolean)', 'service_role');
