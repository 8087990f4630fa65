// SPDX-License-Identifier: MIT

import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { StartUpError } from '../start-up-error.js';

/** What the system says of a folder that is missing, is a file, or is not ours to use. */
const UNUSABLE = /^(ENOENT|ENOTDIR|EACCES|EPERM|EROFS|ENAMETOOLONG|ELOOP)$/;

/** Returns the system's folder for temporary files, which TMPDIR names, as an absolute path. */
export function temporaryPlace(): string {
    return resolve(tmpdir());
}

/**
 * Creates a folder for temporary files.
 *
 * @throws StartUpError when TMPDIR names a folder that cannot be used
 */
export async function createTemporaryFolder(prefix: string): Promise<string> {
    return using(place => mkdtemp(join(place, prefix)));
}

/** Returns the names of what is in the folder for temporary files. @throws StartUpError as above */
export async function listTemporaryFiles(): Promise<string[]> {
    return using(place => readdir(place));
}

async function using<T>(work: (place: string) => Promise<T>): Promise<T> {
    const place = temporaryPlace();
    try {
        return await work(place);
    } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : '';
        throw UNUSABLE.test(code) ? new StartUpError(unusable(place, code), { cause: error }) : error;
    }
}

function unusable(place: string, code: string): string {
    return `Could not use ${place} for temporary files (${code}). Create that folder, or set TMPDIR to another one.`;
}
