-- SPDX-License-Identifier: MIT

-- Users read tables through PostgREST, which nests tables inside each other to any depth: the documents of an owner of
-- the documents of an owner … multiply with each level. So the policies for `authenticated` count what a transaction
-- has read. The functions of the API run as `sanyam_api`, and are not counted: they have pages and limits of their own.

-- Without these settings, PostgreSQL can read a nested table once and use the rows again for each row around it, so
-- they would be counted once. PostgREST (from 11.1) applies the settings of a role. `max_rows` in config.toml keeps the
-- planner from joining in other ways.
do $$
begin
    alter role authenticated set enable_memoize = off;
    alter role authenticated set enable_material = off;
    notify pgrst, 'reload config';
exception
    -- Not every server lets the owner of the database change the role.
    when insufficient_privilege then
        raise warning 'Run as an administrator: alter role authenticated set enable_memoize = off, and enable_material = off.';
end;
$$;

-- Returns true, and counts a row that a user reads from a table. `bytes` is the size of the text in the row, whether it
-- is asked for or not. Fails with VALIDATION_ERROR for more rows or bytes than one request may read: 10,000 rows are
-- some 5 MB of an answer, and four documents of the largest plan have 32 MB. The planner is told that this is dear, so
-- that it counts only rows that the user may see. Security definer, because users may not call what makes errors.
create function sanyam_private.counts_as_read(bytes bigint) returns boolean
language plpgsql volatile security definer cost 10000 set search_path = pg_catalog, pg_temp as $$
declare
    c_rows constant integer := 10000;
    c_bytes constant bigint := 33554432;
    v_rows integer := coalesce(nullif(current_setting('sanyam.rows_read', true), '')::integer, 0) + 1;
    v_bytes bigint := coalesce(nullif(current_setting('sanyam.bytes_read', true), '')::bigint, 0) + bytes;
begin
    if v_rows > c_rows or v_bytes > c_bytes then
        perform sanyam_private.require_valid(jsonb_build_object(
            'select',
            'This reads too much at once. Ask for fewer rows, or call list_documents and list_versions, which have pages.'
        ));
    end if;
    perform set_config('sanyam.rows_read', v_rows::text, true);
    if bytes > 0 then
        perform set_config('sanyam.bytes_read', v_bytes::text, true);
    end if;
    return true;
end;
$$;
grant execute on function sanyam_private.counts_as_read(bigint) to authenticated;
