-- SPDX-License-Identifier: MIT

-- Settings of this installation, in one row. They are changed with SQL:
--     update sanyam_private.settings set default_tier = 'pro';
--   audit_retention_days  how long the nightly job keeps audit rows
--   usage_retention_days  and how much each API key was used
create table sanyam_private.settings (
    only_row boolean primary key default true,
    default_tier text not null default 'free',
    upgrade_url text not null default '/pricing',
    audit_retention_days integer not null default 365,
    usage_retention_days integer not null default 90,
    constraint there_is_one_row check (only_row),
    constraint retention_is_a_day_or_more check (least(audit_retention_days, usage_retention_days) >= 1)
);

grant select on sanyam_private.settings to sanyam_api;
alter table sanyam_private.settings enable row level security;

create policy "the functions read the settings" on sanyam_private.settings
    for select to sanyam_api using (true);

insert into sanyam_private.settings default values;

create function sanyam_private.upgrade_url() returns text
language plpgsql stable security definer set search_path = '' as $$
begin
    return (select s.upgrade_url from sanyam_private.settings s);
end;
$$;
grant execute on function sanyam_private.upgrade_url() to sanyam_api;

-- The one source of time, read after locks are held, so that later changes have later times.
create function sanyam_private.clock() returns timestamptz
language plpgsql volatile set search_path = '' as $$
begin
    return clock_timestamp();
end;
$$;
grant execute on function sanyam_private.clock() to sanyam_api, authenticated;
