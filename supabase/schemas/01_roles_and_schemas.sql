-- SPDX-License-Identifier: MIT

-- Roles and schemas, and how a function is handed to its callers.

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

-- A gateway that connects to the database itself logs in as this role, which may execute the functions that are the API
-- and those of its own schema: it reads and writes no table, and is a member of no role. It has no password until an
-- operator gives it one.
do $$
begin
    if not exists (select from pg_catalog.pg_roles r where r.rolname = 'sanyam_gateway') then
        create role sanyam_gateway login noinherit nobypassrls;
    end if;
end;
$$;

-- The role's own, since a pooler between the gateway and the server passes on no settings of a connection. No call of
-- the API takes that long but for the export of an account, which is not the gateway's.
alter role sanyam_gateway set statement_timeout = '30s';
-- Requests of one user wait for each other, and a connection waits along.
alter role sanyam_gateway set lock_timeout = '10s';
alter role sanyam_gateway set idle_in_transaction_session_timeout = '30s';

-- Never listed among the schemas that PostgREST exposes.
create schema sanyam_private;
create schema sanyam_gateway;
grant usage on schema public to sanyam_api, sanyam_gateway;
grant usage on schema sanyam_private to authenticated, sanyam_api;
grant usage on schema sanyam_gateway to sanyam_gateway;

-- Hands a function of the API to its owner, sanyam_api, and to the roles that may call it. Handing over takes the right
-- to create in the schema, for as long as it takes. For migrations alone: nobody else may execute it.
create procedure sanyam_private.expose(function regprocedure, variadic callers text[])
language plpgsql set search_path = '' as $$
declare
    v_caller text;
begin
    grant create on schema public to sanyam_api;
    execute format('alter function %s owner to sanyam_api', function);
    revoke create on schema public from sanyam_api;
    foreach v_caller in array callers loop
        execute format('grant execute on function %s to %I', function, v_caller);
    end loop;
end;
$$;
