-- SPDX-License-Identifier: MIT

-- The caller's profile, what the tier allows, what is used of it, and which features are on.
-- Fails with UNAUTHORIZED.
drop function public.my_account();
create function public.my_account() returns json
language plpgsql stable security definer set search_path = '' as $$
declare
    c_time constant text := 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
    v_caller uuid := sanyam_private.require_caller();
    v_profile public.user_profiles;
    v_limits public.tier_limits;
begin
    select p.* into v_profile from public.user_profiles p where p.id = v_caller;
    if not found then
        perform sanyam_private.fail(401, 'UNAUTHORIZED', 'This account no longer exists.', '{"reason": "invalid"}');
    end if;
    v_limits := sanyam_private.limits_of_tier(v_profile.tier);
    return json_build_object(
        'profile', json_build_object(
            'id', v_profile.id,
            'email', v_profile.email,
            'tier', v_profile.tier,
            'created_at', to_char(v_profile.created_at at time zone 'UTC', c_time),
            'updated_at', to_char(v_profile.updated_at at time zone 'UTC', c_time)
        ),
        'tier_limits', v_limits,
        'usage', json_build_object(
            'document_count', v_profile.document_count,
            'storage_used_bytes', v_profile.storage_used_bytes,
            'trash_count', sanyam_private.trash_count(v_caller)
        ),
        'features', (
            select json_object_agg(l.key, l.value) from json_each(to_json(v_limits)) l where l.key like 'has\_%'
        )
    );
end;
$$;

-- Users read in their export how much their keys were used.
grant select on sanyam_private.api_key_usage to sanyam_api;
create policy "functions read the usage of the caller's keys" on sanyam_private.api_key_usage
    for select to sanyam_api
    using (key_id = any (array(
        select k.id from public.api_keys k where k.user_id = (select sanyam_private.caller_id())
    )));

-- The parts of an export. They run with the rights of whoever asks, so policies judge each row.

create function sanyam_private.exported_documents(account sanyam_private.account) returns json
language plpgsql stable set search_path = '' as $$
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
                join sanyam_private.version_answers r using (document_id, version_number)
                cross join lateral (select r.*, v.content) y
                where v.document_id = d.id
            ) h
            where d.owner_id = account.owner_id
        ) x
    );
end;
$$;

create function sanyam_private.exported_shares(owner_id uuid, given boolean) returns json
language plpgsql stable set search_path = '' as $$
declare
    c_time constant text := 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
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
                    'expires_at', to_char(s.expires_at at time zone 'UTC', c_time),
                    'created_at', to_char(s.created_at at time zone 'UTC', c_time),
                    'updated_at', to_char(s.updated_at at time zone 'UTC', c_time)
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

-- Ownership that the caller offers; what others offer has a function of its own.
create function sanyam_private.exported_offers() returns json
language plpgsql stable set search_path = '' as $$
declare
    c_time constant text := 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
begin
    return (
        select coalesce(
            json_agg(
                json_build_object(
                    'document_id', o.document_id,
                    'email', o.email,
                    'offered_at', to_char(o.offered_at at time zone 'UTC', c_time),
                    'expires_at', to_char(o.expires_at at time zone 'UTC', c_time)
                )
                order by o.offered_at, o.document_id
            ),
            '[]'
        )
        from sanyam_private.ownership_offers o
        -- The policy says the same, but finds no index by it.
        where o.document_id = any (array(
            select d.id from public.documents d where d.owner_id = (select sanyam_private.caller_id())
        ))
    );
end;
$$;

create function sanyam_private.exported_keys() returns json
language plpgsql stable set search_path = '' as $$
begin
    return (
        select coalesce(json_agg(a order by k.created_at, k.id), '[]')
        from public.api_keys k
        cross join lateral sanyam_private.answer_of(k) a
    );
end;
$$;

create function sanyam_private.exported_key_usage() returns json
language plpgsql stable set search_path = '' as $$
declare
    c_time constant text := 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
begin
    return (
        select coalesce(
            json_agg(
                json_build_object(
                    'key_id', u.key_id,
                    'hour', to_char(u.hour at time zone 'UTC', c_time),
                    'requests', u.requests,
                    'refused', u.refused,
                    'last_used_at', to_char(u.last_used_at at time zone 'UTC', c_time)
                )
                order by u.hour, u.key_id
            ),
            '[]'
        )
        from sanyam_private.api_key_usage u
    );
end;
$$;

create function sanyam_private.exported_log() returns json
language plpgsql stable set search_path = '' as $$
declare
    c_time constant text := 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
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
                    'created_at', to_char(a.created_at at time zone 'UTC', c_time)
                )
                order by a.id
            ),
            '[]'
        )
        from public.audit_log a
    );
end;
$$;

grant execute on function
    sanyam_private.exported_documents(sanyam_private.account),
    sanyam_private.exported_shares(uuid, boolean),
    sanyam_private.exported_offers(),
    sanyam_private.exported_keys(),
    sanyam_private.exported_key_usage(),
    sanyam_private.exported_log()
to sanyam_api;
