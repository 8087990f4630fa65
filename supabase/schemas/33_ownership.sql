-- SPDX-License-Identifier: MIT

-- An owner offers a document to an email address. The user of the address accepts it, and becomes its owner.
create table sanyam_private.ownership_offers (
    document_id uuid primary key references public.documents (id) on delete cascade,
    email text not null,
    offered_at timestamptz not null,
    expires_at timestamptz not null,
    constraint addresses_are_lower_case check (email = lower(email))
);

create index offers_to_an_address on sanyam_private.ownership_offers (email);

grant select, insert, update, delete on sanyam_private.ownership_offers to sanyam_api;
alter table sanyam_private.ownership_offers enable row level security;

create policy "functions offer what the caller owns" on sanyam_private.ownership_offers
    for all to sanyam_api
    using (
        exists (
            select from public.documents d
            where d.id = document_id and d.owner_id = (select sanyam_private.caller_id())
        )
        and (select sanyam_private.caller_may(''))
    );

-- Returns the offers to the caller's confirmed address, and how many shares the document has for others than the caller
-- and its owner, how many of them for admins. Shares that wait for somebody to sign up count. Security definer, because
-- the documents are not the caller's yet.
create function sanyam_private.offers_to_caller() returns table (
    document_id uuid, owner_id uuid, owner_email text, name text, size_bytes bigint,
    offered_at timestamptz, expires_at timestamptz, share_count bigint, admin_count bigint
)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 1 as $$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_address text := (
        select sanyam_private.address_of(p.email) from public.user_profiles p where p.id = v_caller
    );
begin
    if sanyam_private.user_of_address(v_address) = v_caller then
        return query
        select d.id, d.owner_id, p.email, d.name, d.size_bytes, o.offered_at, o.expires_at, c.shares, c.admins
        from sanyam_private.ownership_offers o
        join public.documents d on d.id = o.document_id
        join public.user_profiles p on p.id = d.owner_id
        cross join lateral (
            select count(*) as shares, count(*) filter (where s.permission = 'admin') as admins
            from public.document_shares s
            where s.document_id = d.id and s.email <> v_address
                and s.email is distinct from sanyam_private.address_of(p.email)
                and (s.expires_at is null or s.expires_at > sanyam_private.clock())
        ) c
        where o.email = v_address and o.expires_at > sanyam_private.clock()
            and d.deleted_at is null and d.owner_id <> v_caller
            and not sanyam_private.has_blocked(v_caller, d.owner_id);
    end if;
end;
$$;
grant execute on function sanyam_private.offers_to_caller() to sanyam_api;

-- Makes the caller the owner of a document that is offered to them, and returns it; null without an offer. Both
-- accounts must be locked. The document comes to the top of the caller's tree: in a folder that the former owner names,
-- it would lie among files that programs of the caller obey, and the former owner can still edit it. The trigger that
-- counts documents checks the caller's limits. Security definer, because nobody else may change an owner.
create function sanyam_private.take_over(document_id uuid) returns public.documents
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_document public.documents;
begin
    update public.documents d
    set owner_id = sanyam_private.caller_id(), folder = ''
    where d.id = (
        select o.document_id from sanyam_private.offers_to_caller() o where o.document_id = take_over.document_id
    )
    returning d.* into v_document;
    return v_document;
end;
$$;
grant execute on function sanyam_private.take_over(uuid) to sanyam_api;

-- Deletes the offer of a document that has another owner.
create function sanyam_private.end_offer() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    delete from sanyam_private.ownership_offers o where o.document_id = new.id;
    return null;
end;
$$;

create trigger end_offer after update of owner_id on public.documents
    for each row when (new.owner_id <> old.owner_id) execute function sanyam_private.end_offer();

-- Offers a document of the caller to an email address, in place of an earlier offer. Without an address, takes the
-- offer back. The answer does not tell whether the address has an account.
-- Fails with FORBIDDEN for an API key, FEATURE_NOT_AVAILABLE, VALIDATION_ERROR, DOCUMENT_NOT_FOUND, DOCUMENT_READ_ONLY
-- in the trash, and with RATE_LIMIT_EXCEEDED after 100 offers in 24 hours.
create function public.offer_ownership(document_id uuid, email text default null) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
$$;
call sanyam_private.expose('public.offer_ownership(uuid, text)', 'authenticated', 'sanyam_gateway');

-- Deletes the offer of a document to the caller, and returns whether there was one. Security definer, because only the
-- owner sees the offer.
create function sanyam_private.end_offer_to_caller(document_id uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    delete from sanyam_private.ownership_offers o
    where o.document_id in (
        select c.document_id
        from sanyam_private.offers_to_caller() c
        where c.document_id = end_offer_to_caller.document_id
    );
    return found;
end;
$$;
grant execute on function sanyam_private.end_offer_to_caller(uuid) to sanyam_api;

-- Declines a document that is offered to the caller. The owner can offer it again, and is not told.
-- Fails with FORBIDDEN for an API key, DOCUMENT_NOT_FOUND without an offer.
create function public.decline_ownership(document_id uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.require_living_session();
    if not sanyam_private.end_offer_to_caller(document_id) then
        perform sanyam_private.fail_document_not_found();
    end if;
end;
$$;
call sanyam_private.expose('public.decline_ownership(uuid)', 'authenticated', 'sanyam_gateway');

-- Makes the caller the owner of a document that is offered to them. From now on it counts towards their limits. The
-- former owner keeps an edit share, as in Google Drive, even if the new owner's tier does not include sharing. So
-- giving a document away takes it from nobody by surprise, and the new owner can revoke the share. The shares to others
-- stay, too, but none of them permits more than to edit (follow_owner).
-- Fails with FORBIDDEN for an API key, DOCUMENT_NOT_FOUND without an offer, FEATURE_NOT_AVAILABLE, DOCUMENT_TOO_LARGE,
-- TIER_LIMIT_EXCEEDED.
create function public.accept_ownership(document_id uuid) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
$$;
call sanyam_private.expose('public.accept_ownership(uuid)', 'authenticated', 'sanyam_gateway');

-- Answers the documents that others offer to the caller, the oldest offer first, and how many others have access.
-- Fails with FORBIDDEN for an API key.
create function public.list_ownership_offers() returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.require_session();
    return (
        select coalesce(
            json_agg(
                json_build_object(
                    'document_id', o.document_id,
                    'name', o.name,
                    'owner_email', o.owner_email,
                    'offered_at', sanyam_private.rfc3339(o.offered_at),
                    'expires_at', sanyam_private.rfc3339(o.expires_at),
                    'share_count', o.share_count,
                    'admin_count', o.admin_count
                )
                order by o.offered_at, o.document_id
            ),
            '[]'
        )
        from sanyam_private.offers_to_caller() o
    );
end;
$$;
call sanyam_private.expose('public.list_ownership_offers()', 'authenticated', 'sanyam_gateway');
