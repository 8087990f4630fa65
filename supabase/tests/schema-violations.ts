// SPDX-License-Identifier: MIT

/** A function that breaks no rule but what `body` and `attributes` say. */
function leak(name: string, attributes = '', body = 'begin end'): string {
    return `create function ${name} returns void language plpgsql ${attributes} set search_path = '' as $$ ${body}; $$;`;
}

const TABLE = `create table public.leak (id uuid primary key, other uuid, secret text);
    alter table public.leak enable row level security;`;

/** For each rule over the schema a change that breaks it, made in a transaction that is rolled back. */
export const VIOLATIONS: Record<string, string> = {
    'row-level security is on for every table': 'create table public.leak (id uuid primary key)',
    'policies let nobody write but the functions': `${TABLE}
        create policy leak on public.leak for update to authenticated using (id is not null)`,
    'policies name their roles': `${TABLE} create policy leak on public.leak for select using (id is not null)`,
    'no two permissive policies hold for one role and verb': `${TABLE}
        create policy leak on public.leak for select to authenticated using (id is not null);
        create policy flood on public.leak to sanyam_api, authenticated using (id is null)`,
    'policies ask who calls once a statement, not once a row': `${TABLE}
        create policy leak on public.leak for select to authenticated using (id = sanyam_private.caller_id())`,
    'every function sets an empty search_path': `
        create function sanyam_private.leak() returns void language plpgsql as $$ begin end; $$`,
    'what runs as somebody else is the API, or one of the few that are trusted': leak(
        'sanyam_private.leak()',
        'security definer'
    ),
    'everything in the exposed schema is the API': leak('public.leak()'),
    'anon may execute nothing': 'grant execute on function public.my_account() to anon',
    'users may execute the API, and what their policies need': `
        grant execute on function sanyam_private.lock_account(uuid) to authenticated`,
    'anon and users are granted nothing but to read': 'grant update (email) on public.user_profiles to authenticated',
    'anon is granted the tiers alone': 'grant select on public.user_profiles to anon',
    'what is made next is granted to nobody': `
        alter default privileges in schema public grant select on tables to authenticated`,
    'the owner of the API has no rights of its own': 'grant create on schema sanyam_private to sanyam_api',
    'no role that a request can take on is a member of another': 'grant sanyam_api to authenticated',
    'no view runs with the rights of its owner': 'create view public.leak as select * from public.documents',
    'every foreign key has an index': `${TABLE}
        alter table public.leak add foreign key (other) references public.leak (id)`,
    'the system may execute what is for the system': 'grant execute on function public.my_account() to service_role',
    'what is for the system asks who calls, whatever was granted': leak('public.set_tier()'),

    'the gateway may execute the API, and let its callers in': `
        grant execute on function public.delete_my_account() to sanyam_gateway`,
    'whatever lets somebody in asks whether the gateway calls, whatever was granted': leak(
        'sanyam_gateway.leak()',
        'security definer'
    ),
    'the gateway has no rights but to execute': 'grant select on public.documents to sanyam_gateway',

    'nothing that users may read shows the users of the auth server': `
        create view public.leak with (security_invoker = true) as select u.email from auth.users u`,
    'every table has a primary key': 'create table sanyam_private.leak (id uuid)',
    'policies are on tables with row-level security': `
        create table public.leak (id uuid primary key);
        create policy leak on public.leak for select to authenticated using (id is not null)`,
    'a table without a policy is meant to have none': TABLE,
    'no index repeats another': `${TABLE} create index on public.leak (other); create index on public.leak (other)`,
    'no index is the beginning of another': `${TABLE}
        create index on public.leak (other); create index on public.leak (other, id)`,
    'no extension lies in an exposed schema': 'create extension citext schema public',
    'policies do not trust what users say about themselves': `${TABLE}
        create policy leak on public.leak for select to authenticated
            using (secret = current_setting('request.jwt.claims')::json -> 'user_metadata' ->> 'role')`,
    'everything exposed can have policies': `
        create materialized view public.leak as select 1 as one`,
    'no column has a type that pg_upgrade refuses': `${TABLE} alter table public.leak add column leak regprocedure`,
    'no secret, nor its hash, lies in the exposed schema': TABLE,
    'no policy is always true but for what is for everyone': `${TABLE}
        create policy leak on public.leak for select to authenticated using (true)`,
    'triggers of the auth server’s tables run with rights of their own': `
        create function sanyam_private.leak() returns trigger language plpgsql set search_path = '' as
            $$ begin return null; end; $$;
        create trigger leak after insert on auth.users for each row execute function sanyam_private.leak()`,
    'no function runs SQL that it puts together': leak('sanyam_private.leak(sql text)', '', 'begin execute sql; end'),
    'constraints and indexes hold for all rows': `${TABLE}
        alter table public.leak add constraint leak check (other is not null) not valid`,
    'every time has its zone': `${TABLE} alter table public.leak add column at timestamp`
};
