// SPDX-License-Identifier: MIT

import { type Catalog, catalogAfter, type SqlFile, SqlFileError } from './catalog.js';
import { migrationBetween } from './missing-migration.js';

/**
 * Applies a generated migration to a new database and compares again. Returns what is wrong with it, undefined if it
 * leads to the wanted database. What must be written by hand does not count.
 *
 * @param migrations the migrations before it
 */
export async function faultOf(
    migration: SqlFile,
    migrations: readonly SqlFile[],
    wanted: Catalog
): Promise<string | undefined> {
    let after: Catalog;
    try {
        after = await catalogAfter([...migrations, migration]);
    } catch (error) {
        if (error instanceof SqlFileError) {
            return `The migration fails. Correct it by hand.\n${error.message}`;
        }
        throw error;
    }
    const { statements } = migrationBetween(after, wanted);
    return statements === ''
        ? undefined
        : `The migration does not create the database of the schema files. After it, this is missing:\n${statements}`;
}
