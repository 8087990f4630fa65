// SPDX-License-Identifier: MIT

import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { entryType, linkTarget } from '../postgres/cluster-owner.js';
import { StartUpError } from '../start-up-error.js';

/** Exists until the database is complete. So an interrupted first start differs from a database that is lost. */
const MARK = 'database.pending';

/** Marks a data folder without keys and database as new. Call this before its keys are created. */
export async function markIfNew(folder: string): Promise<void> {
    const isNew =
        !existsSync(join(folder, 'credentials.json')) && (await entryType(join(folder, 'database'))) === undefined;
    if (isNew) {
        await writeFile(join(folder, MARK), '', { mode: 0o600 });
    }
}

/** Notes that the database of a data folder is complete. */
export async function unmarkNew(folder: string): Promise<void> {
    await rm(join(folder, MARK), { force: true });
}

/** @throws StartUpError when a data folder without a database is not new */
export async function refuseLostDatabase(folder: string): Promise<void> {
    if (!existsSync(join(folder, MARK))) {
        const entry = join(folder, 'database');
        throw new StartUpError(
            `The database of ${folder} is missing: ${(await linkTarget(entry)) ?? entry}. Restore it from a backup, ` +
                'or start with --start-over, which moves the keys aside and starts without documents.'
        );
    }
}
