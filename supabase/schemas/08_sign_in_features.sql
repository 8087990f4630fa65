-- SPDX-License-Identifier: MIT

-- Ways to sign in that are features of a tier. A session that was signed in so reads, exports and ends what it has, and
-- buys a plan, on every tier. It adds and changes something only where the tier has the feature. To make another
-- provider of the auth server such a way:
--     insert into public.sign_in_features values ('custom:acme', 'azure_ad');
-- `feature` is a column of tier_limits without its `has_`, which a trigger checks. The dialog for sign-in reads this
-- table.
create table public.sign_in_features (
    provider text primary key,
    feature text not null,
    constraint provider_has_a_name check (provider <> ''),
    constraint feature_has_a_name check (feature <> '')
);

grant select on public.sign_in_features to anon, authenticated, sanyam_api;
grant select, insert, update, delete on public.sign_in_features to service_role;
alter table public.sign_in_features enable row level security;

create policy "everybody sees what a way to sign in needs" on public.sign_in_features
    for select to anon, authenticated, sanyam_api using (true);

-- Fails for a feature that no tier can have: it would refuse everybody, and there would be nothing to upgrade to.
create function sanyam_private.check_sign_in_feature() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if not exists (
        select from pg_attribute a
        where a.attrelid = 'public.tier_limits'::regclass
            and a.attname = 'has_' || new.feature and not a.attisdropped
    ) then
        raise check_violation using
            message = 'feature_is_a_column_of_tier_limits', table = 'sign_in_features', column = 'feature';
    end if;
    return new;
end;
$$;

create trigger check_feature before insert or update on public.sign_in_features
    for each row execute function sanyam_private.check_sign_in_feature();

insert into public.sign_in_features (provider, feature) values ('azure', 'azure_ad');

-- Returns the identity providers by one of which the session with these claims was signed in; empty for a password, a
-- mail or SAML. Supabase Auth writes only that it was one of them (`"amr": [{"method": "oauth", …}]`), so this returns
-- all of the account. An entry of `amr` can name its `provider`, as those for SAML do, and a hook can add it.
-- Null if it was one of them, and the account has none any more: it was unlinked since.
create function sanyam_private.providers_of_session(claims jsonb) returns text[]
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
    v_amr jsonb := case when jsonb_typeof(claims -> 'amr') = 'array' then claims -> 'amr' else '[]' end;
    v_linked jsonb := claims #> '{app_metadata,providers}';
    -- An entry is an object, or the name of the method alone.
    v_entries jsonb := jsonb_path_query_array(v_amr, '$[*] ? (@ == "oauth" || @.method == "oauth")');
    v_named text[];
    v_candidates text[];
begin
    if v_entries = '[]' then
        return '{}';
    end if;
    v_named := array(select distinct jsonb_path_query(v_entries, '$[*].provider ? (@.type() == "string")') #>> '{}');
    if v_named <> '{}' then
        return v_named;
    end if;
    v_candidates := array(
        select distinct p.name
        from jsonb_array_elements_text(case when jsonb_typeof(v_linked) = 'array' then v_linked else '[]' end) p (name)
        -- Other methods have names of their own in `amr`.
        where p.name not in ('email', 'phone', 'web3') and p.name not like 'sso:%'
    );
    return case when v_candidates <> '{}' or v_linked is null then v_candidates end;
end;
$$;
grant execute on function sanyam_private.providers_of_session(jsonb) to sanyam_api;

-- Returns the feature that the caller's session needs and the tier lacks; null if there is none. If the account has
-- several providers, and one of them needs no feature that is missing, it counts: nobody is refused because they once
-- linked another. If the account has no provider any more, all features are needed: unlinking must not admit anybody.
create function sanyam_private.missing_sign_in_feature() returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_claims constant text := current_setting('request.jwt.claims', true);
    v_providers text[];
    v_features text[];
    v_has jsonb;
begin
    -- Searching is cheaper than parsing. Most sessions have no provider.
    if coalesce(strpos(v_claims, '"oauth"'), 0) = 0 then
        return null;
    end if;
    v_providers := sanyam_private.providers_of_session(v_claims::jsonb);
    v_features := array(
        select f.feature from public.sign_in_features f
        where v_providers is null or f.provider = any (v_providers)
        order by f.provider
    );
    if v_features = '{}' or cardinality(v_features) < cardinality(v_providers) then
        return null;
    end if;
    v_has := to_jsonb((sanyam_private.account_of(sanyam_private.caller_id())).limits);
    if v_providers is null then
        return (
            select f.name from unnest(v_features) with ordinality f (name, place)
            where not coalesce((v_has ->> ('has_' || f.name))::boolean, false)
            order by f.place
            limit 1
        );
    end if;
    if exists (select from unnest(v_features) f where coalesce((v_has ->> ('has_' || f))::boolean, false)) then
        return null;
    end if;
    return v_features[1];
end;
$$;
grant execute on function sanyam_private.missing_sign_in_feature() to sanyam_api;

-- Returns whether the caller's tier includes the way in which the session was signed in. Most claims do not have the
-- word. PostgreSQL inlines this function.
create function sanyam_private.sign_in_is_included() returns boolean
language sql stable
return strpos(current_setting('request.jwt.claims', true), '"oauth"') = 0
    or sanyam_private.missing_sign_in_feature() is null;
grant execute on function sanyam_private.sign_in_is_included() to sanyam_api;

-- Fails with FEATURE_NOT_AVAILABLE unless the caller's tier includes the way in which the session was signed in.
create function sanyam_private.require_sign_in() returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_missing constant text := sanyam_private.missing_sign_in_feature();
    v_limits public.tier_limits;
begin
    if v_missing is not null then
        v_limits := (sanyam_private.account_of(sanyam_private.caller_id())).limits;
        perform sanyam_private.fail(
            403,
            'FEATURE_NOT_AVAILABLE',
            format(
                'Your plan (%s) does not include this way to sign in. Upgrade, or sign in another way. You can still '
                'read and export what you have.',
                v_limits.tier
            ),
            sanyam_private.missing_feature(v_limits, v_missing)
        );
    end if;
end;
$$;
grant execute on function sanyam_private.require_sign_in() to sanyam_api;
