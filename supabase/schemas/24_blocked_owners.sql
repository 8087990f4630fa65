-- SPDX-License-Identifier: MIT

-- The owners whose shares and offers do not reach a user. `owner_id` is not a foreign key: the end of an account must
-- not wait for the users who blocked it.
create table sanyam_private.blocked_owners (
    user_id uuid not null references public.user_profiles (id) on delete cascade,
    owner_id uuid not null,
    email text,
    blocked_at timestamptz not null,
    primary key (user_id, owner_id)
);

-- For the end of an owner's account.
create index blocks_of_an_owner on sanyam_private.blocked_owners (owner_id);

grant select, delete on sanyam_private.blocked_owners to sanyam_api;
alter table sanyam_private.blocked_owners enable row level security;

create policy "functions see whom the caller blocked" on sanyam_private.blocked_owners
    for select to sanyam_api using (user_id = (select sanyam_private.caller_id()));

create policy "functions unblock for the caller" on sanyam_private.blocked_owners
    for delete to sanyam_api using (user_id = (select sanyam_private.caller_id()));

create function sanyam_private.has_blocked(user_id uuid, owner_id uuid) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return exists (
        select from sanyam_private.blocked_owners b
        where b.user_id = has_blocked.user_id and b.owner_id = has_blocked.owner_id
    );
end;
$$;

-- An owner who is gone can share nothing. Security definer, because the auth server fires it.
create function sanyam_private.forget_blocked_owner() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    delete from sanyam_private.blocked_owners b where b.owner_id = old.id;
    return null;
end;
$$;

create trigger forget_blocked_owner after delete on auth.users
    for each row execute function sanyam_private.forget_blocked_owner();

-- Answers the owners that the caller has blocked, the last one first, at most 1,000.
-- Fails with UNAUTHORIZED, FORBIDDEN for an API key.
create function public.list_blocked_owners() returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.require_session();
begin
    return (
        select coalesce(
            json_agg(
                json_build_object(
                    'owner_id', b.owner_id, 'email', b.email, 'blocked_at', sanyam_private.rfc3339(b.blocked_at)
                )
                order by b.blocked_at desc, b.owner_id
            ),
            '[]'
        )
        from sanyam_private.blocked_owners b
        where b.user_id = v_caller
    );
end;
$$;
call sanyam_private.expose('public.list_blocked_owners()', 'authenticated', 'sanyam_gateway');
