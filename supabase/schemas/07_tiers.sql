-- SPDX-License-Identifier: MIT

-- What each tier may do. Null is no limit. A change of a row takes effect at once, and a new row is a new tier.
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

insert into public.tier_limits (
    tier, max_documents, max_storage_bytes, max_document_size_bytes, max_versions_per_document,
    version_retention_days, trash_retention_days, api_rate_limit_per_hour
) values
    -- storage 10 MB and 1 GB, document size 256 KB, 2 MB and 8 MB
    ('free', 5, 10485760, 262144, 10, 90, 30, 100),
    ('pro', 100, 1073741824, 2097152, 100, 365, 90, 1000),
    ('enterprise', null, null, 8388608, 1000, null, 180, 10000);

-- Which tiers have a feature. A tier that is not named has not.
update public.tier_limits set
    has_cloud_storage = true,
    has_cloud_auth = true,
    has_document_sharing = tier in ('pro', 'enterprise'),
    has_document_versioning = tier in ('pro', 'enterprise'),
    has_api_keys = tier in ('pro', 'enterprise'),
    has_realtime_collaboration = tier in ('pro', 'enterprise'),
    has_azure_ad = tier = 'enterprise',
    has_document_recovery = tier in ('pro', 'enterprise');

-- Returns the row of a tier. A tier without a row counts as free.
create function sanyam_private.limits_of_tier(tier_name text) returns public.tier_limits
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_limits public.tier_limits;
begin
    select l.* into v_limits from public.tier_limits l where l.tier = tier_name;
    if not found then
        select l.* into strict v_limits from public.tier_limits l where l.tier = 'free';
    end if;
    return v_limits;
end;
$$;
grant execute on function sanyam_private.limits_of_tier(text) to sanyam_api;

