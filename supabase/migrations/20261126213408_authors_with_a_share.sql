-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

DROP FUNCTION "sanyam_private"."author_email"(uuid, uuid);

CREATE OR REPLACE FUNCTION public.list_versions(document_id uuid, page_size integer DEFAULT NULL::integer, cursor text DEFAULT NULL::text, direction text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
    v_caller uuid := sanyam_private.require_caller('versions:read');
    v_forward boolean := coalesce(direction = 'next', true);
    v_page_size integer := sanyam_private.page_size_of(page_size);
    v_document public.documents;
    v_owner_email text;
    v_caller_email text;
    v_cursor integer;
    v_above integer := 0;
    v_below integer;
    v_answers sanyam_private.version_answer[];
    v_count integer;
    v_newest integer;
    v_oldest integer;
    v_older boolean;
begin
    if direction is not null then
        perform sanyam_private.require_valid(jsonb_build_object(
            'direction', sanyam_private.direction_problem(direction)
        ));
    end if;
    v_document := sanyam_private.document_to_read(document_id);
    v_owner_email := (sanyam_private.account_of(v_document.owner_id)).email;
    if v_caller <> v_document.owner_id then
        v_caller_email := (sanyam_private.account_of(v_caller)).email;
    end if;
    if cursor is not null then
        v_cursor := sanyam_private.read_version_cursor(cursor, v_document.id);
    end if;
    if v_forward then
        v_below := v_cursor;
    else
        v_above := coalesce(v_cursor, 0);
        select v.version_number into v_below
        from public.document_versions v
        where v.document_id = v_document.id and v.version_number > v_above
        order by v.version_number
        offset v_page_size
        limit 1;
    end if;
    v_below := coalesce(v_below, v_document.version + 1);
    -- One row more than the page tells whether there are older versions.
    v_answers := array(
        select sanyam_private.answer_of(p, case p.created_by
            when v_document.owner_id then v_owner_email
            when v_caller then v_caller_email
            else sanyam_private.shared_address(v_document.id, v_document.owner_id, p.created_by)
        end)
        from (
            select v.*
            from public.document_versions v
            where v.document_id = v_document.id and v.version_number > v_above and v.version_number < v_below
            order by v.version_number desc
            limit v_page_size + 1
        ) p
    );
    v_count := least(cardinality(v_answers), v_page_size);
    -- If all versions of the page are deleted, both sides begin at its place.
    v_newest := coalesce(v_answers[1].version_number, v_below - 1);
    v_oldest := coalesce(v_answers[v_count].version_number, v_below);
    v_older := cardinality(v_answers) > v_count;
    if v_above > 0 then
        v_older := exists (
            select from public.document_versions v
            where v.document_id = v_document.id and v.version_number < v_oldest
        );
    end if;
    -- The newest version always exists, so there is no need to look for newer ones.
    return json_build_object(
        'items', v_answers[1:v_count],
        'next_cursor', case when v_older then sanyam_private.version_cursor_of(v_document.id, v_oldest) end,
        'prev_cursor', case
            when v_newest < v_document.version then sanyam_private.version_cursor_of(v_document.id, v_newest)
        end,
        'total_count', v_document.version_count,
        'page_size', v_page_size
    );
end;
$function$;

CREATE OR REPLACE FUNCTION public.name_version(document_id uuid, version_number bigint, name text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    -- Far more than anybody names by hand.
    c_most_changes_a_day constant integer := 500;
    v_caller uuid := sanyam_private.require_caller('documents:write');
    v_name text := nullif(sanyam_private.normalized_name(sanyam_private.trimmed(name)), '');
    v_locked sanyam_private.locked_document;
    v_document public.documents;
    v_version public.document_versions;
    v_had_name boolean;
    v_email text;
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        'name', sanyam_private.label_problem(v_name)
    ));
    v_locked := sanyam_private.lock_history(document_id, null, false);
    v_document := v_locked.document;
    select v.* into v_version
    from public.document_versions v
    where v.document_id = v_document.id and v.version_number = name_version.version_number;
    if not found then
        perform sanyam_private.fail_version_not_found();
    end if;
    if v_version.name is distinct from v_name then
        v_had_name := v_version.name is not null;
        if v_had_name and v_locked.permission = 'edit' and v_version.named_by is distinct from v_caller
        then
            perform sanyam_private.fail(
                403,
                'FORBIDDEN',
                'Another user gave this version its name. Only they, the owner of the document or an admin share may '
                'change it.'
            );
        end if;
        if not v_had_name then
            perform sanyam_private.require_room_for_name(v_document, (v_locked.account).limits);
        end if;
        perform sanyam_private.require_rare(
            v_document.owner_id, array['version.named', 'version.renamed', 'version.unnamed'], c_most_changes_a_day,
            format('You changed the names of versions %s times in 24 hours. Try again tomorrow.', c_most_changes_a_day)
        );
        update public.document_versions v
        set name = v_name, named_by = case when v_name is not null then v_caller end
        where v.document_id = v_document.id and v.version_number = v_version.version_number
        returning v.* into strict v_version;
        update public.documents d
        set named_version_count = d.named_version_count + (v_name is not null)::integer - v_had_name::integer
        where d.id = v_document.id;
    end if;
    v_email := sanyam_private.author_email(v_document.id, v_version.created_by, v_document.owner_id);
    return row_to_json(sanyam_private.answer_of(v_version, v_email));
end;
$function$;

CREATE OR REPLACE FUNCTION public.read_version(document_id uuid, version_number bigint)
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_document public.documents;
    v_version public.document_versions;
    v_email text;
begin
    perform sanyam_private.require_caller('versions:read');
    v_document := sanyam_private.document_to_read(document_id);
    select v.* into v_version
    from public.document_versions v
    where v.document_id = v_document.id and v.version_number = read_version.version_number;
    if not found then
        perform sanyam_private.fail_version_not_found();
    end if;
    v_email := sanyam_private.author_email(v_document.id, v_version.created_by, v_document.owner_id);
    return (
        select row_to_json(x) from (select (sanyam_private.answer_of(v_version, v_email)).*, v_version.content) x
    );
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.author_email(document_id uuid, author_id uuid, owner_id uuid)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    if author_id = owner_id or author_id = sanyam_private.caller_id() then
        return (sanyam_private.account_of(author_id)).email;
    end if;
    return sanyam_private.shared_address(document_id, owner_id, author_id);
end;
$function$;

ALTER FUNCTION "sanyam_private"."author_email"(uuid, uuid, uuid) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.shared_address(document_id uuid, owner_id uuid, user_id uuid)
 RETURNS text
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    if owner_id is distinct from sanyam_private.caller_id() then
        return null;
    end if;
    return (
        select s.email
        from sanyam_private.share_recipients r
        join public.document_shares s on s.id = r.share_id
        where uuid_hash_extended(r.document_id, uuid_hash_extended(r.recipient_id, 0))
                = uuid_hash_extended(shared_address.document_id, uuid_hash_extended(shared_address.user_id, 0))
            and r.document_id = shared_address.document_id and r.recipient_id = shared_address.user_id
        limit 1
    );
end;
$function$;

ALTER FUNCTION "sanyam_private"."shared_address"(uuid, uuid, uuid) OWNER TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."author_email"(uuid, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."author_email"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."author_email"(uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."author_email"(uuid, uuid, uuid) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."shared_address"(uuid, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."shared_address"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."shared_address"(uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."shared_address"(uuid, uuid, uuid) TO "sanyam_api";
