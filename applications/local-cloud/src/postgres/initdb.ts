// SPDX-License-Identifier: MIT

import { chmod, cp } from 'node:fs/promises';
import { removeFolder } from '../data-folder/remove-folder.js';
import { createTemporaryFolder } from '../data-folder/temporary-place.js';
import { run } from '../process/run.js';
import { binariesIn, type PostgresBinaries } from './binaries.js';
import type { DatabaseUser } from './database-user.js';

/** What a shell interprets inside double quotes. initdb runs `postgres` by a shell, with its path in double quotes. */
const SHELL_CHARACTERS = /["$`\\]/;

/**
 * Runs initdb. If its path has characters of the shell, runs a temporary copy in another place.
 *
 * @throws ProgramError when it fails
 */
export async function runInitdb(
    binaries: PostgresBinaries,
    commandLine: readonly string[],
    user: DatabaseUser | undefined,
    signal: AbortSignal
): Promise<void> {
    if (process.platform === 'win32' || !SHELL_CHARACTERS.test(binaries.folder)) {
        await run(binaries.initdb, commandLine, { user, signal });
        return;
    }
    const copy = await createTemporaryFolder('sanyam-initdb-');
    try {
        await chmod(copy, 0o755);
        await cp(binaries.folder, copy, { recursive: true, verbatimSymlinks: true });
        await run(binariesIn(copy).initdb, commandLine, { user, signal });
    } finally {
        await removeFolder(copy);
    }
}
