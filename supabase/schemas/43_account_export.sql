-- SPDX-License-Identifier: MIT

-- The export of an account: a manifest, and then pages. A page holds at most 4 MB of JSON, however much the user has,
-- so that the server never holds a whole export. A text that is larger than a page comes in pieces.

-- The last export of each user. Only this one can continue, so that nobody fills the memory of the server.
create table sanyam_private.exports (
    user_id uuid primary key references public.user_profiles (id) on delete cascade,
    export_id uuid not null
);

grant select, insert, update, delete on sanyam_private.exports to sanyam_api;
alter table sanyam_private.exports enable row level security;

create policy "functions keep the caller's export" on sanyam_private.exports
    for all to sanyam_api
    using (user_id = (select sanyam_private.caller_id()) and (select sanyam_private.caller_may('')));

-- Where an export continues: the section, and the last record of that section in an earlier page, by the values that
-- sort it. `number` and `text_offset` are the version and the characters of its text that come next.
create type sanyam_private.export_place as (
    export_id uuid,
    section text,
    moment timestamptz,
    id uuid,
    number bigint,
    text_offset integer
);

create function sanyam_private.cursor_of(place sanyam_private.export_place) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return sanyam_private.cursor_of(concat_ws(
        '/', place.export_id, place.section, coalesce(sanyam_private.rfc3339(place.moment), ''),
        coalesce(place.id::text, ''), coalesce(place.number::text, ''), coalesce(place.text_offset::text, '')
    ));
end;
$$;
grant execute on function sanyam_private.cursor_of(sanyam_private.export_place) to sanyam_api;

-- Returns the place of such a cursor. Fails with INVALID_CURSOR.
create function sanyam_private.read_export_cursor(cursor text) returns sanyam_private.export_place
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_parts text[];
    v_place sanyam_private.export_place;
begin
    begin
        v_parts := string_to_array(sanyam_private.place_of(cursor), '/', '');
        v_place := row(v_parts[1], v_parts[2], v_parts[3], v_parts[4], v_parts[5], v_parts[6]);
        if cursor = sanyam_private.cursor_of(v_place)
            and v_place.export_id is not null
            and coalesce(v_place.text_offset, 0) between 0 and 1000000000
        then
            return v_place;
        end if;
    exception when data_exception then
        -- It is not base64url, not UTF-8, or has no such values.
        null;
    end;
    perform sanyam_private.fail_invalid_cursor();
end;
$$;
grant execute on function sanyam_private.read_export_cursor(text) to sanyam_api;

-- Begins an export of the caller, or continues the one with this id, and returns its id. A new export takes the place
-- of the one before, because nobody knows whether that was given up or its client reads slowly. Until the transaction
-- ends, the caller makes no other page.
-- Fails with RATE_LIMIT_EXCEEDED while another page is made, and with INVALID_CURSOR if another export has begun since.
create function sanyam_private.hold_export(export_id uuid) returns uuid
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    -- Making a page takes less than this.
    c_page constant interval := '5 seconds';
    v_caller uuid := sanyam_private.caller_id();
    v_export_id uuid;
begin
    -- Does not wait: each waiting call would hold a connection.
    if not sanyam_private.try_lock_export(v_caller) then
        perform sanyam_private.fail_over_rate(
            1, sanyam_private.clock() + c_page, 'An export of your data is running. Try again in a few seconds.'
        );
    end if;
    if hold_export.export_id is null then
        insert into sanyam_private.exports (user_id, export_id)
        values (v_caller, gen_random_uuid())
        on conflict on constraint exports_pkey do update set export_id = excluded.export_id
        returning exports.export_id into v_export_id;
        return v_export_id;
    end if;
    select e.export_id into v_export_id from sanyam_private.exports e where e.user_id = v_caller;
    if v_export_id is null then
        perform sanyam_private.fail_invalid_cursor();
    elsif v_export_id <> hold_export.export_id then
        perform sanyam_private.fail(
            400, 'INVALID_CURSOR', 'Another export of your data has begun since. Begin again without a cursor.'
        );
    end if;
    return v_export_id;
end;
$$;
grant execute on function sanyam_private.hold_export(uuid) to sanyam_api;
