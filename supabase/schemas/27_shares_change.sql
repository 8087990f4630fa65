-- SPDX-License-Identifier: MIT

-- An owner changes shares under the lock of the account, as documents. So a save that began before the share ended is
-- complete when revoke_share returns, or it is refused. Who leaves a share locks nothing that the owner's other
-- documents wait for. Both lock the address before they change a row of a share.

-- Returns the document, if the caller owns it. Fails with DOCUMENT_NOT_FOUND, and with FORBIDDEN if the caller only
-- sees it.
create function sanyam_private.require_own_document(document_id uuid) returns public.documents
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_document public.documents := sanyam_private.document_to_read(document_id);
begin
    if v_document.owner_id = sanyam_private.caller_id() then
        return v_document;
    end if;
    perform sanyam_private.fail(403, 'FORBIDDEN', 'Only the owner of this document may share it or give it away.');
end;
$$;
grant execute on function sanyam_private.require_own_document(uuid) to sanyam_api;

-- Fails with TIER_LIMIT_EXCEEDED if a document has as many shares as it may have. list_shares answers all in one page.
create function sanyam_private.require_room_for_share(document_id uuid, limits public.tier_limits) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    c_most_shares constant integer := 1000;
begin
    if (
        select count(*) from public.document_shares s where s.document_id = require_room_for_share.document_id
    ) >= c_most_shares then
        perform sanyam_private.fail_over_common_limit(
            sanyam_private.caller_id(), limits, 'shares', c_most_shares,
            format('This document is already shared with %s people. Revoke a share first.', c_most_shares)
        );
    end if;
end;
$$;
grant execute on function sanyam_private.require_room_for_share(uuid, public.tier_limits) to sanyam_api;

-- Lets the user of an email address view, edit or administer a document of the caller, until `expires_at` or until the
-- share is revoked.
-- A second call for the same address changes the permission and the expiry; `created` is false then. The answer does
-- not tell whether the address has an account. A repeated request with the same key gets the same answer.
-- Fails with VALIDATION_ERROR, DOCUMENT_NOT_FOUND, FORBIDDEN, DOCUMENT_READ_ONLY in the trash, FEATURE_NOT_AVAILABLE,
-- TIER_LIMIT_EXCEEDED, and with RATE_LIMIT_EXCEEDED after 1,000 new or changed shares in 24 hours.
create function public.share_document(
    document_id uuid,
    email text,
    permission text,
    expires_at timestamptz default null,
    idempotency_key text default null
) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
$$;
call sanyam_private.expose(
    'public.share_document(uuid, text, text, timestamptz, text)', 'authenticated', 'sanyam_gateway'
);

-- Answers the shares of a document of the caller, the oldest first, and whether each has expired.
-- Fails with DOCUMENT_NOT_FOUND, FORBIDDEN.
create function public.list_shares(document_id uuid) returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
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

-- Answers a page of all shares that the caller gave, each with its document, the oldest first, and the cursor to the
-- next page, or null. A page looks at 200 shares and leaves out those of documents in the trash, so that it can have
-- fewer.
-- An API key may not ask: the names of documents are not of its scope.
-- Fails with INVALID_CURSOR.
create function public.list_given_shares(cursor text default null) returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    c_page constant integer := 200;
    v_caller uuid := sanyam_private.require_session();
    v_now timestamptz := sanyam_private.clock();
    v_time timestamptz := sanyam_private.open_time(false);
    v_id uuid := sanyam_private.open_id(false);
begin
    if cursor is not null then
        select c.moment, c.id into v_time, v_id from sanyam_private.read_cursor(cursor) c;
    end if;
    return (
        with page as (
            select s as share, s.id, s.created_at, s.expires_at, s.document_id
            from public.document_shares s
            where s.owner_id = v_caller and (s.created_at, s.id) > (v_time, v_id)
            order by s.created_at, s.id
            limit c_page
        )
        select json_build_object(
            'shares', coalesce(json_agg(x order by p.created_at, p.id) filter (where d.id is not null), '[]'),
            'next_cursor', case when count(*) = c_page then (
                select sanyam_private.cursor_of(l.created_at, l.id) from page l order by l.created_at desc, l.id desc limit 1
            ) end
        )
        from page p
        left join public.documents d on d.id = p.document_id and d.deleted_at is null
        cross join lateral (
            select a.*, coalesce(p.expires_at <= v_now, false) as expired, d.name as document_name
            from sanyam_private.answer_of(p.share) a
        ) x
    );
end;
$$;
call sanyam_private.expose('public.list_given_shares(text)', 'authenticated', 'sanyam_gateway');

-- Ends a share at once. The owner revokes it, or its recipient leaves the document. With a document id, only a share of
-- that document. Fails with SHARE_NOT_FOUND.
create function public.revoke_share(share_id uuid, document_id uuid default null) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.require_caller('shares:write');
    v_share public.document_shares;
begin
    select s.* into v_share
    from public.document_shares s
    where s.id = share_id and s.document_id = coalesce(revoke_share.document_id, s.document_id);
    if v_share.id is not null then
        if v_share.owner_id = v_caller then
            perform sanyam_private.lock_text(v_share.document_id);
            perform sanyam_private.lock_account(sanyam_private.owner_of(v_share.document_id));
        end if;
        -- A share that waits for room may take the place of this one.
        perform sanyam_private.lock_address(v_share.email);
        perform sanyam_private.lock_recipients(array[share_id]);
        delete from public.document_shares s where s.id = share_id;
    end if;
    if not found then
        perform sanyam_private.fail(404, 'SHARE_NOT_FOUND', 'This share does not exist, or you have no access to it.');
    end if;
end;
$$;
call sanyam_private.expose('public.revoke_share(uuid, uuid)', 'authenticated', 'sanyam_gateway');

-- Ends the caller's own share of a document. The owner can share it again.
-- Fails with UNAUTHORIZED, FORBIDDEN for an API key, SHARE_NOT_FOUND.
create function public.leave_document(document_id uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_share_id uuid;
begin
    perform sanyam_private.require_session();
    select s.share_id into v_share_id
    from sanyam_private.shares_of_caller() s
    where s.document_id = leave_document.document_id;
    perform public.revoke_share(v_share_id);
end;
$$;
call sanyam_private.expose('public.leave_document(uuid)', 'authenticated', 'sanyam_gateway');
