// SPDX-License-Identifier: MIT

import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { catalogAfter, readSqlFiles } from './catalog.js';
import { missingMigration } from './missing-migration.js';

const USAGE = `Usage: npm run migration -- [name]

Compares supabase/schemas, which say what the database is, with supabase/migrations, which lead there, and writes the
migration that is missing to supabase/migrations/<time>_<name>.sql. Without a name it prints the migration.
`;

const LICENSE = '-- SPDX-License-Identifier: MIT\n\n';

const [name, ...rest] = process.argv.slice(2);
if (rest.length > 0 || (name !== undefined && !/^[a-z][a-z0-9_]*$/.test(name))) {
    process.stderr.write(`${USAGE}\nA name has lower-case letters, digits and underscores.\n`);
    process.exitCode = 1;
} else {
    const text = await missing();
    process.stdout.write(`${await deliver(text)}\n`);
}

/** Returns the first migration, which is the schema files as they stand, or what a later one must change. */
async function missing(): Promise<string> {
    const migrations = await readSqlFiles('migrations');
    const schemas = await readSqlFiles('schemas');
    if (migrations.length === 0) {
        return schemas.map(file => file.replace(LICENSE, '')).join('\n');
    }
    return missingMigration(await catalogAfter(migrations), await catalogAfter(schemas));
}

/** Writes the migration if there is a name for it, and returns what to tell the user. */
async function deliver(migration: string): Promise<string> {
    if (migration === '') {
        return 'Nothing is missing: the migrations lead to what the schema files say.';
    }
    if (name === undefined) {
        return migration;
    }
    const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
    const file = resolve(import.meta.dirname, '..', '..', 'migrations', `${time}_${name}.sql`);
    await writeFile(file, `${LICENSE}${migration}`);
    return `Wrote ${file}. Read it and complete it: you decide what happens to the data of users.`;
}
