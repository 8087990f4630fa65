-- SPDX-License-Identifier: MIT

-- What a user may do to a document is asked at each look at it, by policies, too. A hash index answers with one page,
-- however many shares there are. It holds one value, so the two ids become one number; rows that have it by chance are
-- told apart by the ids.
create index shares_by_document_and_recipient on sanyam_private.share_recipients
    using hash (uuid_hash_extended(document_id, uuid_hash_extended(recipient_id, 0)));

create or replace function sanyam_private.share_permission(document_id uuid) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_permission text;
begin
    select r.permission into v_permission
    from sanyam_private.share_recipients r
    where uuid_hash_extended(r.document_id, uuid_hash_extended(r.recipient_id, 0))
            = uuid_hash_extended(share_permission.document_id, uuid_hash_extended(v_caller, 0))
        and r.document_id = share_permission.document_id
        and r.recipient_id = v_caller
        and (r.expires_at is null or r.expires_at > sanyam_private.clock());
    return v_permission;
end;
$$;
