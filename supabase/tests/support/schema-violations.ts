// SPDX-License-Identifier: MIT

/** Returns SQL for a function that breaks no rule except through `attributes` and `body`. */
function leak(name: string, attributes = '', body = 'begin end'): string {
    return `create function ${name} returns void language plpgsql ${attributes} set search_path = pg_catalog, pg_temp as $$ ${body}; $$;`;
}

const TABLE = `create table public.leak (id uuid primary key, other uuid, secret text);
    alter table public.leak enable row level security;`;

/** For each schema rule: changes that break it. Each runs in a transaction that is rolled back. */
export const VIOLATIONS: Readonly<Record<string, string | readonly string[]>> = {
    'row-level security is on for every table': 'create table public.leak (id uuid primary key)',
    'policies let only the functions write': `${TABLE}
        create policy leak on public.leak for update to authenticated using (id is not null)`,
    'policies name their roles': `${TABLE} create policy leak on public.leak for select using (id is not null)`,
    'a role and verb have at most one permissive policy': `${TABLE}
        create policy leak on public.leak for select to authenticated using (id is not null);
        create policy flood on public.leak to sanyam_api, authenticated using (id is null)`,
    'policies read the caller once per statement, not per row': ['sanyam_private.caller_id()', 'auth.uid()'].map(
        caller => `${TABLE} create policy leak on public.leak for select to authenticated using (id = ${caller})`
    ),
    'every function searches pg_catalog first and pg_temp last': [
        'create function sanyam_private.leak() returns void language plpgsql as $$ begin end; $$',
        'create procedure sanyam_private.leak() language plpgsql as $$ begin commit; end; $$',
        `create function sanyam_private.leak() returns void language plpgsql set search_path = '' as $$ begin end; $$`
    ],
    'only the API and trusted functions are security definer': leak('sanyam_private.leak()', 'security definer'),
    'the exposed schema has only functions of the API': leak('public.leak()'),
    'anon may execute nothing': 'grant execute on function public.my_account() to anon',
    'users may execute only the API and the helpers of their policies': `
        grant execute on function sanyam_private.lock_account(uuid) to authenticated`,
    'anon and users have only grants to read': 'grant update (email) on public.user_profiles to authenticated',
    'anon has grants on the tiers and what needs them only': 'grant select on public.user_profiles to anon',
    'default privileges grant nothing': `
        alter default privileges in schema public grant select on tables to authenticated`,
    'the owner of the API has no privileges of its own': 'grant create on schema sanyam_private to sanyam_api',
    'the roles of requests are members of no other role': 'grant sanyam_api to authenticated',
    'no view runs with the privileges of its owner': 'create view public.leak as select * from public.documents',
    'every foreign key has an index': [
        `${TABLE} alter table public.leak add foreign key (other) references public.leak (id)`,
        `${TABLE} alter table public.leak add foreign key (other) references public.leak (id);
        create index on public.leak (other) where secret is null`
    ],
    'the service role may execute only the system API': 'grant execute on function public.my_account() to service_role',
    'functions of the system API check the caller, whatever was granted': leak('public.set_tier()'),

    'the gateway may execute only the API and the functions that admit callers': `
        grant execute on function public.delete_my_account() to sanyam_gateway`,
    'functions that admit callers check that the gateway calls, whatever was granted': leak(
        'sanyam_gateway.leak()',
        'security definer'
    ),
    'the gateway has only the privilege to execute': 'grant select on public.documents to sanyam_gateway',

    'no view shows the users of the auth server': `
        create view public.leak with (security_invoker = true) as select u.email from auth.users u`,
    'every table has a primary key': 'create table sanyam_private.leak (id uuid)',
    'every table with policies has row-level security on': `
        create table public.leak (id uuid primary key);
        create policy leak on public.leak for select to authenticated using (id is not null)`,
    'a table without a policy says why in its comment': [
        TABLE,
        `${TABLE} comment on table public.leak is 'No policy: '`,
        `comment on table public.documents is 'No policy: this is not true.'`
    ],
    'no index repeats another': `${TABLE} create index on public.leak (other); create index on public.leak (other)`,
    'no index is a prefix of another': `${TABLE}
        create index on public.leak (other); create index on public.leak (other, id)`,
    'no extension is in an exposed schema': 'create extension citext schema public',
    'policies do not trust user metadata': `${TABLE}
        create policy leak on public.leak for select to authenticated
            using (secret = current_setting('request.jwt.claims')::json -> 'user_metadata' ->> 'role')`,
    'the exposed schema has only relations that can have policies': `
        create materialized view public.leak as select 1 as one`,
    'no column has a type that pg_upgrade refuses': `${TABLE} alter table public.leak add column leak regprocedure`,
    'the exposed schema has no secrets or hashes': [
        TABLE,
        'create table public.leak (id uuid primary key, ssn text)',
        'create table public.leak (id uuid primary key, "Credit-Card" text)'
    ],
    'only policies of tables for everyone are always true': [
        `${TABLE} create policy leak on public.leak for select to authenticated using (true)`,
        `${TABLE} create policy leak on public.leak for update to authenticated using (1 = 1)`,
        `${TABLE} create policy leak on public.leak for update to authenticated using (id is null) with check (true)`,
        `${TABLE} create policy leak on public.leak for insert to authenticated`
    ],
    'no queue is without row-level security': 'create schema pgmq; create table pgmq.q_leak (id integer)',
    'a foreign key to the auth server references a primary key': `
        ${TABLE} alter table public.leak add foreign key (secret) references auth.users (phone)`,
    'no extension is older than the server has it': `create extension citext schema sanyam_private version '1.4'`,
    'policies are only for our own tables': `
        create schema storage; create table storage.objects (id uuid);
        create policy leak on storage.objects for select to authenticated using (true)`,
    'users have grants on the listed tables only': [
        `${TABLE} grant select on public.leak to authenticated`,
        `${TABLE} grant select (id) on public.leak to authenticated`,
        'revoke select on public.documents from authenticated'
    ],
    'triggers on tables of the auth server are security definer': `
        create function sanyam_private.leak() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as
            $$ begin return null; end; $$;
        create trigger leak after insert on auth.users for each row execute function sanyam_private.leak()`,
    'no function runs dynamic SQL': leak('sanyam_private.leak(sql text)', '', 'begin execute sql; end'),
    'all constraints and indexes are valid': `${TABLE}
        alter table public.leak add constraint leak check (other is not null) not valid`,
    'an answer takes an account from a variable': leak(
        'sanyam_private.leak(document public.documents)',
        '',
        `begin perform sanyam_private.answer_of(document, sanyam_private.account_of(document.owner_id), 'owner'); end`
    ),
    'every time column has a time zone': `${TABLE} alter table public.leak add column at timestamp`
};
