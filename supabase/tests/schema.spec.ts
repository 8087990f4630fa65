// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import pg from 'pg';
import { LINT_RULES, SPLINTER } from './support/schema-lint.js';
import { VIOLATIONS } from './support/schema-violations.js';
import { TRUSTED } from './support/trusted-functions.js';
import { describeOnCloud } from './support/describe-on-cloud.js';

const OURS = `'public'::regnamespace, 'sanyam_private'::regnamespace, 'sanyam_gateway'::regnamespace`;

/** Functions that the policies of users call. None of them reveals more than the caller may know. */
const POLICY_HELPERS = [
    'caller_id',
    'caller_may',
    'clock',
    'counts_as_read',
    'documents_of_caller',
    'key_may',
    'share_permission',
    'shares_of_caller'
];

const API = [
    'accept_ownership',
    'block_owner',
    'compare_tiers',
    'create_api_key',
    'create_document',
    'decline_ownership',
    'delete_my_account',
    'document_size_limit',
    'empty_trash',
    'end_session',
    'export_my_data',
    'idempotency_key_is_used',
    'leave_document',
    'leave_shares',
    'list_api_keys',
    'list_blocked_owners',
    'list_documents',
    'list_folders',
    'list_given_shares',
    'list_my_sessions',
    'list_new_shares',
    'list_ownership_offers',
    'list_shares',
    'list_versions',
    'move_folder',
    'my_account',
    'name_version',
    'offer_ownership',
    'preview_tier',
    'purge_document',
    'read_api_key',
    'read_api_key_usage',
    'read_document',
    'read_version',
    'restore_document',
    'restore_version',
    'revoke_api_key',
    'revoke_share',
    'rotate_api_key',
    'save_document',
    'search_documents',
    'share_document',
    'trash_document',
    'unblock_owner'
];

/** Functions beside the API for a gateway that logs in to the database: they admit callers and list the tiers. */
const GATEWAY = ['act_as', 'admit_key', 'admit_session', 'list_tiers', 'require_gateway'];

/** API functions without a REST route. */
const NOT_FOR_THE_GATEWAY = [
    'compare_tiers',
    'delete_my_account',
    'end_session',
    'list_my_sessions',
    'preview_tier',
    'read_api_key_usage',
    'rotate_api_key'
];

/** Functions for the service role only: the gateway, billing and jobs. */
const SYSTEM_API = [
    'apply_subscription',
    'authenticate_api_key',
    'billing_account',
    'claim_job',
    'count_request',
    'degrade_tier',
    'finish_billing_event',
    'link_customer',
    'list_lapsed_plans',
    'list_open_subscriptions',
    'purge_expired',
    'release_job',
    'set_tier',
    'start_billing_read',
    'store_billing_event',
    'take_billing_events'
];

