// SPDX-License-Identifier: MIT

/** A quoted name, as pg-delta writes it. */
const NAME = '"(?:[^"]|"")+"';
const TABLE = `(?<schema>${NAME})\\.(?<table>${NAME})`;
const COLUMN = `(?<column>${NAME})`;

/** The beginnings of statements that delete rows of users, change them, or fail because of them. */
const RISKS: ReadonlyArray<readonly [statement: RegExp, warning: string]> = [
    [
        beginning(`alter table ${TABLE} drop column ${COLUMN}`),
        'This deletes the data of <table>.<column>. If you renamed the column, write “rename column” instead.'
    ],
    [
        beginning(`drop table ${TABLE}`),
        'This deletes the data of <table>. If you renamed the table, write “rename to” instead.'
    ],
    [
        beginning(`alter table ${TABLE} add column ${COLUMN}(?!.* (?:default|generated) ).* not null`),
        'This fails if <table> has rows. Give <column> a default, or fill it before it is not null.'
    ],
    [
        beginning(`alter table ${TABLE} alter column ${COLUMN} set not null`),
        'This fails if a row of <table> has no <column>. Fill it first.'
    ],
    [
        beginning(`alter table ${TABLE} alter column ${COLUMN} type `),
        'This fails if a value of <table>.<column> does not fit the new type. Change such values first.'
    ],
    [
        beginning(`alter table ${TABLE} alter column ${COLUMN} add generated (?:always|by default) as identity`),
        'New rows get <column> from 1. If <table> has rows, add: ' +
            `select setval(pg_get_serial_sequence('<schema>.<table>', '<column>'), max(<column>)) from <schema>.<table>;`
    ],
    [
        beginning(
            `alter table ${TABLE} add constraint (?<rule>${NAME}) (?:unique|primary key|check|foreign key|exclude)\\b`
        ),
        'This fails if rows of <table> break <rule>. Correct them first.'
    ],
    [
        beginning('create unique index (?<rule>\\S+) on (?:only )?(?<schema>[^\\s.]+)\\.(?<table>\\S+) '),
        'This fails if rows of <table> break <rule>. Correct them first.'
    ],
    [
        beginning(`alter domain ${TABLE} set not null`),
        'This fails if a row has no value of the type <table>. Fill it first.'
    ],
    [
        beginning(`alter domain ${TABLE} add constraint (?<rule>${NAME})`),
        'This fails if a value of the type <table> breaks <rule>. Correct it first.'
    ]
];

const CREATED = beginning(`create table ${TABLE}`);
const COMPUTED = beginning(`alter table ${TABLE} add column ${COLUMN} .* generated always as \\(`);

/**
 * Returns the warnings for each statement of a migration. Only the beginning of a statement counts, because the body of a
 * function, or a comment, can have any text.
 */
export function warningsFor(statements: readonly string[]): string[][] {
    const created = new Set(statements.map(statement => placeIn(CREATED, statement)));
    const computed = new Set(statements.map(statement => placeIn(COMPUTED, statement)));
    return statements.map(statement =>
        RISKS.flatMap(([risk, warning]) => {
            const names = namesIn(risk, statement);
            // A new table has no rows. A changed generated column is dropped and added again.
            if (names === undefined || created.has(tableOf(names)) || computed.has(placeIn(risk, statement))) {
                return [];
            }
            return [warning.replace(/<(\w+)>/g, (_, part: string) => names[part] ?? '')];
        })
    );
}

function beginning(pattern: string): RegExp {
    return new RegExp(`^${pattern}`, 'i');
}

type Names = Readonly<Record<string, string>>;

/** Returns the names in a statement, without quotes. */
function namesIn(pattern: RegExp, statement: string): Names | undefined {
    const groups = pattern.exec(statement)?.groups;
    return (
        groups &&
        Object.fromEntries(
            Object.entries(groups).map(([part, name]) => [part, name.replace(/^"|"$/g, '').replaceAll('""', '"')])
        )
    );
}

const tableOf = ({ schema, table }: Names): string => JSON.stringify([schema, table]);

/** Returns what identifies the table in a statement, or the column if it names one. */
function placeIn(pattern: RegExp, statement: string): string | undefined {
    const names = namesIn(pattern, statement);
    return names && (names['column'] === undefined ? tableOf(names) : tableOf(names) + names['column']);
}
