-- SPDX-License-Identifier: MIT

-- The answers to requests with an idempotency key. A client that repeats a request within 24 hours gets the same
-- answer, and nothing happens twice.
create table sanyam_private.idempotency_records (
    user_id uuid not null references public.user_profiles (id) on delete cascade,
    key text not null,
    request_hash bytea not null,
    -- json, not jsonb, because it repeats the answer letter by letter.
    answer json not null,
    created_at timestamptz not null default sanyam_private.clock(),
    primary key (user_id, key)
);

create index idempotency_records_by_user_and_time on sanyam_private.idempotency_records (user_id, created_at);
-- For the nightly job.
create index idempotency_records_by_time on sanyam_private.idempotency_records (created_at);

grant select, insert, delete on sanyam_private.idempotency_records to sanyam_api;
alter table sanyam_private.idempotency_records enable row level security;

create policy "functions keep the caller's answers" on sanyam_private.idempotency_records
    for all to sanyam_api
    using (user_id = (select sanyam_private.caller_id()))
    with check (user_id = (select sanyam_private.caller_id()));

-- Returns what is wrong with an idempotency key, or null.
create function sanyam_private.idempotency_key_problem(key text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return case when char_length(key) not between 1 and 255 then 'A key has 1 to 255 characters.' end;
end;
$$;
grant execute on function sanyam_private.idempotency_key_problem(text) to sanyam_api;

-- Returns the answer to the caller's earlier request with this key, or null. The caller's account must be locked.
-- Fails with VALIDATION_ERROR if that was another request.
create function sanyam_private.recall_answer(key text, request_hash bytea) returns json
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    -- The REST API limits requests, but a client of PostgREST could fill the table. The oldest answers go, because no
    -- client repeats a request after 10,000 others.
    c_most_keys constant integer := 10000;
    v_caller uuid := sanyam_private.caller_id();
    -- Once, because a call for each row would take longer than all the rest.
    v_expired timestamptz := sanyam_private.clock() - interval '24 hours';
    v_record sanyam_private.idempotency_records;
begin
    delete from sanyam_private.idempotency_records r
    where r.user_id = v_caller and r.created_at < v_expired;
    select r.* into v_record
    from sanyam_private.idempotency_records r
    where r.user_id = v_caller and r.key = recall_answer.key;
    if v_record.key is null then
        delete from sanyam_private.idempotency_records r
        where r.user_id = v_caller and r.created_at <= (
            select o.created_at
            from sanyam_private.idempotency_records o
            where o.user_id = v_caller
            order by o.created_at desc
            offset c_most_keys - 1
            limit 1
        );
    end if;
    if v_record.request_hash <> recall_answer.request_hash then
        perform sanyam_private.require_valid(
            '{"idempotency_key": "This key was used for another request in the last 24 hours."}'
        );
    end if;
    return v_record.answer;
end;
$$;
grant execute on function sanyam_private.recall_answer(text, bytea) to sanyam_api;

-- Keeps the answer to the caller's request, for recall_answer. Does nothing without a key.
create function sanyam_private.keep_answer(key text, request_hash bytea, answer json) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if key is not null then
        insert into sanyam_private.idempotency_records (user_id, key, request_hash, answer)
        values (sanyam_private.caller_id(), keep_answer.key, keep_answer.request_hash, keep_answer.answer);
    end if;
end;
$$;
grant execute on function sanyam_private.keep_answer(text, bytea, json) to sanyam_api;

-- Answers whether a request of the caller has used this key in the last 24 hours, as `is_used`. A server with limits of
-- its own asks before it refuses a request, which may be a repeated one. Fails with INSUFFICIENT_SCOPE.
create function public.idempotency_key_is_used(idempotency_key text) returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.require_caller('documents:write');
begin
    return json_build_object('is_used', exists (
        select from sanyam_private.idempotency_records r
        where r.user_id = v_caller
            and r.key = idempotency_key_is_used.idempotency_key
            and r.created_at >= sanyam_private.clock() - interval '24 hours'
    ));
end;
$$;
call sanyam_private.expose('public.idempotency_key_is_used(text)', 'authenticated', 'sanyam_gateway');
