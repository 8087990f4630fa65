// SPDX-License-Identifier: MIT

const OURS = `'public'::regnamespace, 'sanyam_private'::regnamespace`;

/** Tables that only functions and triggers of the tables' owner reach. Each entry is a decision. */
const WITHOUT_POLICY = ['sanyam_private.jobs', 'sanyam_private.request_windows', 'sanyam_private.share_recipients'];

/** Tables with rows for every caller. Only functions can read the settings. */
const FOR_EVERYONE = ['public.tier_limits', 'sanyam_private.settings'];

/**
 * Rules of linters for PostgreSQL and Supabase that our own rules do not cover. Each query returns what breaks its
 * rule. The numbers are those of splinter's lints. Lint 0005, unused indexes, needs a database with real traffic.
 */
export const LINT_RULES: Record<string, string> = {
    // 0002
    'no view shows the users of the auth server': `
        select distinct c.oid::regclass::text
        from pg_class c
        join pg_rewrite r on r.ev_class = c.oid
        join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
            and d.refclassid = 'pg_class'::regclass
        join pg_class t on t.oid = d.refobjid
        where c.relnamespace in (${OURS}) and c.relkind in ('v', 'm') and t.relnamespace = 'auth'::regnamespace`,

    // 0004
    'every table has a primary key': `
        select c.oid::regclass::text from pg_class c
        where c.relnamespace in (${OURS}) and c.relkind in ('r', 'p')
            and not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)`,

    // 0007
    'every table with policies has row-level security on': `
        select p.polrelid::regclass || ': ' || p.polname
        from pg_policy p join pg_class c on c.oid = p.polrelid
        where not c.relrowsecurity`,

    // 0008
    'only the listed tables have no policy': `
        select c.oid::regclass::text from pg_class c
        where c.relnamespace in (${OURS}) and c.relkind in ('r', 'p')
            and exists (select from pg_policy p where p.polrelid = c.oid)
                = (c.oid::regclass::text = any (string_to_array('${WITHOUT_POLICY.join()}', ',')))`,

    // 0009
    'no index repeats another': `
        select string_agg(i.indexrelid::regclass::text, ', ')
        from pg_index i
        join pg_class c on c.oid = i.indexrelid
        where c.relnamespace in (${OURS})
        group by i.indrelid, c.relam, i.indkey::text, i.indclass::text, i.indoption::text, i.indcollation::text,
            pg_get_expr(i.indexprs, i.indrelid), pg_get_expr(i.indpred, i.indrelid)
        having count(*) > 1`,

    'no index is a prefix of another': `
        select i.indexrelid::regclass || ', ' || o.indexrelid::regclass
        from pg_index i
        join pg_class c on c.oid = i.indexrelid
        join pg_index o on o.indrelid = i.indrelid and o.indexrelid <> i.indexrelid
        join pg_class d on d.oid = o.indexrelid
        where c.relnamespace in (${OURS}) and c.relam = d.relam
            and not i.indisunique and i.indnatts < o.indnatts
            and coalesce(i.indexprs, i.indpred, o.indexprs, o.indpred) is null
            and starts_with(o.indkey::text || ' ', i.indkey::text || ' ')
            and starts_with(o.indoption::text || ' ', i.indoption::text || ' ')`,

    // 0014
    'no extension is in an exposed schema': `
        select e.extname from pg_extension e where e.extnamespace = 'public'::regnamespace`,

    // 0015
    'policies do not trust user metadata': `
        select p.tablename || ': ' || p.policyname from pg_policies p
        where concat(p.qual, p.with_check) ~ '(user|raw_user|app)_meta_?data'`,

    // 0016, 0017
    'the exposed schema has only relations that can have policies': `
        select c.oid::regclass::text from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('m', 'f')`,

    // 0018
    'no column has a type that pg_upgrade refuses': `
        select a.attrelid::regclass || '.' || a.attname
        from pg_attribute a
        join pg_class c on c.oid = a.attrelid
        join pg_type t on t.oid = a.atttypid
        where c.relnamespace in (${OURS}) and c.relkind in ('r', 'p', 'v', 'm') and not a.attisdropped
            and t.typnamespace = 'pg_catalog'::regnamespace and t.typname ~ '^_?reg'
            and t.typname not in ('regclass', 'regrole', 'regtype')`,

    // 0023
    'the exposed schema has no secrets or hashes': `
        select a.attrelid::regclass || '.' || a.attname
        from pg_attribute a
        join pg_class c on c.oid = a.attrelid
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v') and a.attnum > 0
            and a.attname ~ '(secret|password|token|hash|salt)'`,

    // 0024
    'only policies of tables for everyone are always true': `
        select p.polrelid::regclass || ': ' || p.polname from pg_policy p
        join pg_class c on c.oid = p.polrelid
        where c.relnamespace in (${OURS}) and p.polpermissive
            and 'true' in (pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
            and not (
                p.polcmd = 'r' and p.polrelid = any (string_to_array('${FOR_EVERYONE.join()}', ',')::regclass[])
            )`,

    'triggers on tables of the auth server are security definer': `
        select t.tgname from pg_trigger t
        join pg_class c on c.oid = t.tgrelid
        join pg_proc p on p.oid = t.tgfoid
        where c.relnamespace = 'auth'::regnamespace and p.pronamespace in (${OURS}) and not p.prosecdef`,

    // `expose` hands functions over. Only migrations may call it.
    'no function runs dynamic SQL': `
        select p.oid::regprocedure::text from pg_proc p
        where p.pronamespace in (${OURS}) and p.prosrc ~* '\\mexecute\\M'
            and not (p.proname = 'expose' and not p.prosecdef)`,

    'all constraints and indexes are valid': `
        select k.conname::text from pg_constraint k
        where k.connamespace in (${OURS}) and not k.convalidated
        union all
        select i.indexrelid::regclass::text from pg_index i
        join pg_class c on c.oid = i.indrelid
        where c.relnamespace in (${OURS}) and not (i.indisvalid and i.indisready)`,

    'every time column has a time zone': `
        select a.attrelid::regclass || '.' || a.attname
        from pg_attribute a
        join pg_class c on c.oid = a.attrelid
        where c.relnamespace in (${OURS}) and a.atttypid in ('timestamp'::regtype, 'time'::regtype)`
};
