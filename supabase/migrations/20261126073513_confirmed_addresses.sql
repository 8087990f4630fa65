-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

CREATE TABLE "sanyam_private"."confirmed_addresses" ("user_id" uuid NOT NULL, "address" text NOT NULL, "shown_by" text NOT NULL, CONSTRAINT "an_address_is_shown_in_five_ways" CHECK ((shown_by = ANY (ARRAY['confirmation'::text, 'link'::text, 'change'::text, 'provider'::text, 'operator'::text]))), CONSTRAINT "confirmed_addresses_pkey" PRIMARY KEY (user_id), "confirmed_at" timestamp with time zone NOT NULL DEFAULT sanyam_private.clock());

ALTER TABLE "sanyam_private"."confirmed_addresses" ENABLE ROW LEVEL SECURITY;

ALTER TABLE "sanyam_private"."confirmed_addresses" OWNER TO "postgres";

ALTER TABLE "sanyam_private"."settings" ADD COLUMN "shares_need_confirmed_email" boolean NOT NULL DEFAULT true;

CREATE OR REPLACE FUNCTION sanyam_private.confirm_address(user_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_email text := (
        select u.email from auth.users u
        where u.id = confirm_address.user_id and u.email_confirmed_at is not null
    );
begin
    if v_email is null then
        perform sanyam_private.fail(404, 'NOT_FOUND', 'No user with this id has a confirmed address.');
    end if;
    perform sanyam_private.note_address(user_id, v_email, 'operator');
    perform sanyam_private.give_shares(v_email);
end;
$function$;

ALTER FUNCTION "sanyam_private"."confirm_address"(uuid) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.follow_settings()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform sanyam_private.give_all_shares();
    return null;
end;
$function$;

ALTER FUNCTION "sanyam_private"."follow_settings"() OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.give_all_shares()
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_address text;
begin
    -- In their order, so that two of these do not deadlock.
    for v_address in select distinct s.email from public.document_shares s order by 1 loop
        perform sanyam_private.give_shares(v_address);
    end loop;
end;
$function$;

ALTER FUNCTION "sanyam_private"."give_all_shares"() OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.give_shares(email text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_address text := sanyam_private.address_of(email);
begin
    perform sanyam_private.lock_address(v_address);
    perform sanyam_private.redirect_shares(v_address);
end;
$function$;

ALTER FUNCTION "sanyam_private"."give_shares"(text) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.note_address(user_id uuid, email text, shown_by text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    insert into sanyam_private.confirmed_addresses as c (user_id, address, shown_by)
    values (note_address.user_id, sanyam_private.address_of(email), note_address.shown_by)
    on conflict on constraint confirmed_addresses_pkey do update
    set address = excluded.address, shown_by = excluded.shown_by, confirmed_at = excluded.confirmed_at
    where c.address <> excluded.address;
end;
$function$;

ALTER FUNCTION "sanyam_private"."note_address"(uuid, text, text) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.note_change_of_user()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_shown_by text := sanyam_private.shown_by_change(case when tg_op = 'UPDATE' then old end, new);
begin
    if v_shown_by is not null then
        perform sanyam_private.note_address(new.id, new.email, v_shown_by);
        -- For the other ways, the trigger redirect_shares comes next.
        if v_shown_by = 'link' then
            perform sanyam_private.give_shares(new.email);
        end if;
    end if;
    return null;
end;
$function$;

ALTER FUNCTION "sanyam_private"."note_change_of_user"() OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.note_identity()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    v_email text := (select u.email from auth.users u where u.id = new.user_id);
begin
    if sanyam_private.verifies(new.identity_data, v_email)
        and (new.provider <> 'email' or (tg_op = 'UPDATE' and old.identity_data -> 'email_verified' <> 'true'))
    then
        perform sanyam_private.note_address(
            new.user_id, v_email, case when new.provider = 'email' then 'confirmation' else 'provider' end
        );
        perform sanyam_private.give_shares(v_email);
    end if;
    return null;
end;
$function$;

ALTER FUNCTION "sanyam_private"."note_identity"() OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.reads_mail(user_id uuid, address text)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return exists (
        select from sanyam_private.confirmed_addresses c
        where c.user_id = reads_mail.user_id and c.address = reads_mail.address
    );
end;
$function$;

ALTER FUNCTION "sanyam_private"."reads_mail"(uuid, text) OWNER TO "postgres";

CREATE OR REPLACE FUNCTION sanyam_private.shown_by_change(before auth.users, after auth.users)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return case
        -- Using a link empties the token. A new password empties it, too, but also the time of the mail.
        when before.email = after.email and before.recovery_token <> '' and coalesce(after.recovery_token, '') = ''
            and after.recovery_sent_at = before.recovery_sent_at then 'link'
        -- Where two mails are sent, both links must have been used: 1 is after the first. Without that, Auth may have
        -- accepted the link to the old address alone.
        when lower(before.email_change) = lower(after.email) and before.email is distinct from after.email
            and before.email_change_sent_at is not null
            and (coalesce(before.email_change_token_current, '') = '' or before.email_change_confirm_status = 1)
            then 'change'
        when exists (
            select from auth.identities i
            where i.user_id = after.id and i.provider <> 'email'
                and sanyam_private.verifies(i.identity_data, after.email)
        ) then 'provider'
        -- Since version 2.166, Auth marks the identity when the link is used, and the trigger of identities notes it. So
        -- an identity that says false was confirmed without a link, even if a mail was sent before.
        when before.email_confirmed_at is null and after.confirmation_sent_at <= after.email_confirmed_at
            and not exists (
                select from auth.identities i
                where i.user_id = after.id and i.provider = 'email' and i.identity_data -> 'email_verified' = 'false'
            ) then 'confirmation'
    end;
end;
$function$;

ALTER FUNCTION "sanyam_private"."shown_by_change"(auth.users, auth.users) OWNER TO "postgres";

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
            and (sanyam_private.reads_mail(p.id, address) or not (
                select s.shares_need_confirmed_email from sanyam_private.settings s
            ))
        order by u.is_sso_user, u.created_at, u.id
        limit 1
    );
end;
$function$;

CREATE OR REPLACE FUNCTION sanyam_private.verifies(identity_data jsonb, email text)
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    return coalesce(
        identity_data -> 'email_verified' = 'true' and lower(identity_data ->> 'email') = lower(email), false
    );
end;
$function$;

ALTER FUNCTION "sanyam_private"."verifies"(jsonb, text) OWNER TO "postgres";

ALTER TABLE "sanyam_private"."confirmed_addresses" ADD CONSTRAINT "confirmed_addresses_user_id_fkey" FOREIGN KEY (user_id) REFERENCES public.user_profiles(id) ON DELETE CASCADE;

CREATE TRIGGER note_identity AFTER INSERT OR UPDATE OF identity_data ON auth.identities FOR EACH ROW WHEN (((new.identity_data -> 'email_verified'::text) = 'true'::jsonb)) EXECUTE FUNCTION sanyam_private.note_identity();

CREATE TRIGGER note_address_at_sign_up AFTER INSERT ON auth.users FOR EACH ROW WHEN (((new.email IS NOT NULL) AND (new.email_confirmed_at IS NOT NULL))) EXECUTE FUNCTION sanyam_private.note_change_of_user();

CREATE TRIGGER note_address AFTER UPDATE OF email, email_confirmed_at, recovery_token ON auth.users FOR EACH ROW WHEN (((new.email IS NOT NULL) AND (((new.email)::text IS DISTINCT FROM (old.email)::text) OR ((new.email_confirmed_at IS NULL) <> (old.email_confirmed_at IS NULL)) OR ((new.recovery_token)::text IS DISTINCT FROM (old.recovery_token)::text)))) EXECUTE FUNCTION sanyam_private.note_change_of_user();

CREATE TRIGGER follow_settings AFTER UPDATE OF shares_need_confirmed_email ON sanyam_private.settings FOR EACH ROW WHEN ((new.shares_need_confirmed_email <> old.shares_need_confirmed_email)) EXECUTE FUNCTION sanyam_private.follow_settings();

COMMENT ON TABLE "sanyam_private"."confirmed_addresses" IS 'No policy: no user may see whether an address has an account. Functions of the owner of the tables read it.';

REVOKE ALL ON FUNCTION "sanyam_private"."confirm_address"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."confirm_address"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."confirm_address"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."follow_settings"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."follow_settings"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."follow_settings"() TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."give_all_shares"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."give_all_shares"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."give_all_shares"() TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."give_shares"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."give_shares"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."give_shares"(text) TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."note_address"(uuid, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."note_address"(uuid, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."note_address"(uuid, text, text) TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."note_change_of_user"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."note_change_of_user"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."note_change_of_user"() TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."note_identity"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."note_identity"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."note_identity"() TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."reads_mail"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."reads_mail"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."reads_mail"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."shown_by_change"(auth.users, auth.users) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."shown_by_change"(auth.users, auth.users) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."shown_by_change"(auth.users, auth.users) TO "postgres";

REVOKE ALL ON FUNCTION "sanyam_private"."verifies"(jsonb, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "sanyam_private"."verifies"(jsonb, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "sanyam_private"."verifies"(jsonb, text) TO "postgres";

-- What shows for existing users that they read their mail. Before its version 2.166, Auth did not mark the identity, so
-- a mail that was sent before the confirmation is enough here.
insert into sanyam_private.confirmed_addresses (user_id, address, shown_by)
select x.id, sanyam_private.address_of(x.email), x.shown_by
from (
    select u.id, u.email, case
        when exists (
            select from auth.identities i
            where i.user_id = u.id and i.provider <> 'email' and sanyam_private.verifies(i.identity_data, u.email)
        ) then 'provider'
        when u.confirmation_sent_at <= u.email_confirmed_at or exists (
            select from auth.identities i
            where i.user_id = u.id and i.provider = 'email' and sanyam_private.verifies(i.identity_data, u.email)
        ) then 'confirmation'
        when u.recovery_sent_at is not null and coalesce(u.recovery_token, '') = '' then 'link'
    end as shown_by
    from auth.users u
    join public.user_profiles p on p.id = u.id
    where u.email is not null and u.email_confirmed_at is not null
) x
where x.shown_by is not null;

-- The other shares wait until something shows it.
do $$
begin
    perform sanyam_private.give_all_shares();
end;
$$;
