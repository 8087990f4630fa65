// SPDX-License-Identifier: MIT

const OURS = `'public'::regnamespace, 'sanyam_private'::regnamespace, 'sanyam_gateway'::regnamespace`;

/** The tables that users read, within their policies. pg_graphql would show these, too. */
const READABLE = [
    'public.api_keys',
    'public.audit_log',
    'public.document_shares',
    'public.document_versions',
    'public.documents',
    'public.sign_in_features',
    'public.tier_limits',
    'public.user_profiles'
];

/** Names of columns that splinter takes for sensitive. The rule also finds names that only contain such a word. */
const SENSITIVE =
    'passwd pwd passphrase private_key api_key apikey auth_key jwt auth_code session_id session_key recovery_code ' +
    'backup_code verification_code otp two_factor 2fa_code ssn social_security social_security_number driver_license ' +
    'drivers_license license_number passport_number passport_id national_id tax_id credit_card card_number cvv cvc ' +
    'cvn bank_account account_number routing_number iban swift_code bic health_record medical_record patient_id ' +
    'insurance_number health_insurance medical_insurance treatment mac_address macaddr imei device_uuid pgp_key ' +
    'gpg_key ssh_key certificate license_key activation_key facial_recognition';

/** For each lint of splinter by its number: the rule that finds the same, or what the lint needs instead. */
export const SPLINTER: Readonly<Record<string, string>> = {
    1: 'every foreign key has an index',
    2: 'no view shows the users of the auth server',
    3: 'policies read the caller once per statement, not per row',
    4: 'every table has a primary key',
    5: 'needs real traffic: unused indexes',
    6: 'a role and verb have at most one permissive policy',
    7: 'every table with policies has row-level security on',
    8: 'a table without a policy says why in its comment',
    9: 'no index repeats another',
    10: 'no view runs with the privileges of its owner',
    11: 'every function searches pg_catalog first and pg_temp last',
    13: 'row-level security is on for every table',
    14: 'no extension is in an exposed schema',
    15: 'policies do not trust user metadata',
    16: 'the exposed schema has only relations that can have policies',
    17: 'the exposed schema has only relations that can have policies',
    18: 'no column has a type that pg_upgrade refuses',
    19: 'no queue is without row-level security',
    20: 'needs real traffic: bloated tables',
    21: 'a foreign key to the auth server references a primary key',
    22: 'no extension is older than the server has it',
    23: 'the exposed schema has no secrets or hashes',
    24: 'only policies of tables for everyone are always true',
    25: 'policies are only for our own tables',
    26: 'anon has grants on the tiers and what needs them only',
    27: 'users have grants on the listed tables only',
    28: 'anon may execute nothing',
    29: 'users may execute only the API and the helpers of their policies'
};

/** Tables with rows for every caller. Only functions can read the settings. */
const FOR_EVERYONE = ['public.sign_in_features', 'public.tier_limits', 'sanyam_private.settings'];

/**
 * Rules of linters for PostgreSQL and Supabase that our own rules do not cover. Each query returns what breaks its
 * rule. The numbers are those of splinter's lints.
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
    'a table without a policy says why in its comment': `
        select c.oid::regclass::text from pg_class c
        where c.relnamespace in (${OURS}) and c.relkind in ('r', 'p')
            and exists (select from pg_policy p where p.polrelid = c.oid)
                = coalesce(obj_description(c.oid, 'pg_class') ~ '^No policy: .', false)`,

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

    // 0019
    'no queue is without row-level security': `
        select c.oid::regclass::text from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'pgmq' and c.relname like 'q\\_%' and c.relkind in ('r', 'p') and not c.relrowsecurity`,

    // 0021
    'a foreign key to the auth server references a primary key': `
        select k.conrelid::regclass || ': ' || k.conname from pg_constraint k
        join pg_class r on r.oid = k.confrelid
        join pg_index i on i.indexrelid = k.conindid
        where k.contype = 'f' and r.relnamespace = 'auth'::regnamespace and not i.indisprimary`,

    // 0022
    'no extension is older than the server has it': `
        select e.name::text from pg_available_extensions e where e.installed_version <> e.default_version`,

    // 0025: a policy for storage.objects lists a bucket.
    'policies are only for our own tables': `
        select p.polrelid::regclass || ': ' || p.polname from pg_policy p
        join pg_class c on c.oid = p.polrelid
        where c.relnamespace not in (${OURS})`,

    // 0027
    'users have grants on the listed tables only': `
        select c.oid::regclass::text from pg_class c
        where c.relnamespace in (${OURS}) and c.relkind in ('r', 'p', 'v', 'm', 'f')
            and has_any_column_privilege('authenticated', c.oid, 'select')
                <> (c.oid = any (string_to_array('${READABLE.join()}', ',')::regclass[]))`,

    // 0023
    'the exposed schema has no secrets or hashes': `
        select a.attrelid::regclass || '.' || a.attname
        from pg_attribute a
        join pg_class c on c.oid = a.attrelid
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v') and a.attnum > 0
            and (
                lower(a.attname) ~ '(secret|password|token|hash|salt)'
                or replace(lower(a.attname), '-', '_') = any (string_to_array('${SENSITIVE}', ' '))
            )`,

    // 0024
    'only policies of tables for everyone are always true': `
        select p.polrelid::regclass || ': ' || p.polname from pg_policy p
        join pg_class c on c.oid = p.polrelid
        where c.relnamespace in (${OURS}) and p.polpermissive
            and (
                pg_get_expr(p.polqual, p.polrelid) in ('true', '(1 = 1)')
                or pg_get_expr(p.polwithcheck, p.polrelid) in ('true', '(1 = 1)')
                -- Without an expression, a policy is true.
                or coalesce(p.polqual, p.polwithcheck) is null
            )
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
