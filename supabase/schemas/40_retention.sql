-- SPDX-License-Identifier: MIT

-- The nightly job deletes what is past its retention, in batches. It may run at any time, twice, on two machines at
-- once, and be killed. It waits for no lock: it leaves locked rows to the next call. After it has locked an owner, it
-- looks at what it found once more.

-- Returns for each tier the time from which on it keeps things.
create function sanyam_private.retention()
returns table (tier text, trash_since timestamptz, versions_since timestamptz)
language plpgsql stable set search_path = pg_catalog, pg_temp rows 5 as $$
declare
    -- Null is no limit, and least() ignores null. This is 2,700 years, about as far back as a timestamp goes.
    c_for_ever constant integer := 1000000;
    v_now timestamptz := sanyam_private.clock();
begin
    return query
    select
        l.tier,
        v_now - make_interval(days => least(l.trash_retention_days, c_for_ever)),
        v_now - make_interval(days => least(l.version_retention_days, c_for_ever))
    from public.tier_limits l;
end;
$$;

-- The same for each owner. Things from before a downgrade count as old as the downgrade.
create view sanyam_private.retention_of_owners with (security_invoker = true) as
select
    p.id as owner_id,
    p.downgraded_at,
    coalesce(r.trash_since, f.trash_since) as trash_since,
    coalesce(r.versions_since, f.versions_since) as versions_since
from public.user_profiles p
left join sanyam_private.retention() r on r.tier = p.tier
join sanyam_private.retention() f on f.tier = 'free';

create view sanyam_private.expired_documents with (security_invoker = true) as
select d.id as document_id, d.owner_id, d.version_count
from public.documents d
join sanyam_private.retention_of_owners r on r.owner_id = d.owner_id
where d.deleted_at is not null and greatest(d.deleted_at, r.downgraded_at) < r.trash_since;

-- The newest version never expires, because it is the document's text, and neither does one with a name. The last
-- condition is for speed: versions are numbered in the order of their times, so most documents need only their oldest.
create view sanyam_private.expired_versions with (security_invoker = true) as
select v.document_id, v.version_number, d.owner_id
from sanyam_private.retention_of_owners r
join public.documents d on d.owner_id = r.owner_id and d.version_count > 1
join public.document_versions v on v.document_id = d.id and v.version_number < d.version
where v.name is null
    and greatest(v.created_at, r.downgraded_at) < r.versions_since
    and (
        select o.created_at from public.document_versions o where o.document_id = d.id
        order by o.version_number
        limit 1
    ) < r.versions_since;

-- Deletes expired documents in the trash with their versions and shares: as many as have about `batch_size` versions.
-- Security definer like the functions below, because their caller does not own what they delete.
create function sanyam_private.purge_trash(batch_size integer) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_ids uuid[];
    v_count integer;
begin
    select array_agg(x.document_id) into v_ids
    from (
        select e.document_id
        from sanyam_private.expired_documents e
        join public.user_profiles p on p.id = e.owner_id
        limit batch_size
        for no key update of p skip locked
    ) x;
    perform sanyam_private.lock_recipients(array(
        select s.id from public.document_shares s where s.document_id = any (v_ids)
    ));
    delete from public.documents d
    using (
        select e.document_id, sum(e.version_count) over (order by e.document_id) - e.version_count as versions_before
        from sanyam_private.expired_documents e
        where e.document_id = any (v_ids)
    ) x
    where d.id = x.document_id and x.versions_before < batch_size;
    get diagnostics v_count = row_count;
    return v_count;
end;
$$;
grant execute on function sanyam_private.purge_trash(integer) to sanyam_api;

-- Deletes expired versions. The search starts at a random owner and goes round. If it always started at the same owner,
-- it would first pass what earlier calls left, and two machines would find the same rows.
create function sanyam_private.purge_versions(batch_size integer) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_first_owner uuid := gen_random_uuid();
    v_document_ids uuid[];
    v_version_numbers integer[];
    v_free_ids uuid[];
    v_count integer;
begin
    select array_agg(x.document_id), array_agg(x.version_number) into v_document_ids, v_version_numbers
    from (
        select n.* from (
            select e.document_id, e.version_number
            from sanyam_private.expired_versions e
            join public.user_profiles p on p.id = e.owner_id
            where p.id >= v_first_owner
            order by p.id
            limit batch_size
            for no key update of p skip locked
        ) n
        union all
        select n.* from (
            select e.document_id, e.version_number
            from sanyam_private.expired_versions e
            join public.user_profiles p on p.id = e.owner_id
            where p.id < v_first_owner
            order by p.id
            limit batch_size
            for no key update of p skip locked
        ) n
        limit batch_size
    ) x;
    -- A save holds its document, and counts the versions. The job leaves that document to the next call.
    v_free_ids := array(
        select d.document_id
        from (select distinct unnest(v_document_ids)) d (document_id)
        where sanyam_private.try_lock_text(d.document_id)
    );
    with gone as (
        delete from public.document_versions v
        using unnest(v_document_ids, v_version_numbers) x (document_id, version_number)
        join sanyam_private.expired_versions e using (document_id, version_number)
        where v.document_id = x.document_id and v.version_number = x.version_number
            and v.document_id = any (v_free_ids)
        returning v.document_id, v.size_bytes
    ), counted as (
        update public.documents d
        set version_count = d.version_count - g.count, history_bytes = d.history_bytes - g.bytes
        from (select g.document_id, count(*), sum(g.size_bytes) as bytes from gone g group by g.document_id) g
        where d.id = g.document_id
    )
    select count(*) into v_count from gone;
    return v_count;
