-- SPDX-License-Identifier: MIT

grant create on schema public to sanyam_api;
set local check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.decline_ownership(document_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.require_session();
    if not sanyam_private.end_offer_to_caller(document_id) then
        perform sanyam_private.fail_document_not_found();
    end if;
end;
$function$;

ALTER FUNCTION "public"."decline_ownership"(uuid) OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION public.leave_document(document_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_share_id uuid;
begin
    perform sanyam_private.require_session();
    select s.share_id into v_share_id
    from sanyam_private.shares_of_caller() s
    where s.document_id = leave_document.document_id;
    perform public.revoke_share(v_share_id);
end;
$function$;

ALTER FUNCTION "public"."leave_document"(uuid) OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION public.list_new_shares(since timestamp with time zone DEFAULT NULL::timestamp with time zone)
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    c_most_shares constant integer := 20;
    v_shares json;
begin
    perform sanyam_private.require_caller('documents:read');
    select json_agg(
        json_build_object(
            'document_id', x.document_id,
            'name', x.name,
            'owner_email', (sanyam_private.account_of(x.owner_id)).email,
            'permission', x.permission,
            'shared_at', sanyam_private.rfc3339(x.created_at)
        )
        order by x.created_at desc, x.document_id
    )
    into v_shares
    from sanyam_private.shares_since(since, c_most_shares) x;
    return json_build_object('now', sanyam_private.rfc3339(sanyam_private.clock()), 'shares', coalesce(v_shares, '[]'));
end;
$function$;

ALTER FUNCTION "public"."list_new_shares"(timestamp with time zone) OWNER TO "sanyam_api";

CREATE OR REPLACE FUNCTION public.restore_version(document_id uuid, version_number bigint, base_version bigint DEFAULT NULL::bigint)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_locked sanyam_private.locked_document;
    v_content text;
begin
    perform sanyam_private.require_caller('documents:write');
    v_locked := sanyam_private.lock_history(document_id, base_version, true);
    select v.content into v_content
    from public.document_versions v
    where v.document_id = (v_locked.document).id and v.version_number = restore_version.version_number;
    if not found then
        perform sanyam_private.fail_version_not_found();
    end if;
    return sanyam_private.change_locked_document(v_locked, v_content, null, null, 'restore', null);
end;
$function$;

CREATE OR REPLACE FUNCTION public.save_document(document_id uuid, content text DEFAULT NULL::text, name text DEFAULT NULL::text, language_id text DEFAULT NULL::text, base_version bigint DEFAULT NULL::bigint, origin text DEFAULT NULL::text, folder text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_caller('documents:write');
    v_name text := sanyam_private.normalized_name(name);
    v_folder text := sanyam_private.normalized_folder(folder);
    v_name_problem text;
    v_locked sanyam_private.locked_document;
begin
    if name is not null or language_id is not null or origin is not null or folder is not null then
        v_name_problem := sanyam_private.name_problem(v_name);
        -- A name from a release with other rules can stay.
        if v_name_problem is not null and exists (
            select from public.documents d where d.id = document_id and d.name in (v_name, save_document.name)
        ) then
            v_name := null;
            v_name_problem := null;
        end if;
        perform sanyam_private.require_valid(jsonb_build_object(
            'name', v_name_problem,
            'language_id', sanyam_private.language_id_problem(language_id),
            'origin', case when origin not in ('save', 'autosave') then 'The origin is save or autosave.' end,
            'folder', sanyam_private.folder_problem(v_folder)
        ));
    end if;
    v_locked := sanyam_private.lock_document(document_id, base_version, only_saves => true);
    if v_locked.permission <> 'owner' and v_folder <> (v_locked.document).folder then
        perform sanyam_private.fail(403, 'FORBIDDEN', 'Only the owner may move this document to another folder.');
    end if;
    return sanyam_private.change_locked_document(
        v_locked, content, v_name, language_id, coalesce(origin, 'save'), v_folder
    );
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.address_problem(address text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return case
        when coalesce(address, '') = '' then 'Enter an email address.'
        when char_length(address) > 254 then 'An email address can have at most 254 characters.'
        -- Supabase Auth has the rule of HTML: no letters outside of ASCII before the @.
        when address !~ '^[A-Za-z0-9.!#$%&''*+/=?^_`{|}~-]+@[^@()<>\[\]:;,"\\.]+(\.[^@()<>\[\]:;,"\\.]+)*$'
            or address ~ '[\u0001-\u0020\u007f-\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f\u3000\ufeff]'
            or sanyam_private.hidden_character_problem(address) is not null
            then 'Enter a valid email address.'
        -- Mail servers and Supabase Auth have domains in ASCII. Programs convert others: asciiAddress of @sanyam/types.
        when address ~ '@.*[^\u0001-\u007f]'
            then 'Enter the domain in ASCII, such as xn--bcher-kva.example for bücher.example.'
        -- Nobody can sign up with another domain: labels of at most 63 letters, digits and hyphens (RFC 5321, 4.1.2).
        when address ~ '@.*([^A-Za-z0-9.-]|[^.]{64})' or address ~ '@(.*\.)?-' or address ~ '@.*-(\.|$)'
            then 'Enter a valid email address.'
    end;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.change_locked_document(locked sanyam_private.locked_document, content text, name text, language_id text, origin text, folder text)
 RETURNS json
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_permission text;
begin
    -- An owner stays one under the lock. The block below costs a subtransaction.
    if locked.permission = 'owner' then
        return sanyam_private.change_document(locked, content, name, language_id, origin, folder);
    end if;
    begin
        return sanyam_private.change_document(locked, content, name, language_id, origin, folder);
    exception when insufficient_privilege or no_data_found then
        v_permission := sanyam_private.share_permission((locked.document).id);
        if v_permission is null then
            perform sanyam_private.fail_document_not_found();
        elsif v_permission = 'view' then
            perform sanyam_private.fail_read_only('view_share');
        end if;
        raise;
    end;
end;
$function$;

ALTER FUNCTION "sanyam_private"."change_locked_document"(sanyam_private.locked_document, text, text, text, text, text) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.end_offer_to_caller(document_id uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    delete from sanyam_private.ownership_offers o
    where o.document_id in (
        select c.document_id
        from sanyam_private.offers_to_caller() c
        where c.document_id = end_offer_to_caller.document_id
    );
    return found;
end;
$function$;

ALTER FUNCTION "sanyam_private"."end_offer_to_caller"(uuid) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.shares_since(since timestamp with time zone, most integer)
 RETURNS TABLE(document_id uuid, name text, owner_id uuid, permission text, created_at timestamp with time zone)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 1
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return query
    select d.id, d.name, d.owner_id, c.permission, s.created_at
    from sanyam_private.shares_of_caller() c
    join public.document_shares s on s.id = c.share_id
    join public.documents d on d.id = s.document_id
    where s.created_at > since and d.deleted_at is null
    order by s.created_at desc, d.id
    limit most;
end;
$function$;

ALTER FUNCTION "sanyam_private"."shares_since"(timestamp with time zone, integer) OWNER TO "postgres";

REVOKE ALL ON FUNCTION "public"."decline_ownership"(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "public"."decline_ownership"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."decline_ownership"(uuid) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."decline_ownership"(uuid) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."decline_ownership"(uuid) TO "sanyam_gateway";

REVOKE ALL ON FUNCTION "public"."leave_document"(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "public"."leave_document"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."leave_document"(uuid) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."leave_document"(uuid) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."leave_document"(uuid) TO "sanyam_gateway";

REVOKE ALL ON FUNCTION "public"."list_new_shares"(timestamp with time zone) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "public"."list_new_shares"(timestamp with time zone) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_new_shares"(timestamp with time zone) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."list_new_shares"(timestamp with time zone) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."list_new_shares"(timestamp with time zone) TO "sanyam_gateway";

REVOKE ALL ON FUNCTION "sanyam_private"."change_locked_document"(sanyam_private.locked_document, text, text, text, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."change_locked_document"(sanyam_private.locked_document, text, text, text, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."change_locked_document"(sanyam_private.locked_document, text, text, text, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."change_locked_document"(sanyam_private.locked_document, text, text, text, text, text) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."end_offer_to_caller"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."end_offer_to_caller"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."end_offer_to_caller"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."end_offer_to_caller"(uuid) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."shares_since"(timestamp with time zone, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."shares_since"(timestamp with time zone, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."shares_since"(timestamp with time zone, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."shares_since"(timestamp with time zone, integer) TO "sanyam_api";
revoke create on schema public from sanyam_api;
