-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.accept_ownership(document_id uuid)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_living_session();
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

CREATE OR REPLACE FUNCTION public.block_owner(owner_id uuid)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    c_most_blocked constant integer := 1000;
    v_caller uuid := sanyam_private.require_living_session();
    v_account sanyam_private.account;
begin
    if owner_id = v_caller or not sanyam_private.reaches_caller(owner_id) then
        perform sanyam_private.fail(404, 'NOT_FOUND', 'This user does not share or offer a document to you.');
    end if;
    v_account := sanyam_private.lock_account(v_caller);
    if (
        select count(*) from sanyam_private.blocked_owners b
        where b.user_id = v_caller and b.owner_id <> block_owner.owner_id
    ) >= c_most_blocked then
        perform sanyam_private.fail_over_common_limit(
            v_caller, v_account.limits, 'blocked_owners', c_most_blocked,
            format('You have blocked %s users. Unblock one first.', c_most_blocked)
        );
    end if;
    return to_json(sanyam_private.leave_owner(owner_id, true));
end;
$function$;

CREATE OR REPLACE FUNCTION public.create_api_key(name text DEFAULT NULL::text, scopes text[] DEFAULT NULL::text[], expires_in_days integer DEFAULT NULL::integer)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_living_session();
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

CREATE OR REPLACE FUNCTION public.decline_ownership(document_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.require_living_session();
    if not sanyam_private.end_offer_to_caller(document_id) then
        perform sanyam_private.fail_document_not_found();
    end if;
end;
$function$;

CREATE OR REPLACE FUNCTION public.delete_my_account()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET statement_timeout TO '120s'
AS $function$
begin
    perform sanyam_private.delete_user(sanyam_private.require_living_session());
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
    v_caller uuid := sanyam_private.require_living_session();
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

CREATE OR REPLACE FUNCTION public.revoke_api_key(key_id uuid)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_living_session();
    v_key public.api_keys;
begin
    update public.api_keys k
    set revoked_at = sanyam_private.clock(), revoked_reason = 'user'
    where k.id = revoke_api_key.key_id and k.user_id = v_caller and k.revoked_at is null
    returning k.* into v_key;
    if not found then
        select k.* into v_key from public.api_keys k where k.id = revoke_api_key.key_id and k.user_id = v_caller;
    end if;
    if v_key.id is null then
        perform sanyam_private.fail_key_not_found();
    end if;
    return row_to_json(sanyam_private.answer_of(v_key));
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
    v_caller uuid := sanyam_private.require_living_session();
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

CREATE OR REPLACE FUNCTION public.unblock_owner(owner_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.require_living_session();
    perform sanyam_private.receive_again(owner_id);
end;
$function$;

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
$function$;

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
$function$;

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
    if scope not like '%:read' then
        perform sanyam_private.require_no_ended_session(v_caller);
    end if;
    if scope = 'documents:write' and not sanyam_private.sign_in_is_included() then
        perform sanyam_private.require_sign_in();
    end if;
    if scope not like '%:read' and strpos(current_setting('request.jwt.claims', true), '"sanyam_key_id"') > 0 then
        perform sanyam_private.require_valid_key();
    end if;
    return v_caller;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.require_living_session()
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_session();
begin
    perform sanyam_private.require_no_ended_session(v_caller);
    return v_caller;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.require_no_ended_session(caller uuid)
 RETURNS void
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_session_id uuid;
begin
    if strpos(current_setting('request.jwt.claims', true), '"session_id"') > 0 then
        v_session_id := sanyam_private.caller_session_id();
        if v_session_id is not null and not sanyam_private.session_lives(caller, v_session_id) then
            perform sanyam_private.fail(
                401,
                'UNAUTHORIZED',
                'This device is signed out. Sign in again.',
                jsonb_build_object('reason', 'invalid')
            );
        end if;
    end if;
end;
$function$;

ALTER FUNCTION "sanyam_private"."require_no_ended_session"(uuid) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.session_lives(user_id uuid, session_id uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    if to_regclass('auth.sessions') is null then
        return true;
    end if;
    return exists (
        select from auth.sessions s
        where s.id = session_lives.session_id and s.user_id = session_lives.user_id
            and coalesce((to_jsonb(s) ->> 'not_after')::timestamptz > sanyam_private.clock(), true)
    );
end;
$function$;

ALTER FUNCTION "sanyam_private"."session_lives"(uuid, uuid) OWNER TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."require_no_ended_session"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."require_no_ended_session"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."require_no_ended_session"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."require_no_ended_session"(uuid) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."session_lives"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."session_lives"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."session_lives"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."session_lives"(uuid, uuid) TO "sanyam_api";