/** Rules for the whole schema. Each query returns what breaks its rule. */
const RULES: Record<string, string> = {
    'row-level security is on for every table': `
        select c.oid::regclass::text from pg_class c
        where c.relnamespace in (${OURS}) and c.relkind in ('r', 'p') and not c.relrowsecurity`,

    'policies let only the functions write': `
        select p.polrelid::regclass || ': ' || p.polname from pg_policy p
        join pg_class c on c.oid = p.polrelid
        where c.relnamespace in (${OURS}) and p.polcmd <> 'r' and p.polroles <> array['sanyam_api'::regrole::oid]`,

    'policies name their roles': `
        select p.polrelid::regclass || ': ' || p.polname from pg_policy p where 0 = any (p.polroles)`,

    'a role and verb have at most one permissive policy': `
        select c.oid::regclass || ' ' || r.role::regrole || ' ' || v.verb
        from pg_policy p
        join pg_class c on c.oid = p.polrelid
        cross join unnest(p.polroles) r (role)
        cross join unnest(case p.polcmd when '*' then array['r', 'a', 'w', 'd'] else array[p.polcmd::text] end) v (verb)
        where p.polpermissive
        group by c.oid, r.role, v.verb having count(*) > 1`,

    'policies read the caller once per statement, not per row': `
        select p.tablename || ': ' || p.policyname from pg_policies p
        where concat(p.qual, p.with_check) ~ '(caller_id|caller_may|sign_in_is_included|clock|uid|jwt|role|email|current_setting)\\('
            and regexp_replace(
                concat(p.qual, p.with_check), 'SELECT sanyam_private.(caller_id|caller_may|sign_in_is_included|clock)\\(', '', 'g'
            ) ~ '(caller_id|caller_may|sign_in_is_included|clock|uid|jwt|role|email|current_setting)\\('`,

    // PostgreSQL searches pg_temp first unless it is named, so a caller could put a type of their own in place of uuid.
    // A procedure that commits cannot have a `set` clause, so its body sets the path. The names in a body with
    // prosqlbody were resolved at creation, and a `set` clause would keep PostgreSQL from inlining it.
    'every function searches pg_catalog first and pg_temp last': `
        select p.oid::regprocedure::text from pg_proc p
        where p.pronamespace in (${OURS}) and p.prosqlbody is null
            and not 'search_path=pg_catalog, pg_temp' = any (coalesce(p.proconfig, '{}'))
            and not (
                p.prosrc ~ '\\mcommit;'
                and strpos(p.prosrc, 'perform pg_catalog.set_config(''search_path'', ''pg_catalog, pg_temp'', true);') > 0
            )`,

    // PostgreSQL plans a function in SQL at each call if it cannot inline it, and an argument that calls a function
    // prevents that.
    'an answer takes an account from a variable': `
        select p.oid::regprocedure::text from pg_proc p
        where p.pronamespace in (${OURS}) and p.prosrc ~ '(answer_of|read_only_reason)\\([^;]*(account_of|lock_account)\\('`,

    'only the API and trusted functions are security definer': `
        select p.oid::regprocedure::text from pg_proc p
        where p.pronamespace in (${OURS}) and p.prosecdef
            and p.proowner <> 'sanyam_api'::regrole
            and p.proname <> all (string_to_array('${TRUSTED.join()}', ','))`,

    'the exposed schema has only functions of the API': `
        select p.oid::regprocedure::text from pg_proc p
        where p.pronamespace = 'public'::regnamespace
            and not (p.prosecdef and p.proowner = 'sanyam_api'::regrole and p.proname = any (string_to_array('${[...API, ...SYSTEM_API].join()}', ',')))`,

    'anon may execute nothing': `
        select p.oid::regprocedure::text from pg_proc p
        where p.pronamespace in (${OURS}) and has_function_privilege('anon', p.oid, 'execute')`,

    'users may execute only the API and the helpers of their policies': `
        select p.oid::regprocedure::text from pg_proc p
        where p.pronamespace in (${OURS}) and has_function_privilege('authenticated', p.oid, 'execute')
            <> (p.proname = any (string_to_array('${[...POLICY_HELPERS, ...API].join()}', ',')))`,

    'the service role may execute only the system API': `
        select p.oid::regprocedure::text from pg_proc p
        where p.pronamespace = 'public'::regnamespace and has_function_privilege('service_role', p.oid, 'execute')
            <> (p.proname = any (string_to_array('${SYSTEM_API.join()}', ',')))`,

    'the gateway may execute only the API and the functions that admit callers': `
        select p.oid::regprocedure::text from pg_proc p
        where p.pronamespace in (${OURS}) and has_function_privilege('sanyam_gateway', p.oid, 'execute')
            <> (p.proname = any (string_to_array('${[...API.filter(name => !NOT_FOR_THE_GATEWAY.includes(name)), ...GATEWAY].join()}', ',')))`,

    'functions that admit callers check that the gateway calls, whatever was granted': `
        select p.oid::regprocedure::text from pg_proc p
        where p.pronamespace = 'sanyam_gateway'::regnamespace and p.prosecdef
            and strpos(p.prosrc, 'perform sanyam_gateway.require_gateway();') = 0`,

    'the gateway has only the privilege to execute': `
        select 'attribute' from pg_roles r where r.rolname = 'sanyam_gateway'
            and (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolinherit or r.rolreplication)
        union all
        select m.roleid::regrole::text from pg_auth_members m where m.member = 'sanyam_gateway'::regrole
        union all
        select c.oid::regclass::text from pg_class c
        where c.relkind in ('r', 'p', 'v', 'm', 'f')
            and c.relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
            and has_table_privilege('sanyam_gateway', c.oid, 'select, insert, update, delete, truncate')
        union all
        select n.nspname from pg_namespace n where has_schema_privilege('sanyam_gateway', n.oid, 'create')
            and n.nspname !~ '^pg_'`,

    'functions of the system API check the caller, whatever was granted': `
        select p.oid::regprocedure::text from pg_proc p
        where p.pronamespace = 'public'::regnamespace
            and p.proname = any (string_to_array('${SYSTEM_API.join()}', ','))
            and strpos(p.prosrc, 'perform sanyam_private.require_system();') = 0`,

    'anon and users have only grants to read': `
        select concat_ws(' ', g.grantee, g.privilege_type, g.table_schema, g.table_name)
        from information_schema.role_table_grants g
        where g.table_schema in ('public', 'sanyam_private') and g.grantee in ('anon', 'authenticated', 'PUBLIC')
            and (g.privilege_type <> 'SELECT' or g.table_schema <> 'public')
        union all
        select concat_ws(' ', g.grantee, g.privilege_type, g.table_name, g.column_name)
        from information_schema.column_privileges g
        where g.table_schema in ('public', 'sanyam_private') and g.grantee in ('anon', 'authenticated', 'PUBLIC')
            and g.privilege_type <> 'SELECT'`,

    'anon has grants on the tiers and what needs them only': `
        select c.oid::regclass::text from pg_class c
        where c.relnamespace in (${OURS}) and c.relkind in ('r', 'p', 'v', 'm')
            and has_table_privilege('anon', c.oid, 'select')
                <> (c.oid in ('public.sign_in_features'::regclass, 'public.tier_limits'::regclass))`,

    'default privileges grant nothing': `
        select d.defaclobjtype::text || ' ' || a.grantee::regrole
        from pg_default_acl d cross join aclexplode(d.defaclacl) a
        where d.defaclrole = 'postgres'::regrole and a.grantee <> 'postgres'::regrole
            and d.defaclnamespace in (0, ${OURS})`,

    'the owner of the API has no privileges of its own': `
        select 'attribute' from pg_roles r where r.rolname = 'sanyam_api'
            and (r.rolcanlogin or r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb)
        union all
        select c.oid::regclass::text from pg_class c where c.relowner = 'sanyam_api'::regrole
        union all
        select m.roleid::regrole::text from pg_auth_members m where m.member = 'sanyam_api'::regrole
        union all
        select n.nspname from pg_namespace n
        where n.oid in (${OURS}) and has_schema_privilege('sanyam_api', n.oid, 'create')`,

    'the roles of requests are members of no other role': `
        select m.member::regrole || ' in ' || m.roleid::regrole from pg_auth_members m
        where m.member::regrole::text in ('anon', 'authenticated', 'service_role')
            or (m.roleid = 'sanyam_api'::regrole and m.member::regrole::text not in ('postgres', 'supabase_admin'))`,

    'no view runs with the privileges of its owner': `
        select c.oid::regclass::text from pg_class c
        where c.relnamespace in (${OURS}) and c.relkind = 'v'
            and not 'security_invoker=true' = any (coalesce(c.reloptions, '{}'))`,

    'every foreign key has an index': `
        select k.conrelid::regclass || ': ' || k.conname from pg_constraint k
        join pg_class c on c.oid = k.conrelid
        where c.relnamespace in (${OURS}) and k.contype = 'f' and not exists (
            select from pg_index i
            where i.indrelid = k.conrelid and i.indisvalid and i.indpred is null
                and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey
        )`,

    ...LINT_RULES
};

