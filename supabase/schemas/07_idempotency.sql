-- SPDX-License-Identifier: MIT

-- Answers that a client may ask for again by its own key, for 24 hours.
create table sanyam_private.idempotency_records (
    user_id uuid not null references public.user_profiles (id) on delete cascade,
    key text not null,
    request_hash bytea not null,
    -- As it was sent, to the letter.
    answer json not null,
    created_at timestamptz not null default sanyam_private.clock(),
    primary key (user_id, key)
);

create index idempotency_records_by_user_and_time on sanyam_private.idempotency_records (user_id, created_at);
create index idempotency_records_by_time on sanyam_private.idempotency_records (created_at);

grant select, insert, delete on sanyam_private.idempotency_records to sanyam_api;
alter table sanyam_private.idempotency_records enable row level security;

create policy "functions keep the caller's answers" on sanyam_private.idempotency_records
    for all to sanyam_api
    using (user_id = (select sanyam_private.caller_id()))
    with check (user_id = (select sanyam_private.caller_id()));

-- The answer that the caller got for this key, null when there is none; the caller's account must be locked.
create function sanyam_private.recall_answer(key text, request_hash bytea) returns json
language plpgsql set search_path = '' as $$
declare
    -- Nobody counts requests that go around the gateway, and somebody could fill the table.
    c_most_keys constant integer := 10000;
    v_caller uuid := sanyam_private.caller_id();
    -- Asked once: for each row, it takes longer than all the rest.
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
