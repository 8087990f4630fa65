-- SPDX-License-Identifier: MIT

-- What each tier may do. A limit that is null is no limit. Changing a row changes behaviour at once; a tier is added
-- by adding a row.
create table public.tier_limits (
    tier text primary key,
    max_documents integer,
    max_storage_bytes bigint,
    max_document_size_bytes bigint,
    max_versions_per_document integer,
    version_retention_days integer,
    trash_retention_days integer,
    api_rate_limit_per_hour integer,
    has_cloud_storage boolean not null default false,
    has_cloud_auth boolean not null default false,
    has_document_sharing boolean not null default false,
    has_document_versioning boolean not null default false,
    has_api_keys boolean not null default false,
    has_realtime_collaboration boolean not null default false,
    has_azure_ad boolean not null default false,
    has_document_recovery boolean not null default false,
    constraint tier_has_a_name check (tier <> ''),
    constraint limits_are_not_negative check (
        least(
            max_documents, max_storage_bytes, max_document_size_bytes, max_versions_per_document,
            version_retention_days, trash_retention_days, api_rate_limit_per_hour
        ) >= 0
    )
);

grant select on public.tier_limits to anon, authenticated, sanyam_api;
grant select, insert, update, delete on public.tier_limits to service_role;
alter table public.tier_limits enable row level security;

create policy "everybody compares tiers" on public.tier_limits
    for select to anon, authenticated, sanyam_api using (true);

insert into public.tier_limits values
    -- documents, storage (10 MB, 1 GB), document size (256 KB, 2 MB, 8 MB), versions, their days, trash days, requests
    ('free', 5, 10485760, 262144, 10, 90, 30, 100, true, true, false, false, false, false, false, false),
    ('pro', 100, 1073741824, 2097152, 100, 365, 90, 1000, true, true, true, true, true, true, false, true),
    ('enterprise', null, null, 8388608, 1000, null, 180, 10000, true, true, true, true, true, true, true, true);

-- The row of a tier; a tier that has none counts as free.
create function sanyam_private.limits_of_tier(tier_name text) returns public.tier_limits
language plpgsql stable set search_path = '' as $$
declare
    v_limits public.tier_limits;
begin
    select l.* into v_limits
    from public.tier_limits l
    where l.tier in (tier_name, 'free')
    order by l.tier = tier_name desc
    limit 1;
    if not found then
        -- Going on would mean: no limits at all.
        raise exception 'tier_limits has no row for the tier "free"';
    end if;
    return v_limits;
end;
$$;
grant execute on function sanyam_private.limits_of_tier(text) to sanyam_api;

-- Settings of this installation, in one row. They are changed with SQL:
--     update sanyam_private.settings set default_tier = 'pro';
create table sanyam_private.settings (
    only_row boolean primary key default true,
    default_tier text not null default 'free',
    upgrade_url text not null default '/pricing',
    constraint there_is_one_row check (only_row)
);

grant select on sanyam_private.settings to sanyam_api;
alter table sanyam_private.settings enable row level security;

create policy "the functions read the settings" on sanyam_private.settings
    for select to sanyam_api using (true);

insert into sanyam_private.settings default values;
