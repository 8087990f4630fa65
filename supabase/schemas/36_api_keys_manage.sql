-- SPDX-License-Identifier: MIT

-- API keys of the caller. Only a session may manage them: a leaked key must not create keys that survive its
-- revocation.

-- Adds a key of the caller, whose account is locked, and returns it with its secret. `lifetime` is null for a key that
-- does not expire. Fails with TIER_LIMIT_EXCEEDED, RATE_LIMIT_EXCEEDED.
create function sanyam_private.add_api_key(
    caller uuid, limits public.tier_limits, name text, scopes text[], lifetime interval
) returns json
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    c_most_active_keys constant integer := 100;
    -- Revoked keys stay, and each key writes rows of the audit log.
    c_most_keys_a_day constant integer := 200;
    v_active_keys bigint;
    v_now timestamptz := sanyam_private.clock();
    v_room_at timestamptz;
    v_key public.api_keys;
    v_secret text;
    v_answer record;
begin
    select count(*) into v_active_keys
    from public.api_keys k
    where k.user_id = caller and k.revoked_at is null and (k.expires_at is null or k.expires_at > v_now);
    if v_active_keys >= c_most_active_keys then
        perform sanyam_private.fail_over_common_limit(
            caller, limits, 'api_keys', c_most_active_keys,
            format('You have %s API keys. Revoke one that you do not need.', v_active_keys)
        );
    end if;
    -- There is room again when the first of the newest 200 keys is 24 hours old.
    v_room_at := (
        select k.created_at + interval '24 hours'
        from public.api_keys k
        where k.user_id = caller
        order by k.created_at desc
        offset c_most_keys_a_day - 1 limit 1
    );
    if v_room_at > v_now then
        perform sanyam_private.fail_over_rate(
            c_most_keys_a_day,
            v_room_at,
            format('You created %s API keys in 24 hours. Create the next one tomorrow.', c_most_keys_a_day)
        );
    end if;
    insert into public.api_keys (user_id, name, prefix, scopes, created_at, expires_at, lifetime)
    values (
        caller, add_api_key.name, left(gen_random_uuid()::text, 8), add_api_key.scopes, v_now,
        v_now + add_api_key.lifetime, add_api_key.lifetime
    )
    returning * into v_key;
    -- A random UUID has 122 random bits, so the secret has 244. Not every server has pgcrypto.
    v_secret := 'sanyam_' || v_key.prefix || '_'
        || replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
    insert into sanyam_private.api_key_secrets (key_id, secret_hash)
    values (v_key.id, sha256(convert_to(v_secret, 'UTF8')));
    select a.*, v_secret as secret into v_answer from sanyam_private.answer_of(v_key) a;
    return row_to_json(v_answer);
end;
$$;
grant execute on function sanyam_private.add_api_key(uuid, public.tier_limits, text, text[], interval) to sanyam_api;

create function sanyam_private.key_lifetime_problem(days integer) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return case when days not between 1 and 3650 then 'A key is valid for 1 to 3650 days.' end;
end;
$$;
grant execute on function sanyam_private.key_lifetime_problem(integer) to sanyam_api;

-- Creates a key. Only this answer has its `secret`; the database keeps the SHA-256.
-- Fails with FORBIDDEN for an API key, VALIDATION_ERROR, FEATURE_NOT_AVAILABLE, TIER_LIMIT_EXCEEDED,
-- RATE_LIMIT_EXCEEDED.
create function public.create_api_key(
    name text default null,
    scopes text[] default null,
    expires_in_days integer default null
) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
$$;
call sanyam_private.expose('public.create_api_key(text, text[], integer)', 'authenticated', 'sanyam_gateway');

-- Answers a page of the caller's keys, the newest first, also revoked and expired ones. `page_size` is limited to 1 to
-- 100. `direction` is the side of the cursor on which the page lies.
-- Fails with FORBIDDEN for an API key, VALIDATION_ERROR, INVALID_CURSOR.
create function public.list_api_keys(
    page_size integer default null,
    cursor text default null,
    direction text default null
) returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.require_session();
    v_forward boolean := coalesce(direction = 'next', true);
    v_page_size integer := sanyam_private.page_size_of(page_size);
    v_from_time timestamptz := sanyam_private.open_time(v_forward);
    v_from_id uuid := sanyam_private.open_id(v_forward);
    v_keys public.api_keys[];
    v_has_more boolean;
    v_items json;
    v_places text[];
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        'direction', sanyam_private.direction_problem(direction)
    ));
    if cursor is not null then
        select c.moment, c.id into v_from_time, v_from_id from sanyam_private.read_cursor(cursor) c;
    end if;
    -- One row more than the page tells whether there is another page.
    if v_forward then
        v_keys := array(
            select k from public.api_keys k
            where k.user_id = v_caller and (k.created_at, k.id) < (v_from_time, v_from_id)
            order by k.created_at desc, k.id desc
            limit v_page_size + 1
        );
    else
        v_keys := array(
            select k from public.api_keys k
            where k.user_id = v_caller and (k.created_at, k.id) > (v_from_time, v_from_id)
            order by k.created_at, k.id
            limit v_page_size + 1
        );
    end if;
    v_has_more := cardinality(v_keys) > v_page_size;
    v_keys := v_keys[:v_page_size];

    select
        coalesce(json_agg(sanyam_private.answer_of(k) order by k.created_at desc, k.id desc), '[]'),
        array_agg(sanyam_private.cursor_of(k.created_at, k.id) order by k.created_at desc, k.id desc)
    into v_items, v_places
    from unnest(v_keys) k;
    return json_build_object(
        'items', v_items,
        'next_cursor', sanyam_private.cursor_beyond(v_forward, v_has_more, cursor, v_places[cardinality(v_places)]),
        'prev_cursor', sanyam_private.cursor_beyond(not v_forward, v_has_more, cursor, v_places[1]),
        'total_count', (select count(*) from public.api_keys k where k.user_id = v_caller),
        'page_size', v_page_size
    );
end;
$$;
call sanyam_private.expose('public.list_api_keys(integer, text, text)', 'authenticated', 'sanyam_gateway');

create function sanyam_private.fail_key_not_found() returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.fail(404, 'API_KEY_NOT_FOUND', 'This API key does not exist, or it is not yours.');
end;
$$;
grant execute on function sanyam_private.fail_key_not_found() to sanyam_api;

-- Answers one of the caller's keys, without its secret. Fails with FORBIDDEN for an API key, API_KEY_NOT_FOUND.
create function public.read_api_key(key_id uuid) returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.require_session();
    v_key public.api_keys;
begin
    select k.* into v_key from public.api_keys k where k.id = read_api_key.key_id and k.user_id = v_caller;
    if not found then
        perform sanyam_private.fail_key_not_found();
    end if;
    return row_to_json(sanyam_private.answer_of(v_key));
end;
$$;
call sanyam_private.expose('public.read_api_key(uuid)', 'authenticated', 'sanyam_gateway');

-- Revokes a key at once and permanently. Does nothing to a revoked key.
-- Fails with FORBIDDEN for an API key, API_KEY_NOT_FOUND.
create function public.revoke_api_key(key_id uuid) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
$$;
call sanyam_private.expose('public.revoke_api_key(uuid)', 'authenticated', 'sanyam_gateway');
