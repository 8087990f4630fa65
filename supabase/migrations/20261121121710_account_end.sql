-- SPDX-License-Identifier: MIT

-- Everything that is the caller's, as one document: the account, documents (the trash included) with their texts and
-- their history, shares given and received, API keys and their usage, offers of ownership, the log.
-- Fails with UNAUTHORIZED, FORBIDDEN for an API key, DOCUMENT_TOO_LARGE.
create function public.export_my_data() returns json
language plpgsql stable security definer set search_path = '' set statement_timeout = '120s' as $$
declare
    -- A value in PostgreSQL has at most 1 GB, and JSON may need several bytes for one of the text.
    c_most_bytes constant bigint := 268435456;
    v_caller uuid := sanyam_private.require_session();
    v_account sanyam_private.account := sanyam_private.account_of(v_caller);
    v_bytes bigint;
begin
    select coalesce(sum(v.size_bytes), 0) into v_bytes
    from public.documents d
    join public.document_versions v on v.document_id = d.id
    where d.owner_id = v_caller;
    begin
        if v_bytes > c_most_bytes then
            raise program_limit_exceeded;
        end if;
        return json_build_object(
            'exported_at',
            to_char(sanyam_private.clock() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            'account', public.my_account(),
            'documents', sanyam_private.exported_documents(v_account),
            'shares_given', sanyam_private.exported_shares(v_caller, true),
            'shares_received', sanyam_private.exported_shares(v_caller, false),
            'ownership_offers_given', sanyam_private.exported_offers(),
            'ownership_offers_received', public.list_ownership_offers(),
            'api_keys', sanyam_private.exported_keys(),
            'api_key_usage', sanyam_private.exported_key_usage(),
            'audit_log', sanyam_private.exported_log()
        );
    exception when program_limit_exceeded then
        perform sanyam_private.fail(
            413,
            'DOCUMENT_TOO_LARGE',
            format(
                'Your documents and their history have %s of text, and one export holds %s. Save the documents one by '
                'one, or delete some for good and try again.',
                pg_size_pretty(v_bytes), pg_size_pretty(c_most_bytes)
            ),
            jsonb_build_object(
                'size', v_bytes,
                'limit', c_most_bytes,
                'tier', (v_account.limits).tier,
                'upgrade_url', sanyam_private.upgrade_url()
            )
        );
    end;
end;
$$;

-- Ends an account: everything that refers to it goes along. Security definer: users are the auth server's.
create function sanyam_private.delete_user(user_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
    v_key_ids uuid[] := array(select k.id from public.api_keys k where k.user_id = delete_user.user_id);
begin
    -- The user before the profile, as when the auth server changes an address; the profile before addresses.
    perform from auth.users u where u.id = delete_user.user_id for update;
    perform sanyam_private.lock_account(delete_user.user_id);
    delete from auth.users u where u.id = delete_user.user_id;
    -- Counting refers to no account, so as not to wait for one.
    delete from sanyam_private.request_windows w where w.user_id = delete_user.user_id;
    delete from sanyam_private.api_key_usage u where u.key_id = any (v_key_ids);
end;
$$;
grant execute on function sanyam_private.delete_user(uuid) to sanyam_api;

-- Deletes the caller's account with all that is theirs, at once and for good. What others own stays theirs, also where
-- the caller changed it. The log keeps what concerned the caller until its retention is over.
-- Fails with UNAUTHORIZED, FORBIDDEN for an API key.
create function public.delete_my_account() returns void
language plpgsql security definer set search_path = '' set statement_timeout = '120s' as $$
begin
    perform sanyam_private.delete_user(sanyam_private.require_session());
end;
$$;

grant create on schema public to sanyam_api;
grant execute on function public.my_account(), public.export_my_data(), public.delete_my_account() to authenticated;
alter function public.my_account() owner to sanyam_api;
alter function public.export_my_data() owner to sanyam_api;
alter function public.delete_my_account() owner to sanyam_api;
revoke create on schema public from sanyam_api;