-- Returns the tiers that are at most as large as this one, with it, the smallest first. Documents count first, then
-- storage, as everywhere tiers are compared. Tiers with the same limits include each other, and each includes free.
create function sanyam_private.included_tiers(limits public.tier_limits) returns text[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    -- No limit is more than any limit.
    c_documents constant integer := 2147483647;
    c_bytes constant bigint := 9223372036854775807;
begin
    return array(
        select l.tier
        from public.tier_limits l
        where l.tier = 'free'
            or (coalesce(l.max_documents, c_documents), coalesce(l.max_storage_bytes, c_bytes))
            <= (coalesce(limits.max_documents, c_documents), coalesce(limits.max_storage_bytes, c_bytes))
        order by l.max_documents nulls last, l.max_storage_bytes nulls last, l.tier
    );
end;
$$;
grant execute on function sanyam_private.included_tiers(public.tier_limits) to sanyam_api;

-- Returns the rows of all tiers, the smallest first.
create function sanyam_private.tiers_in_order() returns json
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return (
        select json_agg(l order by l.max_documents nulls last, l.max_storage_bytes nulls last, l.tier)
        from public.tier_limits l
    );
end;
$$;
grant execute on function sanyam_private.tiers_in_order() to sanyam_api;

create function sanyam_private.keep_free_tier() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    raise exception 'The tier "free" cannot be deleted or renamed, because unknown tiers count as free.';
end;
$$;

create trigger keep_free_tier before delete or update of tier on public.tier_limits
    for each row when (old.tier = 'free') execute function sanyam_private.keep_free_tier();

-- Returns the details of a refusal because of a missing feature. `required_tier` is the smallest tier that has the
-- feature.
create function sanyam_private.missing_feature(limits public.tier_limits, feature text) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_required_tier text;
begin
    select l.tier into v_required_tier
    from public.tier_limits l
    where (to_jsonb(l) ->> ('has_' || feature))::boolean
    order by l.max_documents nulls last, l.max_storage_bytes nulls last, l.tier
    limit 1;
    return jsonb_build_object(
        'feature', feature,
        'required_tier', v_required_tier,
        'tier', limits.tier,
        'upgrade_url', sanyam_private.upgrade_url()
    );
end;
$$;
grant execute on function sanyam_private.missing_feature(public.tier_limits, text) to sanyam_api;

-- Fails because of the plan of `owner_id`. Its owner gets `hint`, the tier, and where to upgrade. Another caller, who
-- has a share, must not learn that plan or its usage: they get `hint_for_others` and the details in `for_all`.
create function sanyam_private.fail_by_plan(
    owner_id uuid,
    limits public.tier_limits,
    status integer,
    code text,
    hint text,
    hint_for_others text,
    for_all jsonb,
    for_owner jsonb
) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if owner_id <> sanyam_private.caller_id() then
        perform sanyam_private.fail(status, code, hint_for_others, for_all);
    end if;
    perform sanyam_private.fail(status, code, hint, for_all || for_owner || jsonb_build_object(
        'tier', limits.tier, 'upgrade_url', sanyam_private.upgrade_url()
    ));
end;
$$;
grant execute on function sanyam_private.fail_by_plan(
    uuid, public.tier_limits, integer, text, text, text, jsonb, jsonb
) to sanyam_api;

-- Fails with FEATURE_NOT_AVAILABLE unless the owner's tier has a feature: a column of its row, such as
-- has_document_sharing. For the sentence, `words` name the feature, and `purpose` is what an upgrade allows.
create function sanyam_private.require_feature(
    owner_id uuid, limits public.tier_limits, feature text, words text, purpose text
) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    if not coalesce((to_jsonb(limits) ->> ('has_' || feature))::boolean, false) then
        perform sanyam_private.fail_by_plan(
            owner_id,
            limits,
            403,
            'FEATURE_NOT_AVAILABLE',
            format('Your plan (%s) does not include %s. Upgrade to %s.', limits.tier, words, purpose),
            format('The plan of this document’s owner does not include %s. Ask them to upgrade.', words),
            jsonb_build_object('feature', feature),
            sanyam_private.missing_feature(limits, feature)
        );
    end if;
end;
$$;
grant execute on function sanyam_private.require_feature(uuid, public.tier_limits, text, text, text) to sanyam_api;

-- Fails with TIER_LIMIT_EXCEEDED: the tier allows `limit_value`, and there are `current`.
create function sanyam_private.fail_over_limit(
    owner_id uuid,
    limits public.tier_limits,
    limit_name text,
    limit_value bigint,
    current bigint,
    hint text,
    hint_for_others text default 'The owner of this document has reached a limit of their plan. Ask them to upgrade.'
) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.fail_by_plan(
        owner_id, limits, 403, 'TIER_LIMIT_EXCEEDED', hint, hint_for_others,
        jsonb_build_object('limit_name', limit_name),
        jsonb_build_object('limit', limit_value, 'current', current)
    );
end;
$$;
grant execute on function sanyam_private.fail_over_limit(uuid, public.tier_limits, text, bigint, bigint, text, text)
    to sanyam_api;

-- Fails with TIER_LIMIT_EXCEEDED for a limit that is the same for every tier. So the error has no upgrade_url.
create function sanyam_private.fail_over_common_limit(
    owner_id uuid,
    limits public.tier_limits,
    limit_name text,
    limit_value bigint,
    hint text,
    hint_for_others text default null
) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if owner_id <> sanyam_private.caller_id() then
        perform sanyam_private.fail(
            403, 'TIER_LIMIT_EXCEEDED', hint_for_others, jsonb_build_object('limit_name', limit_name)
        );
    end if;
    perform sanyam_private.fail(403, 'TIER_LIMIT_EXCEEDED', hint, jsonb_build_object(
        'limit_name', limit_name, 'limit', limit_value, 'current', limit_value, 'tier', limits.tier
    ));
end;
$$;
grant execute on function sanyam_private.fail_over_common_limit(uuid, public.tier_limits, text, bigint, text, text)
    to sanyam_api;

-- Fails with DOCUMENT_TOO_LARGE.
create function sanyam_private.fail_too_large(owner_id uuid, limits public.tier_limits, size bigint)
returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_limit text := sanyam_private.readable_size(limits.max_document_size_bytes);
    v_size text := sanyam_private.readable_size(size);
begin
    perform sanyam_private.fail_by_plan(
        owner_id,
        limits,
        413,
        'DOCUMENT_TOO_LARGE',
        format(
            'This document has %s, and your plan (%s) allows %s. Make the document smaller, or upgrade.',
            v_size, limits.tier, v_limit
        ),
        format(
            'This document has %s, and the plan of its owner allows %s. Make it smaller, or ask its owner to upgrade.',
            v_size, v_limit
        ),
        -- Who edits a document needs its limit.
        jsonb_build_object('size', size, 'limit', limits.max_document_size_bytes),
        '{}'
    );
end;
$$;
grant execute on function sanyam_private.fail_too_large(uuid, public.tier_limits, bigint) to sanyam_api;
