-- SPDX-License-Identifier: MIT

-- The events of the payment service. An event is stored before the gateway acts on it. It is acted on once, and again
-- if that failed. A row has no content of the event but what an attempt needs: ids, and the amount of a refund.
--   state       received, failed (it is tried again), done
--   result      what came of it, such as applied
--   created_at  when the payment service made it
create table sanyam_private.billing_events (
    id text primary key,
    type text not null,
    facts jsonb not null,
    created_at timestamptz not null,
    received_at timestamptz not null,
    state text not null default 'received',
    result text,
    attempts integer not null default 1,
    error text,
    next_attempt_at timestamptz not null,
    finished_at timestamptz,
    constraint event_has_an_id check (char_length(id) between 1 and 255),
    constraint event_has_a_type check (char_length(type) between 1 and 255),
    constraint event_has_a_state check (state in ('received', 'failed', 'done')),
    constraint facts_are_few check (pg_column_size(facts) <= 4096)
);

create index billing_events_to_try on sanyam_private.billing_events (next_attempt_at) where state <> 'done';
-- For the nightly job. BRIN, because rows are stored in the order of their times.
create index billing_events_by_time on sanyam_private.billing_events using brin (received_at);

alter table sanyam_private.billing_events enable row level security;
comment on table sanyam_private.billing_events is
    'No policy: only the functions of billing reach it, as the owner of the tables. No user needs to see an event.';

-- Returns when an event is tried again after this many attempts: a minute, two, four, and at most six hours. Most
-- attempts end before, and no other gateway begins while one is at it. Two that meet do no harm: states have numbers.
create function sanyam_private.next_attempt(attempts integer) returns timestamptz
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
    return sanyam_private.clock() + least(make_interval(mins => (2 ^ least(attempts - 1, 9))::integer), '6 hours');
end;
$$;

-- Notes an attempt to act on an event. Returns whether it is done already. Security definer, because nobody else may
-- write events.
create function sanyam_private.note_event(
    event_id text, event_type text, created_at timestamptz, facts jsonb, again boolean
) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into sanyam_private.billing_events as e (id, type, facts, created_at, received_at, next_attempt_at)
    values (
        event_id, event_type, note_event.facts, note_event.created_at, sanyam_private.clock(),
        sanyam_private.next_attempt(1)
    )
    on conflict (id) do update set
        attempts = e.attempts + 1,
        next_attempt_at = sanyam_private.next_attempt(e.attempts + 1)
    where e.state <> 'done' or again;
    return not found;
end;
$$;
grant execute on function sanyam_private.note_event(text, text, timestamptz, jsonb, boolean) to sanyam_api;

-- Stores an event, for the gateway, with its facts as a JSON object. Answers `is_done`, and a number for what it reads
-- because of the event. With `again`, `is_done` is false. Fails with FORBIDDEN, VALIDATION_ERROR.
create function public.store_billing_event(
    event_id text, event_type text, created_at timestamptz, facts text default '{}', again boolean default false
) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.require_system();
    perform sanyam_private.require_billing_id('event_id', event_id);
    perform sanyam_private.require_billing_id('event_type', event_type);
    perform sanyam_private.require_valid(jsonb_build_object(
        'created_at', case when created_at is null then 'Say when the event was made.' end,
        'facts', case
            when facts is null or char_length(facts) > 1000 then 'The facts of an event have at most 1,000 characters.'
        end
    ));
    return json_build_object(
        'is_done', sanyam_private.note_event(
            event_id, event_type, created_at, facts::jsonb, coalesce(again, false)
        ),
        'read_number', sanyam_private.next_billing_read()
    );
end;
$$;
call sanyam_private.expose('public.store_billing_event(text, text, timestamptz, text, boolean)', 'service_role');

