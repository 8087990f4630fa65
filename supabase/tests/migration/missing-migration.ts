// SPDX-License-Identifier: MIT

import { plan, renderPlanFiles } from '@supabase/pg-delta';
import type { Catalog } from './catalog.js';
import { withWarnings } from './warnings.js';

/**
 * Returns the migration from one database to another. Empty if they are the same. The changes that must be written by
 * hand are in a comment.
 *
 * @param before the database after all migrations
 * @param wanted the database after the schema files
 */
export function missingMigration(before: Catalog, wanted: Catalog): string {
    const { files } = renderPlanFiles(plan(before.facts, wanted.facts), { allowDrops: true });
    const statements = files.map(file => withRightToOwn(withWarnings(file.contents))).join('\n');
    return `${statements}${byHand(before.details, wanted.details)}`;
}

/** Adds temporary grants, because the new owner of an object needs the right to create in its schema. */
function withRightToOwn(statements: string): string {
    const owned = statements.matchAll(/^alter \w+ "(?<schema>\w+)"\..* owner to "sanyam_api"/gim);
    const schemas = [...new Set([...owned].map(match => match.groups?.['schema'] ?? ''))].join(', ');
    if (schemas === '') {
        return statements;
    }
    return [
        `grant create on schema ${schemas} to sanyam_api;`,
        statements.trimEnd(),
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
        '-- Write this by hand: rows of new databases, and order and storage of columns.',
        ...gone.map(line => `--   now:    ${line}`),
        ...added.map(line => `--   wanted: ${line}`),
        ''
    ].join('\n');
}
