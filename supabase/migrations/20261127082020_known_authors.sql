-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

CREATE TABLE "sanyam_private"."known_authors" ("document_id" uuid NOT NULL, "user_id" uuid NOT NULL, "email" text NOT NULL, CONSTRAINT "known_authors_pkey" PRIMARY KEY (document_id, user_id));

ALTER TABLE "sanyam_private"."known_authors" ENABLE ROW LEVEL SECURITY;

ALTER TABLE "sanyam_private"."known_authors" OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.add_version(document public.documents, content text, origin text, key_name text, moment timestamp with time zone, replaceable_until timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    insert into public.document_versions (
        document_id, version_number, content, origin, created_at, created_by, api_key_name,
        document_name, language_id, size_bytes, replaceable_until, document_folder
    ) values (
        document.id, document.version, content, origin, moment, sanyam_private.caller_id(), key_name,
        document.name, document.language_id, document.size_bytes, replaceable_until, document.folder
    );
    if sanyam_private.caller_id() <> document.owner_id then
        perform sanyam_private.remember_author(document.id);
    end if;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.follow_owner()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_address text := (
        select sanyam_private.address_of(p.email) from public.user_profiles p where p.id = old.owner_id
    );
begin
    -- Locks everything that this changes, in the order that all functions keep.
    if v_address is not null then
        perform sanyam_private.lock_address(v_address);
    end if;
    perform sanyam_private.lock_recipients(array(
        select s.id from public.document_shares s where s.document_id = new.id
    ));
    delete from public.document_shares s
    using sanyam_private.share_recipients r
    where s.document_id = new.id and r.share_id = s.id and r.recipient_id = new.owner_id;
    update public.document_shares s set owner_id = new.owner_id where s.document_id = new.id;
    -- The new owner knows who has access, and the former owner, but not who had access before.
    delete from sanyam_private.known_authors a
    where a.document_id = new.id and not exists (
        select from sanyam_private.share_recipients r
        where r.document_id = new.id and r.recipient_id = a.user_id
    );
    if v_address is not null then
        insert into sanyam_private.known_authors as a (document_id, user_id, email)
        values (new.id, old.owner_id, v_address)
        on conflict on constraint known_authors_pkey do update set email = excluded.email;
    end if;
    update sanyam_private.share_recipients r
    set recipient_id = sanyam_private.recipient_of(s)
    from public.document_shares s
    where s.email = v_address and s.document_id = new.id and r.share_id = s.id;
    return null;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.remember_author(document_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    insert into sanyam_private.known_authors as a (document_id, user_id, email)
    select r.document_id, r.recipient_id, s.email
    from sanyam_private.share_recipients r
    join public.document_shares s on s.id = r.share_id
    where uuid_hash_extended(r.document_id, uuid_hash_extended(r.recipient_id, 0))
            = uuid_hash_extended(
                remember_author.document_id, uuid_hash_extended(sanyam_private.caller_id(), 0)
            )
        and r.document_id = remember_author.document_id and r.recipient_id = sanyam_private.caller_id()
    limit 1
    on conflict on constraint known_authors_pkey do update
    set email = excluded.email
    where a.email <> excluded.email;
end;
$function$;

ALTER FUNCTION "sanyam_private"."remember_author"(uuid) OWNER TO "postgres";

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
    return coalesce(
        (
            select s.email
            from sanyam_private.share_recipients r
            join public.document_shares s on s.id = r.share_id
            where uuid_hash_extended(r.document_id, uuid_hash_extended(r.recipient_id, 0))
                    = uuid_hash_extended(shared_address.document_id, uuid_hash_extended(shared_address.user_id, 0))
                and r.document_id = shared_address.document_id and r.recipient_id = shared_address.user_id
            limit 1
        ),
        (
            select a.email
            from sanyam_private.known_authors a
            where a.document_id = shared_address.document_id and a.user_id = shared_address.user_id
        )
    );
end;
$function$;

ALTER TABLE "sanyam_private"."known_authors" ADD CONSTRAINT "known_authors_document_id_fkey" FOREIGN KEY (document_id) REFERENCES public.documents(id) ON DELETE CASCADE;

ALTER TABLE "sanyam_private"."known_authors" ADD CONSTRAINT "known_authors_user_id_fkey" FOREIGN KEY (user_id) REFERENCES public.user_profiles(id) ON DELETE CASCADE;

CREATE INDEX documents_of_a_known_author ON sanyam_private.known_authors USING btree (user_id);

COMMENT ON TABLE "sanyam_private"."known_authors" IS 'No policy: only the owner of a document may see the address of who wrote in it. Functions answer for the caller.';

REVOKE ALL ON FUNCTION "sanyam_private"."remember_author"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."remember_author"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."remember_author"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."remember_author"(uuid) TO "sanyam_api";
-- Write this by hand: rows of new databases, settings of the database, statistics, and details of columns.
--   wanted: column document_id of sanyam_private.known_authors (p): place 1, storage p, compression , statistics , options 
--   wanted: column email of sanyam_private.known_authors (p): place 3, storage x, compression , statistics , options 
--   wanted: column user_id of sanyam_private.known_authors (p): place 2, storage p, compression , statistics , options 

-- The authors who have access now. Of those whose share has ended, nobody kept the address.
insert into sanyam_private.known_authors (document_id, user_id, email)
select distinct on (r.document_id, r.recipient_id) r.document_id, r.recipient_id, s.email
from sanyam_private.share_recipients r
join public.document_shares s on s.id = r.share_id
where exists (
    select from public.document_versions v where v.document_id = r.document_id and v.created_by = r.recipient_id
);
