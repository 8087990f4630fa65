-- SPDX-License-Identifier: MIT

-- Shares change under the lock of the owner's account, as documents do: a save that began before a share ended is
-- either done by then, or refused.

-- The document, if it is the caller's. Fails with DOCUMENT_NOT_FOUND, and with FORBIDDEN for who may see it.
create function sanyam_private.require_own_document(document_id uuid) returns public.documents
language plpgsql stable set search_path = '' as $$
declare
    v_document public.documents;
begin
    select d.* into v_document from public.documents d where d.id = document_id;
    if v_document.owner_id = sanyam_private.caller_id() then
        return v_document;
    end if;
    -- Others do not see the trash.
    if v_document.id is null or v_document.deleted_at is not null then
        perform sanyam_private.fail_not_found();
    end if;
    perform sanyam_private.fail(403, 'FORBIDDEN', 'Only its owner may share this document, or give it to somebody else.');
end;
$$;
grant execute on function sanyam_private.require_own_document(uuid) to sanyam_api;

-- Lets whoever has an e-mail address view, edit or administer (edit, delete and restore) a document of the caller's,
-- for good or until `expires_at`. The same address again changes permission and expiry, and then `created` is false.
-- Nothing tells whether the address has an account. With a key, asking again gives the same answer.
-- Fails with VALIDATION_ERROR, DOCUMENT_NOT_FOUND, FORBIDDEN, DOCUMENT_READ_ONLY in the trash, FEATURE_NOT_AVAILABLE,
-- TIER_LIMIT_EXCEEDED.
create function public.share_document(
    document_id uuid,
    email text,
    permission text,
    expires_at timestamptz default null,
    idempotency_key text default null
) returns json
language plpgsql security definer set search_path = '' as $$
declare
    -- A page shows them all. Who shares with more people wants a group, or to publish.
    c_most_shares constant integer := 1000;
    v_caller uuid := sanyam_private.require_caller('shares:write');
    v_address text := sanyam_private.address_of(email);
    v_account sanyam_private.account;
    v_request_hash bytea;
    v_document public.documents;
    v_share public.document_shares;
    v_created boolean := false;
    v_now timestamptz;
    v_answer json;
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        'email', sanyam_private.address_problem(v_address),
        'permission', case
            when permission in ('view', 'edit', 'admin') then null
            else 'The permission is view, edit or admin.'
        end,
        'idempotency_key', case
            when char_length(idempotency_key) not between 1 and 255 then 'A key has 1 to 255 characters.'
        end
    ));
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
        'email', case when v_address = lower(v_account.email) then 'This is your own address.' end,
        -- A year of five digits is no time in RFC 3339.
        'expires_at', case
            when expires_at <= v_now then 'The time is in the past.'
            when expires_at >= timestamptz '10000-01-01 00:00:00+00' then 'The time is after the year 9999.'
        end
    ));
    if v_document.deleted_at is not null then
        perform sanyam_private.fail_read_only('trashed');
    end if;
    perform sanyam_private.require_feature(
        v_account.limits,
        'document_sharing',
        format('Your plan (%s) does not share documents. Upgrade to share this one.', (v_account.limits).tier)
    );
    select s.* into v_share
    from public.document_shares s
    where s.email = v_address and s.document_id = v_document.id;
    if v_share.id is null then
        v_created := true;
        if (select count(*) from public.document_shares s where s.document_id = v_document.id) >= c_most_shares then
            perform sanyam_private.fail(
                403,
                'TIER_LIMIT_EXCEEDED',
                'This document is shared with as many people as it can be. Revoke a share to make place for another.',
                jsonb_build_object(
                    'limit_name', 'shares', 'limit', c_most_shares, 'current', c_most_shares,
                    'tier', (v_account.limits).tier, 'upgrade_url', sanyam_private.upgrade_url()
                )
            );
        end if;
        insert into public.document_shares (document_id, owner_id, email, permission, expires_at, created_at, updated_at)
        values (v_document.id, v_caller, v_address, permission, expires_at, v_now, v_now)
        returning * into v_share;
    elsif (v_share.permission, v_share.expires_at) is distinct from (permission, expires_at) then
        update public.document_shares s
        set permission = share_document.permission, expires_at = share_document.expires_at, updated_at = v_now
        where s.id = v_share.id
        returning s.* into strict v_share;
    end if;
    select row_to_json(x) into v_answer
    from (select a.*, v_created as created from sanyam_private.answer_of(v_share) a) x;
    if idempotency_key is not null then
        insert into sanyam_private.idempotency_records (user_id, key, request_hash, answer)
        values (v_caller, idempotency_key, v_request_hash, v_answer);
    end if;
    return v_answer;
end;
$$;
call sanyam_private.expose('public.share_document(uuid, text, text, timestamptz, text)', 'authenticated', 'sanyam_gateway');

-- The shares of a document of the caller's, the oldest first, and whether each has expired.
-- Fails with DOCUMENT_NOT_FOUND, FORBIDDEN.
create function public.list_shares(document_id uuid) returns json
language plpgsql stable security definer set search_path = '' as $$
declare
    v_caller uuid := sanyam_private.require_caller('shares:read');
    v_now timestamptz := sanyam_private.clock();
    v_document public.documents := sanyam_private.require_own_document(document_id);
begin
    return (
        select coalesce(json_agg(x order by s.created_at, s.id), '[]')
        from public.document_shares s
        cross join lateral (
            select a.*, coalesce(s.expires_at <= v_now, false) as expired from sanyam_private.answer_of(s) a
        ) x
        where s.document_id = v_document.id and s.owner_id = v_caller
    );
end;
$$;
call sanyam_private.expose('public.list_shares(uuid)', 'authenticated', 'sanyam_gateway');

create function public.revoke_share(share_id uuid, document_id uuid default null) returns void
language plpgsql security definer set search_path = '' as $$
declare
    v_share public.document_shares;
begin
    perform sanyam_private.require_caller('shares:write');
    select s.* into v_share
    from public.document_shares s
    where s.id = share_id and s.document_id = coalesce(revoke_share.document_id, s.document_id);
    if v_share.id is not null then
        perform sanyam_private.hold_owner(v_share.document_id);
        perform sanyam_private.lock_account(sanyam_private.owner_of(v_share.document_id));
        delete from public.document_shares s where s.id = share_id;
    end if;
    if not found then
        perform sanyam_private.fail(404, 'SHARE_NOT_FOUND', 'This share does not exist, or has ended.');
    end if;
end;
$$;
call sanyam_private.expose('public.revoke_share(uuid, uuid)', 'authenticated', 'sanyam_gateway');
