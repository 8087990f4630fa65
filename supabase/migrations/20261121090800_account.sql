-- SPDX-License-Identifier: MIT

-- The caller's profile, what the tier allows, what is used of it, and which features are on.
create function public.my_account() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
    v_caller uuid := sanyam_private.require_caller();
    v_profile public.user_profiles;
    v_limits jsonb;
begin
    select p.* into v_profile from public.user_profiles p where p.id = v_caller;
    if not found then
        perform sanyam_private.fail(401, 'UNAUTHORIZED', 'This account no longer exists.', '{"reason": "invalid"}');
    end if;
    v_limits := to_jsonb(sanyam_private.limits_of_tier(v_profile.tier));
    return jsonb_build_object(
        'profile', jsonb_build_object(
            'id', v_profile.id,
            'email', v_profile.email,
            'tier', v_profile.tier,
            'created_at', to_char(v_profile.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            'updated_at', to_char(v_profile.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        ),
        'tier_limits', v_limits,
        'usage', jsonb_build_object(
            'document_count', v_profile.document_count,
            'storage_used_bytes', v_profile.storage_used_bytes
        ),
        'features', (
            select jsonb_object_agg(l.key, l.value) from jsonb_each(v_limits) l where l.key like 'has\_%'
        )
    );
end;
$$;

-- The API, function by function: who may call it, and as whom it runs. Handing a function over takes the right to
-- create in its schema, for as long as it takes.
grant create on schema public to sanyam_api;
grant execute on function
    public.create_document(text, text, text, text),
    public.read_document(uuid),
    public.save_document(uuid, text, text, text, bigint, text),
    public.trash_document(uuid, bigint),
    public.list_documents(text, boolean, text, text, integer, text, text),
    public.my_account()
to authenticated;
alter function public.create_document(text, text, text, text) owner to sanyam_api;
alter function public.read_document(uuid) owner to sanyam_api;
alter function public.save_document(uuid, text, text, text, bigint, text) owner to sanyam_api;
alter function public.trash_document(uuid, bigint) owner to sanyam_api;
alter function public.list_documents(text, boolean, text, text, integer, text, text) owner to sanyam_api;
alter function public.my_account() owner to sanyam_api;
revoke create on schema public from sanyam_api;
