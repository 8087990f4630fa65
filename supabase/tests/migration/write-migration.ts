// SPDX-License-Identifier: MIT

import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { catalogAfter, readSqlFiles, SqlFileError } from './catalog.js';
import { missingMigration } from './missing-migration.js';
import { timeAfter } from './time-after.js';
import { warningsIn } from './warnings.js';

const USAGE = `Usage: npm run migration -- [name]

Compares the databases that supabase/schemas and supabase/migrations create, and writes the missing migration to
supabase/migrations/<time>_<name>.sql. Without a name, it only prints the migration.
`;

const LICENSE = '-- SPDX-License-Identifier: MIT\n\n';

const [name, ...rest] = process.argv.slice(2);
if (rest.length > 0 || (name !== undefined && !/^[a-z][a-z0-9_]*$/.test(name))) {
    process.stderr.write(
        `${USAGE}\nA name can have lower-case letters, digits and underscores, and begins with a letter.\n`
    );
    process.exitCode = 1;
} else {
    try {
        process.stdout.write(`${await deliver(await missing())}\n`);
    } catch (error) {
        if (!(error instanceof SqlFileError)) {
            throw error;
        }
        process.stderr.write(`${error.message}\n`);
        process.exitCode = 1;
    }
}

/** Returns the missing migration. The first migration is a copy of the schema files. */
async function missing(): Promise<string> {
    const migrations = await readSqlFiles('migrations');
    const schemas = await readSqlFiles('schemas');
    if (migrations.length === 0) {
        return schemas.map(file => file.text.replace(LICENSE, '')).join('\n');
    }
    return missingMigration(await catalogAfter(migrations), await catalogAfter(schemas));
}

/** Writes the migration if it has a name. Returns the output for the user. */
async function deliver(migration: string): Promise<string> {
    if (migration === '') {
        return 'No migration is missing. The migrations and the schema files create the same database.';
    }
    if (name === undefined) {
        return migration;
    }
    const existing = (await readSqlFiles('migrations')).map(({ path }) => path);
    const time = timeAfter(existing, new Date());
    const file = resolve(import.meta.dirname, '..', '..', '..', 'migrations', `${time}_${name}.sql`);
    await writeFile(file, `${LICENSE}${migration}`);
    return [
        `Wrote ${file}. Review it. If it changes a table, add what happens to the rows that users have.`,
        ...warningsIn(migration)
    ].join('\n');
}
