-- SPDX-License-Identifier: MIT

-- Roles and schemas, and how a function is handed to its callers.

-- PostgreSQL grants EXECUTE on a new function to everyone, and hosted Supabase grants new tables to the API's roles.
-- Revoke both first, so that only the grants in these files hold.
alter default privileges revoke execute on functions from public;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;

-- Owns the functions of the API. It owns no table and does not bypass row-level security, so policies check each row
-- that a function touches by the claims of its caller. Roles belong to the cluster: it may exist already.
do $$
begin
    if not exists (select from pg_catalog.pg_roles r where r.rolname = 'sanyam_api') then
        create role sanyam_api nologin noinherit nobypassrls;
    end if;
end;
$$;

-- Only a member of a role can make it the owner of a function.
grant sanyam_api to current_user;

-- A gateway with a connection of its own logs in as this role. It may execute the functions of the API and those of the
-- schema sanyam_gateway. It reads and writes no table, and is a member of no role. An operator gives it a password.
do $$
begin
    if not exists (select from pg_catalog.pg_roles r where r.rolname = 'sanyam_gateway') then
        create role sanyam_gateway login noinherit nobypassrls;
    end if;
end;
$$;

-- Timeouts of the role, because a pooler does not pass on the settings of a connection. The gateway makes no call that
-- takes longer.
alter role sanyam_gateway set statement_timeout = '30s';
-- Requests of one user wait for each other, and each of them holds a connection.
alter role sanyam_gateway set lock_timeout = '10s';
alter role sanyam_gateway set idle_in_transaction_session_timeout = '30s';

-- PostgREST must never expose these two.
create schema sanyam_private;
create schema sanyam_gateway;
grant usage on schema public to sanyam_api, sanyam_gateway;
grant usage on schema sanyam_private to authenticated, sanyam_api;
grant usage on schema sanyam_gateway to sanyam_gateway;

-- Makes sanyam_api the owner of a function of the API, and lets `callers` execute it. Only migrations call this: no
-- role is granted it.
create procedure sanyam_private.expose(function regprocedure, variadic callers text[])
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_caller text;
begin
    -- The owner of a function must be allowed to create in its schema, at this moment only.
    grant create on schema public to sanyam_api;
    execute format('alter function %s owner to sanyam_api', function);
    revoke create on schema public from sanyam_api;
    foreach v_caller in array callers loop
        execute format('grant execute on function %s to %I', function, v_caller);
    end loop;
end;
$$;
