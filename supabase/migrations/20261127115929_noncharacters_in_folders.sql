-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

-- Folders from before noncharacters were refused get U+FFFD in their place, because no program reads such a folder any
-- more: the paths of requests follow the rules of new ones. A folder whose new name is another folder's gets a number.
-- If that does not fit into the path, the documents of both are in one folder, where names can be the same. Versions
-- of documents and their places stay, because nobody changed anything. U+FFFD takes no more bytes than what it replaces.
do $$
declare
    c_noncharacter constant text :=
        '[\ufdd0-\ufdef\ufffe\uffff'
        '\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe\U0003ffff\U0004fffe\U0004ffff'
        '\U0005fffe\U0005ffff\U0006fffe\U0006ffff\U0007fffe\U0007ffff\U0008fffe\U0008ffff'
        '\U0009fffe\U0009ffff\U000afffe\U000affff\U000bfffe\U000bffff\U000cfffe\U000cffff'
        '\U000dfffe\U000dffff\U000efffe\U000effff\U000ffffe\U000fffff\U0010fffe\U0010ffff]';
    v_owner_id uuid;
    v_path text;
    v_character text;
    v_plain text;
    v_target text;
    v_number integer;
begin
    create temporary table moved_folders on commit drop as
    select d.id, d.owner_id, d.placed_at, d.folder as old_folder, d.folder as new_folder
    from public.documents d
    where d.owner_id in (select b.owner_id from public.documents b where b.folder ~ c_noncharacter);
    loop
        -- The first folder on a path whose name has one.
        select m.owner_id, array_to_string((string_to_array(m.new_folder, '/'))[:n.place], '/')
        into v_owner_id, v_path
        from pg_temp.moved_folders m
        cross join lateral unnest(string_to_array(m.new_folder, '/')) with ordinality n (name, place)
        where n.name ~ c_noncharacter
        order by m.owner_id, n.place, m.new_folder collate "C"
        limit 1;
        exit when not found;
        -- A selector that follows one may be hidden then.
        v_plain := regexp_replace(v_path, c_noncharacter, U&'\FFFD', 'g');
        loop
            v_character := sanyam_private.hidden_character(v_plain);
            exit when v_character is null;
            v_plain := replace(v_plain, v_character, U&'\FFFD');
        end loop;
        v_number := 1;
        v_target := v_plain;
        while exists (
            select from pg_temp.moved_folders m
            where m.owner_id = v_owner_id and starts_with(m.new_folder || '/', v_target || '/')
        ) loop
            v_number := v_number + 1;
            v_target := format('%s (%s)', v_plain, v_number);
        end loop;
        if char_length(regexp_replace(v_target, '^.*/', '')) > 255 or exists (
            select from pg_temp.moved_folders m
            where m.owner_id = v_owner_id and starts_with(m.new_folder || '/', v_path || '/') and (
                char_length(m.new_folder) + char_length(v_target) - char_length(v_path) > 1024
                or octet_length(m.new_folder) + octet_length(v_target) - octet_length(v_path) > 1600
            )
        ) then
            v_target := v_plain;
        end if;
        update pg_temp.moved_folders m
        set new_folder = v_target || substr(m.new_folder, char_length(v_path) + 1)
        where m.owner_id = v_owner_id and starts_with(m.new_folder || '/', v_path || '/');
    end loop;
    update public.documents d
    set folder = m.new_folder
    from pg_temp.moved_folders m
    where d.id = m.id and m.new_folder <> m.old_folder;
    update public.documents d
    set placed_at = m.placed_at
    from pg_temp.moved_folders m
    where d.id = m.id and m.new_folder <> m.old_folder;
end;
$$;

CREATE OR REPLACE FUNCTION sanyam_private.check_key_name()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    if tg_op = 'INSERT' and exists (
        select from public.api_keys k where k.user_id = new.user_id and k.name = new.name
    ) then
        return new;
    end if;
    new.name := sanyam_private.normalized_name(new.name);
    if sanyam_private.label_problem(new.name) is not null then
        raise check_violation using message = 'key_name_is_short', table = 'api_keys', column = 'name';
    end if;
    return new;
end;
$function$;
