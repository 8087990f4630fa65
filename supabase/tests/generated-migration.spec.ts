// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { type Catalog, catalogAfter, type SqlFile, SqlFileError } from './migration/catalog.js';
import { faultOf } from './migration/check-migration.js';
import { type Migration, migrationBetween } from './migration/missing-migration.js';

interface Change {
    readonly what: string;
    readonly before: string;
    readonly after: string;
    /** The warnings, in their order. */
    readonly warnings?: readonly string[];
    /** Matches the statements. */
    readonly statements?: RegExp;
    /** Matches the comment with what must be written by hand. */
    readonly byHand?: RegExp;
}

/** Returns SQL that creates a trigger function. */
function triggerFunction(name: string): string {
    return `create function "${name.replaceAll('"', '""')}"() returns trigger language plpgsql set search_path = '' as $$
        begin
            return null;
        end;
        $$`;
}

/** Returns SQL that creates a trigger of the users of the auth server, with a function of its own. */
function trigger(name: string): string {
    const quoted = `"${name.replaceAll('"', '""')}"`;
    return `${triggerFunction(name)};
        create trigger ${quoted} after insert on auth.users for each row execute function ${quoted}()`;
}

const TEXT_LIKE_A_STATEMENT = `'first\nDROP TABLE "public"."documents"\n-- WARNING: x'`;

/** Changes that the generated migration makes completely, each of tables of its own. */
const CHANGES: readonly Change[] = [
    {
        what: 'a shorter type, without a cast that cuts values',
        before: 'create table cut (a varchar(50))',
        after: 'create table cut (a varchar(5))',
        warnings: ['This fails if a value of cut.a does not fit the new type. Change such values first.'],
        statements: /"a" TYPE character varying\(5\);/
    },
    ...(
        [
            ['a unique column', 'int unique', 'late_a_key'],
            ['a check', 'int check (a > 0)', 'late_a_check'],
            ['a foreign key', 'int references old (id)', 'late_a_fkey']
        ] as const
    ).map(([what, type, rule], index) => ({
        what,
        before: `create table late${index} (a int)`,
        after: `create table late${index} (a ${type})`,
        warnings: [
            `This fails if rows of late${index} break ${rule.replace('late', `late${index}`)}. Correct them first.`
        ]
    })),
    {
        what: 'a unique index',
        before: 'create table indexed (a int)',
        after: 'create table indexed (a int); create unique index one_a on indexed (a)',
        warnings: ['This fails if rows of indexed break one_a. Correct them first.']
    },
    {
        what: 'a value that an enum loses',
        before: `create type mood as enum ('a', 'b'); create table moods (x mood)`,
        after: `create type mood as enum ('a'); create table moods (x mood)`,
        warnings: ['This fails if a value of moods.x does not fit the new type. Change such values first.']
    },
    {
        what: 'a rule of a domain',
        before: 'create domain amount as int; create table amounts (a amount)',
        after: 'create domain amount as int check (value > 0); create table amounts (a amount)',
        warnings: ['This fails if a value of the type amount breaks amount_check. Correct it first.']
    },
    {
        what: 'a new domain that is not null',
        before: '',
        after: 'create domain answer as int not null constraint short check (value < 10); create table answers (a answer)',
        warnings: []
    },
    {
        what: 'a domain that must have a value',
        before: 'create domain reply as int; create table replies (a reply)',
        after: 'create domain reply as int not null; create table replies (a reply)',
        warnings: ['This fails if a row has no value of the type reply. Fill it first.'],
        statements: /ALTER DOMAIN "public"\."reply" SET NOT NULL;/
    },
    {
        what: 'a domain that may have no value',
        before: 'create domain guess as int not null',
        after: 'create domain guess as int'
    },
    {
        what: 'new roles',
        before: '',
        after: 'create role helper nologin; create role assistant nologin; grant assistant to postgres',
        statements: /^GRANT "assistant" TO "postgres";/m
    },
    {
        what: 'a dropped trigger of a table of the auth server',
        before: `${trigger('gone')}; ${trigger('stays')}`,
        after: trigger('stays')
    },
    {
        what: 'a dropped trigger of a table of the auth server whose function stays',
        before: `${trigger('in "quotes" on')}; ${triggerFunction('shared')};
            create trigger shared after delete on auth.users for each row execute function shared()`,
        after: triggerFunction('shared')
    },
    {
        what: 'a changed trigger of a table of the auth server',
        before: `${triggerFunction('early')};
            create trigger early before insert on auth.users for each row execute function early()`,
        after: `${triggerFunction('early')};
            create trigger early after update of email on auth.users for each row execute function early()`
    },
    {
        what: 'a dropped foreign key to a table of the auth server',
        before: 'create table followed (id uuid references auth.users (id))',
        after: 'create table followed (id uuid)'
    },
    {
        what: 'numbers that begin anew',
        before: 'create table counted (id bigint primary key)',
        after: 'create table counted (id bigint generated always as identity primary key)',
        warnings: [
            `New rows get id from 1. If counted has rows, add: select setval(pg_get_serial_sequence('public.counted', 'id'), max(id)) from public.counted;`
        ]
    },
    {
        what: 'a changed generated column, whose data nobody wrote',
        before: 'create table computed (a int, g int generated always as (a + 1) stored)',
        after: 'create table computed (a int, g int generated always as (a + 2) stored)',
        warnings: []
    },
    {
        what: 'a new table with rules, which has no rows',
        before: '',
        after: 'create table fresh (id int primary key, a int unique check (a > 0), b text not null)',
        warnings: []
    },
    {
        what: 'a dropped column with a name in quotes',
        before: 'create schema "my app"; create table "my app"."the ""table""" (a int, "a column" int)',
        after: 'create schema "my app"; create table "my app"."the ""table""" (a int)',
        warnings: [
            'This deletes the data of the "table".a column. If you renamed the column, write “rename column” instead.'
        ]
    },
    {
        what: 'a function of the role of the functions in a schema with a name in quotes',
        before: 'create schema "my own"',
        after: `create schema "my own"; grant usage, create on schema "my own" to sanyam_api;
            create function "my own".f() returns int language sql set search_path = '' return 1;
            alter function "my own".f() owner to sanyam_api; revoke create on schema "my own" from sanyam_api`,
        statements:
            /^grant create on schema "my own" to sanyam_api;[^]*^revoke create on schema "my own" from sanyam_api;/m
    },
    {
        what: 'texts that look like statements',
        before: 'create table commented (a int)',
        after: `create table commented (a int);
            comment on table commented is E${TEXT_LIKE_A_STATEMENT};
            create function quoting() returns text language plpgsql set search_path = '' as $$
            begin
            return ${TEXT_LIKE_A_STATEMENT};
            end;
            $$`,
        warnings: []
    },
    {
        what: 'extended statistics',
        before: 'create table measured (a int, b int)',
        after: 'create table measured (a int, b int); create statistics a_and_b on a, b from measured',
        byHand: /wanted: CREATE STATISTICS public\.a_and_b ON a, b FROM measured/
    },
    {
        what: 'a setting of the database',
        before: '',
        after: `do $$ begin execute format('alter database %I set lock_timeout = %L', current_database(), '13s'); end $$`,
        byHand: /wanted: setting of the database for all roles: lock_timeout=13s/
    },
    {
        what: 'options of a column',
        before: 'create table optional (a int)',
        after: 'create table optional (a int); alter table optional alter column a set (n_distinct = 5)',
        byHand: /wanted: column a of optional .*options {n_distinct=5}/
    },
    {
        what: 'the order of a table on disk',
        before: 'create table sorted (a int); create index sorted_by_a on sorted (a)',
        after: 'create table sorted (a int); create index sorted_by_a on sorted (a); cluster sorted using sorted_by_a',
        byHand: /wanted: table sorted is clustered on sorted_by_a/
    }
];

