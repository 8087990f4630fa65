-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

DROP POLICY "functions delete versions for who may edit" ON "public"."document_versions";

DROP POLICY "functions name versions for who may edit" ON "public"."document_versions";

ALTER TABLE "public"."document_versions" ADD COLUMN "named_by" uuid;

ALTER TYPE "sanyam_private"."version_answer" ADD ATTRIBUTE "named_by" uuid CASCADE;

CREATE OR REPLACE FUNCTION public.name_version(document_id uuid, version_number bigint, name text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_caller('documents:write');
    v_name text := nullif(sanyam_private.trimmed(name), '');
    v_locked sanyam_private.locked_document;
    v_document public.documents;
    v_version public.document_versions;
    v_had_name boolean;
    v_email text;
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        'name', sanyam_private.version_name_problem(v_name)
    ));
    v_locked := sanyam_private.lock_history(document_id, null);
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
        perform sanyam_private.require_naming_is_rare(v_document.owner_id);
        update public.document_versions v
        set name = v_name, named_by = case when v_name is not null then v_caller end
        where v.document_id = v_document.id and v.version_number = v_version.version_number
        returning v.* into strict v_version;
        update public.documents d
        set named_version_count = d.named_version_count + (v_name is not null)::integer - v_had_name::integer
        where d.id = v_document.id;
    end if;
    v_email := sanyam_private.author_email(v_version.created_by, v_document.owner_id);
    return row_to_json(sanyam_private.answer_of(v_version, v_email));
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.answer_of(version public.document_versions, created_by_email text)
 RETURNS sanyam_private.version_answer
 LANGUAGE sql
 STABLE
RETURN ROW((version).document_id, (version).version_number, (version).name, (version).origin, (version).api_key_name, sanyam_private.rfc3339((version).created_at), (version).created_by, (version).document_name, (version).language_id, (version).size_bytes, created_by_email, (version).named_by)::sanyam_private.version_answer;

CREATE OR REPLACE FUNCTION sanyam_private.audit_version_name()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.audit(
        sanyam_private.owner_of(new.document_id),
        case
            when old.name is null then 'version.named'
            when new.name is null then 'version.unnamed'
            else 'version.renamed'
        end,
        new.document_id,
        sanyam_private.audited_name(old),
        sanyam_private.audited_name(new)
    );
    return null;
end;
$function$;

ALTER FUNCTION "sanyam_private"."audit_version_name"() OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.audited_name(version public.document_versions)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return case
        when version.name is not null then jsonb_build_object(
            'version_number', version.version_number,
            'name', version.name,
            'named_by', version.named_by
        )
    end;
end;
$function$;

ALTER FUNCTION "sanyam_private"."audited_name"(public.document_versions) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.exported_documents(account sanyam_private.account)
 RETURNS json
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.require_naming_is_rare(owner_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    -- Far more than anybody names by hand, and fewer rows than the log can hold.
    c_most_changes_a_day constant integer := 500;
    v_caller uuid := sanyam_private.caller_id();
    v_since timestamptz := sanyam_private.clock() - interval '24 hours';
begin
    if (
        select count(*)
        from public.audit_log a
        where a.user_id = require_naming_is_rare.owner_id and a.created_at > v_since
            and a.actor_id = v_caller and a.action like 'version.%'
    ) >= c_most_changes_a_day then
        perform sanyam_private.fail(
            429,
            'RATE_LIMIT_EXCEEDED',
            format('You changed the names of versions %s times in 24 hours. Try again tomorrow.', c_most_changes_a_day),
            jsonb_build_object('limit', c_most_changes_a_day)
        );
    end if;
end;
$function$;

ALTER FUNCTION "sanyam_private"."require_naming_is_rare"(uuid) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.require_room_for_name(document public.documents, limits public.tier_limits)
 RETURNS void
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    -- The other half of the versions is for those to come.
    v_limit integer := limits.max_versions_per_document / 2;
    v_is_owner boolean := document.owner_id = sanyam_private.caller_id();
    v_by_others bigint;
begin
    if not v_is_owner then
        select count(*) into v_by_others
        from public.document_versions v
        where v.document_id = document.id and v.name is not null and v.named_by <> document.owner_id;
        if document.named_version_count >= v_limit or v_by_others >= v_limit / 2 then
            perform sanyam_private.fail(
                403,
                'TIER_LIMIT_EXCEEDED',
                'No more versions of this document can have a name that was not given by its owner. Remove a name that '
                'you gave, or ask the owner to name this version.',
                '{"limit_name": "max_named_versions"}'
            );
        end if;
    elsif document.named_version_count >= v_limit then
        perform sanyam_private.fail_over_limit(
            limits, 'max_named_versions', v_limit, document.named_version_count,
            format(
                'Your plan (%s) allows %s named versions of a document, and this one has %s. '
                'Remove a name, or upgrade.',
                limits.tier, v_limit, document.named_version_count
            )
        );
    end if;
end;
$function$;

ALTER FUNCTION "sanyam_private"."require_room_for_name"(public.documents, public.tier_limits) OWNER TO "postgres";

CREATE TRIGGER audit_version_name AFTER UPDATE OF name ON public.document_versions FOR EACH ROW WHEN ((new.name IS DISTINCT FROM old.name)) EXECUTE FUNCTION sanyam_private.audit_version_name();

CREATE POLICY "functions delete versions without a name for who may edit" ON "public"."document_versions" FOR DELETE TO "sanyam_api" USING (((name IS NULL) AND sanyam_private.may_change(document_id)));

CREATE POLICY "functions name versions for who may edit" ON "public"."document_versions" FOR UPDATE TO "sanyam_api" USING ((sanyam_private.may_change(document_id) AND ((name IS NULL) OR (named_by = ( SELECT sanyam_private.caller_id() AS caller_id)) OR (sanyam_private.owner_of(document_id) = ( SELECT sanyam_private.caller_id() AS caller_id)) OR (sanyam_private.share_permission(document_id) = 'admin'::text)))) WITH CHECK ((sanyam_private.may_change(document_id) AND ((name IS NULL) OR (named_by = ( SELECT sanyam_private.caller_id() AS caller_id)))));

REVOKE ALL ON FUNCTION "sanyam_private"."audit_version_name"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."audit_version_name"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."audit_version_name"() TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."audited_name"(public.document_versions) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."audited_name"(public.document_versions) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."audited_name"(public.document_versions) TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."require_naming_is_rare"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."require_naming_is_rare"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."require_naming_is_rare"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."require_naming_is_rare"(uuid) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."require_room_for_name"(public.documents, public.tier_limits) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."require_room_for_name"(public.documents, public.tier_limits) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."require_room_for_name"(public.documents, public.tier_limits) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."require_room_for_name"(public.documents, public.tier_limits) TO "sanyam_api";

REVOKE ALL ("named_by") ON TABLE "public"."document_versions" FROM "sanyam_api";

GRANT UPDATE ("named_by") ON TABLE "public"."document_versions" TO "sanyam_api";
-- Write this by hand: rows of new databases, and order and storage of columns.
--   wanted: column named_by of document_versions (p): place 13, storage p, compression , statistics 
