-- SPDX-License-Identifier: MIT

-- Everybody is given EXECUTE on a new function, and hosted Supabase gives the API's roles every new table: take both
-- away before anything is made, so that each grant below stands by itself.
alter default privileges revoke execute on functions from public;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;

-- Owner of the functions that are the API. It owns no table and does not bypass row-level security, so policies judge
-- every row that a function touches by the claims of its caller. Roles outlive a database: it may exist already.
do $$
begin
    if not exists (select from pg_catalog.pg_roles r where r.rolname = 'sanyam_api') then
        create role sanyam_api nologin noinherit nobypassrls;
    end if;
end;
$$;

-- Only a member may hand a function over to a role.
grant sanyam_api to current_user;

-- Never listed among the schemas that PostgREST exposes.
create schema sanyam_private;
grant usage on schema sanyam_private to authenticated, sanyam_api;
grant usage on schema public to sanyam_api;

-- Who calls. Hosted Supabase sets only the whole claims, Supabase Lite sometimes only the subject. Null without a
-- caller, and for a subject that is no user id. (PL/pgSQL here and in other small functions because it keeps its plans;
-- a function in SQL that sets a search_path plans at each call, which costs ten times as much.)
create function sanyam_private.caller_id() returns uuid
language plpgsql stable set search_path = '' as $$
declare
    v_subject text := coalesce(
        nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub',
        current_setting('request.jwt.claim.sub', true)
    );
begin
    return case when v_subject ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then v_subject::uuid end;
end;
$$;
grant execute on function sanyam_private.caller_id() to authenticated, sanyam_api;

-- The one source of time, read after locks are held, so that later changes have later times.
create function sanyam_private.clock() returns timestamptz
language plpgsql volatile set search_path = '' as $$
begin
    return clock_timestamp();
end;
$$;
grant execute on function sanyam_private.clock() to sanyam_api;

-- Ends the statement with an error that PostgREST answers with `status`: `code` as message, `details` for the client,
-- `hint` a sentence for the user.
create function sanyam_private.fail(status integer, code text, hint text, details jsonb default '{}') returns void
language plpgsql set search_path = '' as $$
begin
    raise exception using errcode = 'PT' || status, message = code, detail = details::text, hint = hint;
end;
$$;
grant execute on function sanyam_private.fail(integer, text, text, jsonb) to sanyam_api;

create function sanyam_private.require_caller() returns uuid
language plpgsql stable set search_path = '' as $$
declare
    v_caller uuid := sanyam_private.caller_id();
begin
    if v_caller is null then
        perform sanyam_private.fail(401, 'UNAUTHORIZED', 'Sign in to use the cloud.', '{"reason": "missing"}');
    end if;
    return v_caller;
end;
$$;
grant execute on function sanyam_private.require_caller() to sanyam_api;
