-- SPDX-License-Identifier: MIT

-- Who calls, by either of the settings that Supabase's servers make. The subject's own comes first, as in Supabase's
-- auth.uid(): where both are set they agree, and it needs no parsing. Every policy asks this, so its few microseconds
-- count: the form of a UUID is checked without a regular expression, which takes three times as long.
create function sanyam_private.caller_id() returns uuid
language plpgsql stable set search_path = '' as $$
declare
    v_subject text := coalesce(
        nullif(current_setting('request.jwt.claim.sub', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub'
    );
begin
    if v_subject like '________-____-____-____-____________'
        and translate(v_subject, '0123456789abcdefABCDEF', '') = '----'
    then
        return v_subject::uuid;
    end if;
    return null;
end;
$$;
grant execute on function sanyam_private.caller_id() to authenticated, sanyam_api;

-- Whether the caller's token is good for one of these scopes. A token of a session names none and is good for all;
-- one that was made for an API key carries `sanyam_scopes`, and is good for those alone.
create function sanyam_private.caller_may(variadic scopes text[]) returns boolean
language plpgsql stable set search_path = '' as $$
declare
    v_claims text := current_setting('request.jwt.claims', true);
    v_scopes jsonb;
begin
    -- The claims are written by a serializer, so their names stand in them as they are. Looking is cheaper than parsing.
    if v_claims is null or strpos(v_claims, '"sanyam_scopes"') = 0 then
        return true;
    end if;
    v_scopes := v_claims::jsonb -> 'sanyam_scopes';
    return v_scopes is null or (jsonb_typeof(v_scopes) = 'array' and jsonb_exists_any(v_scopes, array_remove(scopes, '')));
end;
$$;
grant execute on function sanyam_private.caller_may(text[]) to authenticated, sanyam_api;

-- The name of the API key that the caller's token was made for; null in a session.
create function sanyam_private.caller_key_name() returns text
language plpgsql stable set search_path = '' as $$
declare
    v_claims text := current_setting('request.jwt.claims', true);
begin
    return case
        when strpos(v_claims, '"sanyam_key_name"') > 0 then v_claims::json ->> 'sanyam_key_name'
    end;
end;
$$;
grant execute on function sanyam_private.caller_key_name() to sanyam_api;

create function sanyam_private.require_caller() returns uuid
language plpgsql stable set search_path = '' as $$
declare
    v_caller uuid := sanyam_private.caller_id();
begin
    if v_caller is null then
        perform sanyam_private.fail(
            401,
            'UNAUTHORIZED',
            'Sign in to use the cloud.',
            jsonb_build_object('reason', case
                when coalesce(current_setting('request.jwt.claims', true), '') = '' then 'missing'
                else 'invalid'
            end)
        );
    end if;
    return v_caller;
end;
$$;
grant execute on function sanyam_private.require_caller() to sanyam_api;

-- The caller, whose token must be good for this scope.
create function sanyam_private.require_caller(scope text) returns uuid
language plpgsql stable set search_path = '' as $$
declare
    v_caller uuid := sanyam_private.caller_id();
begin
    if v_caller is null then
        perform sanyam_private.require_caller();
    end if;
    if not sanyam_private.caller_may(scope) then
        perform sanyam_private.fail(
            403,
            'INSUFFICIENT_SCOPE',
            format('This API key lacks the scope “%s”. Make a key that has it.', scope),
            jsonb_build_object('required_scope', scope)
        );
    end if;
    return v_caller;
end;
$$;
grant execute on function sanyam_private.require_caller(text) to sanyam_api;

-- The caller, who must have signed in: an API key does not do.
create function sanyam_private.require_session() returns uuid
language plpgsql stable set search_path = '' as $$
begin
    -- A key is good for its scopes alone, and the empty name is none.
    if not sanyam_private.caller_may('') then
        perform sanyam_private.fail(403, 'FORBIDDEN', 'An API key cannot do this. Sign in to do it.');
    end if;
    return sanyam_private.require_caller();
end;
$$;
grant execute on function sanyam_private.require_session() to sanyam_api;

-- Refuses whoever is not the system itself: billing, jobs, an operator. Grants are not enough, since a careless click
-- gives them to everyone. Who runs the statement is the role that PostgREST took on, else who logged in.
create function sanyam_private.require_system() returns void
language plpgsql stable set search_path = '' as $$
declare
    v_role text := coalesce(nullif(current_setting('role'), 'none'), session_user);
begin
    if not pg_has_role(v_role, 'service_role', 'member') then
        perform sanyam_private.fail(403, 'FORBIDDEN', 'Only the system itself may do this.');
    end if;
end;
$$;
grant execute on function sanyam_private.require_system() to sanyam_api;