/** Changes that pg-delta cannot express, with the error of the migration that it writes. */
const FAULTS: readonly (readonly [what: string, before: string, after: string, error: RegExp])[] = [
    [
        'a type without an implicit conversion',
        'create table t (a text)',
        'create table t (a int)',
        /cannot be cast automatically to type integer[^]*USING/
    ],
    [
        'a new value of an enum that is used at once',
        `create type e as enum ('a'); create table t (x e default 'a')`,
        `create type e as enum ('a', 'b'); create table t (x e default 'b')`,
        /invalid input value for enum e: "b"/
    ],
    [
        'a column whose type changes under a generated column',
        'create table t (n int, g int generated always as (n * 2) stored)',
        'create table t (n bigint, g bigint generated always as (n * 2) stored)',
        /column used by a generated column/
    ]
];

function made(path: string, text: string): SqlFile {
    return { path, text };
}

const COMMON = 'create role sanyam_api; grant sanyam_api to postgres; create table old (id int primary key)';

describe('a generated migration', function () {
    const old = made('before.sql', [COMMON, ...CHANGES.map(change => change.before)].join(';\n'));
    let wanted: Catalog;
    let migration: Migration;

    before(async () => {
        wanted = await catalogAfter([made('after.sql', [COMMON, ...CHANGES.map(change => change.after)].join(';\n'))]);
        migration = migrationBetween(await catalogAfter([old]), wanted);
    });

    for (const { what, warnings = [], statements, byHand } of CHANGES) {
        it(`covers ${what}`, () => {
            expect(migration.warnings).to.include.members(warnings);
            expect(migration.statements).to.match(statements ?? /^/);
            expect(migration.byHand).to.match(byHand ?? /^/);
        });
    }

    it('warns of nothing else', () => {
        expect(migration.warnings).to.have.members(CHANGES.flatMap(({ warnings = [] }) => warnings));
    });

    it('creates the wanted database, and changes no text inside a statement', async () => {
        expect(await faultOf(made('missing.sql', migration.statements), [old], wanted)).to.equal(undefined);
    });

    for (const [what, row, message] of [
        [
            'cutting the texts of users',
            `insert into cut values ('a long text')`,
            /value too long for type character varying\(5\)/
        ],
        [
            'keeping values that a domain no longer allows',
            'insert into replies values (null)',
            /column "a" of table "replies" contains null values/
        ]
    ] as const) {
        it(`fails instead of ${what}`, async () => {
            const error: unknown = await catalogAfter([
                old,
                made('rows.sql', row),
                made('missing.sql', migration.statements)
            ]).catch((reason: unknown) => reason);
            expect(error).to.be.instanceOf(SqlFileError);
            expect(error).to.have.property('message').that.matches(message);
        });
    }

    for (const [what, first, declared, error] of FAULTS) {
        it(`is reported when it fails: ${what}`, async () => {
            const migrations = [made('before.sql', first)];
            const after = await catalogAfter([made('after.sql', declared)]);
            const { statements } = migrationBetween(await catalogAfter(migrations), after);
            expect(await faultOf(made('missing.sql', statements), migrations, after))
                .to.match(/^The migration fails\. Correct it by hand\.\nmissing\.sql/)
                .and.match(error);
        });
    }

    it('is reported when it leaves something out', async () => {
        const fault = await faultOf(made('missing.sql', ''), [old], wanted);
        expect(fault).to.match(/^The migration does not create .*\n[^]*"cut"/);
    });
});