end;
$$;
grant execute on function sanyam_private.purge_versions(integer) to sanyam_api;

-- Deletes expired records: answers for retries, ended shares and offers, audit rows, ended keys, usage of keys, request
-- windows, events of the payment service and subscriptions that ended.
create function sanyam_private.purge_records(batch_size integer) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    c_answers_are_kept constant interval := '24 hours';
    c_ended_shares_are_kept constant interval := '30 days';
    -- A window is needed for an hour.
    c_windows_are_kept constant interval := '24 hours';
    -- The payment service answers for an event for 30 days.
    c_billing_is_kept constant interval := '90 days';
    v_now timestamptz := sanyam_private.clock();
    v_settings sanyam_private.settings;
    v_answers integer;
    v_shares integer;
    v_offers integer;
    v_audit_rows integer;
    v_usage_rows integer;
    v_windows integer;
    v_keys integer;
    v_events integer;
    v_subscriptions integer;
begin
    select s.* into strict v_settings from sanyam_private.settings s;
    with ended as materialized (
        select r.user_id, r.key from sanyam_private.idempotency_records r
        where r.created_at < v_now - c_answers_are_kept
        limit batch_size
        for update skip locked
    )
    delete from sanyam_private.idempotency_records r using ended e where r.user_id = e.user_id and r.key = e.key;
    get diagnostics v_answers = row_count;
    -- What the end of an account left, because it waits for nobody.
    delete from sanyam_private.known_authors a
    where (a.document_id, a.user_id) in (
        select k.document_id, k.user_id
        from sanyam_private.known_authors k
        where not exists (select from public.user_profiles p where p.id = k.user_id)
        limit batch_size
        for update skip locked
    );
    delete from public.document_shares d where d.id = any (array(
        select s.id
        from public.document_shares s
        join sanyam_private.share_recipients r on r.share_id = s.id
        where s.expires_at < v_now - c_ended_shares_are_kept
        limit batch_size
        for update skip locked
    ));
    get diagnostics v_shares = row_count;
    delete from sanyam_private.ownership_offers d where d.document_id = any (array(
        select o.document_id from sanyam_private.ownership_offers o
        where o.expires_at < v_now
        limit batch_size
        for update skip locked
    ));
    get diagnostics v_offers = row_count;
    delete from public.audit_log d where d.id = any (array(
        select a.id from public.audit_log a
        where a.created_at < v_now - make_interval(days => v_settings.audit_retention_days)
        limit batch_size
        for update skip locked
    ));
    get diagnostics v_audit_rows = row_count;
    with ended as materialized (
        select u.key_id, u.hour from sanyam_private.api_key_usage u
        where u.hour < v_now - make_interval(days => v_settings.usage_retention_days)
        limit batch_size
        for update skip locked
    )
    delete from sanyam_private.api_key_usage u using ended e where u.key_id = e.key_id and u.hour = e.hour;
    get diagnostics v_usage_rows = row_count;
    delete from sanyam_private.request_windows d where d.user_id = any (array(
        select w.user_id from sanyam_private.request_windows w
        where w.window_start < v_now - c_windows_are_kept
        limit batch_size
        for update skip locked
    ));
    get diagnostics v_windows = row_count;
    delete from public.api_keys d where d.id = any (array(
        select k.id from public.api_keys k
        where coalesce(k.revoked_at, k.expires_at) < v_now - make_interval(days => v_settings.usage_retention_days)
        limit batch_size
        for update skip locked
    ));
    get diagnostics v_keys = row_count;
    delete from sanyam_private.billing_events d where d.id = any (array(
        select e.id from sanyam_private.billing_events e
        where e.received_at < v_now - c_billing_is_kept
        limit batch_size
        for update skip locked
    ));
    get diagnostics v_events = row_count;
    delete from sanyam_private.billing_subscriptions d where d.id = any (array(
        select s.id from sanyam_private.billing_subscriptions s
        where not s.holds and s.status in ('canceled', 'incomplete_expired')
            and s.updated_at < v_now - c_billing_is_kept
        limit batch_size
        for update skip locked
    ));
    get diagnostics v_subscriptions = row_count;
    return json_build_object(
        'api_keys', v_keys,
        'idempotency_records', v_answers,
        'shares', v_shares,
        'ownership_offers', v_offers,
        'audit_rows', v_audit_rows,
        'usage_rows', v_usage_rows,
        'request_windows', v_windows,
        'billing_events', v_events,
        'billing_subscriptions', v_subscriptions
    );
end;
$$;
grant execute on function sanyam_private.purge_records(integer) to sanyam_api;
