// SPDX-License-Identifier: MIT

import { plan, renderPlanFiles } from '@supabase/pg-delta';
import type { Catalog } from './catalog.js';

/**
 * Returns the migration that makes one database the same as another: empty when they are the same. What only a person
 * can write stands in it as a comment.
 *
 * @param before the database after all migrations
 * @param wanted the database after the schema files
 */
export function missingMigration(before: Catalog, wanted: Catalog): string {
    const { files } = renderPlanFiles(plan(before.facts, wanted.facts), { allowDrops: true });
    const statements = files.map(file => withRightToOwn(file.contents)).join('\n');
    return `${statements}${byHand(before.details, wanted.details)}`;
}

/** Only a role that may create in a schema can become the owner of something in it. */
function withRightToOwn(statements: string): string {
    if (!/owner to "sanyam_api"/i.test(statements)) {
        return statements;
    }
    return [
        'grant create on schema public to sanyam_api;',
        statements.trimEnd(),
        'revoke create on schema public from sanyam_api;',
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
        '-- Write this by hand: rows of new databases, and places and storage of columns.',
        ...gone.map(line => `--   now:    ${line}`),
        ...added.map(line => `--   wanted: ${line}`),
        ''
    ].join('\n');
}
