-- SPDX-License-Identifier: MIT

-- Every change of tier, share, API key, ownership and name of a version, and every move of a folder: who, what, before,
-- after, when. Triggers write the rows of changes, so that every way to make one is recorded.
--   user_id     the owner of the account, document or key; not a foreign key, because rows outlive accounts
--   actor_id    the user who made the change, also with an API key; null for the system
--   actor_role  user, api_key, or the database role: service_role, postgres and the like
--   action      tier.changed, account.deleted, share.created, share.changed, share.lowered, share.revoked, key.created,
--               key.changed, key.revoked, ownership.offered, ownership.handed_over, version.named, version.renamed,
--               version.unnamed, folder.moved, payment.refunded, payment.disputed
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

-- For the nightly job. BRIN, because rows are stored in the order of their times.
create index audit_rows_by_time on public.audit_log using brin (created_at);

grant select on public.audit_log to authenticated, sanyam_api, service_role;
alter table public.audit_log enable row level security;

create policy "users read what concerns them" on public.audit_log
    for select to authenticated
    using (user_id = (select sanyam_private.caller_id()) and sanyam_private.counts_as_read(0));

create policy "functions read what concerns the caller" on public.audit_log
    for select to sanyam_api using (user_id = (select sanyam_private.caller_id()));

create policy "keys do not read the log" on public.audit_log
    as restrictive for select to authenticated using ((select sanyam_private.caller_may('')));

-- Refuses every change but the deletion of a row past its retention, also to roles that bypass row-level security.
-- Security definer, because the role that tries may not read the settings.
create function sanyam_private.keep_audit_log() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op = 'DELETE' and old.created_at < sanyam_private.clock() - make_interval(
        days => (select s.audit_retention_days from sanyam_private.settings s)
    ) then
        return old;
    end if;
    raise insufficient_privilege using message = 'Rows of the audit log cannot be changed or deleted.';
end;
$$;

create trigger keep_audit_log before update or delete on public.audit_log
    for each row execute function sanyam_private.keep_audit_log();

create trigger keep_whole_audit_log before truncate on public.audit_log
    for each statement execute function sanyam_private.keep_audit_log();

-- Adds a row for a change by the caller. Security definer, because nobody else may add one.
create function sanyam_private.audit(user_id uuid, action text, subject_id uuid, before jsonb, after jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_role text := coalesce(nullif(current_setting('role'), 'none'), session_user);
    v_actor_id uuid;
    v_key_name text;
begin
    -- The claims name the actor, but not for the system, which can set any claims.
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

-- Fails with RATE_LIMIT_EXCEEDED if the caller caused `most` rows with these actions in an owner's log in 24 hours. A
-- row stays for a year, so a loop must not add rows without end. The owner's account must be locked. Security definer,
-- because the log of another owner is not the caller's to read.
create function sanyam_private.require_rare(owner_id uuid, actions text[], most integer, hint text) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    c_day constant interval := '24 hours';
    v_caller uuid := sanyam_private.caller_id();
    v_since timestamptz := sanyam_private.clock() - c_day;
    v_room_at timestamptz := (
        select a.created_at + c_day
        from public.audit_log a
        where a.user_id = require_rare.owner_id and a.created_at > v_since
            and a.actor_id = v_caller and a.action = any (actions)
        order by a.created_at desc, a.id desc
        offset most - 1 limit 1
    );
begin
    if v_room_at is not null then
        perform sanyam_private.fail_over_rate(most, v_room_at, hint);
    end if;
end;
$$;
grant execute on function sanyam_private.require_rare(uuid, text[], integer, text) to sanyam_api;
