-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

DROP POLICY "keys do not make keys" ON "public"."api_keys";

DROP POLICY "keys add shares by their scopes" ON "public"."document_shares";

DROP POLICY "keys add versions by their scopes" ON "public"."document_versions";

DROP POLICY "keys name versions by their scopes" ON "public"."document_versions";

DROP POLICY "keys create documents by their scopes" ON "public"."documents";

DROP FUNCTION "sanyam_gateway"."admit_session"(uuid, boolean, integer, json);

CREATE TABLE "public"."sign_in_features" ("provider" text NOT NULL, "feature" text NOT NULL, CONSTRAINT "feature_has_a_name" CHECK ((feature <> ''::text)), CONSTRAINT "provider_has_a_name" CHECK ((provider <> ''::text)), CONSTRAINT "sign_in_features_pkey" PRIMARY KEY (provider));

ALTER TABLE "public"."sign_in_features" ENABLE ROW LEVEL SECURITY;

ALTER TABLE "public"."sign_in_features" OWNER TO "postgres";

CREATE OR REPLACE FUNCTION public.accept_ownership(document_id uuid)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_session();
    v_offer record;
    v_owner_id uuid;
    v_account sanyam_private.account;
    v_document public.documents;
    v_address text;
    v_now timestamptz;
begin
    perform sanyam_private.require_sign_in();
    select o.* into v_offer from sanyam_private.offers_to_caller() o where o.document_id = accept_ownership.document_id;
    if v_offer.document_id is not null then
        perform sanyam_private.lock_text(document_id);
        v_owner_id := sanyam_private.owner_of(document_id);
        perform sanyam_private.lock_account(least(v_owner_id, v_caller));
        perform sanyam_private.lock_account(greatest(v_owner_id, v_caller));
        select o.* into v_offer
        from sanyam_private.offers_to_caller() o
        where o.document_id = accept_ownership.document_id;
    end if;
    -- The owner may have taken it back before the lock.
    if v_offer.document_id is null then
        perform sanyam_private.fail_document_not_found();
    end if;
    v_account := sanyam_private.account_of(v_caller);
    perform sanyam_private.require_feature(
        v_caller, v_account.limits, 'cloud_storage', 'cloud storage', 'accept this document'
    );
    if v_offer.size_bytes > (v_account.limits).max_document_size_bytes then
        perform sanyam_private.fail_too_large(v_caller, v_account.limits, v_offer.size_bytes);
    end if;
    v_document := sanyam_private.take_over(document_id);
    if v_document.id is null then
        perform sanyam_private.fail_document_not_found();
    end if;
    v_address := sanyam_private.address_of(v_offer.owner_email);
    if sanyam_private.has_address(v_owner_id, v_address) then
        v_now := sanyam_private.clock();
        insert into public.document_shares (document_id, owner_id, email, permission, created_at, updated_at)
        values (v_document.id, v_caller, v_address, 'edit', v_now, v_now)
        on conflict on constraint an_address_has_one_share_of_a_document do update
        set permission = 'edit', expires_at = null, updated_at = excluded.updated_at;
    end if;
    v_account := sanyam_private.account_of(v_caller);
    return row_to_json(sanyam_private.answer_of(v_document, v_account, 'owner', null));
end;
$function$;

CREATE OR REPLACE FUNCTION public.create_api_key(name text DEFAULT NULL::text, scopes text[] DEFAULT NULL::text[], expires_in_days integer DEFAULT NULL::integer)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_session();
    v_name text := sanyam_private.normalized_name(coalesce(name, ''));
    v_limits public.tier_limits;
begin
    perform sanyam_private.require_sign_in();
    perform sanyam_private.require_valid(jsonb_build_object(
        'name', sanyam_private.label_problem(v_name),
        'scopes', sanyam_private.scopes_problem(coalesce(scopes, '{}')),
        'expires_in_days', sanyam_private.key_lifetime_problem(expires_in_days)
    ));
    v_limits := (sanyam_private.lock_account(v_caller)).limits;
    perform sanyam_private.require_feature(
        v_caller, v_limits, 'api_keys', 'API keys', 'create one'
    );
    return sanyam_private.add_api_key(
        v_caller, v_limits, v_name, create_api_key.scopes, expires_in_days * interval '24 hours'
    );
end;
$function$;

CREATE OR REPLACE FUNCTION public.my_account()
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_caller();
    v_profile public.user_profiles;
    v_limits public.tier_limits;
    v_missing text;
