-- SPDX-License-Identifier: MIT

create function sanyam_private.fail_over_limit(limits public.tier_limits, limit_name text, current bigint) returns void
language plpgsql set search_path = '' as $$
declare
    v_limit bigint := to_jsonb(limits) ->> limit_name;
begin
    perform sanyam_private.fail(
        403,
        'TIER_LIMIT_EXCEEDED',
        case limit_name
            when 'max_documents' then format(
                'Your plan (%s) holds %s documents, and you have %s. Delete one, or upgrade.',
                limits.tier, v_limit, current
            )
            else format(
                'Your plan (%s) stores %s, and you use %s. Empty the trash or delete documents, or upgrade.',
                limits.tier, pg_size_pretty(v_limit), pg_size_pretty(current)
            )
        end,
        jsonb_build_object(
            'limit_name', limit_name,
            'limit', v_limit,
            'current', current,
            'tier', limits.tier,
            'upgrade_url', (select s.upgrade_url from sanyam_private.settings s)
        )
    );
end;
$$;

-- Moves an owner's counters, and refuses what would take them over a limit. Giving back is always possible, also to
-- who is over a limit since a downgrade.
create function sanyam_private.add_usage(owner_id uuid, documents integer, bytes bigint) returns void
language plpgsql set search_path = '' as $$
declare
    v_profile public.user_profiles;
    v_limits public.tier_limits;
begin
    if documents = 0 and bytes = 0 then
        return;
    end if;
    update public.user_profiles p
    set document_count = p.document_count + documents, storage_used_bytes = p.storage_used_bytes + bytes
    where p.id = owner_id
    returning p.* into v_profile;
    v_limits := sanyam_private.limits_of_tier(v_profile.tier);
    if documents > 0 and v_profile.document_count > v_limits.max_documents then
        perform sanyam_private.fail_over_limit(v_limits, 'max_documents', v_profile.document_count - documents);
    end if;
    if bytes > 0 and v_profile.storage_used_bytes > v_limits.max_storage_bytes then
        perform sanyam_private.fail_over_limit(v_limits, 'max_storage_bytes', v_profile.storage_used_bytes - bytes);
    end if;
end;
$$;

-- Counters follow documents whoever changes these: a function, a job, the dashboard, or the end of an account.
-- Documents in the trash count towards storage only. Security definer: nobody else may write a profile.
create function sanyam_private.count_document() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    if tg_op = 'UPDATE' and new.owner_id = old.owner_id then
        perform sanyam_private.add_usage(
            new.owner_id,
            (new.deleted_at is null)::integer - (old.deleted_at is null)::integer,
            new.size_bytes - old.size_bytes
        );
        return null;
    end if;
    if tg_op <> 'INSERT' then
        perform sanyam_private.add_usage(old.owner_id, -(old.deleted_at is null)::integer, -old.size_bytes);
    end if;
    if tg_op <> 'DELETE' then
        perform sanyam_private.add_usage(new.owner_id, (new.deleted_at is null)::integer, new.size_bytes);
    end if;
    return null;
end;
$$;

create trigger count_document after insert or delete or update of owner_id, size_bytes, deleted_at on public.documents
    for each row execute function sanyam_private.count_document();

-- The size of a text in bytes of UTF-8, if the owner's tier allows a document of it.
create function sanyam_private.require_size(owner_id uuid, content text) returns bigint
language plpgsql stable set search_path = '' as $$
declare
    v_size bigint := octet_length(content);
    v_limits public.tier_limits := sanyam_private.limits_of(owner_id);
begin
    if v_size > v_limits.max_document_size_bytes then
        perform sanyam_private.fail(
            413,
            'DOCUMENT_TOO_LARGE',
            format(
                'This document has %s bytes; your plan (%s) allows %s. Make it smaller, or upgrade.',
                v_size, v_limits.tier, v_limits.max_document_size_bytes
            ),
            jsonb_build_object(
                'size', v_size,
                'limit', v_limits.max_document_size_bytes,
                'tier', v_limits.tier,
                'upgrade_url', (select s.upgrade_url from sanyam_private.settings s)
            )
        );
    end if;
    return v_size;
end;
$$;
grant execute on function sanyam_private.require_size(uuid, text) to sanyam_api;
