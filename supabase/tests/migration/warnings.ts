// SPDX-License-Identifier: MIT

/** Begins each warning in a generated migration. */
const WARNING = '-- WARNING: ';

/** Statements as pg-delta writes them: with quotes, which the SQL in the body of a function hardly ever has. */
const RISKS: ReadonlyArray<readonly [statement: RegExp, warning: string]> = [
    [
        /^alter table "\w+"\."(?<table>[^"]+)" drop column "(?<column>[^"]+)"/i,
        'This deletes the data of <table>.<column>. If you renamed the column, write “rename column” instead.'
    ],
    [
        /^drop table "\w+"\."(?<table>[^"]+)"/i,
        'This deletes the data of <table>. If you renamed the table, write “rename to” instead.'
    ],
    [
        /^alter table "\w+"\."(?<table>[^"]+)" add column "(?<column>[^"]+)"(?!.* (?:default|generated) ).* not null/i,
        'This fails if <table> has rows. Give <column> a default, or fill it before it is not null.'
    ],
    [
        /^alter table "\w+"\."(?<table>[^"]+)" alter column "(?<column>[^"]+)" set not null/i,
        'This fails if a row of <table> has no <column>. Fill it first.'
    ]
];

/** Adds a comment before each statement that deletes data of users, or that fails if there is such data. */
export function withWarnings(statements: string): string {
    return statements
        .split('\n')
        .flatMap(line => [...warningsFor(line), line])
        .join('\n');
}

/** Returns the warnings in a migration, for the output. */
export function warningsIn(migration: string): string[] {
    return migration
        .split('\n')
        .filter(line => line.startsWith(WARNING))
        .map(line => line.slice(WARNING.length));
}

function warningsFor(line: string): string[] {
    return RISKS.flatMap(([statement, warning]) => {
        const match = statement.exec(line);
        return match === null
            ? []
            : [WARNING + warning.replace(/<(\w+)>/g, (_, name: string) => match.groups?.[name] ?? '')];
    });
}
