-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

-- Names that users have become NFC, before the new rules apply to them. Versions of documents stay, because nobody
-- changed anything. Names with invisible characters stay as they are: programs show these characters, and the next
-- change of the name must follow the rules. A name that would be too long in NFC stays, too.
update public.documents d
set name = normalize(d.name, NFC)
where d.name is not nfc normalized and char_length(normalize(d.name, NFC)) <= 255;

update public.document_versions v
set document_name = normalize(v.document_name, NFC)
where v.document_name is not nfc normalized;

update public.document_versions v
set name = normalize(v.name, NFC)
where v.name is not nfc normalized and char_length(normalize(v.name, NFC)) <= 100;

update public.api_keys k
set name = normalize(k.name, NFC)
where k.name is not nfc normalized and char_length(normalize(k.name, NFC)) <= 100;

-- Of two shares with one address in two forms, only one can have the address in NFC. The other can still be revoked.
update public.document_shares s
set email = normalize(s.email, NFC)
from (
    select a.id, row_number() over (partition by a.document_id, normalize(a.email, NFC) order by a.created_at, a.id) as place
    from public.document_shares a
    where a.email is not nfc normalized
) n
where s.id = n.id and n.place = 1 and not exists (
    select from public.document_shares o where o.document_id = s.document_id and o.email = normalize(s.email, NFC)
);

update sanyam_private.ownership_offers o
set email = normalize(o.email, NFC)
where o.email is not nfc normalized;

DROP TRIGGER "check_version_name" ON "public"."document_versions";

DROP INDEX "public"."users_by_address";

ALTER TABLE "public"."api_keys" DROP CONSTRAINT "key_name_is_of_some_length";

DROP FUNCTION "sanyam_private"."key_name_problem"(text);

DROP FUNCTION "sanyam_private"."version_name_problem"(text);

CREATE OR REPLACE FUNCTION public.accept_ownership(document_id uuid)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_session();
    v_offer record;
    v_owner_id uuid;
    v_account sanyam_private.account;
    v_document public.documents;
    v_address text;
    v_now timestamptz;
begin
    select o.* into v_offer from sanyam_private.offers_to_caller() o where o.document_id = accept_ownership.document_id;
    if v_offer.document_id is not null then
        perform sanyam_private.lock_owner(document_id);
        v_owner_id := sanyam_private.owner_of(document_id);
        perform sanyam_private.lock_account(least(v_owner_id, v_caller));
        perform sanyam_private.lock_account(greatest(v_owner_id, v_caller));
        select o.* into v_offer
        from sanyam_private.offers_to_caller() o
        where o.document_id = accept_ownership.document_id;
    end if;
    -- The owner may have taken it back before the lock.
    if v_offer.document_id is null then
        perform sanyam_private.fail_not_found();
    end if;
    v_account := sanyam_private.account_of(v_caller);
    perform sanyam_private.require_feature(
        v_caller, v_account.limits, 'cloud_storage', 'cloud storage', 'accept this document'
    );
    if v_offer.size_bytes > (v_account.limits).max_document_size_bytes then
        perform sanyam_private.fail_too_large(v_caller, v_account.limits, v_offer.size_bytes);
    end if;
    v_document := sanyam_private.take_over(document_id);
    if v_document.id is null then
        perform sanyam_private.fail_not_found();
    end if;
    v_address := sanyam_private.address_of(v_offer.owner_email);
    if sanyam_private.has_address(v_owner_id, v_address) then
        v_now := sanyam_private.clock();
        insert into public.document_shares (document_id, owner_id, email, permission, created_at, updated_at)
        values (v_document.id, v_caller, v_address, 'edit', v_now, v_now)
        on conflict on constraint an_address_has_one_share_of_a_document do update
        set permission = 'edit', expires_at = null, updated_at = excluded.updated_at;
    end if;
    v_account := sanyam_private.account_of(v_caller);
    return row_to_json(sanyam_private.answer_of(v_document, v_account, 'owner'));
end;
$function$;

