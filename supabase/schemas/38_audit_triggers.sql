-- SPDX-License-Identifier: MIT

-- What writes the audit log. The triggers are security definer, because service_role and the auth server fire them,
-- too.

create function sanyam_private.audit_tier() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.audit(
        new.id,
        'tier.changed',
        new.id,
        jsonb_build_object('tier', old.tier),
        jsonb_strip_nulls(jsonb_build_object(
            'tier', new.tier,
            -- set_tier sets this during its update.
            'reason', nullif(current_setting('sanyam.tier_reason', true), '')
        ))
    );
    return null;
end;
$$;

create trigger audit_tier after update of tier on public.user_profiles
    for each row when (new.tier <> old.tier) execute function sanyam_private.audit_tier();

-- Writes one row for a deleted account. Its shares and keys write none of their own.
create function sanyam_private.audit_account() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.audit(old.id, 'account.deleted', old.id, jsonb_build_object('tier', old.tier), null);
    return null;
end;
$$;

create trigger audit_account after delete on public.user_profiles
    for each row execute function sanyam_private.audit_account();

-- Returns false while an account is deleted, with its shares and keys.
create function sanyam_private.account_exists(user_id uuid) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return exists (select from public.user_profiles p where p.id = user_id);
end;
$$;

-- Returns a share as the log has it. The owner reads it, so it does not tell whether the address has an account.
create function sanyam_private.audited_share(share public.document_shares) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return jsonb_build_object(
        'document_id', share.document_id,
        'email', share.email,
        'permission', share.permission,
        'expires_at', sanyam_private.rfc3339(share.expires_at)
    );
end;
$$;

create function sanyam_private.audit_share() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op = 'INSERT' then
        perform sanyam_private.audit(
            new.owner_id, 'share.created', new.id, null, sanyam_private.audited_share(new)
        );
    elsif tg_op = 'UPDATE' then
        perform sanyam_private.audit(
            new.owner_id,
            -- At a handover, admin shares fall. No day counts that, because the new owner did not make them.
            case when new.owner_id <> old.owner_id then 'share.lowered' else 'share.changed' end,
            new.id,
            sanyam_private.audited_share(old),
            sanyam_private.audited_share(new)
        );
    elsif sanyam_private.account_exists(old.owner_id) then
        perform sanyam_private.audit(
            old.owner_id, 'share.revoked', old.id, sanyam_private.audited_share(old), null
        );
    end if;
    return null;
end;
$$;

create trigger audit_share after insert or delete on public.document_shares
    for each row execute function sanyam_private.audit_share();

create trigger audit_changed_share after update on public.document_shares
    for each row
    when (
        (new.document_id, new.email, new.permission, new.expires_at)
            is distinct from (old.document_id, old.email, old.permission, old.expires_at)
    )
    execute function sanyam_private.audit_share();

-- Writes one row for the old owner, and one for the new.
create function sanyam_private.audit_owner() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_user_id uuid;
begin
    foreach v_user_id in array array[old.owner_id, new.owner_id] loop
        perform sanyam_private.audit(
            v_user_id,
            'ownership.handed_over',
            new.id,
            jsonb_build_object('owner_id', old.owner_id),
            jsonb_build_object('owner_id', new.owner_id)
        );
    end loop;
    return null;
end;
$$;

create trigger audit_owner after update of owner_id on public.documents
    for each row when (new.owner_id <> old.owner_id) execute function sanyam_private.audit_owner();

create function sanyam_private.audit_offer() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.audit(
        sanyam_private.owner_of(new.document_id),
        'ownership.offered',
        new.document_id,
        null,
        jsonb_build_object('email', new.email)
    );
    return null;
end;
$$;

create trigger audit_offer after insert on sanyam_private.ownership_offers
    for each row execute function sanyam_private.audit_offer();

-- Returns the name of a version as the log has it. Null without a name.
create function sanyam_private.audited_name(version public.document_versions) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return case
        when version.name is not null then jsonb_build_object(
            'version_number', version.version_number,
            'name', version.name,
            'named_by', version.named_by
        )
    end;
end;
$$;

-- Writes a row for the owner, because a name decides whether a version stays.
create function sanyam_private.audit_version_name() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.audit(
        sanyam_private.owner_of(new.document_id),
        case
            when old.name is null then 'version.named'
            when new.name is null then 'version.unnamed'
            else 'version.renamed'
        end,
        new.document_id,
        sanyam_private.audited_name(old),
        sanyam_private.audited_name(new)
    );
    return null;
end;
$$;

create trigger audit_version_name after update of name on public.document_versions
    for each row when (new.name is distinct from old.name) execute function sanyam_private.audit_version_name();

-- Returns a key as the log has it.
create function sanyam_private.audited_key(key public.api_keys) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return jsonb_build_object(
        'name', key.name,
        'prefix', key.prefix,
        'scopes', key.scopes,
        'expires_at', sanyam_private.rfc3339(key.expires_at),
        'revoked_reason', key.revoked_reason
    );
end;
$$;

-- The deletion of a key that has ended is no change.
create function sanyam_private.audit_key() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op = 'INSERT' then
        perform sanyam_private.audit(new.user_id, 'key.created', new.id, null, sanyam_private.audited_key(new));
    elsif tg_op = 'UPDATE' then
        perform sanyam_private.audit(
            new.user_id,
            case when old.revoked_at is null and new.revoked_at is not null then 'key.revoked' else 'key.changed' end,
            new.id,
            sanyam_private.audited_key(old),
            sanyam_private.audited_key(new)
        );
    elsif old.revoked_at is null
        and coalesce(old.expires_at > sanyam_private.clock(), true)
        and sanyam_private.account_exists(old.user_id)
    then
        perform sanyam_private.audit(old.user_id, 'key.revoked', old.id, sanyam_private.audited_key(old), null);
    end if;
    return null;
end;
$$;

create trigger audit_key after insert or delete on public.api_keys
    for each row execute function sanyam_private.audit_key();

-- Not for last_used_at, which changes with use.
create trigger audit_changed_key
    after update of user_id, name, prefix, scopes, expires_at, revoked_at on public.api_keys
    for each row execute function sanyam_private.audit_key();