describeOnCloud('the schema', stage => {
    for (const [rule, query] of Object.entries(RULES)) {
        it(`follows the rule: ${rule} [FR-016]`, async () => {
            expect((await stage.database.query(query)).map(row => Object.values(row)[0])).to.deep.equal([]);
        });

        it(`is caught when it breaks the rule: ${rule}`, async () => {
            const violations = [VIOLATIONS[rule] ?? ''].flat();
            for (const violation of violations) {
                const client = new pg.Client(stage.cloud.databaseUrl);
                await client.connect();
                try {
                    await client.query(`begin; set local lock_timeout = '10s'; ${violation}`);
                    expect((await client.query(query)).rows, violation).not.to.deep.equal([]);
                } finally {
                    await client.end();
                }
            }
        });
    }

    it('is checked for all that splinter, the linter of Supabase, finds in a schema [FR-016]', () => {
        // 0012 is a setting of Auth. It has no query.
        const lints = Array.from({ length: 29 }, (_, index) => index + 1).filter(number => number !== 12);
        expect(Object.keys(SPLINTER).map(Number)).to.deep.equal(lints);
        expect(Object.values(SPLINTER).filter(rule => !(rule in RULES) && !rule.startsWith('needs '))).to.deep.equal(
            []
        );
    });

    it('has exactly the functions of the API', async () => {
        const rows = await stage.database.query(
            `select p.proname as name from pg_proc p where p.pronamespace = 'public'::regnamespace order by 1`
        );
        expect(rows.map(row => row['name'])).to.deep.equal([...API, ...SYSTEM_API].sort());
    });
});
