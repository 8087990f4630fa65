-- SPDX-License-Identifier: MIT

-- Ends the statement with an error that PostgREST answers with `status`: `code` is the message, `details` are for the
-- program, `hint` is a sentence for the user.
create function sanyam_private.fail(status integer, code text, hint text, details jsonb default '{}') returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    raise exception using errcode = 'PT' || status, message = code, detail = details::text, hint = hint;
end;
$$;
grant execute on function sanyam_private.fail(integer, text, text, jsonb) to sanyam_api;

-- Fails with RATE_LIMIT_EXCEEDED: `most` are allowed in a time, and the next one at `reset_at`.
create function sanyam_private.fail_over_rate(most integer, reset_at timestamptz, hint text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.fail(429, 'RATE_LIMIT_EXCEEDED', hint, jsonb_build_object(
        'limit', most, 'reset_at', sanyam_private.rfc3339(reset_at)
    ));
end;
$$;
grant execute on function sanyam_private.fail_over_rate(integer, timestamptz, text) to sanyam_api;

-- Fails with VALIDATION_ERROR if an argument has a problem. `problems` has a sentence for each argument, or null.
create function sanyam_private.require_valid(problems jsonb) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_fields jsonb := jsonb_strip_nulls(problems);
begin
    if v_fields <> '{}' then
        perform sanyam_private.fail(
            422,
            'VALIDATION_ERROR',
            (select string_agg(f.value, ' ' order by f.key) from jsonb_each_text(v_fields) f),
            jsonb_build_object('fields', v_fields)
        );
    end if;
end;
$$;
grant execute on function sanyam_private.require_valid(jsonb) to sanyam_api;

-- Removes the white space around a text, exactly as trim() of JavaScript does.
create function sanyam_private.trimmed(value text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
    c_white_space constant text := E' \t\n\u000b\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008'
        '\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';
begin
    return btrim(value, c_white_space);
end;
$$;
grant execute on function sanyam_private.trimmed(text) to sanyam_api;

-- Returns a size in 1024-based units: `512 bytes`, `20 KB`, `1.5 MB`. Rounds up, so that a size over a limit never
-- looks like the limit.
create function sanyam_private.readable_size(bytes bigint) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return case
        when bytes = 1 then '1 byte'
        when bytes < 1024 then bytes || ' bytes'
        when bytes <= 1023 * 1024 then ceil(bytes / 1024.0) || ' KB'
        when bytes <= 1023 * 1048576 then trim_scale(ceil(bytes / 104857.6) / 10) || ' MB'
        else trim_scale(ceil(bytes / 107374182.4) / 10) || ' GB'
    end;
end;
$$;
grant execute on function sanyam_private.readable_size(bigint) to sanyam_api;

create function sanyam_private.fail_document_not_found() returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.fail(404, 'DOCUMENT_NOT_FOUND', 'This document does not exist, or you have no access to it.');
end;
$$;
grant execute on function sanyam_private.fail_document_not_found() to sanyam_api;