CREATE OR REPLACE FUNCTION public.create_api_key(name text DEFAULT NULL::text, scopes text[] DEFAULT NULL::text[], expires_in_days integer DEFAULT NULL::integer)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    c_most_active_keys constant integer := 100;
    -- Revoked keys stay, and each key writes rows of the audit log.
    c_most_keys_a_day constant integer := 200;
    v_caller uuid := sanyam_private.require_session();
    v_name text := sanyam_private.normalized_name(coalesce(name, ''));
    v_limits public.tier_limits;
    v_active_keys bigint;
    v_now timestamptz;
    v_room_at timestamptz;
    v_key public.api_keys;
    v_secret text;
    v_answer record;
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        'name', sanyam_private.label_problem(v_name),
        'scopes', sanyam_private.scopes_problem(coalesce(scopes, '{}')),
        'expires_in_days', case
            when expires_in_days not between 1 and 3650 then 'A key is valid for 1 to 3650 days.'
        end
    ));
    v_limits := (sanyam_private.lock_account(v_caller)).limits;
    perform sanyam_private.require_feature(
        v_caller, v_limits, 'api_keys', 'API keys', 'create one'
    );
    v_now := sanyam_private.clock();
    select count(*) into v_active_keys
    from public.api_keys k
    where k.user_id = v_caller and k.revoked_at is null and (k.expires_at is null or k.expires_at > v_now);
    if v_active_keys >= c_most_active_keys then
        perform sanyam_private.fail_over_common_limit(
            v_caller, v_limits, 'api_keys', c_most_active_keys,
            format('You have %s API keys. Revoke one that you do not need.', v_active_keys)
        );
    end if;
    -- There is room again when the first of the newest 200 keys is 24 hours old.
    v_room_at := (
        select k.created_at + interval '24 hours'
        from public.api_keys k
        where k.user_id = v_caller
        order by k.created_at desc
        offset c_most_keys_a_day - 1 limit 1
    );
    if v_room_at > v_now then
        perform sanyam_private.fail_over_rate(
            c_most_keys_a_day,
            v_room_at,
            format('You created %s API keys in 24 hours. Create the next one tomorrow.', c_most_keys_a_day)
        );
    end if;
    insert into public.api_keys (user_id, name, prefix, scopes, created_at, expires_at)
    values (
        v_caller,
        v_name,
        left(gen_random_uuid()::text, 8),
        create_api_key.scopes,
        v_now,
        v_now + expires_in_days * interval '24 hours'
    )
    returning * into v_key;
    -- A random UUID has 122 random bits, so the secret has 244. Not every server has pgcrypto.
    v_secret := 'sanyam_' || v_key.prefix || '_'
        || replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
    insert into sanyam_private.api_key_secrets (key_id, secret_hash)
    values (v_key.id, sha256(convert_to(v_secret, 'UTF8')));
    select a.*, v_secret as secret into v_answer from sanyam_private.answer_of(v_key) a;
    return row_to_json(v_answer);
end;
$function$;

