-- SPDX-License-Identifier: MIT

-- Who makes documents in bulk sends a key with each, so that no number of them may be refused. Instead, the oldest are
-- forgotten: nobody asks again after ten thousand other answers.

create index idempotency_records_by_user_and_time on sanyam_private.idempotency_records (user_id, created_at);

-- The answer that the caller got for this key, null when there is none; the caller's account must be locked.
create or replace function sanyam_private.recall_answer(key text, request_hash bytea) returns json
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
