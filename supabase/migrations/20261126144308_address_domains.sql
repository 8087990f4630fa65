-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

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
        when address !~ '^[^@()<>\[\]:;,"\\]+@[^@()<>\[\]:;,"\\.]+(\.[^@()<>\[\]:;,"\\.]+)*$'
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
$function$;
