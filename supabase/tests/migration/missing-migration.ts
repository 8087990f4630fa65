// SPDX-License-Identifier: MIT

import { plan, renderPlanFiles } from '@supabase/pg-delta';
import type { Catalog } from './catalog.js';
import { withForeignTriggerDropped } from './dropped-trigger.js';
import { warningsFor } from './warnings.js';

/** The migration from one database to another. */
export interface Migration {
    /** SQL. Empty if nothing must change. */
    readonly statements: string;
    /** What to do about rows that users have. Each is also a comment before its statement. */
    readonly warnings: readonly string[];
    /** A comment with the changes that must be written by hand, or nothing. */
    readonly byHand: string;
}

/**
 * Returns the migration from one database to another.
 *
 * @param before the database after all migrations
 * @param wanted the database after the schema files
 */
export function migrationBetween(before: Catalog, wanted: Catalog): Migration {
    const changes = plan(before.facts, wanted.facts);
    const statements = changes.actions.map(action => withoutCast(withForeignTriggerDropped(action, before.facts)));
    const warnings = warningsFor(statements);
    const actions = changes.actions.map((action, index) => ({
        ...action,
        sql: [...(warnings[index] ?? []).map(text => `-- WARNING: ${text}`), statements[index]].join('\n')
    }));
    const { files } = renderPlanFiles({ ...changes, actions }, { allowDrops: true });
    return {
        statements: withRightToOwn(statements, files.map(({ contents }) => contents).join('\n')),
        warnings: warnings.flat(),
        byHand: byHand(before.details, wanted.details)
    };
}

/** Returns the whole text of {@link migrationBetween}. Empty if the databases are the same. */
export function missingMigration(before: Catalog, wanted: Catalog): string {
    const { statements, byHand } = migrationBetween(before, wanted);
    return statements + byHand;
}

/**
 * Removes the explicit cast from a change of a column's type. It cuts texts that are too long for the new type. Without
 * it, such a text is an error, and PostgreSQL refuses a change that needs a cast, so that somebody writes it.
 */
function withoutCast(statement: string): string {
    return statement.replace(
        /^(alter table \S+ alter column (?<column>"(?:[^"]|"")+") type (?<type>.+)) using \k<column>::\k<type>$/i,
        '$1'
    );
}

/** Adds temporary grants, because the new owner of an object needs the right to create in its schema. */
function withRightToOwn(statements: readonly string[], text: string): string {
    const owned = /^alter [a-z ]+ (?<schema>"(?:[^"]|"")+")\..* owner to "sanyam_api"/i;
    const names = statements.flatMap(statement => owned.exec(statement)?.groups?.['schema'] ?? []);
    const schemas = [...new Set(names.map(name => name.replace(/^"([a-z_][a-z0-9_]*)"$/, '$1')))].join(', ');
    if (schemas === '') {
        return text;
    }
    return [
        `grant create on schema ${schemas} to sanyam_api;`,
        text.trimEnd(),
        `revoke create on schema ${schemas} from sanyam_api;`,
        ''
    ].join('\n');
}

function byHand(before: readonly string[], wanted: readonly string[]): string {
    const gone = before.filter(line => !wanted.includes(line));
    const added = wanted.filter(line => !before.includes(line));
    if (gone.length === 0 && added.length === 0) {
        return '';
    }
    return [
        '-- Write this by hand: rows of new databases, settings of the database, statistics, and details of columns.',
        ...gone.map(line => `--   now:    ${line}`),
        ...added.map(line => `--   wanted: ${line}`),
        ''
    ].join('\n');
}
