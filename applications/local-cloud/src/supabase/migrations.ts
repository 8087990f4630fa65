// SPDX-License-Identifier: MIT

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { CloudError } from '../cloud-error.js';

/** `<14-digit time>_<name>.sql`, the Supabase CLI's form. */
const FILE_NAME = /^(?<version>\d{14})_(?<name>.+)\.sql$/;

/** The table in which the Supabase CLI remembers, too. */
const HISTORY = `
create schema if not exists supabase_migrations;
create table if not exists supabase_migrations.schema_migrations (
    version text not null primary key,
    statements text[],
    name text
);
`;

const appliedSchema = z.array(z.object({ version: z.string(), name: z.string(), text: z.string() }));

/** The first of the migrations that the first release replaced. */
const BEFORE_FIRST_RELEASE = '20261121090000';

interface Migration {
    readonly version: string;
    readonly name: string;
    readonly text: string;
}

/**
 * Applies what is new in the folder, each file in a transaction of its own.
 *
 * @param client a connection as the owner of the database
 * @returns the names of the files that were applied now
 * @throws CloudError when a file fails, or the folder is not a continuation of what was applied
 */
export async function applyMigrations(client: pg.Client, folder: string): Promise<string[]> {
    const files = await readMigrations(folder);
    await client.query(HISTORY);
    const { rows } = await client.query(
        'select version, name, statements[1] as text from supabase_migrations.schema_migrations order by version'
    );
    const applied = appliedSchema.parse(rows);
    refuseRewrittenHistory(files, applied, folder);
    const pending = files.slice(applied.length);
    for (const migration of pending) {
        await apply(client, migration);
    }
    return pending.map(fileName);
}

function fileName(migration: Migration): string {
    return `${migration.version}_${migration.name}.sql`;
}

async function readMigrations(folder: string): Promise<Migration[]> {
    const names = await readdir(folder).catch((error: unknown) => {
        throw new CloudError(`The migrations cannot be read from ${folder}: name their folder with --migrations.`, {
            cause: error
        });
    });
    const migrations: Migration[] = [];
    for (const file of names.filter(name => name.endsWith('.sql')).sort()) {
        const { version, name } = FILE_NAME.exec(file)?.groups ?? {};
        if (version === undefined || name === undefined) {
            throw new CloudError(`${join(folder, file)} is not named <14-digit time>_<name>.sql: rename it.`);
        }
        if (migrations.at(-1)?.version === version) {
            throw new CloudError(`Two migrations in ${folder} have the time ${version}: give one of them another.`);
        }
        migrations.push({ version, name, text: await readFile(join(folder, file), 'utf8') });
    }
    return migrations;
}

/** What was applied must be the beginning of what is there, letter for letter. */
function refuseRewrittenHistory(files: readonly Migration[], applied: readonly Migration[], folder: string): void {
    for (const [index, before] of applied.entries()) {
        const now = files.find(file => file.version === before.version);
        if (now === undefined && before.version === BEFORE_FIRST_RELEASE) {
            throw new CloudError(
                'This data is older than the first release of Sanyam, which cannot use it. ' +
                    'To move it aside and start without documents: npm start -- --start-over. ' +
                    'To copy its documents, see “Data from before the first release” in docs/local-cloud.md.'
            );
        }
        if (now === undefined) {
            throw new CloudError(
                `The migration ${fileName(before)} was applied, and is missing in ${folder}: put it back, ` +
                    'or start with --start-over, which moves the data aside.'
            );
        }
        if (now.text !== before.text) {
            throw new CloudError(
                `The migration ${fileName(now)} was edited after it was applied: put the change into a new migration, ` +
                    'or start with --start-over, which moves the data aside.'
            );
        }
        const inPlace = files[index];
        if (inPlace !== undefined && inPlace.version !== before.version) {
            throw new CloudError(
                `The migration ${fileName(inPlace)} is older than the last one that was applied, ` +
                    `${fileName(applied.at(-1) ?? before)}: rename it to a later time.`
            );
        }
    }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
    try {
        await client.query('begin');
        await client.query(migration.text);
        await client.query(
            'insert into supabase_migrations.schema_migrations (version, name, statements) values ($1, $2, $3)',
            [migration.version, migration.name, [migration.text]]
        );
        await client.query('commit');
        // What a file sets for its session is not for the next one.
        await client.query('discard all');
    } catch (error) {
        if (error instanceof pg.DatabaseError) {
            throw new CloudError(`The migration ${fileName(migration)} failed${place(migration, error)}.`, {
                cause: error
            });
        }
        throw error;
    }
}

function place(migration: Migration, error: pg.DatabaseError): string {
    const line =
        error.position === undefined
            ? ''
            : ` in line ${migration.text.slice(0, Number(error.position)).split('\n').length}`;
    const more = [error.detail, error.hint, error.where].filter(text => text !== undefined);
    return `${line}: ${[error.message, ...more].join('\n    ')}`;
}
