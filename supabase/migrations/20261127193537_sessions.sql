-- SPDX-License-Identifier: MIT

grant create on schema public to sanyam_api;
set local check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.end_session(session_id uuid DEFAULT NULL::uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_living_session();
begin
    if not sanyam_private.delete_session(v_caller, end_session.session_id) then
        perform sanyam_private.fail(404, 'NOT_FOUND', 'This device is signed out already.');
    end if;
end;
$function$;

ALTER FUNCTION "public"."end_session"(uuid) OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION public.list_my_sessions()
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

ALTER FUNCTION "public"."list_my_sessions"() OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION sanyam_private.caller_session_id()
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_id text := nullif(current_setting('request.jwt.claims', true), '')::json ->> 'session_id';
begin
    return case when v_id like '________-____-____-____-____________' then v_id::uuid end;
end;
$function$;

ALTER FUNCTION "sanyam_private"."caller_session_id"() OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.delete_session(user_id uuid, session_id uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    if to_regclass('auth.sessions') is null then
        return false;
    end if;
    delete from auth.sessions s where s.id = delete_session.session_id and s.user_id = delete_session.user_id;
    return found;
end;
$function$;

ALTER FUNCTION "sanyam_private"."delete_session"(uuid, uuid) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.require_living_session()
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_session();
    v_own uuid := sanyam_private.caller_session_id();
begin
    if v_own is not null
        and not exists (select from sanyam_private.sessions_of(v_caller) s where s.session_id = v_own)
    then
        perform sanyam_private.fail(
            401,
            'UNAUTHORIZED',
            'This device is signed out. Sign in again.',
            jsonb_build_object('reason', 'invalid')
        );
    end if;
    return v_caller;
end;
$function$;

ALTER FUNCTION "sanyam_private"."require_living_session"() OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.sessions_of(user_id uuid)
 RETURNS TABLE(session_id uuid, created_at timestamp with time zone, used_at timestamp with time zone, user_agent text, ip text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

ALTER FUNCTION "sanyam_private"."sessions_of"(uuid) OWNER TO "postgres";

REVOKE ALL ON FUNCTION "public"."end_session"(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "public"."end_session"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."end_session"(uuid) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."end_session"(uuid) TO "sanyam_api";

REVOKE ALL ON FUNCTION "public"."list_my_sessions"() FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "public"."list_my_sessions"() TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_my_sessions"() FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."list_my_sessions"() TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."caller_session_id"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."caller_session_id"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."caller_session_id"() TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."caller_session_id"() TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."delete_session"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."delete_session"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."delete_session"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."delete_session"(uuid, uuid) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."require_living_session"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."require_living_session"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."require_living_session"() TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."require_living_session"() TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."sessions_of"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."sessions_of"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."sessions_of"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."sessions_of"(uuid) TO "sanyam_api";
revoke create on schema public from sanyam_api;
