-- SPDX-License-Identifier: MIT

-- Users read tables through PostgREST, which nests tables inside each other to any depth: the documents of an owner of
-- the documents of an owner … multiply with each level. So the policies for `authenticated` count what a transaction
-- has read. The functions of the API run as `sanyam_api`, and are not counted: they have pages and limits of their own,
-- and require_one_answer.

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

-- Returns how often a statement names the text of a version, at least 1. With `select=a:content,b:content,…`, PostgREST
-- writes the column again and again. Behind the table, everything but the other columns counts: `*`, and functions such
-- as row_to_json, which PostgREST takes for columns. Filters count, too, which matters little: a text has room for it.
create function sanyam_private.texts_named(statement text) returns integer
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
    c_others constant text := 'document_id|version_number|origin|created_at|created_by|api_key_name|name|document_name'
        '|language_id|size_bytes|replaceable_until|named_by|document_folder';
begin
    return greatest(1, regexp_count(
        statement,
        '"content"|"document_versions(?:_[0-9]+)?"[.](?!"(?:content|' || c_others || ')")'
    ));
end;
$$;

-- Returns true, and counts a row that a user reads from a table. `bytes` is the size of the text in the row, whether it
-- is asked for or not; it counts as often as the statement names texts. In a long statement, which can name each column
-- many times, a row counts as several. Fails with VALIDATION_ERROR for more rows or bytes than one request may read:
-- 10,000 rows are some 5 MB of an answer, and four documents of the largest plan have 32 MB. The planner is told that
-- this is dear, so that it counts only rows that the user may see. Security definer, because users may not call what
-- makes errors.
create function sanyam_private.counts_as_read(bytes bigint) returns boolean
language plpgsql volatile security definer cost 10000 set search_path = pg_catalog, pg_temp as $$
declare
    c_rows constant integer := 10000;
    c_bytes constant bigint := 33554432;
    c_length constant integer := 50000;
    c_length_of_row constant integer := 4096;
    v_statement constant text := coalesce(current_query(), '');
    v_length constant integer := octet_length(v_statement);
    v_rows integer := coalesce(nullif(current_setting('sanyam.rows_read', true), '')::integer, 0)
        + 1 + v_length / c_length_of_row;
    v_bytes bigint := coalesce(nullif(current_setting('sanyam.bytes_read', true), '')::bigint, 0);
begin
    if v_length > c_length then
        perform sanyam_private.require_valid(jsonb_build_object(
            'select',
            'This request is too long. Ask for each column once, and for fewer things at once.'
        ));
    end if;
    if bytes > 0 then
        -- Once for each statement, and not for each row.
        if current_setting('sanyam.statement_length', true) is distinct from v_length::text then
            perform set_config('sanyam.texts_named', sanyam_private.texts_named(v_statement)::text, true);
            perform set_config('sanyam.statement_length', v_length::text, true);
        end if;
        v_bytes := v_bytes + bytes * current_setting('sanyam.texts_named')::integer;
    end if;
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
