-- SPDX-License-Identifier: MIT

-- For a gateway that connects to the database itself. It logs in as this role, which may execute the functions that are
-- the API and those below: it reads and writes no table, and is a member of no role. It has no password until an
-- operator gives it one.
do $$
begin
    if not exists (select from pg_catalog.pg_roles r where r.rolname = 'sanyam_gateway') then
        create role sanyam_gateway login noinherit nobypassrls;
    end if;
end;
$$;
-- The role's own, since a pooler between the gateway and the server passes on no settings of a connection. No call of
-- the API takes that long but for the export of an account, which is not the gateway's.
alter role sanyam_gateway set statement_timeout = '30s';
-- Requests of one user wait for each other, and a connection waits along.
alter role sanyam_gateway set lock_timeout = '10s';
alter role sanyam_gateway set idle_in_transaction_session_timeout = '30s';

-- Never listed among the schemas that PostgREST exposes.
create schema sanyam_gateway;
grant usage on schema public, sanyam_gateway to sanyam_gateway;

grant execute on function
    public.accept_ownership(uuid),
    public.create_api_key(text, text[], integer),
    public.create_document(text, text, text, text),
    public.empty_trash(),
    public.list_api_keys(integer, text, text),
    public.list_documents(text, boolean, text, text, integer, text, text),
    public.list_ownership_offers(),
    public.list_shares(uuid),
    public.list_versions(uuid, integer, text, text),
    public.my_account(),
    public.name_version(uuid, bigint, text),
    public.offer_ownership(uuid, text),
    public.purge_document(uuid),
    public.read_document(uuid),
    public.read_version(uuid, bigint),
    public.restore_document(uuid),
    public.restore_version(uuid, bigint, bigint),
    public.revoke_api_key(uuid),
    public.revoke_share(uuid),
    public.save_document(uuid, text, text, text, bigint, text),
    public.share_document(uuid, text, text, timestamptz, text),
    public.trash_document(uuid, bigint)
to sanyam_gateway;

-- Refuses whoever did not log in as the gateway: who calls these functions says for whom.
create function sanyam_gateway.require_gateway() returns void
language plpgsql stable set search_path = '' as $$
begin
    if session_user <> 'sanyam_gateway' then
        perform sanyam_private.fail(403, 'FORBIDDEN', 'Only the gateway may do this.');
    end if;
end;
$$;

-- Until the end of the transaction, the caller is this one: for a further call of a request that was let in.
create function sanyam_gateway.act_as(claims json) returns void
language plpgsql set search_path = '' as $$
begin
    perform
        set_config('request.jwt.claims', claims::text, true),
        set_config('request.jwt.claim.sub', claims ->> 'sub', true);
end;
$$;

-- Lets in a request in a session whose token the gateway has verified: counts it in the user's hour, and makes the user
-- the caller until the end of the transaction. `request_limit` is null without a limit; `reset_at` is in seconds since
-- 1970; the plan, which takes longer to tell than all the rest, is told to whoever wants it.
-- Fails with FORBIDDEN, UNAUTHORIZED when the account no longer exists.
create function sanyam_gateway.admit_session(
    user_id uuid,
    wants_plan boolean,
    out allowed boolean,
    out request_limit integer,
    out used integer,
    out reset_at bigint,
    out claims json,
    out tier_limits json,
    out upgrade_url text
)
-- Security definer: nobody else may count.
language plpgsql security definer set search_path = '' as $$
declare
    v_hour timestamptz := date_trunc('hour', sanyam_private.clock(), 'UTC');
    v_limits public.tier_limits;
begin
    perform sanyam_gateway.require_gateway();
    v_limits := (sanyam_private.account_of(user_id)).limits;
    request_limit := v_limits.api_rate_limit_per_hour;
    used := sanyam_private.count_request(user_id, request_limit, v_hour);
    allowed := used is not null;
    used := coalesce(used, request_limit);
    reset_at := extract(epoch from v_hour) + 3600;
    if wants_plan then
        tier_limits := row_to_json(v_limits);
        upgrade_url := sanyam_private.upgrade_url();
    end if;
    claims := json_build_object('sub', user_id, 'role', 'authenticated');
    perform sanyam_gateway.act_as(claims);
end;
$$;

-- Lets in a request with an API key, of which it is given the SHA-256: what public.authenticate_api_key answers, in
-- columns. If the request is allowed, the caller is the owner of the key, held to the key's scopes, until the end of
-- the transaction. Fails with FORBIDDEN.
create function sanyam_gateway.admit_key(
    secret_hash bytea,
    wants_plan boolean,
    out status text,
    out allowed boolean,
    out request_limit integer,
    out used integer,
    out reset_at bigint,
    out claims json,
    out tier_limits json,
    out upgrade_url text
)
language plpgsql security definer set search_path = '' as $$
declare
    v_key json;
begin
    perform sanyam_gateway.require_gateway();
    v_key := sanyam_private.authenticate_key(secret_hash);
    status := v_key ->> 'status';
    allowed := v_key ->> 'allowed';
    request_limit := v_key #>> '{window,limit}';
    used := v_key #>> '{window,used}';
    reset_at := extract(epoch from (v_key #>> '{window,reset_at}')::timestamptz);
    if wants_plan or status = 'not_available' then
        tier_limits := v_key -> 'tier_limits';
        upgrade_url := sanyam_private.upgrade_url();
    end if;
    if status <> 'unknown' then
        claims := json_build_object(
            'sub', v_key -> 'user_id',
            'role', 'authenticated',
            'sanyam_scopes', v_key -> 'scopes',
            'sanyam_key_id', v_key -> 'key_id',
            'sanyam_key_name', v_key -> 'key_name'
        );
    end if;
    if allowed then
        perform sanyam_gateway.act_as(claims);
    end if;
end;
$$;

-- The tiers, for whoever compares them.
create function sanyam_gateway.list_tiers() returns json
language plpgsql stable security definer set search_path = '' as $$
begin
    perform sanyam_gateway.require_gateway();
    return (
        select json_agg(l order by l.max_documents nulls last, l.tier) from public.tier_limits l
    );
end;
$$;

grant execute on function
    sanyam_gateway.require_gateway(),
    sanyam_gateway.act_as(json),
    sanyam_gateway.admit_session(uuid, boolean),
    sanyam_gateway.admit_key(bytea, boolean),
    sanyam_gateway.list_tiers()
to sanyam_gateway;

-- A gateway that calls over PostgREST is told the plan as well.
create or replace function sanyam_private.count_request_of(user_id uuid) returns json
language plpgsql security definer set search_path = '' as $$
declare
    v_hour timestamptz := date_trunc('hour', sanyam_private.clock(), 'UTC');
    v_limits public.tier_limits := (sanyam_private.account_of(user_id)).limits;
    v_used integer := sanyam_private.count_request(user_id, v_limits.api_rate_limit_per_hour, v_hour);
begin
    return json_build_object(
        'window', sanyam_private.window_of(v_limits.api_rate_limit_per_hour, v_used, v_hour),
        'allowed', v_used is not null,
        'tier_limits', v_limits,
        'upgrade_url', sanyam_private.upgrade_url()
    );
end;
$$;
