// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parse } from 'smol-toml';
import { type Catalog, catalogAfter, readSqlFiles, type SqlFile, SqlFileError } from './migration/catalog.js';
import { missingMigration } from './migration/missing-migration.js';
import { timeAfter } from './migration/time-after.js';

/** Changes of the schema files, each with a pattern that the missing migration must match. */
const CHANGES: ReadonlyArray<readonly [what: string, change: string, missing: RegExp]> = [
    [
        'a changed function body',
        `create or replace function sanyam_private.clock() returns timestamptz
         language plpgsql volatile set search_path = pg_catalog, pg_temp as $$ begin return now(); end; $$`,
        /create or replace function sanyam_private\.clock\(\).*return now\(\);/is
    ],
    [
        'a changed setting of a function',
        `alter function public.empty_trash() set statement_timeout = '61s'`,
        /function public\.empty_trash\(\).*SET statement_timeout TO '61s'/is
    ],
    ['a deleted function', 'drop function public.list_shares(uuid)', /drop function "public"\."list_shares"\(uuid\)/i],
    [
        'a new function with an owner and a grant',
        `create function public.new_function() returns void
         language plpgsql security definer set search_path = pg_catalog, pg_temp as $$ begin end; $$;
         call sanyam_private.expose('public.new_function()', 'authenticated')`,
        /create or replace function public\.new_function\(\).*"new_function"\(\) owner to "sanyam_api".*grant execute on function "public"\."new_function"\(\) to "authenticated"/is
    ],
    [
        'a revoked grant',
        'revoke select on public.audit_log from service_role',
        /revoke .* on table "public"\."audit_log" from "service_role"/i
    ],
    [
        'a new default privilege',
        'alter default privileges in schema public grant select on tables to service_role',
        /alter default privileges for role "postgres" in schema "public" grant select on tables to "service_role"/i
    ],
    [
        'a changed policy',
        'alter policy "users see their keys" on public.api_keys using (false)',
        /create policy "users see their keys" on "public"\."api_keys" .*using \(false\)/i
    ],
    [
        'a dropped trigger',
        'drop trigger follow_tier on public.user_profiles',
        /drop trigger "follow_tier" on "public"\."user_profiles"/i
    ],
    [
        'a new column',
        'alter table public.documents add column note text',
        /alter table .*"documents" add column "note" text/i
    ],
    [
        'a column that must have a value',
        'alter table public.documents add column subject text not null',
        /^-- WARNING: This fails if documents has rows\..*\nalter table .*"documents" add column "subject" text not null/im
    ],
    [
        'a deleted column',
        'alter table public.user_profiles drop column downgraded_at cascade',
        /^-- WARNING: This deletes the data of user_profiles\.downgraded_at\..*\nalter table .* drop column "downgraded_at"/im
    ],
    [
        'a deleted table',
        'drop table sanyam_private.jobs cascade',
        /^-- WARNING: This deletes the data of jobs\..*\ndrop table "sanyam_private"\."jobs"/im
    ],
    [
        'a private function of the role of the functions',
        `create function sanyam_private.owned() returns void language sql set search_path = '' as $$ $$;
         grant create on schema sanyam_private to sanyam_api;
         alter function sanyam_private.owned() owner to sanyam_api;
         revoke create on schema sanyam_private from sanyam_api`,
        /grant create on schema [\w, ]*sanyam_private[\w, ]* to sanyam_api;.*"owned"\(\) owner to "sanyam_api"/is
    ],
    ['a dropped index', 'drop index public.shares_by_expiry', /drop index "public"\."shares_by_expiry"/i],
    [
        'a changed comment',
        `comment on table public.documents is 'new'`,
        /comment on table "public"\."documents" is 'new'/i
    ],
    [
        'a changed setting of a role',
        `alter role sanyam_gateway set lock_timeout = '11s'`,
        /alter role "sanyam_gateway" set "?lock_timeout"? .*11s/i
    ],
    [
        'a changed storage of a column',
        'alter table public.document_versions alter column content set storage main',
        /-- {3}wanted: column content of document_versions .*storage m/
    ],
    [
        'a changed row of a new database',
        `update public.tier_limits set max_documents = 6 where tier = 'free'`,
        /-- {3}now: {4}row of tier_limits: .*"max_documents": 5,.*-- {3}wanted: row of tier_limits: .*"max_documents": 6,/s
    ]
];

/** Returns SQL as a file. */
function made(text: string): SqlFile {
    return { path: 'made.sql', text };
}

describe('the schema files', () => {
    let migrated: Catalog;
    let declared: Catalog;
    let changed: Catalog;
    let missing: string;

    before(async function () {
        const [migrations, schemas] = await Promise.all([readSqlFiles('migrations'), readSqlFiles('schemas')]);
        migrated = await catalogAfter(migrations);
        declared = await catalogAfter(schemas);
        changed = await catalogAfter([...schemas, ...CHANGES.map(([, change]) => made(change))]);
        missing = missingMigration(declared, changed);
    });

    it('create the same database as the migrations', () => {
        const text = missingMigration(migrated, declared);
        expect(text, `The migration that is missing (npm run migration -- <name> writes it):\n${text}`).to.equal('');
    });

    for (const [what, , pattern] of CHANGES) {
        it(`need a migration for ${what}`, () => {
            expect(missing).to.match(pattern);
        });
    }

    it('match the migrations again after the generated migration', async function () {
        const repaired = await catalogAfter([...(await readSqlFiles('migrations')), made(missing)]);
        expect(missingMigration(repaired, changed).replace(/^--.*\n/gm, '')).to.equal('');
    });

    it('name the file and the line of a mistake', async () => {
        const error: unknown = await catalogAfter([made('select 1;\n\ncreate tabel x ();')]).catch(
            (reason: unknown) => reason
        );
        expect(error).to.be.instanceOf(SqlFileError);
        expect(error).to.have.property('message', 'made.sql:3: syntax error at or near "tabel"');
    });

    it('get a migration that is applied after all others', () => {
        const now = new Date('2026-12-01T10:00:00Z');
        expect(timeAfter(['supabase/migrations/20261126000000_a.sql'], now)).to.equal('20261201100000');
        expect(timeAfter(['20271231235959_later.sql', '20261126000000_a.sql'], now)).to.equal('20280101000000');
        expect(timeAfter(['20279999999999_made_up.sql'], now)).to.equal('20280000000000');
    });

    it('take advisory locks only through the functions of 03_locks.sql, so that no two locks have the same number', async () => {
        const others = (await readSqlFiles('schemas')).filter(({ path }) => !path.endsWith('/03_locks.sql'));
        expect(others.filter(({ text }) => /advisory_(xact_)?lock/.test(text)).map(({ path }) => path)).to.deep.equal(
            []
        );
    });

    it('have comments of at most 120 characters in a line, which the formatter does not break', async () => {
        const tooLong = (await readSqlFiles('schemas')).flatMap(({ path, text }) =>
            text.split('\n').flatMap(line => (/^--.{119}/u.test(line) ? [`${path}: ${line}`] : []))
        );
        expect(tooLong).to.deep.equal([]);
    });

    it('are named in config.toml for the Supabase CLI', async () => {
        const file = resolve(import.meta.dirname, '..', '..', 'config.toml');
        expect(parse(await readFile(file, 'utf8'))['db']).to.have.deep.nested.property('migrations.schema_paths', [
            './schemas/*.sql'
        ]);
    });
});