begin
    select p.* into v_profile from public.user_profiles p where p.id = v_caller;
    if not found then
        perform sanyam_private.fail_no_account(v_caller);
    end if;
    v_limits := sanyam_private.limits_of_tier(v_profile.tier);
    if not sanyam_private.sign_in_is_included() then
        v_missing := sanyam_private.missing_sign_in_feature();
    end if;
    return json_build_object(
        'profile', sanyam_private.answer_of(v_profile),
        'tier_limits', v_limits,
        'usage', json_build_object(
            'document_count', v_profile.document_count,
            'storage_used_bytes', v_profile.storage_used_bytes,
            'trash_count', (sanyam_private.usage_of_trash(v_caller)).documents
        ),
        'features', (
            select json_object_agg(l.key, l.value) from json_each(to_json(v_limits)) l where l.key like 'has\_%'
        ),
        'included_tiers', sanyam_private.included_tiers(v_limits),
        'receives_shares', sanyam_private.has_address(v_caller, sanyam_private.address_of(v_profile.email)),
        'subscription', (
            select json_build_object(
                'tier', s.tier,
                'status', s.status,
                'is_active', s.holds,
                'period_end', sanyam_private.rfc3339(s.period_end),
                'cancel_at_period_end', s.cancel_at_period_end,
                'pay_until', sanyam_private.rfc3339(s.holds_until)
            )
            from sanyam_private.billing_subscriptions s
            where s.user_id = v_caller
            order by s.holds desc, s.tier = v_profile.tier desc nulls last, s.updated_at desc
            limit 1
        ),
        'sign_in_refusal', case
            when v_missing is not null then sanyam_private.missing_feature(v_limits, v_missing)
        end
    );
end;
$function$;

