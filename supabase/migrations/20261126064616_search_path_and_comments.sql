-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

CREATE OR REPLACE PROCEDURE sanyam_private.purge_all_expired(IN batch_size integer DEFAULT 1000)
 LANGUAGE plpgsql
AS $procedure$
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
$procedure$;

COMMENT ON TABLE "sanyam_private"."jobs" IS 'No policy: only lease_job and end_lease reach it, as the owner of the tables. No caller needs to see a lease.';

COMMENT ON TABLE "sanyam_private"."request_windows" IS 'No policy: only count_request reaches it, as the owner. A policy would be checked for every request.';

COMMENT ON TABLE "sanyam_private"."share_recipients" IS 'No policy: no user may see whether an address has an account. Functions of the owner answer for the caller.';
