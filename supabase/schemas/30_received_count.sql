-- SPDX-License-Identifier: MIT

-- The number of documents that others share with a user without an expiry, as changes whose sum it is. A row for each
-- user that says the number would make the owners wait for each other who share with the same user.
create table sanyam_private.received_changes (
    id bigint generated always as identity primary key,
    -- Not a foreign key: the end of an account deletes the rows after its shares.
    recipient_id uuid not null,
    change integer not null
);

create index received_changes_of_a_user on sanyam_private.received_changes (recipient_id) include (change);

alter table sanyam_private.received_changes enable row level security;
comment on table sanyam_private.received_changes is
    'No policy: only the triggers of share_recipients write it, and received_count sums it up for the caller.';

-- Adds a change. Each 16th one replaces the changes that nobody else is replacing by their sum, so that a sum reads
-- some tens of rows.
create function sanyam_private.add_received(recipient_id uuid, change integer) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_id bigint;
begin
    insert into sanyam_private.received_changes (recipient_id, change)
    values (add_received.recipient_id, add_received.change)
    returning id into v_id;
    if v_id % 16 = 0 then
        with gone as (
            delete from sanyam_private.received_changes d
            where d.id = any (array(
                select c.id from sanyam_private.received_changes c
                where c.recipient_id = add_received.recipient_id
                for update skip locked
            ))
            returning d.change
        )
        insert into sanyam_private.received_changes (recipient_id, change)
        select add_received.recipient_id, sum(g.change) from gone g;
    end if;
end;
$$;

-- Security definer, because nobody else may write the number.
create function sanyam_private.count_received() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op <> 'INSERT' and old.recipient_id is not null and old.listed_at is not null and old.expires_at is null then
        perform sanyam_private.add_received(old.recipient_id, -1);
    end if;
    if tg_op <> 'DELETE' and new.recipient_id is not null and new.listed_at is not null and new.expires_at is null then
        perform sanyam_private.add_received(new.recipient_id, 1);
    end if;
    return null;
end;
$$;

create trigger count_received after insert or delete on sanyam_private.share_recipients
    for each row execute function sanyam_private.count_received();

-- Not for a save, which only changes the time.
create trigger count_received_again after update on sanyam_private.share_recipients
    for each row
    when (
        new.recipient_id is distinct from old.recipient_id
        or (new.listed_at is null) <> (old.listed_at is null)
        or (new.expires_at is null) <> (old.expires_at is null)
    )
    execute function sanyam_private.count_received();

create function sanyam_private.forget_received() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    delete from sanyam_private.received_changes c where c.recipient_id = old.id;
    delete from sanyam_private.blocked_owners b where b.owner_id = old.id;
    return null;
end;
$$;

-- PostgreSQL fires it after the triggers of foreign keys, which take the shares from the user.
create trigger zz_forget_received after delete on auth.users
    for each row execute function sanyam_private.forget_received();

-- Returns how many documents of other owners belong to a list, on all pages. Security definer, because no user reads
-- who receives what.
create function sanyam_private.received_count(request sanyam_private.list_request) returns bigint
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan as $$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_now timestamptz := sanyam_private.clock();
begin
    if request.language_id is null and request.query is null then
        return (
            select coalesce(sum(c.change), 0) from sanyam_private.received_changes c where c.recipient_id = v_caller
        ) + (
            select count(*) from sanyam_private.share_recipients r
            where r.recipient_id = v_caller and r.expires_at > v_now and r.listed_at is not null
        );
    end if;
    return (
        select count(*)
        from sanyam_private.share_recipients r
        join public.documents d on d.id = r.document_id
        where r.recipient_id = v_caller and (r.expires_at is null or r.expires_at > v_now)
            and sanyam_private.is_listed(d, request)
    );
end;
$$;
grant execute on function sanyam_private.received_count(sanyam_private.list_request) to sanyam_api;
