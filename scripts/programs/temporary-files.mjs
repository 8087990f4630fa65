// SPDX-License-Identifier: MIT

import { accessSync, constants, existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A file system in memory, on Linux. */
const MEMORY = '/dev/shm';

/** Bytes that must be free there, and in memory: several times what all tests together were seen to take. */
const NEEDED = 6 * 1024 ** 3;

/**
 * Keeps temporary files of this process and its children in memory where there is plenty: a test run makes well over a
 * hundred databases and browser profiles, and throws them away.
 */
export function keepTemporaryFilesInMemory() {
    if (process.env.TMPDIR === undefined && existsSync(MEMORY) && isRoomy() && runsPrograms()) {
        process.env.TMPDIR = MEMORY;
    }
}

function isRoomy() {
    const { bavail, bsize } = statfsSync(MEMORY);
    return Math.min(bavail * bsize, os.freemem()) >= NEEDED;
}

/** Containers often forbid it there, and a test fetches PostgreSQL. */
function runsPrograms() {
    const folder = mkdtempSync(path.join(MEMORY, 'sanyam-look-'));
    try {
        const program = path.join(folder, 'program');
        writeFileSync(program, '', { mode: 0o700 });
        accessSync(program, constants.X_OK);
        return true;
    } catch {
        return false;
    } finally {
        rmSync(folder, { recursive: true });
    }
}
