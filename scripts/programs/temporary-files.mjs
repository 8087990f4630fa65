// SPDX-License-Identifier: MIT

import { accessSync, constants, existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SetUpError } from '../set-up/progress.mjs';

/** A file system in memory, on Linux. */
const MEMORY = '/dev/shm';

/** Bytes that must be free there and in memory: several times what all tests need. */
const NEEDED = 6 * 1024 ** 3;

/**
 * Keeps temporary files of this process and its children in memory if there is enough: a test run creates and deletes
 * more than a hundred databases and browser profiles.
 */
export function keepTemporaryFilesInMemory() {
    if (process.env.TMPDIR === undefined && existsSync(MEMORY) && isRoomy() && runsPrograms(MEMORY)) {
        process.env.TMPDIR = MEMORY;
    }
}

/**
 * Lets the Node processes of a test run share what V8 compiles: there are hundreds, and many load the same modules.
 * Call it after {@link keepTemporaryFilesInMemory}.
 */
export function keepCompiledCode() {
    const folder = createTemporaryFolder('sanyam-compiled-');
    process.env.NODE_COMPILE_CACHE = folder;
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
}

/**
 * Creates a folder for temporary files. Repeats the sentence of the local cloud, because scripts run before it is built.
 *
 * @throws SetUpError when the place that TMPDIR names cannot be used
 */
export function createTemporaryFolder(prefix) {
    const place = path.resolve(os.tmpdir());
    try {
        return mkdtempSync(path.join(place, prefix));
    } catch (error) {
        throw new SetUpError(
            `Could not use ${place} for temporary files (${error.code}). Create that folder, or set TMPDIR to another one.`
        );
    }
}

function isRoomy() {
    const { bavail, bsize } = statfsSync(MEMORY);
    return Math.min(bavail * bsize, os.freemem()) >= NEEDED;
}

/** Returns whether programs can run in a folder. Containers often forbid it, or any write; a test installs PostgreSQL there. */
export function runsPrograms(place) {
    let folder;
    try {
        folder = mkdtempSync(path.join(place, 'sanyam-look-'));
        const program = path.join(folder, 'program');
        writeFileSync(program, '', { mode: 0o700 });
        accessSync(program, constants.X_OK);
        return true;
    } catch {
        return false;
    } finally {
        if (folder !== undefined) {
            rmSync(folder, { recursive: true, force: true });
        }
    }
}
