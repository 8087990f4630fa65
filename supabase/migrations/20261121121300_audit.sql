-- SPDX-License-Identifier: MIT

-- How long the nightly job keeps what happened: audit rows, and how much each API key was used.
alter table sanyam_private.settings
    add column audit_retention_days integer not null default 365,
    add column usage_retention_days integer not null default 90,
    add constraint retention_is_a_day_or_more check (least(audit_retention_days, usage_retention_days) >= 1);

-- Every change of tier, share, API key and ownership: who, what, before, after, when. Rows are written by triggers, so
-- that it does not matter who makes the change, and how.
--   user_id     whose account, document or key it concerns; rows outlive accounts, so it refers to no row
--   actor_id    the user who did it, by themselves or by an API key; null for the system
--   actor_role  user, api_key, or the database role: service_role, postgres and the like
--   action      tier.changed, account.deleted, share.created, share.changed, share.revoked, key.created, key.changed,
--               key.revoked, ownership.offered, ownership.handed_over
--   subject_id  the account, share, key or document that changed
create table public.audit_log (
    id bigint generated always as identity primary key,
    user_id uuid not null,
    actor_id uuid,
    actor_role text not null,
    actor_key_name text,
    action text not null,
    subject_id uuid not null,
    before jsonb,
    after jsonb,
    created_at timestamptz not null default sanyam_private.clock()
);

create index audit_rows_of_a_user on public.audit_log (user_id, created_at desc, id desc);
-- For the nightly job; rows lie in the order of their times.
create index audit_rows_by_time on public.audit_log using brin (created_at);

grant select on public.audit_log to authenticated, sanyam_api, service_role;
alter table public.audit_log enable row level security;

create policy "users read what concerns them" on public.audit_log
    for select to authenticated using (user_id = (select sanyam_private.caller_id()));

create policy "functions read what concerns the caller" on public.audit_log
    for select to sanyam_api using (user_id = (select sanyam_private.caller_id()));

create policy "keys do not read the log" on public.audit_log
    as restrictive for select to authenticated using ((select sanyam_private.caller_may('')));

-- Refuses every change but the end of what is past its retention, also to roles that bypass row-level security.
-- Security definer: whoever tries does not read the settings.
create function sanyam_private.keep_audit_log() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    if tg_op = 'DELETE' and old.created_at < sanyam_private.clock() - make_interval(
        days => (select s.audit_retention_days from sanyam_private.settings s)
    ) then
        return old;
    end if;
    raise insufficient_privilege using message = 'The audit log is only added to.';
end;
$$;

create trigger keep_audit_log before update or delete on public.audit_log
    for each row execute function sanyam_private.keep_audit_log();

create trigger keep_whole_audit_log before truncate on public.audit_log
    for each statement execute function sanyam_private.keep_audit_log();

-- Adds a row about whoever makes the running request. Security definer: nobody else may add one.
create function sanyam_private.audit(user_id uuid, action text, subject_id uuid, before jsonb, after jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
    v_role text := coalesce(nullif(current_setting('role'), 'none'), session_user);
    v_actor_id uuid;
    v_key_name text;
begin
    -- Claims say who it is, except of the system, which may claim what it likes.
    if not pg_has_role(v_role, 'service_role', 'member') then
        v_actor_id := sanyam_private.caller_id();
        v_key_name := sanyam_private.caller_key_name();
    end if;
    insert into public.audit_log (user_id, actor_id, actor_role, actor_key_name, action, subject_id, before, after)
    values (
        audit.user_id,
        v_actor_id,
        case
            when v_actor_id is null then v_role
            when sanyam_private.caller_may('') then 'user'
            else 'api_key'
        end,
        v_key_name,
        audit.action,
        audit.subject_id,
        audit.before,
        audit.after
    );
end;
$$;
grant execute on function sanyam_private.audit(uuid, text, uuid, jsonb, jsonb) to sanyam_api;

-- The triggers are security definer because service_role and the auth server set them off, too.

create function sanyam_private.audit_tier() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    perform sanyam_private.audit(
        new.id,
        'tier.changed',
        new.id,
        jsonb_build_object('tier', old.tier),
        jsonb_strip_nulls(jsonb_build_object(
            'tier', new.tier,
            -- Said by set_tier, for the length of its update.
            'reason', nullif(current_setting('sanyam.tier_reason', true), '')
        ))
    );
    return null;
end;
$$;

create trigger audit_tier after update of tier on public.user_profiles
    for each row when (new.tier <> old.tier) execute function sanyam_private.audit_tier();

-- One row for all that ends with an account: its shares and keys leave none of their own.
create function sanyam_private.audit_account() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    perform sanyam_private.audit(old.id, 'account.deleted', old.id, jsonb_build_object('tier', old.tier), null);
    return null;
end;
$$;

create trigger audit_account after delete on public.user_profiles
    for each row execute function sanyam_private.audit_account();

create function sanyam_private.account_exists(user_id uuid) returns boolean
language plpgsql stable set search_path = '' as $$
begin
    return exists (select from public.user_profiles p where p.id = user_id);
end;
$$;

-- What an audit row says of a share. Not whether the address has an account: its owner reads the row.
create function sanyam_private.audited_share(share public.document_shares) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
    return jsonb_build_object(
        'document_id', share.document_id,
        'email', share.email,
        'permission', share.permission,
        'expires_at', to_char(share.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    );
end;
$$;

create function sanyam_private.audit_share() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    if tg_op = 'INSERT' then
        perform sanyam_private.audit(
            new.owner_id, 'share.created', new.id, null, sanyam_private.audited_share(new)
        );
    elsif tg_op = 'UPDATE' then
        perform sanyam_private.audit(
            new.owner_id, 'share.changed', new.id, sanyam_private.audited_share(old), sanyam_private.audited_share(new)
        );
    elsif sanyam_private.account_exists(old.owner_id) then
        perform sanyam_private.audit(
            old.owner_id, 'share.revoked', old.id, sanyam_private.audited_share(old), null
        );
    end if;
    return null;
end;
$$;

create trigger audit_share after insert or delete on public.document_shares
    for each row execute function sanyam_private.audit_share();

create trigger audit_changed_share after update on public.document_shares
    for each row
    when (
        (new.document_id, new.email, new.permission, new.expires_at)
            is distinct from (old.document_id, old.email, old.permission, old.expires_at)
    )
    execute function sanyam_private.audit_share();

-- A row for each of both owners.
create function sanyam_private.audit_owner() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
    v_user_id uuid;
begin
    foreach v_user_id in array array[old.owner_id, new.owner_id] loop
        perform sanyam_private.audit(
            v_user_id,
            'ownership.handed_over',
            new.id,
            jsonb_build_object('owner_id', old.owner_id),
            jsonb_build_object('owner_id', new.owner_id)
        );
    end loop;
    return null;
end;
$$;

create trigger audit_owner after update of owner_id on public.documents
    for each row when (new.owner_id <> old.owner_id) execute function sanyam_private.audit_owner();

create function sanyam_private.audit_offer() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    perform sanyam_private.audit(
        sanyam_private.owner_of(new.document_id),
        'ownership.offered',
        new.document_id,
        null,
        jsonb_build_object('email', new.email)
    );
    return null;
end;
$$;

create trigger audit_offer after insert on sanyam_private.ownership_offers
    for each row execute function sanyam_private.audit_offer();
