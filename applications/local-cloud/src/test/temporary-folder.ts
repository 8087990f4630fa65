// SPDX-License-Identifier: MIT

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs some work in a temporary folder with spaces in its name. Deletes the folder afterwards. */
export async function withTemporaryFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
    const folder = await mkdtemp(join(tmpdir(), 'sanyam local cloud spec '));
    // Under root, PostgreSQL runs as another user, who must be able to pass through.
    await chmod(folder, 0o755);
    try {
        return await work(folder);
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}
