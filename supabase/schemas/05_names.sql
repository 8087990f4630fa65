-- SPDX-License-Identifier: MIT

-- The rules of names: of documents, versions and API keys, and of email addresses.

-- Returns the form in which names are stored and compared: NFC. Some file systems and keyboards produce NFD, where “é”
-- is two characters. Both forms look the same, and mean the same name. A text that is too long for a name in every form
-- comes back as it is, because normalizing takes a time that grows with the square of the marks on one letter.
create function sanyam_private.normalized_name(name text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return case
        -- Text in ASCII is in NFC, and most names are in ASCII.
        when octet_length(name) = char_length(name) then name
        -- Composing makes at most four characters one, so a name of 255 characters comes from at most 1,020.
        when char_length(name) > 1024 then name
        else normalize(name, NFC)
    end;
end;
$$;
grant execute on function sanyam_private.normalized_name(text) to sanyam_api;

-- Returns a character as Unicode writes it, for example U+202E.
create function sanyam_private.code_point(letter text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return 'U+' || lpad(upper(to_hex(ascii(letter))), greatest(4, length(to_hex(ascii(letter)))), '0');
end;
$$;
grant execute on function sanyam_private.code_point(text) to sanyam_api;

-- Returns the first character without a glyph that only hides a difference between names, or null. Joiners, selectors
-- and fillers are right where a script or an emoji needs them. The ranges are those of hidden-characters.ts of
-- @sanyam/types, which explains them.
create function sanyam_private.hidden_character(name text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
    -- The flags of England, Scotland and Wales. What comes after one is not looked at as if it came after an emoji.
    c_flag constant text :=
        '\U0001f3f4\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067|\U000e0073\U000e0063\U000e0074'
        '|\U000e0077\U000e006c\U000e0073)\U000e007f';
    c_joining constant text :=
        '\u1b00-\u1c4f\u0600-\u077f\u07c0-\u07ff\u0840-\u0dff\u1000-\u109f\u1780-\u18af\u1900-\u194f\u1a20-\u1aaf'
        '\u1cc0-\u1cff\ua800-\ua82f\ua840-\ua8ff\ua930-\ua95f\ua97d-\uaa7f\uaae0-\uaaff\uabc0-\uabff\ufb50-\ufdff'
        '\ufe70-\ufefc\U00010a00-\U00010a5f\U00010ac0-\U00010aff\U00010b80-\U00010baf\U00010d00-\U00010d3f'
        '\U00010ec0-\U00011fff\U0001e900-\U0001e95f';
    c_emoji constant text :=
        '\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff'
        '\u3030\u303d\u3297\u3299\U0001f000-\U0001faff';
    c_han constant text := '\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd';
    c_varying constant text :=
        '\u1000-\u109f\u2200-\u22ff\u2a00-\u2aff\u3001\u3002\ua840-\ua87f\ua9e0-\ua9ff\uaa60-\uaa7f\uff01\uff0c\uff0e'
        '\uff1a\uff1b\uff1f\U00010ac0-\U00010aff\U00013000-\U0001345f';
    c_hidden constant text :=
        '[\u17b4\u17b5\u00ad\u2028\u2029\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb'
        '\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff'
        '\ufdd0-\ufdef\ufffe\uffff'
        '\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe\U0003ffff\U0004fffe\U0004ffff'
        '\U0005fffe\U0005ffff\U0006fffe\U0006ffff\U0007fffe\U0007ffff\U0008fffe\U0008ffff'
        '\U0009fffe\U0009ffff\U000afffe\U000affff\U000bfffe\U000bffff\U000cfffe\U000cffff'
        '\U000dfffe\U000dffff\U000efffe\U000effff\U000ffffe\U000fffff\U0010fffe\U0010ffff]'
        || '|(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b'
        || format('|(?<![%s])\u200c', c_joining)
        || format('|(?<![%s%s]|[%2$s]\ufe0f)\u200d', c_joining, c_emoji)
        || format('|(?<![%s])\u200d(?![%s])', c_joining, c_emoji)
        || '|(?<![\u0590-\u06ff])\u034f'
        || format('|(?<![%s%s%s0-9#*])[\ufe00-\ufe0f]', c_emoji, c_han, c_varying)
        || '|(?<=[0-9#*])(?:[\ufe00-\ufe0e]|\ufe0f(?!\u20e3))'
        || format('|(?<![%s])[\U000e0100-\U000e01ef]', c_han)
        || '|(?<![\u1800-\u180a\u1810-\u18af\U00011660-\U0001167f])[\u180b-\u180d\u180f]'
        || '|(?<![\u1800-\u180d\u180f-\u18af])\u180e'
        || '|\u115f(?![\u1161-\u11a7\ud7b0-\ud7c6]|\u1160[\u11a8-\u11ff\ud7cb-\ud7fb])'
        || '|(?<![\u1100-\u115f\ua960-\ua97c])\u1160'
        || '|(?<![\U00013000-\U0001342f\U00013440-\U0001345f])[\U00013430-\U0001343f](?![\U00013000-\U0001342f])'
        || '|(?<![\U0001bc00-\U0001bc9f])[\U0001bca0-\U0001bca3]'
        || '|(?<![\u2800-\u28ff])\u2800';
begin
    return substring(regexp_replace(name, c_flag, E'\U0001f3f4x', 'g') from c_hidden);
end;
$$;
grant execute on function sanyam_private.hidden_character(text) to sanyam_api;

-- Returns what is wrong with the invisible characters of a name, or null. Wrong are characters that change the
-- direction of text, so that a program looks like a document; a name without a visible character; and characters that
-- only hide a difference. `hiddenCharacterProblem` of @sanyam/types has the same rules and sentences, and a test
-- compares both.
create function sanyam_private.hidden_character_problem(name text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
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
    v_character := sanyam_private.hidden_character(name);
    if v_character is not null then
        return format(
            'A name cannot contain the invisible character %s.', sanyam_private.code_point(v_character)
        );
    end if;
    return null;
end;
$$;
grant execute on function sanyam_private.hidden_character_problem(text) to sanyam_api;

-- Returns what is wrong with a short name that a user gives to something, such as an API key or a version, or null.
create function sanyam_private.label_problem(label text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return case
        when label = '' then 'Enter a name.'
        when char_length(label) > 100 then 'A name can have at most 100 characters.'
        when label ~ '[\u0001-\u001f\u007f-\u009f]' then 'A name cannot contain a control character.'
        else sanyam_private.hidden_character_problem(label)
    end;
end;
$$;
grant execute on function sanyam_private.label_problem(text) to sanyam_api;

-- Returns what is wrong with a document's name in NFC, or null. A name is one segment of a path. `documentNameProblem`
-- of @sanyam/types has the same rules and sentences.
create function sanyam_private.name_problem(name text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
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
$$;
grant execute on function sanyam_private.name_problem(text) to sanyam_api;

-- Returns the form in which the path of a folder is stored and compared: that of each of its names. A path that is too
-- long in every form comes back as it is.
create function sanyam_private.normalized_folder(folder text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return case
        when octet_length(folder) = char_length(folder) then folder
        -- For the reason of normalized_name.
        when char_length(folder) > 4096 then folder
        else (
            select string_agg(sanyam_private.normalized_name(x.name), '/' order by x.place)
            from unnest(string_to_array(folder, '/')) with ordinality x (name, place)
        )
    end;
end;
$$;
grant execute on function sanyam_private.normalized_folder(text) to sanyam_api;

-- Returns what is wrong with the path of a folder in its normal form, or null. It is names with a slash between them;
-- an empty path is the top. `folderProblem` of @sanyam/types has the same rules and sentences.
create function sanyam_private.folder_problem(folder text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return case
        when folder = '' then null
        when char_length(folder) > 1024 then 'The path of a folder can have at most 1,024 characters.'
        -- An entry of documents_by_path has at most 2,704 bytes, of which a name of 255 characters takes 1,020.
        when octet_length(folder) > 1600 then 'The path of a folder can have at most 1,600 bytes. Use shorter names.'
        when folder ~ '^/|//|/$' then
            'The path of a folder is names with one slash between them, for example models/shared.'
        else (
            select x.problem
            from unnest(string_to_array(folder, '/')) with ordinality n (name, place)
            cross join lateral sanyam_private.name_problem(n.name) x (problem)
            where x.problem is not null
            order by n.place
            limit 1
        )
    end;
end;
$$;
grant execute on function sanyam_private.folder_problem(text) to sanyam_api;

-- Returns an email address as shares have it.
create function sanyam_private.address_of(email text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    -- An address of 254 characters comes from at most 1,016, and lower() of some megabytes takes seconds. Addresses with
    -- other letters than those of ASCII are in NFC (RFC 6532, section 3.1).
    return lower(sanyam_private.normalized_name(left(sanyam_private.trimmed(email), 1025)));
end;
$$;
grant execute on function sanyam_private.address_of(text) to sanyam_api;

-- Returns what is wrong with an address, or null. SMTP allows 254 characters (RFC 5321, section 4.5.3.1.3).
create function sanyam_private.address_problem(address text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
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
$$;
grant execute on function sanyam_private.address_problem(text) to sanyam_api;
