-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

CREATE OR REPLACE FUNCTION sanyam_private.hidden_character(name text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;
