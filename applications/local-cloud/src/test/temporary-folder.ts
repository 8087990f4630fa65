// SPDX-License-Identifier: MIT

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Works in a folder, with spaces in its name, that is deleted afterwards. */
export async function withTemporaryFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
    const folder = await mkdtemp(join(tmpdir(), 'sanyam local cloud spec '));
    // Root's PostgreSQL runs as another user, who has to pass through.
    await chmod(folder, 0o755);
    try {
        return await work(folder);
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}
