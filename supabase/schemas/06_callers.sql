-- SPDX-License-Identifier: MIT

-- The caller is the user whose token came with the request. Hosted Supabase and Supabase Lite put its claims into
-- different settings, so all other files ask the functions here.

-- Returns the caller's id, or null without a user. It prefers the setting with the subject alone, because that needs no
-- parsing. Every policy asks this, so its microseconds count: `like` takes a tenth of the time of a regular expression.
-- Null for a subject of another form. Raises an error for a subject of this form that is not a UUID.
create function sanyam_private.caller_id() returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_subject text := coalesce(
        nullif(current_setting('request.jwt.claim.sub', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub'
    );
begin
    return case when v_subject like '________-____-____-____-____________' then v_subject::uuid end;
end;
$$;
grant execute on function sanyam_private.caller_id() to authenticated, sanyam_api;

-- Returns whether the caller's API key has one of these scopes; true in a session.
create function sanyam_private.key_may(scopes text[]) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_scopes jsonb := current_setting('request.jwt.claims', true)::jsonb -> 'sanyam_scopes';
begin
    return v_scopes is null
        or (jsonb_typeof(v_scopes) = 'array' and jsonb_exists_any(v_scopes, array_remove(scopes, '')));
end;
$$;
grant execute on function sanyam_private.key_may(text[]) to authenticated, sanyam_api;

-- Returns whether the caller's token has one of these scopes. The token of a session names no scopes and has all of
-- them. The token of an API key has those in its claim `sanyam_scopes`. A serializer writes the claims, so the name of
-- a claim stands in them as it is, and searching is cheaper than parsing. PostgreSQL inlines this function.
create function sanyam_private.caller_may(variadic scopes text[]) returns boolean
language sql stable
return strpos(current_setting('request.jwt.claims', true), '"sanyam_scopes"') = 0 or sanyam_private.key_may(scopes);
grant execute on function sanyam_private.caller_may(text[]) to authenticated, sanyam_api;

-- Returns the name of the caller's API key, or null in a session. PostgreSQL inlines this function.
create function sanyam_private.caller_key_name() returns text
language sql stable
return case
    when strpos(current_setting('request.jwt.claims', true), '"sanyam_key_name"') > 0
        then current_setting('request.jwt.claims', true)::json ->> 'sanyam_key_name'
end;
grant execute on function sanyam_private.caller_key_name() to sanyam_api;

-- Fails with VALIDATION_ERROR if the statement names the answer of a function more than a few times, as PostgREST does
-- for `select=a:read_document,b:read_document,…`: a text of 8 MB would become gigabytes, or be read again for each
-- name. Every function for users passes here, as it asks for its caller. PostgREST itself writes three such names.
create function sanyam_private.require_one_answer() returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
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
$$;
grant execute on function sanyam_private.require_one_answer() to sanyam_api;

-- Returns the caller's id. Fails with UNAUTHORIZED without a user.
create function sanyam_private.require_caller() returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
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
$$;
grant execute on function sanyam_private.require_caller() to sanyam_api;

-- Fails with UNAUTHORIZED if the caller's session has ended: a device that was signed out must not change anything
-- while its access token is valid, and least of all make a key that outlives it. Tokens without a session pass, as
-- those of API keys. Searching is cheaper than parsing.
create function sanyam_private.require_no_ended_session(caller uuid) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_session_id uuid;
begin
    if strpos(current_setting('request.jwt.claims', true), '"session_id"') > 0 then
        v_session_id := sanyam_private.caller_session_id();
        if v_session_id is not null and not sanyam_private.session_lives(caller, v_session_id) then
            perform sanyam_private.fail(
                401,
                'UNAUTHORIZED',
                'This device is signed out. Sign in again.',
                jsonb_build_object('reason', 'invalid')
            );
        end if;
    end if;
end;
$$;
grant execute on function sanyam_private.require_no_ended_session(uuid) to sanyam_api;

-- Returns the caller's id. Fails with UNAUTHORIZED without a user, and with INSUFFICIENT_SCOPE if the token lacks the
-- scope. A call that changes something also fails as require_no_ended_session does, and as require_valid_key does: a
-- gateway may have admitted the request minutes ago, before its body arrived. One that changes documents fails as
-- require_sign_in does.
create function sanyam_private.require_caller(scope text) returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
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
    if scope not like '%:read' then
        perform sanyam_private.require_no_ended_session(v_caller);
    end if;
    if scope = 'documents:write' and not sanyam_private.sign_in_is_included() then
        perform sanyam_private.require_sign_in();
    end if;
    if scope not like '%:read' and strpos(current_setting('request.jwt.claims', true), '"sanyam_key_id"') > 0 then
        perform sanyam_private.require_valid_key();
    end if;
    return v_caller;
end;
$$;
grant execute on function sanyam_private.require_caller(text) to sanyam_api;

-- Returns the caller's id, in a session. Fails with FORBIDDEN for an API key.
create function sanyam_private.require_session() returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    -- No key has the scope with the empty name.
    if not sanyam_private.caller_may('') then
        perform sanyam_private.fail(403, 'FORBIDDEN', 'An API key cannot do this. Sign in to do it.');
    end if;
    return sanyam_private.require_caller();
end;
$$;
grant execute on function sanyam_private.require_session() to sanyam_api;

-- Returns the caller's id, in a session that has not ended: for whatever changes something. Fails as require_session
-- and require_no_ended_session do.
create function sanyam_private.require_living_session() returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.require_session();
begin
    perform sanyam_private.require_no_ended_session(v_caller);
    return v_caller;
end;
$$;
grant execute on function sanyam_private.require_living_session() to sanyam_api;

-- Fails with FORBIDDEN unless the system calls: billing, a job, an operator. A grant alone is not enough, because a
-- careless click grants everything to everyone. The role is the one that PostgREST switched to, else the login.
create function sanyam_private.require_system() returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_role text := coalesce(nullif(current_setting('role'), 'none'), session_user);
begin
    if not pg_has_role(v_role, 'service_role', 'member') then
        perform sanyam_private.fail(403, 'FORBIDDEN', 'Only the service role may do this.');
    end if;
end;
$$;
grant execute on function sanyam_private.require_system() to sanyam_api;
