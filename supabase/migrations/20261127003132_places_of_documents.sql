-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

ALTER TABLE "public"."documents" ADD COLUMN "placed_at" timestamp with time zone;

-- So far, the oldest document had the plain name.
UPDATE "public"."documents" SET "placed_at" = "created_at";

ALTER TABLE "public"."documents" ALTER COLUMN "placed_at" SET NOT NULL;

ALTER TYPE "sanyam_private"."document_answer" ADD ATTRIBUTE "placed_at" text CASCADE;

CREATE OR REPLACE FUNCTION public.move_folder(from_folder text, to_folder text)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET statement_timeout TO '60s'
AS $function$
declare
    -- Who sorts all folders of a large project moves some dozens.
    c_most_moves_a_day constant integer := 200;
    v_caller uuid := sanyam_private.require_caller('documents:write');
    v_from text := sanyam_private.normalized_folder(coalesce(from_folder, ''));
    v_to text := sanyam_private.normalized_folder(coalesce(to_folder, ''));
    v_account sanyam_private.account;
    v_documents public.documents[];
    v_document public.documents;
    v_locked sanyam_private.locked_document;
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        'from_folder', case
            when v_from = '' then 'Name the folder to move. The top cannot move.'
            else sanyam_private.folder_problem(v_from)
        end,
        'to_folder', case
            when v_from <> '' and starts_with(v_to, v_from || '/') then 'A folder cannot move into itself.'
            else sanyam_private.folder_problem(v_to)
        end
    ));
    -- The order is that of a save: its text, the account, the recipients.
    perform sanyam_private.await_saves(v_caller);
    v_account := sanyam_private.lock_account(v_caller);
    -- One more than a move can have.
    v_documents := sanyam_private.own_below(v_from, 1001);
    if cardinality(v_documents) = 0 then
        perform sanyam_private.fail(404, 'NOT_FOUND', 'This folder does not exist, or no document is in it.');
    end if;
    if v_to = v_from then
        return json_build_object('count', 0);
    end if;
    perform sanyam_private.require_rare(
        v_caller, array['folder.moved'], c_most_moves_a_day,
        format('You moved folders %s times in 24 hours. Try again tomorrow.', c_most_moves_a_day)
    );
    perform sanyam_private.require_movable(v_documents, v_account);
    if exists (
        select from unnest(v_documents) d
        where sanyam_private.folder_problem(sanyam_private.moved_path(d.folder, v_from, v_to)) is not null
    ) then
        perform sanyam_private.require_valid(jsonb_build_object(
            'to_folder', 'The path of a folder below would be too long. Use shorter names.'
        ));
    end if;
    perform sanyam_private.lock_recipients(array(
        select s.id from public.document_shares s
        where s.document_id = any (array(select d.id from unnest(v_documents) d))
    ));
    -- Of documents with the same name, the first one stays the first.
    for v_document in select d.* from unnest(v_documents) d order by d.placed_at, d.id loop
        v_locked := row(v_document, v_account, 'owner');
        perform sanyam_private.change_document(
            v_locked, null, null, null, 'save', sanyam_private.moved_path(v_document.folder, v_from, v_to)
        );
    end loop;
    perform sanyam_private.audit(
        v_caller, 'folder.moved', v_caller,
        jsonb_build_object('folder', v_from), jsonb_build_object('folder', v_to, 'documents', cardinality(v_documents))
    );
    return json_build_object('count', cardinality(v_documents));
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.answer_of(document public.documents, account sanyam_private.account, permission text)
 RETURNS sanyam_private.document_answer
 LANGUAGE sql
 STABLE
RETURN ROW((document).id, (document).owner_id, (account).email, (document).name, (document).language_id, (document).size_bytes, (document).version, sanyam_private.rfc3339((document).created_at), sanyam_private.rfc3339((document).updated_at), (document).updated_by, sanyam_private.rfc3339((document).deleted_at), (document).deleted_by, permission, sanyam_private.read_only_reason(document, account, permission), (document).folder, sanyam_private.rfc3339((document).placed_at))::sanyam_private.document_answer;

CREATE OR REPLACE FUNCTION sanyam_private.note_place()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    if tg_op = 'INSERT' then
        new.placed_at := new.created_at;
    elsif (new.owner_id, new.folder, new.name) is distinct from (old.owner_id, old.folder, old.name)
        or old.deleted_at is not null and new.deleted_at is null
            and new.owner_id is distinct from sanyam_private.caller_id()
    then
        new.placed_at := sanyam_private.clock();
    end if;
    return new;
end;
$function$;

ALTER FUNCTION "sanyam_private"."note_place"() OWNER TO "postgres";

CREATE TRIGGER note_place BEFORE INSERT OR UPDATE OF owner_id, folder, name, deleted_at ON public.documents FOR EACH ROW EXECUTE FUNCTION sanyam_private.note_place();

REVOKE ALL ON FUNCTION "sanyam_private"."note_place"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."note_place"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."note_place"() TO "postgres";
