// SPDX-License-Identifier: MIT

import { StartUpError } from '@sanyam/local-cloud';
import { writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { catalogAfter, readSqlFiles, SqlFileError } from './catalog.js';
import { faultOf } from './check-migration.js';
import { migrationBetween } from './missing-migration.js';
import { timeAfter } from './time-after.js';

const USAGE = `Usage: npm run migration -- [name]

Compares the databases that supabase/schemas and supabase/migrations create, and writes the missing migration to
supabase/migrations/<time>_<name>.sql. Without a name, it only prints the migration. Then it applies the migration to a
new database, and says what is wrong if that fails or something is still missing.
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
        process.stdout.write(`${await writeMissing()}\n`);
    } catch (error) {
        if (!(error instanceof SqlFileError || error instanceof StartUpError)) {
            throw error;
        }
        process.stderr.write(`${error.message}\n`);
        process.exitCode = 1;
    }
}

/** Compares the databases, and writes the missing migration if it has a name. Returns the output for the user. */
async function writeMissing(): Promise<string> {
    const [migrations, schemas] = [await readSqlFiles('migrations'), await readSqlFiles('schemas')];
    const file = resolve(
        ...[import.meta.dirname, '..', '..', '..', 'migrations'],
        `${timeAfter(
            migrations.map(({ path }) => path),
            new Date()
        )}_${name ?? 'missing'}.sql`
    );
    if (migrations.length === 0) {
        // The first migration is a copy of the schema files.
        return deliver(file, schemas.map(({ text }) => text.replace(LICENSE, '')).join('\n'));
    }
    const wanted = await catalogAfter(schemas);
    const { statements, warnings, byHand } = migrationBetween(await catalogAfter(migrations), wanted);
    const text = statements + byHand;
    if (text === '') {
        return 'No migration is missing. The migrations and the schema files create the same database.';
    }
    const output = await deliver(file, text);
    const made = { path: `supabase/migrations/${basename(file)}`, text: LICENSE + text };
    const fault = await faultOf(made, migrations, wanted);
    if (fault !== undefined) {
        process.exitCode = 1;
    }
    return [output, ...(name === undefined ? [] : warnings), ...(fault === undefined ? [] : ['', fault])].join('\n');
}

async function deliver(file: string, migration: string): Promise<string> {
    if (name === undefined) {
        return migration;
    }
    await writeFile(file, `${LICENSE}${migration}`);
    return `Wrote ${file}. Review it. If it changes a table, add what happens to the rows that users have.`;
}