CREATE OR REPLACE FUNCTION public.offer_ownership(document_id uuid, email text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    -- Long enough for a holiday, and short enough that nobody accepts a forgotten offer years later.
    c_lifetime constant interval := '30 days';
    -- As many as the documents of a pro plan.
    c_most_offers_a_day constant integer := 100;
    v_caller uuid := sanyam_private.require_session();
    v_address text := sanyam_private.address_of(email);
    v_account sanyam_private.account;
    v_document public.documents;
    v_now timestamptz;
begin
    if email is not null then
        perform sanyam_private.require_sign_in();
        perform sanyam_private.require_valid(
            jsonb_build_object('email', sanyam_private.address_problem(v_address))
        );
    end if;
    v_account := sanyam_private.lock_account(v_caller);
    v_document := sanyam_private.require_own_document(document_id);
    delete from sanyam_private.ownership_offers o where o.document_id = v_document.id;
    if email is not null then
        perform sanyam_private.require_valid(jsonb_build_object(
            'email', case when v_address = sanyam_private.address_of(v_account.email) then 'This is your own address.' end
        ));
        if v_document.deleted_at is not null then
            perform sanyam_private.fail_read_only('trashed');
        end if;
        perform sanyam_private.require_rare(
            v_caller, array['ownership.offered'], c_most_offers_a_day,
            format('You offered documents %s times in 24 hours. Try again tomorrow.', c_most_offers_a_day)
        );
        v_now := sanyam_private.clock();
        insert into sanyam_private.ownership_offers (document_id, email, offered_at, expires_at)
        values (v_document.id, v_address, v_now, v_now + c_lifetime);
    end if;
    return row_to_json(sanyam_private.answer_of(v_document, v_account, 'owner', null));
end;
$function$;

CREATE OR REPLACE FUNCTION public.rotate_api_key(key_id uuid, overlap_hours integer DEFAULT 24, expires_in_days integer DEFAULT NULL::integer)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    -- 30 days. Who needs longer creates a second key.
    c_longest_overlap constant integer := 720;
    v_caller uuid := sanyam_private.require_session();
    v_limits public.tier_limits;
    v_now timestamptz;
    v_key public.api_keys;
begin
    perform sanyam_private.require_sign_in();
    perform sanyam_private.require_valid(jsonb_build_object(
        'overlap_hours', case
            when overlap_hours is null or overlap_hours not between 0 and c_longest_overlap
                then 'The old key works for 0 to 720 hours more.'
        end,
        'expires_in_days', sanyam_private.key_lifetime_problem(expires_in_days)
    ));
    -- From here on, nobody else creates, revokes or rotates keys of this account.
    v_limits := (sanyam_private.lock_account(v_caller)).limits;
    perform sanyam_private.require_feature(
        v_caller, v_limits, 'api_keys', 'API keys', 'create one'
    );
    v_now := sanyam_private.clock();
    select k.* into v_key from public.api_keys k where k.id = rotate_api_key.key_id and k.user_id = v_caller;
    if not found then
        perform sanyam_private.fail_key_not_found();
    end if;
    perform sanyam_private.require_valid(jsonb_build_object(
        'key_id', case
            when v_key.revoked_at is not null or v_key.expires_at <= v_now
                then 'This API key no longer works, so it cannot be rotated. Create a new key.'
        end
    ));
    if overlap_hours = 0 then
        update public.api_keys k
        set revoked_at = v_now, revoked_reason = 'user'
        where k.id = v_key.id and k.revoked_at is null;
    else
        update public.api_keys k
        set expires_at = least(k.expires_at, v_now + overlap_hours * interval '1 hour')
        where k.id = v_key.id and k.revoked_at is null;
    end if;
    return sanyam_private.add_api_key(
        v_caller,
        v_limits,
        v_key.name,
        v_key.scopes,
        coalesce(expires_in_days * interval '24 hours', v_key.lifetime)
    );
end;
$function$;

CREATE OR REPLACE FUNCTION public.share_document(document_id uuid, email text, permission text, expires_at timestamp with time zone DEFAULT NULL::timestamp with time zone, idempotency_key text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    -- A document can have 1,000 shares, and all of them can be made in a day.
    c_most_changes_a_day constant integer := 1000;
    v_caller uuid := sanyam_private.require_caller('shares:write');
    v_address text := sanyam_private.address_of(email);
    v_account sanyam_private.account;
    v_request_hash bytea;
    v_document public.documents;
    v_share public.document_shares;
    v_created boolean;
    v_now timestamptz;
    v_answer json;
begin
    perform sanyam_private.require_sign_in();
    perform sanyam_private.require_valid(jsonb_build_object(
        'email', sanyam_private.address_problem(v_address),
        'permission', case
            when permission in ('view', 'edit', 'admin') then null
            else 'The permission is view, edit or admin.'
        end,
        'idempotency_key', sanyam_private.idempotency_key_problem(idempotency_key)
    ));
    -- A save of the document at this moment must see the share, or the share the save.
    if sanyam_private.owner_of(document_id) = v_caller then
        perform sanyam_private.lock_text(document_id);
    end if;
    v_account := sanyam_private.lock_account(v_caller);
    if idempotency_key is not null then
        v_request_hash := sha256(convert_to(
            jsonb_build_array('share_document', document_id, v_address, permission, expires_at)::text, 'UTF8'
        ));
        v_answer := sanyam_private.recall_answer(idempotency_key, v_request_hash);
        if v_answer is not null then
            return v_answer;
        end if;
    end if;
    v_document := sanyam_private.require_own_document(document_id);
    v_now := sanyam_private.clock();
    perform sanyam_private.require_valid(jsonb_build_object(
        'email', case when v_address = sanyam_private.address_of(v_account.email) then 'This is your own address.' end,
        'expires_at', case
            when expires_at <= v_now then 'The time is in the past.'
            -- RFC 3339 has no years of five digits.
            when expires_at >= timestamptz '10000-01-01 00:00:00+00' then 'The time is after the year 9999.'
        end
    ));
    if v_document.deleted_at is not null then
        perform sanyam_private.fail_read_only('trashed');
    end if;
    perform sanyam_private.require_feature(
        v_account.owner_id, v_account.limits, 'document_sharing', 'sharing', 'share this document'
    );
    -- Its user may be leaving the share at this moment.
    perform sanyam_private.lock_address(v_address);
    select s.* into v_share
    from public.document_shares s
    where s.email = v_address and s.document_id = v_document.id;
    v_created := v_share.id is null;
    if v_created or (v_share.permission, v_share.expires_at) is distinct from (permission, expires_at) then
        perform sanyam_private.require_rare(
            v_caller, array['share.created', 'share.changed'], c_most_changes_a_day,
            format('You shared documents %s times in 24 hours. Try again tomorrow.', c_most_changes_a_day)
        );
    end if;
    if v_created then
        perform sanyam_private.require_room_for_share(v_document.id, v_account.limits);
        insert into public.document_shares (
            document_id, owner_id, email, permission, expires_at, created_at, updated_at
        ) values (v_document.id, v_caller, v_address, permission, expires_at, v_now, v_now)
        returning * into v_share;
    elsif (v_share.permission, v_share.expires_at) is distinct from (permission, expires_at) then
        update public.document_shares s
        set permission = share_document.permission, expires_at = share_document.expires_at, updated_at = v_now
        where s.id = v_share.id
        returning s.* into strict v_share;
    end if;
    select row_to_json(x) into v_answer
    from (select a.*, v_created as created from sanyam_private.answer_of(v_share) a) x;
    perform sanyam_private.keep_answer(idempotency_key, v_request_hash, v_answer);
    return v_answer;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_gateway.admit_session(user_id uuid, wants_plan boolean, uncounted integer DEFAULT 0, sanyam_scopes json DEFAULT NULL::json, sign_in json DEFAULT NULL::json, OUT allowed boolean, OUT request_limit integer, OUT used integer, OUT reset_at bigint, OUT claims json, OUT tier_limits json, OUT upgrade_url text)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_hour timestamptz := date_trunc('hour', sanyam_private.clock(), 'UTC');
    v_limits public.tier_limits;
begin
    perform sanyam_gateway.require_gateway();
    v_limits := (sanyam_private.account_of(user_id)).limits;
    request_limit := v_limits.api_rate_limit_per_hour;
    used := sanyam_private.count_request(user_id, request_limit, v_hour, uncounted);
    allowed := used is not null;
    used := coalesce(used, request_limit);
    reset_at := extract(epoch from v_hour) + 3600;
    if wants_plan then
        tier_limits := row_to_json(v_limits);
        upgrade_url := sanyam_private.upgrade_url();
    end if;
    claims := json_build_object('sub', user_id, 'role', 'authenticated');
    if sanyam_scopes is not null then
        claims := json_build_object('sub', user_id, 'role', 'authenticated', 'sanyam_scopes', sanyam_scopes);
    end if;
    if sign_in is not null then
        claims := (sign_in::jsonb || claims::jsonb)::json;
    end if;
    claims := sanyam_gateway.act_as(claims);
end;
$function$;

ALTER FUNCTION "sanyam_gateway"."admit_session"(uuid, boolean, integer, json, json) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.missing_sign_in_feature()
 RETURNS text
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_claims constant text := current_setting('request.jwt.claims', true);
    v_providers text[];
    v_features text[];
    v_has jsonb;
begin
    -- Searching is cheaper than parsing. Most providers need no feature.
    if not exists (select from public.sign_in_features f where strpos(v_claims, '"' || f.provider || '"') > 0) then
        return null;
    end if;
    v_providers := sanyam_private.providers_of_session(v_claims::jsonb);
    v_features := array(
        select f.feature from public.sign_in_features f where f.provider = any (v_providers) order by f.provider
    );
    if v_features = '{}' or cardinality(v_features) < cardinality(v_providers) then
        return null;
    end if;
    v_has := to_jsonb((sanyam_private.account_of(sanyam_private.caller_id())).limits);
    if exists (select from unnest(v_features) f where coalesce((v_has ->> ('has_' || f))::boolean, false)) then
        return null;
    end if;
    return v_features[1];
end;
$function$;

ALTER FUNCTION "sanyam_private"."missing_sign_in_feature"() OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.providers_of_session(claims jsonb)
 RETURNS text[]
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_amr jsonb := case when jsonb_typeof(claims -> 'amr') = 'array' then claims -> 'amr' else '[]' end;
    v_linked jsonb := claims #> '{app_metadata,providers}';
    -- An entry is an object, or the name of the method alone.
    v_entries jsonb := jsonb_path_query_array(v_amr, '$[*] ? (@ == "oauth" || @.method == "oauth")');
    v_named text[];
begin
    if v_entries = '[]' then
        return '{}';
    end if;
    v_named := array(select distinct jsonb_path_query(v_entries, '$[*].provider ? (@.type() == "string")') #>> '{}');
    if v_named <> '{}' then
        return v_named;
    end if;
    return array(
        select distinct p.name
        from jsonb_array_elements_text(case when jsonb_typeof(v_linked) = 'array' then v_linked else '[]' end) p (name)
        -- Other methods have names of their own in `amr`.
        where p.name not in ('email', 'phone', 'web3') and p.name not like 'sso:%'
    );
end;
$function$;

ALTER FUNCTION "sanyam_private"."providers_of_session"(jsonb) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.require_caller(scope text)
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.caller_id();
begin
    if v_caller is null then
        perform sanyam_private.require_caller();
    end if;
    perform sanyam_private.require_one_answer();
    if not sanyam_private.caller_may(scope) then
        perform sanyam_private.fail(
            403,
            'INSUFFICIENT_SCOPE',
            format('This API key lacks the scope “%s”. Create a key that has it.', scope),
            jsonb_build_object('required_scope', scope)
        );
    end if;
    -- As in sign_in_is_included, without a call for most sessions.
    if scope = 'documents:write' and strpos(current_setting('request.jwt.claims', true), '"oauth"') > 0 then
        perform sanyam_private.require_sign_in();
    end if;
    if scope not like '%:read' and strpos(current_setting('request.jwt.claims', true), '"sanyam_key_id"') > 0 then
        perform sanyam_private.require_valid_key();
    end if;
    return v_caller;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.require_sign_in()
 RETURNS void
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_limits public.tier_limits;
begin
    if not sanyam_private.sign_in_is_included() then
        v_limits := (sanyam_private.account_of(sanyam_private.caller_id())).limits;
        perform sanyam_private.fail(
            403,
            'FEATURE_NOT_AVAILABLE',
            format(
                'Your plan (%s) does not include this way to sign in. Upgrade, or sign in another way. You can still '
                'read and export what you have.',
                v_limits.tier
            ),
            sanyam_private.missing_feature(v_limits, sanyam_private.missing_sign_in_feature())
        );
    end if;
end;
$function$;

ALTER FUNCTION "sanyam_private"."require_sign_in"() OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.sign_in_is_included()
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN ((strpos(current_setting('request.jwt.claims'::text, true), '"oauth"'::text) = 0) OR (sanyam_private.missing_sign_in_feature() IS NULL));

ALTER FUNCTION "sanyam_private"."sign_in_is_included"() OWNER TO "postgres";

CREATE POLICY "keys do not make keys" ON "public"."api_keys" AS RESTRICTIVE FOR INSERT TO "sanyam_api" WITH CHECK ((( SELECT sanyam_private.caller_may(VARIADIC ARRAY[''::text]) AS caller_may) AND ( SELECT sanyam_private.sign_in_is_included() AS sign_in_is_included)));

CREATE POLICY "keys add shares by their scopes" ON "public"."document_shares" AS RESTRICTIVE FOR INSERT TO "sanyam_api" WITH CHECK ((( SELECT sanyam_private.caller_may(VARIADIC ARRAY['shares:write'::text]) AS caller_may) AND ( SELECT sanyam_private.sign_in_is_included() AS sign_in_is_included)));

CREATE POLICY "keys add versions by their scopes" ON "public"."document_versions" AS RESTRICTIVE FOR INSERT TO "sanyam_api" WITH CHECK ((( SELECT sanyam_private.caller_may(VARIADIC ARRAY['documents:write'::text]) AS caller_may) AND ( SELECT sanyam_private.sign_in_is_included() AS sign_in_is_included)));

CREATE POLICY "keys name versions by their scopes" ON "public"."document_versions" AS RESTRICTIVE FOR UPDATE TO "sanyam_api" USING ((( SELECT sanyam_private.caller_may(VARIADIC ARRAY['documents:write'::text]) AS caller_may) AND ( SELECT sanyam_private.sign_in_is_included() AS sign_in_is_included)));

CREATE POLICY "keys create documents by their scopes" ON "public"."documents" AS RESTRICTIVE FOR INSERT TO "sanyam_api" WITH CHECK ((( SELECT sanyam_private.caller_may(VARIADIC ARRAY['documents:write'::text]) AS caller_may) AND ( SELECT sanyam_private.sign_in_is_included() AS sign_in_is_included)));

CREATE POLICY "everybody sees what a way to sign in needs" ON "public"."sign_in_features" FOR SELECT TO "anon", "authenticated", "sanyam_api" USING (true);

REVOKE ALL ON FUNCTION "sanyam_gateway"."admit_session"(uuid, boolean, integer, json, json) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_gateway"."admit_session"(uuid, boolean, integer, json, json) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_gateway"."admit_session"(uuid, boolean, integer, json, json) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_gateway"."admit_session"(uuid, boolean, integer, json, json) TO "sanyam_gateway";

REVOKE ALL ON FUNCTION "sanyam_private"."missing_sign_in_feature"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."missing_sign_in_feature"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."missing_sign_in_feature"() TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."missing_sign_in_feature"() TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."providers_of_session"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."providers_of_session"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."providers_of_session"(jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."providers_of_session"(jsonb) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."require_sign_in"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."require_sign_in"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."require_sign_in"() TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."require_sign_in"() TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."sign_in_is_included"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."sign_in_is_included"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."sign_in_is_included"() TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."sign_in_is_included"() TO "sanyam_api";

GRANT SELECT ON TABLE "public"."sign_in_features" TO "anon", "authenticated", "sanyam_api";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."sign_in_features" TO "service_role";

insert into public.sign_in_features (provider, feature) values ('azure', 'azure_ad');