CREATE OR REPLACE FUNCTION public.create_document(name text DEFAULT NULL::text, language_id text DEFAULT NULL::text, content text DEFAULT NULL::text, idempotency_key text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_caller('documents:write');
    v_name text := sanyam_private.normalized_name(coalesce(name, ''));
    v_content text := coalesce(content, '');
    v_size bigint := octet_length(v_content);
    v_account sanyam_private.account;
    v_limits public.tier_limits;
    v_request_hash bytea;
    v_answer json;
    v_id uuid := gen_random_uuid();
    v_now timestamptz;
    v_document public.documents;
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        'name', sanyam_private.name_problem(v_name),
        'language_id', sanyam_private.language_id_problem(coalesce(language_id, '')),
        'idempotency_key', sanyam_private.idempotency_key_problem(idempotency_key)
    ));
    v_account := sanyam_private.lock_account(v_caller);
    v_limits := v_account.limits;
    if idempotency_key is not null then
        v_request_hash := sha256(
            sha256(convert_to(v_name, 'UTF8')) || sha256(convert_to(language_id, 'UTF8'))
            || sha256(convert_to(v_content, 'UTF8'))
        );
        v_answer := sanyam_private.recall_answer(idempotency_key, v_request_hash);
        if v_answer is not null then
            return v_answer;
        end if;
    end if;
    perform sanyam_private.require_feature(
        v_caller, v_limits, 'cloud_storage', 'cloud storage', 'save to the cloud'
    );
    if v_size > v_limits.max_document_size_bytes then
        perform sanyam_private.fail_too_large(v_caller, v_limits, v_size);
    end if;
    v_now := sanyam_private.clock();
    insert into public.documents (id, owner_id, name, language_id, size_bytes, created_at, updated_at, updated_by)
    values (v_id, v_caller, v_name, language_id, v_size, v_now, v_now, v_caller)
    returning * into v_document;
    insert into public.document_versions (
        document_id, version_number, content, origin, created_at, created_by, api_key_name,
        document_name, language_id, size_bytes, replaceable_until
    ) values (
        v_id, 1, v_content, 'save', v_now, v_caller, sanyam_private.caller_key_name(),
        v_name, language_id, v_size, case when not v_limits.has_document_versioning then 'infinity'::timestamptz end
    );
    v_answer := row_to_json(sanyam_private.answer_of(v_document, v_account, 'owner'));
    perform sanyam_private.keep_answer(idempotency_key, v_request_hash, v_answer);
    return v_answer;
end;
$function$;

