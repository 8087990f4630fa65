-- SPDX-License-Identifier: MIT

grant create on schema public to sanyam_api;
set local check_function_bodies = off;

DROP INDEX "public"."shares_by_an_owner";

DROP FUNCTION "sanyam_private"."shares_since"(timestamp with time zone, integer);

CREATE OR REPLACE FUNCTION public.list_given_shares(cursor text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    c_page constant integer := 200;
    v_caller uuid := sanyam_private.require_session();
    v_now timestamptz := sanyam_private.clock();
    v_time timestamptz := sanyam_private.open_time(false);
    v_id uuid := sanyam_private.open_id(false);
begin
    if cursor is not null then
        select c.moment, c.id into v_time, v_id from sanyam_private.read_cursor(cursor) c;
    end if;
    return (
        with page as (
            select s as share, s.id, s.created_at, s.expires_at, s.document_id
            from public.document_shares s
            where s.owner_id = v_caller and (s.created_at, s.id) > (v_time, v_id)
            order by s.created_at, s.id
            limit c_page
        )
        select json_build_object(
            'shares', coalesce(json_agg(x order by p.created_at, p.id) filter (where d.id is not null), '[]'),
            'next_cursor', case when count(*) = c_page then (
                select sanyam_private.cursor_of(l.created_at, l.id) from page l order by l.created_at desc, l.id desc limit 1
            ) end
        )
        from page p
        left join public.documents d on d.id = p.document_id and d.deleted_at is null
        cross join lateral (
            select a.*, coalesce(p.expires_at <= v_now, false) as expired, d.name as document_name
            from sanyam_private.answer_of(p.share) a
        ) x
    );
end;
$function$;

ALTER FUNCTION "public"."list_given_shares"(text) OWNER TO "sanyam_api";

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
            'shared_at', sanyam_private.rfc3339(x.created_at),
            'expires_at', sanyam_private.rfc3339(x.expires_at)
        )
        order by x.created_at desc, x.document_id
    )
    into v_shares
    from sanyam_private.shares_since(since, c_most_shares) x;
    return json_build_object('now', sanyam_private.rfc3339(sanyam_private.clock()), 'shares', coalesce(v_shares, '[]'));
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.shares_since(since timestamp with time zone, most integer)
 RETURNS TABLE(document_id uuid, name text, owner_id uuid, permission text, created_at timestamp with time zone, expires_at timestamp with time zone)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 1
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return query
    select d.id, d.name, d.owner_id, c.permission, s.created_at, s.expires_at
    from sanyam_private.shares_of_caller() c
    join public.document_shares s on s.id = c.share_id
    join public.documents d on d.id = s.document_id
    where s.created_at > since and d.deleted_at is null
    order by s.created_at desc, d.id
    limit most;
end;
$function$;

ALTER FUNCTION "sanyam_private"."shares_since"(timestamp with time zone, integer) OWNER TO "postgres";

CREATE INDEX shares_by_an_owner ON public.document_shares USING btree (owner_id, created_at, id);

REVOKE ALL ON FUNCTION "public"."list_given_shares"(text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "public"."list_given_shares"(text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_given_shares"(text) FROM "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."list_given_shares"(text) TO "sanyam_api";

GRANT EXECUTE ON FUNCTION "public"."list_given_shares"(text) TO "sanyam_gateway";

REVOKE ALL ON FUNCTION "sanyam_private"."shares_since"(timestamp with time zone, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."shares_since"(timestamp with time zone, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."shares_since"(timestamp with time zone, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."shares_since"(timestamp with time zone, integer) TO "sanyam_api";
revoke create on schema public from sanyam_api;
