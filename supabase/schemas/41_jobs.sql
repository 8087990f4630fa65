-- SPDX-License-Identifier: MIT

-- Deletes what is past its retention, at most about `batch_size` rows of each kind, and answers the numbers. Call it
-- again, each time in a transaction of its own, until all numbers are 0. Fails with FORBIDDEN, VALIDATION_ERROR.
create function public.purge_expired(batch_size integer default 1000) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp set statement_timeout = '60s' as $$
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
    -- Documents before shares, because documents take their shares along. In this order two calls cannot deadlock.
    v_documents := sanyam_private.purge_trash(v_batch_size);
    v_versions := sanyam_private.purge_versions(v_batch_size);
    v_records := sanyam_private.purge_records(v_batch_size);
    return json_build_object(
        'documents', v_documents,
        'versions', v_versions,
        'api_keys', v_records -> 'api_keys',
        'idempotency_records', v_records -> 'idempotency_records',
        'shares', v_records -> 'shares',
        'ownership_offers', v_records -> 'ownership_offers',
        'audit_rows', v_records -> 'audit_rows',
        'usage_rows', v_records -> 'usage_rows',
        'request_windows', v_records -> 'request_windows',
        'billing_events', v_records -> 'billing_events',
        'billing_subscriptions', v_records -> 'billing_subscriptions'
    );
end;
$$;
call sanyam_private.expose('public.purge_expired(integer)', 'service_role');

-- Runs the whole job, for pg_cron or an operator: `call sanyam_private.purge_all_expired();` outside of a transaction.
-- It commits after each batch, and PostgreSQL does not let a procedure with a `set` clause commit. So its body sets the
-- path, again after each commit, which ends the setting. The types are read before that, so they name their schema.
create procedure sanyam_private.purge_all_expired(batch_size pg_catalog.int4 default 1000)
language plpgsql as $$
declare
    v_gone pg_catalog.json;
begin
    loop
        perform pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
        v_gone := public.purge_expired(batch_size);
        commit;
        exit when not exists (
            select from pg_catalog.json_each_text(v_gone) g where g.value operator(pg_catalog.<>) '0'
        );
    end loop;
end;
$$;

-- Schedules the job with pg_cron, each night at 03:23 UTC. An operator who enables pg_cron later calls this; a second
-- call does no harm.
create function sanyam_private.schedule_purge() returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    c_name constant text := 'sanyam-purge-expired';
begin
    perform cron.unschedule(j.jobid) from cron.job j where j.jobname = c_name;
    perform cron.schedule(c_name, '23 3 * * *', 'call sanyam_private.purge_all_expired()');
end;
$$;

-- Without pg_cron, the gateway calls purge_expired. Its jobs are in the table below.
do $$
begin
    if exists (select from pg_catalog.pg_extension e where e.extname = 'pg_cron') then
        perform sanyam_private.schedule_purge();
    end if;
end;
$$;

create table sanyam_private.jobs (
    name text primary key,
    -- The name of the same job in pg_cron.
    cron_name text not null,
    -- The process that runs it now.
    holder uuid,
    leased_until timestamptz,
    finished_at timestamptz,
    constraint a_lease_has_a_holder check ((holder is null) = (leased_until is null))
);
alter table sanyam_private.jobs enable row level security;
comment on table sanyam_private.jobs is
    'No policy: only lease_job and end_lease reach it, as the owner of the tables. No caller needs to see a lease.';
insert into sanyam_private.jobs (name, cron_name) values
    ('purge_expired', 'sanyam-purge-expired'),
    -- It asks the payment service, so only a gateway can run it.
    ('reconcile_billing', 'sanyam-reconcile-billing');

-- Returns whether pg_cron runs a job. Without the extension, its schema does not exist.
create function sanyam_private.is_scheduled(cron_name text) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    if to_regclass('cron.job') is null then
        return false;
    end if;
    return exists (select from cron.job j where j.jobname = cron_name and j.active);
end;
$$;

-- Gives a process the lease of a job. Security definer, because nobody else may change leases.
create function sanyam_private.lease_job(job_name text, holder uuid, lease interval) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    -- A job runs once a day, and gateways try each hour. Less than a day, so that it does not run later every day.
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

-- Ends a lease. Security definer, because nobody else may change leases.
create function sanyam_private.end_lease(job_name text, holder uuid, finished boolean) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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

-- Answers a gateway whether the process `holder` may run a job for `lease_seconds`. The holder calls again to extend
-- the lease. False while another process holds it, in the 20 hours after the job finished, and if pg_cron runs the job.
-- Fails with FORBIDDEN, VALIDATION_ERROR.
create function public.claim_job(job_name text, holder uuid, lease_seconds integer) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.require_system();
    perform sanyam_private.require_valid(jsonb_build_object(
        'holder', case when holder is null then 'Name the holder of the lease.' end,
        'lease_seconds', case
            when lease_seconds is null or lease_seconds not between 1 and 3600 then 'A lease is for 1 to 3600 seconds.'
        end
    ));
    return to_json(sanyam_private.lease_job(job_name, holder, make_interval(secs => lease_seconds)));
end;
$$;
call sanyam_private.expose('public.claim_job(text, uuid, integer)', 'service_role');

-- Gives a lease back, for the gateway. Answers false if another process holds it by now. Fails with FORBIDDEN.
create function public.release_job(job_name text, holder uuid, finished boolean) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.require_system();
    return to_json(sanyam_private.end_lease(job_name, holder, finished));
end;
$$;
call sanyam_private.expose('public.release_job(text, uuid, boolean)', 'service_role');
