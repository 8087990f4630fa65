-- SPDX-License-Identifier: MIT

-- The parts of an export. They run as their caller, so policies check each row.

create function sanyam_private.exported_documents(account sanyam_private.account) returns json
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return (
        select coalesce(json_agg(x order by x.updated_at desc, x.id desc), '[]')
        from (
            select a.*, h.content, h.versions
            from public.documents d
            cross join lateral sanyam_private.answer_of(d, account, 'owner') a
            cross join lateral (
                select
                    max(v.content) filter (where v.version_number = d.version) as content,
                    json_agg(y order by v.version_number desc) as versions
                from public.document_versions v
                cross join lateral sanyam_private.answer_of(v, null) r
                cross join lateral (
                    select
                        r.document_id, r.version_number, r.name, r.origin, r.api_key_name, r.created_at, r.created_by,
                        r.document_name, r.language_id, r.size_bytes, r.named_by, v.content
                ) y
                where v.document_id = d.id
            ) h
            where d.owner_id = account.owner_id
        ) x
    );
end;
$$;
grant execute on function sanyam_private.exported_documents(sanyam_private.account) to sanyam_api;

create function sanyam_private.exported_shares(owner_id uuid, given boolean) returns json
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return (
        select coalesce(
            json_agg(
                json_build_object(
                    'id', s.id,
                    'document_id', s.document_id,
                    'owner_id', s.owner_id,
                    'email', s.email,
                    'permission', s.permission,
                    'expires_at', sanyam_private.rfc3339(s.expires_at),
                    'created_at', sanyam_private.rfc3339(s.created_at),
                    'updated_at', sanyam_private.rfc3339(s.updated_at)
                )
                order by s.created_at, s.id
            ),
            '[]'
        )
        from public.document_shares s
        where (s.owner_id = exported_shares.owner_id) = given
    );
end;
$$;
grant execute on function sanyam_private.exported_shares(uuid, boolean) to sanyam_api;

-- Returns the offers by the caller. list_ownership_offers answers the offers to them.
create function sanyam_private.exported_offers() returns json
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return (
        select coalesce(
            json_agg(
                json_build_object(
                    'document_id', o.document_id,
                    'email', o.email,
                    'offered_at', sanyam_private.rfc3339(o.offered_at),
                    'expires_at', sanyam_private.rfc3339(o.expires_at)
                )
                order by o.offered_at, o.document_id
            ),
            '[]'
        )
        from sanyam_private.ownership_offers o
        -- The policy checks the same, but without an index.
        where o.document_id = any (array(
            select d.id from public.documents d where d.owner_id = (select sanyam_private.caller_id())
        ))
    );
end;
$$;
grant execute on function sanyam_private.exported_offers() to sanyam_api;

create function sanyam_private.exported_keys() returns json
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return (
        select coalesce(json_agg(a order by k.created_at, k.id), '[]')
        from public.api_keys k
        cross join lateral sanyam_private.answer_of(k) a
    );
end;
$$;
grant execute on function sanyam_private.exported_keys() to sanyam_api;

create function sanyam_private.exported_key_usage() returns json
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return (
        select coalesce(
            json_agg(
                json_build_object(
                    'key_id', u.key_id,
                    'hour', sanyam_private.rfc3339(u.hour),
                    'requests', u.requests,
                    'refused', u.refused,
                    'last_used_at', sanyam_private.rfc3339(u.last_used_at)
                )
                order by u.hour, u.key_id
            ),
            '[]'
        )
        from sanyam_private.api_key_usage u
    );
end;
$$;
grant execute on function sanyam_private.exported_key_usage() to sanyam_api;

create function sanyam_private.exported_log() returns json
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return (
        select coalesce(
            json_agg(
                json_build_object(
                    'id', a.id,
                    'user_id', a.user_id,
                    'actor_id', a.actor_id,
                    'actor_role', a.actor_role,
                    'actor_key_name', a.actor_key_name,
                    'action', a.action,
                    'subject_id', a.subject_id,
                    'before', a.before,
                    'after', a.after,
                    'created_at', sanyam_private.rfc3339(a.created_at)
                )
                order by a.id
            ),
            '[]'
        )
        from public.audit_log a
    );
end;
$$;
grant execute on function sanyam_private.exported_log() to sanyam_api;

-- Answers everything of the caller: the account, documents with their texts and history (the trash included),
-- shares, API keys and their usage, offers of ownership, the audit log.
-- Fails with UNAUTHORIZED, FORBIDDEN for an API key, DOCUMENT_TOO_LARGE.
create function public.export_my_data() returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set statement_timeout = '120s' as $$
declare
    -- PostgreSQL limits a value to 1 GB, and JSON can need several bytes for one byte of text.
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
            sanyam_private.rfc3339(sanyam_private.clock()),
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
                'Your documents and their history have %s of text. An export holds %s. Save the documents one by one, '
                'or delete some permanently and try again.',
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
call sanyam_private.expose('public.export_my_data()', 'authenticated');
