// SPDX-License-Identifier: MIT

import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { ifExists } from '../data-folder/if-exists.js';
import { StartUpError } from '../start-up-error.js';

/** `<14-digit time>_<name>.sql`, as the Supabase CLI names migrations. */
const FILE_NAME = /^(?<version>\d{14})_(?<name>.+)\.sql$/;

/** The Supabase CLI's own table of applied migrations. */
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
 * Applies the new files in the folder, each in its own transaction.
 *
 * @param client a connection as the owner of the database
 * @param startOver the command that moves the data aside, for messages
 * @returns the names of the newly applied files
 * @throws StartUpError when a file fails, or when an applied file is missing or was edited
 */
export async function applyMigrations(
    client: pg.Client,
    folder: string,
    startOver = 'npm start -- --start-over'
): Promise<string[]> {
    const files = await readMigrations(folder);
    await client.query(HISTORY);
    const { rows } = await client.query(
        'select version, name, statements[1] as text from supabase_migrations.schema_migrations order by version'
    );
    const applied = appliedSchema.parse(rows);
    refuseRewrittenHistory(files, applied, folder, startOver);
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
        throw new StartUpError(
            `Could not read the migrations from ${folder}. Specify their folder with --migrations.`,
            {
                cause: error
            }
        );
    });
    const migrations: Migration[] = [];
    for (const file of names.filter(name => name.endsWith('.sql')).sort()) {
        const { version, name } = FILE_NAME.exec(file)?.groups ?? {};
        if (version === undefined || name === undefined) {
            throw new StartUpError(`${join(folder, file)} is not named <14-digit time>_<name>.sql. Rename it.`);
        }
        if (migrations.at(-1)?.version === version) {
            throw new StartUpError(`Two migrations in ${folder} have the time ${version}. Rename one of them.`);
        }
        migrations.push({ version, name, text: await readSql(join(folder, file)) });
    }
    return migrations;
}

/**
 * Returns the text of a file, with its byte order mark.
 *
 * @throws StartUpError when it is a folder, a link to nothing, or not text in UTF-8
 */
async function readSql(file: string): Promise<string> {
    const entry = await ifExists(stat(file));
    if (entry === undefined) {
        throw new StartUpError(`${file} does not exist, although its folder has a link of this name. Remove the link.`);
    }
    if (entry.isDirectory()) {
        throw new StartUpError(`${file} is a folder. A migration is a file: move the folder elsewhere, or rename it.`);
    }
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(file));
    } catch (error) {
        if (error instanceof TypeError) {
            throw new StartUpError(`${file} is not text in UTF-8. Save it as UTF-8.`, { cause: error });
        }
        throw error;
    }
}

/** The applied migrations must be the first files in the folder, without any change. */
function refuseRewrittenHistory(
    files: readonly Migration[],
    applied: readonly Migration[],
    folder: string,
    startOver: string
): void {
    for (const [index, before] of applied.entries()) {
        const now = files.find(file => file.version === before.version);
        if (now === undefined && before.version === BEFORE_FIRST_RELEASE) {
            throw new StartUpError(
                'This data is older than the first release of Sanyam and cannot be used. ' +
                    `To move it aside and start without documents, run: ${startOver}. ` +
                    'To copy its documents, see “Data from before the first release” in docs/local-cloud.md.'
            );
        }
        if (now === undefined) {
            throw new StartUpError(
                `The applied migration ${fileName(before)} is missing in ${folder}. Restore the file, ` +
                    'or start with --start-over, which moves the data aside.'
            );
        }
        if (now.text !== before.text) {
            throw new StartUpError(
                `The migration ${fileName(now)} was edited after it was applied. Undo the edit and add a new ` +
                    'migration, or start with --start-over, which moves the data aside.'
            );
        }
        const inPlace = files[index];
        if (inPlace !== undefined && inPlace.version !== before.version) {
            throw new StartUpError(
                `The migration ${fileName(inPlace)} is older than the last one that was applied, ` +
                    `${fileName(applied.at(-1) ?? before)}. Rename it to a later time.`
            );
        }
    }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
    try {
        await client.query('begin');
        // PostgreSQL takes a byte order mark for a part of the first word.
        await client.query(migration.text.replace(/^\uFEFF/, ''));
        await client.query(
            'insert into supabase_migrations.schema_migrations (version, name, statements) values ($1, $2, $3)',
            [migration.version, migration.name, [migration.text]]
        );
        await client.query('commit');
        // A file's session settings must not affect the next file.
        await client.query('discard all');
    } catch (error) {
        if (error instanceof pg.DatabaseError) {
            throw new StartUpError(`The migration ${fileName(migration)} failed${place(migration, error)}.`, {
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
