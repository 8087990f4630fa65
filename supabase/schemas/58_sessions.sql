-- SPDX-License-Identifier: MIT

-- The devices of the caller: the sessions that the auth server keeps in auth.sessions. A server that keeps none has no
-- devices. An ended session cannot renew its access token. Until that expires, it reads, and changes nothing.

-- Returns a user's sessions that have not expired. Security definer, because they belong to the auth server. It asks
-- for the columns by their names in the row, because an older server lacks some.
create function sanyam_private.sessions_of(user_id uuid)
returns table (session_id uuid, created_at timestamptz, used_at timestamptz, user_agent text, ip text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    if to_regclass('auth.sessions') is null then
        return;
    end if;
    return query
    select s.id, r.created_at, coalesce(r.refreshed_at at time zone 'UTC', r.created_at), r.user_agent, r.ip
    from auth.sessions s
    cross join jsonb_to_record(to_jsonb(s)) r (
        created_at timestamptz, refreshed_at timestamp, not_after timestamptz, user_agent text, ip text
    )
    where s.user_id = sessions_of.user_id and coalesce(r.not_after > sanyam_private.clock(), true);
end;
$$;
grant execute on function sanyam_private.sessions_of(uuid) to sanyam_api;

-- Ends a session of a user. Returns whether there was one. Security definer, because sessions belong to the auth
-- server.
create function sanyam_private.delete_session(user_id uuid, session_id uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if to_regclass('auth.sessions') is null then
        return false;
    end if;
    delete from auth.sessions s where s.id = delete_session.session_id and s.user_id = delete_session.user_id;
    return found;
end;
$$;
grant execute on function sanyam_private.delete_session(uuid, uuid) to sanyam_api;

-- Answers the caller's sessions: that of the token first, then the ones that were used last, at most 100. `total`
-- counts all of them. `user_agent` and `ip` are null if the server does not note them.
-- Fails with UNAUTHORIZED, FORBIDDEN for an API key.
create function public.list_my_sessions() returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    c_most constant integer := 100;
    v_caller uuid := sanyam_private.require_living_session();
    v_own uuid := sanyam_private.caller_session_id();
begin
    return (
        select json_build_object(
            'items', coalesce(
                json_agg(json_build_object(
                    'id', s.session_id,
                    'created_at', sanyam_private.rfc3339(s.created_at),
                    'used_at', sanyam_private.rfc3339(s.used_at),
                    'user_agent', left(s.user_agent, 500),
                    'ip', s.ip,
                    'is_current', s.is_current
                ) order by s.place) filter (where s.place <= c_most),
                '[]'
            ),
            'total', count(*)
        )
        from (
            select o.*, o.session_id is not distinct from v_own as is_current,
                row_number() over (
                    order by o.session_id is not distinct from v_own desc, o.used_at desc, o.session_id
                ) as place
            from sanyam_private.sessions_of(v_caller) o
        ) s
    );
end;
$$;
call sanyam_private.expose('public.list_my_sessions()', 'authenticated');

-- Ends a session of the caller, also that of the token. Its device cannot renew its access token, and changes nothing
-- from now on. Fails with UNAUTHORIZED, FORBIDDEN for an API key, NOT_FOUND for the session of another user and
-- for one that has ended.
create function public.end_session(session_id uuid default null) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.require_living_session();
begin
    if not sanyam_private.delete_session(v_caller, end_session.session_id) then
        perform sanyam_private.fail(404, 'NOT_FOUND', 'This device is signed out already.');
    end if;
end;
$$;
call sanyam_private.expose('public.end_session(uuid)', 'authenticated');
