-- SPDX-License-Identifier: MIT

-- One of the caller's keys, without its secret. Fails with FORBIDDEN to an API key, API_KEY_NOT_FOUND.
create function public.read_api_key(key_id uuid) returns json
language plpgsql stable security definer set search_path = '' as $$
declare
    v_caller uuid := sanyam_private.require_session();
    v_key public.api_keys;
begin
    select k.* into v_key from public.api_keys k where k.id = read_api_key.key_id and k.user_id = v_caller;
    if not found then
        perform sanyam_private.fail(404, 'API_KEY_NOT_FOUND', 'This API key does not exist.');
    end if;
    return row_to_json(sanyam_private.answer_of(v_key));
end;
$$;

grant create on schema public to sanyam_api;
grant execute on function public.read_api_key(uuid) to authenticated, sanyam_gateway;
alter function public.read_api_key(uuid) owner to sanyam_api;
revoke create on schema public from sanyam_api;
