-- SPDX-License-Identifier: MIT

-- Constraints are judged at each update; a name is looked at only where it is written.
alter table public.documents drop constraint name_is_a_path_segment, drop constraint language_id_is_a_token;

create function sanyam_private.check_description() returns trigger
language plpgsql set search_path = '' as $$
begin
    if sanyam_private.name_problem(new.name) is not null then
        raise check_violation using message = 'name_is_a_path_segment', table = 'documents', column = 'name';
    end if;
    if sanyam_private.language_id_problem(new.language_id) is not null then
        raise check_violation using message = 'language_id_is_a_token', table = 'documents', column = 'language_id';
    end if;
    return new;
end;
$$;

create trigger check_description before insert or update of name, language_id on public.documents
    for each row execute function sanyam_private.check_description();
