-- SPDX-License-Identifier: MIT

-- The session of a token: a row of auth.sessions, which belongs to the auth server. A device that was signed out has no
-- row any more, and still an access token that is valid for up to an hour.

-- Returns the session of the caller's token, or null for a token without one.
create function sanyam_private.caller_session_id() returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_id text := nullif(current_setting('request.jwt.claims', true), '')::json ->> 'session_id';
begin
    return case when v_id like '________-____-____-____-____________' then v_id::uuid end;
end;
$$;
grant execute on function sanyam_private.caller_session_id() to sanyam_api;

-- Returns whether the auth server has this session of a user, and it has not expired; true if the server keeps none.
-- Security definer, because sessions belong to the auth server. It finds the row by the primary key, and asks for
-- `not_after` by its name in the row, because an older server lacks it.
create function sanyam_private.session_lives(user_id uuid, session_id uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    if to_regclass('auth.sessions') is null then
        return true;
    end if;
    return exists (
        select from auth.sessions s
        where s.id = session_lives.session_id and s.user_id = session_lives.user_id
            and coalesce((to_jsonb(s) ->> 'not_after')::timestamptz > sanyam_private.clock(), true)
    );
end;
$$;
grant execute on function sanyam_private.session_lives(uuid, uuid) to sanyam_api;