CREATE OR REPLACE FUNCTION public.list_documents(state text DEFAULT NULL::text, include_shared boolean DEFAULT NULL::boolean, language_id text DEFAULT NULL::text, query text DEFAULT NULL::text, page_size integer DEFAULT NULL::integer, cursor text DEFAULT NULL::text, direction text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
    v_caller uuid := sanyam_private.require_caller('documents:read');
    v_forward boolean := coalesce(direction = 'next', true);
    v_page_size integer := least(greatest(coalesce(page_size, 20), 1), 100);
    -- One row more than the page tells whether there is another page.
    v_request sanyam_private.list_request := row(
        coalesce(state = 'trashed', false), language_id,
        -- Composing makes a text at most four times shorter, so that 255 characters have at most 1,020.
        sanyam_private.normalized_name(left(query, 1024)), v_forward,
        case when v_forward then 'infinity'::timestamptz else '-infinity' end,
        case when v_forward then 'ffffffff-ffff-ffff-ffff-ffffffffffff' else '00000000-0000-0000-0000-000000000000' end,
        v_page_size + 1
    );
    v_account sanyam_private.account;
    v_answers sanyam_private.document_answer[];
    v_shared sanyam_private.shared_document[] := '{}';
    v_own_count bigint;
    v_count integer;
    v_has_more boolean;
    v_start integer;
    v_end integer;
    v_first text;
    v_last text;
begin
    if state is not null or direction is not null or query is not null then
        perform sanyam_private.require_valid(jsonb_build_object(
            'state', case when state not in ('active', 'trashed') then 'The state is active or trashed.' end,
            -- No name is longer, and the query compares each row.
            'query', case when char_length(v_request.query) > 255 then 'A part of a name has at most 255 characters.' end,
            'direction', sanyam_private.direction_problem(direction)
        ));
    end if;
    if cursor is not null then
        select c.moment, c.id into v_request.from_time, v_request.from_id
        from sanyam_private.read_cursor(cursor) c;
    end if;
    v_account := sanyam_private.account_of(v_caller);
    v_answers := sanyam_private.list_own(v_account, v_request);
    -- Counting costs as much as a page. Without a filter the number is known, and a first page with all documents has
    -- counted them.
    if not v_request.trashed and language_id is null and query is null then
        v_own_count := v_account.document_count;
    elsif cursor is null and cardinality(v_answers) <= v_page_size then
        v_own_count := cardinality(v_answers);
    else
        select count(*) into v_own_count
        from public.documents d
        where d.owner_id = v_caller and sanyam_private.is_listed(d, v_request);
    end if;
    if not v_request.trashed and coalesce(include_shared, true) then
        v_shared := sanyam_private.list_shared(v_request);
        if cardinality(v_shared) > 0 then
            v_answers := sanyam_private.merge_shared(v_answers, v_shared, v_request);
        end if;
    end if;
    v_count := cardinality(v_answers);
    v_has_more := v_count > v_page_size;
    -- A page before the cursor ends at the cursor.
    v_start := case when v_forward then 1 else greatest(v_count - v_page_size, 0) + 1 end;
    v_end := least(v_start + v_page_size - 1, v_count);
    v_first := sanyam_private.cursor_to(v_answers[v_start]);
    v_last := sanyam_private.cursor_to(v_answers[v_end]);
    return json_build_object(
        'items', v_answers[v_start:v_end],
        'next_cursor', sanyam_private.cursor_beyond(v_forward, v_has_more, cursor, v_last),
        'prev_cursor', sanyam_private.cursor_beyond(not v_forward, v_has_more, cursor, v_first),
        'total_count', v_own_count + cardinality(v_shared),
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
    v_caller uuid := sanyam_private.require_caller('documents:write');
    v_name text := nullif(sanyam_private.trimmed(sanyam_private.normalized_name(name)), '');
    v_locked sanyam_private.locked_document;
    v_document public.documents;
    v_version public.document_versions;
    v_had_name boolean;
    v_email text;
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        'name', sanyam_private.label_problem(v_name)
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

CREATE OR REPLACE FUNCTION public.offer_ownership(document_id uuid, email text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    -- Long enough for a holiday, and short enough that nobody accepts a forgotten offer years later.
    c_lifetime constant interval := '30 days';
    v_caller uuid := sanyam_private.require_session();
    v_address text := sanyam_private.address_of(email);
    v_account sanyam_private.account;
    v_document public.documents;
    v_now timestamptz;
begin
    if email is not null then
        perform sanyam_private.require_valid(
            jsonb_build_object('email', sanyam_private.address_problem(v_address))
        );
    end if;
    v_account := sanyam_private.lock_account(v_caller);
    v_document := sanyam_private.require_own_document(document_id);
    delete from sanyam_private.ownership_offers o where o.document_id = v_document.id;
    if email is not null then
        perform sanyam_private.require_valid(jsonb_build_object(
            'email', case when v_address = sanyam_private.address_of(v_account.email) then 'This is your own address.' end
        ));
        if v_document.deleted_at is not null then
            perform sanyam_private.fail_read_only('trashed');
        end if;
        v_now := sanyam_private.clock();
        insert into sanyam_private.ownership_offers (document_id, email, offered_at, expires_at)
        values (v_document.id, v_address, v_now, v_now + c_lifetime);
    end if;
    return row_to_json(sanyam_private.answer_of(v_document, v_account, 'owner'));
end;
$function$;

CREATE OR REPLACE FUNCTION public.save_document(document_id uuid, content text DEFAULT NULL::text, name text DEFAULT NULL::text, language_id text DEFAULT NULL::text, base_version bigint DEFAULT NULL::bigint, origin text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_caller('documents:write');
    v_name text := sanyam_private.normalized_name(name);
    v_name_problem text;
    v_locked sanyam_private.locked_document;
begin
    if name is not null or language_id is not null or origin is not null then
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
            'origin', case when origin not in ('save', 'autosave') then 'The origin is save or autosave.' end
        ));
    end if;
    v_locked := sanyam_private.lock_document(document_id, base_version);
    return sanyam_private.change_document(v_locked, content, v_name, language_id, coalesce(origin, 'save'));
end;
$function$;

CREATE OR REPLACE FUNCTION public.share_document(document_id uuid, email text, permission text, expires_at timestamp with time zone DEFAULT NULL::timestamp with time zone, idempotency_key text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.require_caller('shares:write');
    v_address text := sanyam_private.address_of(email);
    v_account sanyam_private.account;
    v_request_hash bytea;
    v_document public.documents;
    v_share public.document_shares;
    v_created boolean;
    v_now timestamptz;
    v_answer json;
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        'email', sanyam_private.address_problem(v_address),
        'permission', case
            when permission in ('view', 'edit', 'admin') then null
            else 'The permission is view, edit or admin.'
        end,
        'idempotency_key', sanyam_private.idempotency_key_problem(idempotency_key)
    ));
    v_account := sanyam_private.lock_account(v_caller);
    if idempotency_key is not null then
        v_request_hash := sha256(convert_to(
            jsonb_build_array('share_document', document_id, v_address, permission, expires_at)::text, 'UTF8'
        ));
        v_answer := sanyam_private.recall_answer(idempotency_key, v_request_hash);
        if v_answer is not null then
            return v_answer;
        end if;
    end if;
    v_document := sanyam_private.require_own_document(document_id);
    v_now := sanyam_private.clock();
    perform sanyam_private.require_valid(jsonb_build_object(
        'email', case when v_address = sanyam_private.address_of(v_account.email) then 'This is your own address.' end,
        'expires_at', case
            when expires_at <= v_now then 'The time is in the past.'
            -- RFC 3339 has no years of five digits.
            when expires_at >= timestamptz '10000-01-01 00:00:00+00' then 'The time is after the year 9999.'
        end
    ));
    if v_document.deleted_at is not null then
        perform sanyam_private.fail_read_only('trashed');
    end if;
    perform sanyam_private.require_feature(
        v_account.owner_id, v_account.limits, 'document_sharing', 'sharing', 'share this document'
    );
    select s.* into v_share
    from public.document_shares s
    where s.email = v_address and s.document_id = v_document.id;
    v_created := v_share.id is null;
    if v_created then
        perform sanyam_private.require_room_for_share(v_document.id, v_account.limits);
        insert into public.document_shares (
            document_id, owner_id, email, permission, expires_at, created_at, updated_at
        ) values (v_document.id, v_caller, v_address, permission, expires_at, v_now, v_now)
        returning * into v_share;
    elsif (v_share.permission, v_share.expires_at) is distinct from (permission, expires_at) then
        update public.document_shares s
        set permission = share_document.permission, expires_at = share_document.expires_at, updated_at = v_now
        where s.id = v_share.id
        returning s.* into strict v_share;
    end if;
    select row_to_json(x) into v_answer
    from (select a.*, v_created as created from sanyam_private.answer_of(v_share) a) x;
    perform sanyam_private.keep_answer(idempotency_key, v_request_hash, v_answer);
    return v_answer;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.address_of(email text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    -- No address is longer, and lower() of some megabytes takes seconds. Addresses with other letters than those of
    -- ASCII are in NFC (RFC 6532, section 3.1).
    return lower(sanyam_private.normalized_name(sanyam_private.trimmed(left(email, 1000))));
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
        when address !~ '^[^@]+@[^@]+$'
            or address ~ '[\u0001-\u0020\u007f-\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f\u3000\ufeff]'
            or sanyam_private.hidden_character_problem(address) is not null
            then 'Enter a valid email address.'
    end;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.check_description()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    if tg_op = 'INSERT' or new.name <> old.name then
        new.name := sanyam_private.normalized_name(new.name);
        if sanyam_private.name_problem(new.name) is not null then
            raise check_violation using message = 'name_is_a_path_segment', table = 'documents', column = 'name';
        end if;
    end if;
    if sanyam_private.language_id_problem(new.language_id) is not null then
        raise check_violation using message = 'language_id_is_a_token', table = 'documents', column = 'language_id';
    end if;
    return new;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.check_key_name()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    new.name := sanyam_private.normalized_name(new.name);
    if sanyam_private.label_problem(new.name) is not null then
        raise check_violation using message = 'key_name_is_short', table = 'api_keys', column = 'name';
    end if;
    return new;
end;
$function$;

ALTER FUNCTION "sanyam_private"."check_key_name"() OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.check_version_name()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    new.name := sanyam_private.normalized_name(new.name);
    if sanyam_private.label_problem(new.name) is not null then
        raise check_violation using message = 'version_name_is_short', table = 'document_versions', column = 'name';
    end if;
    return new;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.code_point(letter text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return 'U+' || lpad(upper(to_hex(ascii(letter))), greatest(4, length(to_hex(ascii(letter)))), '0');
end;
$function$;

ALTER FUNCTION "sanyam_private"."code_point"(text) OWNER TO "postgres";

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
        select s.id from public.document_shares s where s.document_id = new.id or s.email = v_address
    ));
    delete from public.document_shares s
    using sanyam_private.share_recipients r
    where s.document_id = new.id and r.share_id = s.id and r.recipient_id = new.owner_id;
    update public.document_shares s set owner_id = new.owner_id where s.document_id = new.id;
    if v_address is not null then
        perform sanyam_private.redirect_shares(v_address);
    end if;
    return null;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.hidden_character_problem(name text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    -- The property Bidi_Control.
    c_direction constant text := '[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]';
    -- A character that is not white space, nor one of the properties Default_Ignorable_Code_Point and Cf, nor the empty
    -- pattern of Braille.
    c_visible constant text :=
        '[^\u034f\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\u00ad\u061c\u115f\u1160\u200b-\u200f\u202a-\u202e'
        '\u2060-\u206f\u2800\u3164\uffa0\ufff0-\ufffb\U00013430-\U0001343f\U0001bca0-\U0001bca3'
        '\U0001d173-\U0001d17a\U000e0000-\U000e0fff'
        '\u0009-\u000d \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]';
    c_hidden constant text :=
        -- Characters that no script and no emoji needs.
        '[\u17b4\u17b5\u00ad\u2028\u2029\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb'
        '\U0001d173-\U0001d17a\U000e0000-\U000e001f\U000e0080-\U000e00ff\U000e01f0-\U000e0fff]'
        -- Break opportunities between words, except in Thai, Lao, Burmese and Khmer.
        '|(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b'
        -- Joiners, except in Persian, Indic scripts and emoji. One after another is of no use.
        '|(?<![^\u034f\u0001-\u007f\u200b-\u200d])[\u034f\u200c\u200d]'
        -- Variation selectors, except in emoji and Han. The digits are those of keycaps.
        '|(?<![^\ufe00-\ufe0f\U000e0100-\U000e01ef\u0001-\u007f]|[0-9#*])[\ufe00-\ufe0f\U000e0100-\U000e01ef]'
        -- Variation selectors and the vowel separator of Mongolian.
        '|(?<![\u1800-\u18af])[\u180b-\u180f]'
        -- The flags of England, Scotland and Wales are a black flag, and the region in tags.
        '|(?<!\U0001f3f4[\U000e0020-\U000e007e]{0,6})[\U000e0020-\U000e007f]';
    v_character text;
begin
    -- Text in ASCII has no such character but the space.
    if octet_length(name) = char_length(name) and name ~ '[!-~]' then
        return null;
    end if;
    v_character := substring(name from c_direction);
    if v_character is not null then
        return format(
            'A name cannot contain %s, an invisible character that changes the direction of text.',
            sanyam_private.code_point(v_character)
        );
    end if;
    if name !~ c_visible then
        return 'A name must contain a visible character.';
    end if;
    v_character := substring(name from c_hidden);
    if v_character is not null then
        return format(
            'A name cannot contain the invisible character %s.', sanyam_private.code_point(v_character)
        );
    end if;
    return null;
end;
$function$;

ALTER FUNCTION "sanyam_private"."hidden_character_problem"(text) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.label_problem(label text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return case
        when label = '' then 'Enter a name.'
        when char_length(label) > 100 then 'A name can have at most 100 characters.'
        when label ~ '[\u0001-\u001f\u007f-\u009f]' then 'A name cannot contain a control character.'
        else sanyam_private.hidden_character_problem(label)
    end;
end;
$function$;

ALTER FUNCTION "sanyam_private"."label_problem"(text) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.lock_address_of_user()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform from public.user_profiles p where p.id = old.id for no key update;
    if old.email is not null then
        perform sanyam_private.lock_address(sanyam_private.address_of(old.email));
    end if;
    perform sanyam_private.lock_recipients(array(
        select r.share_id from sanyam_private.share_recipients r where r.recipient_id = old.id
        union
        select s.id from public.document_shares s where s.owner_id = old.id
    ));
    return old;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.name_problem(name text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return case
        when name = '' then 'Enter a name.'
        when char_length(name) > 255 then 'A name can have at most 255 characters.'
        when name ~ '[/\\\u0001-\u001f\u007f-\u009f]' then 'A name cannot contain a slash, backslash or control character.'
        when name <> sanyam_private.trimmed(name) then 'A name cannot begin or end with a space.'
        when name in ('.', '..') then '“.” and “..” are not valid names.'
        when name = 'assets' then 'The name “assets” is reserved.'
        else sanyam_private.hidden_character_problem(name)
    end;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.normalized_name(name text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    -- Text in ASCII is in NFC, and most names are in ASCII.
    return case when octet_length(name) = char_length(name) then name else normalize(name, NFC) end;
end;
$function$;

ALTER FUNCTION "sanyam_private"."normalized_name"(text) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.offers_to_caller()
 RETURNS TABLE(document_id uuid, owner_id uuid, owner_email text, name text, size_bytes bigint, offered_at timestamp with time zone, expires_at timestamp with time zone)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 1
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_caller uuid := sanyam_private.caller_id();
    v_address text := (
        select sanyam_private.address_of(p.email) from public.user_profiles p where p.id = v_caller
    );
begin
    if sanyam_private.user_of_address(v_address) = v_caller then
        return query
        select d.id, d.owner_id, p.email, d.name, d.size_bytes, o.offered_at, o.expires_at
        from sanyam_private.ownership_offers o
        join public.documents d on d.id = o.document_id
        join public.user_profiles p on p.id = d.owner_id
        where o.email = v_address and o.expires_at > sanyam_private.clock()
            and d.deleted_at is null and d.owner_id <> v_caller;
    end if;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.redirect_shares_of_user()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_addresses text[] := array(
        select distinct sanyam_private.address_of(a.address)
        from unnest(array[old.email, new.email]) a (address)
        where a.address is not null
        order by 1
    );
    v_address text;
begin
    foreach v_address in array v_addresses loop
        perform sanyam_private.lock_address(v_address);
    end loop;
    perform sanyam_private.lock_recipients(array(
        select s.id from public.document_shares s where s.email = any (v_addresses)
    ));
    foreach v_address in array v_addresses loop
        perform sanyam_private.redirect_shares(v_address);
    end loop;
    return null;
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.user_of_address(address text)
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return (
        select p.id
        from public.user_profiles p
        join auth.users u on u.id = p.id
        where lower(normalize(p.email, NFC)) = address and u.email_confirmed_at is not null
        order by u.is_sso_user, u.created_at, u.id
        limit 1
    );
end;
$function$;

CREATE INDEX users_by_address ON public.user_profiles USING btree (lower(NORMALIZE(email, NFC)));

CREATE TRIGGER check_changed_key_name BEFORE UPDATE OF name ON public.api_keys FOR EACH ROW WHEN ((new.name <> old.name)) EXECUTE FUNCTION sanyam_private.check_key_name();

CREATE TRIGGER check_key_name BEFORE INSERT ON public.api_keys FOR EACH ROW EXECUTE FUNCTION sanyam_private.check_key_name();

CREATE TRIGGER check_version_name BEFORE UPDATE OF name ON public.document_versions FOR EACH ROW WHEN ((new.name IS DISTINCT FROM old.name)) EXECUTE FUNCTION sanyam_private.check_version_name();

REVOKE ALL ON FUNCTION "sanyam_private"."check_key_name"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."check_key_name"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."check_key_name"() TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."code_point"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."code_point"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."code_point"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."code_point"(text) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."hidden_character_problem"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."hidden_character_problem"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."hidden_character_problem"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."hidden_character_problem"(text) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."label_problem"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."label_problem"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."label_problem"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."label_problem"(text) TO "sanyam_api";

REVOKE ALL ON FUNCTION "sanyam_private"."normalized_name"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."normalized_name"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."normalized_name"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."normalized_name"(text) TO "sanyam_api";
