-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

CREATE OR REPLACE FUNCTION sanyam_private.take_due_events(batch_size integer)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;
