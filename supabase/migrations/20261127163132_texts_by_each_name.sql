-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

CREATE OR REPLACE FUNCTION sanyam_private.counts_as_read(bytes bigint)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER COST 10000
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.require_caller()
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.caller_id();
begin
    if v_caller is null then
        perform sanyam_private.fail(
            401,
            'UNAUTHORIZED',
            'Sign in to use your cloud documents.',
            jsonb_build_object('reason', case
                when coalesce(current_setting('request.jwt.claims', true), '') = '' then 'missing'
                else 'invalid'
            end)
        );
    end if;
    perform sanyam_private.require_one_answer();
    return v_caller;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.require_caller(scope text)
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.caller_id();
begin
    if v_caller is null then
        perform sanyam_private.require_caller();
    end if;
    perform sanyam_private.require_one_answer();
    if not sanyam_private.caller_may(scope) then
        perform sanyam_private.fail(
            403,
            'INSUFFICIENT_SCOPE',
            format('This API key lacks the scope “%s”. Create a key that has it.', scope),
            jsonb_build_object('required_scope', scope)
        );
    end if;
    if scope not like '%:read' and strpos(current_setting('request.jwt.claims', true), '"sanyam_key_id"') > 0 then
        perform sanyam_private.require_valid_key();
    end if;
    return v_caller;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.require_one_answer()
 RETURNS void
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    c_names constant integer := 8;
    -- A call has less than 4,000: its arguments are not part of the statement.
    c_length constant integer := 32768;
    v_statement constant text := current_query();
begin
    if octet_length(v_statement) > c_length or regexp_count(v_statement, '"[.]["*]| [Aa][Ss] "') > c_names then
        perform sanyam_private.require_valid(jsonb_build_object(
            'select',
            'This asks several times for the answer of a function. Leave out select.'
        ));
    end if;
end;
$function$;

ALTER FUNCTION "sanyam_private"."require_one_answer"() OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.texts_named(statement text)
 RETURNS integer
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    c_others constant text := 'document_id|version_number|origin|created_at|created_by|api_key_name|name|document_name'
        '|language_id|size_bytes|replaceable_until|named_by|document_folder';
begin
    return greatest(1, regexp_count(
        statement,
        '"content"|"document_versions(?:_[0-9]+)?"[.](?!"(?:content|' || c_others || ')")'
    ));
end;
$function$;

ALTER FUNCTION "sanyam_private"."texts_named"(text) OWNER TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."require_one_answer"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."require_one_answer"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."require_one_answer"() TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."require_one_answer"() TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."texts_named"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."texts_named"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."texts_named"(text) TO "postgres";
