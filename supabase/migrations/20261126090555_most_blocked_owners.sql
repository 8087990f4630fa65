-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.block_owner(owner_id uuid)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    c_most_blocked constant integer := 1000;
    v_caller uuid := sanyam_private.require_session();
begin
    if owner_id = v_caller or not sanyam_private.reaches_caller(owner_id) then
        perform sanyam_private.fail(404, 'NOT_FOUND', 'This user does not share or offer a document to you.');
    end if;
    if (select count(*) from sanyam_private.blocked_owners b where b.user_id = v_caller) >= c_most_blocked then
        perform sanyam_private.fail_over_common_limit(
            v_caller, (sanyam_private.account_of(v_caller)).limits, 'blocked_owners', c_most_blocked,
            format('You have blocked %s users. Unblock one first.', c_most_blocked)
        );
    end if;
    perform sanyam_private.lock_account(owner_id);
    return to_json(sanyam_private.leave_owner(owner_id, true));
end;
$function$;
