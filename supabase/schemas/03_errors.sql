-- SPDX-License-Identifier: MIT

-- Ends the statement with an error that PostgREST answers with `status`: `code` as message, `details` for the client,
-- `hint` a sentence for the user.
create function sanyam_private.fail(status integer, code text, hint text, details jsonb default '{}') returns void
language plpgsql set search_path = '' as $$
begin
    raise exception using errcode = 'PT' || status, message = code, detail = details::text, hint = hint;
end;
$$;
grant execute on function sanyam_private.fail(integer, text, text, jsonb) to sanyam_api;

-- Refuses what has problems: an object of sentences by argument, null where an argument is right.
create function sanyam_private.require_valid(problems jsonb) returns void
language plpgsql stable set search_path = '' as $$
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