-- Ends an attempt. An event that is done the first time adds a row to the log of its customer's user, if `action` names
-- one. Security definer, because nobody else may write events.
create function sanyam_private.end_attempt(
    event_id text, result text, error text, action text, customer_id text
) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_event sanyam_private.billing_events;
    v_user_id uuid;
begin
    select e.* into v_event from sanyam_private.billing_events e where e.id = event_id for update;
    if not found then
        return false;
    end if;
    if error is not null then
        update sanyam_private.billing_events e set state = 'failed', error = left(end_attempt.error, 500)
        where e.id = event_id and e.state <> 'done';
        return found;
    end if;
    update sanyam_private.billing_events e
    set state = 'done', result = end_attempt.result, error = null, finished_at = sanyam_private.clock()
    where e.id = event_id;
    if v_event.finished_at is null and action is not null then
        select a.user_id into v_user_id
        from sanyam_private.billing_accounts a where a.customer_id = end_attempt.customer_id;
        if found then
            perform sanyam_private.audit(v_user_id, action, v_user_id, null, v_event.facts);
        end if;
    end if;
    return true;
end;
$$;
grant execute on function sanyam_private.end_attempt(text, text, text, text, text) to sanyam_api;

-- Ends an attempt to act on an event, for the gateway: with what came of it, or with an error, after which it is tried
-- again. `action` is what the log of the customer's user says about it: payment.refunded, payment.disputed. Answers
-- false without such an event. Fails with FORBIDDEN, VALIDATION_ERROR.
create function public.finish_billing_event(
    event_id text,
    result text default null,
    error text default null,
    action text default null,
    customer_id text default null
) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.require_system();
    perform sanyam_private.require_valid(jsonb_build_object(
        'result', case when char_length(result) > 100 then 'A result has at most 100 characters.' end,
        'action', case
            when action not in ('payment.refunded', 'payment.disputed') then 'Use payment.refunded or payment.disputed.'
        end
    ));
    return to_json(sanyam_private.end_attempt(event_id, result, error, action, customer_id));
end;
$$;
call sanyam_private.expose('public.finish_billing_event(text, text, text, text, text)', 'service_role');

-- Takes events that are due for another attempt. Security definer, because nobody else may write events.
create function sanyam_private.take_due_events(batch_size integer) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    -- By next_attempt, the last one is 3.85 days after the first. Then the nightly reconciliation is enough.
    c_most_attempts constant integer := 24;
    v_now timestamptz := sanyam_private.clock();
    v_taken json;
begin
    with due as materialized (
        select e.id from sanyam_private.billing_events e
        where e.state <> 'done' and e.next_attempt_at <= v_now and e.attempts < c_most_attempts
        order by e.next_attempt_at
        limit batch_size
        for update skip locked
    ), taken as (
        update sanyam_private.billing_events e
        set attempts = e.attempts + 1, next_attempt_at = sanyam_private.next_attempt(e.attempts + 1)
        from due d
        where e.id = d.id
        returning e.id, e.type, e.created_at, e.facts
    )
    select coalesce(json_agg(json_build_object(
        'id', t.id, 'type', t.type, 'created_at', sanyam_private.rfc3339(t.created_at), 'facts', t.facts
    )), '[]') into v_taken
    from taken t;
    return v_taken;
end;
$$;
grant execute on function sanyam_private.take_due_events(integer) to sanyam_api;

-- Answers events that failed, or that a gateway left in the middle, and that are due for another attempt: `id`, `type`,
-- `created_at`, `facts`. Each is the caller's for a minute or more. Fails with FORBIDDEN, VALIDATION_ERROR.
create function public.take_billing_events(batch_size integer default 10) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.require_system();
    perform sanyam_private.require_valid(jsonb_build_object(
        'batch_size', case
            when batch_size is null or batch_size not between 1 and 100 then 'A batch has 1 to 100 events.'
        end
    ));
    return sanyam_private.take_due_events(batch_size);
end;
$$;
call sanyam_private.expose('public.take_billing_events(integer)', 'service_role');
