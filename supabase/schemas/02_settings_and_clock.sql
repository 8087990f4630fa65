-- SPDX-License-Identifier: MIT

-- The settings of this installation, in one row. To change one:
--     update sanyam_private.settings set default_tier = 'pro';
create table sanyam_private.settings (
    only_row boolean primary key default true,
    default_tier text not null default 'free',
    upgrade_url text not null default '/pricing',
    audit_retention_days integer not null default 365,
    usage_retention_days integer not null default 90,
    -- Whether an address is a user's only if something shows that they read its mail: 23_confirmed_addresses.sql.
    shares_need_confirmed_email boolean not null default true,
    constraint there_is_one_row check (only_row),
    constraint retention_is_a_day_or_more check (least(audit_retention_days, usage_retention_days) >= 1)
);

grant select on sanyam_private.settings to sanyam_api;
alter table sanyam_private.settings enable row level security;

create policy "the functions read the settings" on sanyam_private.settings
    for select to sanyam_api using (true);

insert into sanyam_private.settings default values;

-- Returns where a user can upgrade. Small functions like this one are PL/pgSQL because PL/pgSQL keeps its plans. A
-- function in language SQL that sets a search_path is planned at each call, which costs ten times as much.
create function sanyam_private.upgrade_url() returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    return (select s.upgrade_url from sanyam_private.settings s);
end;
$$;
grant execute on function sanyam_private.upgrade_url() to sanyam_api;

-- Returns the time. This is the only source of time. Functions read it after they hold their locks, so that later
-- changes have later times. Tests replace it to move time.
create function sanyam_private.clock() returns timestamptz
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
    return clock_timestamp();
end;
$$;
grant execute on function sanyam_private.clock() to authenticated, sanyam_api;

-- Returns a time as every answer has it: RFC 3339 in UTC, with microseconds. PostgreSQL inlines this function into the
-- statement that calls it, so that it costs nothing.
create function sanyam_private.rfc3339(moment timestamptz) returns text
language sql stable
return to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
grant execute on function sanyam_private.rfc3339(timestamptz) to sanyam_api;
