// SPDX-License-Identifier: MIT

import { randomUUID } from 'node:crypto';
import { rmSync, type Stats } from 'node:fs';
import { access, constants, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { SanyamError } from '../client/sanyam-error';
import { canonicalPath } from './canonical-path';
import { isMissing, reasonOf, unwritable } from './file-error';
import { onSignal } from './replace-file';
import { isOpenFile } from './standard-stream';

/** The rights of a new file: only its owner reads it. */
const OWNER_ONLY = 0o600;

/**
 * Writes lines to a file as they come. The file is written beside the old one and renamed when all lines are there, so
 * that a failure or an interruption leaves the old file or none. A device or a pipe gets the lines directly.
 *
 * @throws CommandError when the file cannot be written, and what the lines throw
 */
export async function writeLines(path: string, lines: AsyncIterable<string>): Promise<void> {
    try {
        const existing = await stat(path).catch(undefinedIfMissing);
        if (existing?.isDirectory() === true || path.endsWith('/') || path.endsWith(sep)) {
            throw new Error('it is a folder. Add the name of a file');
        }
        if (existing !== undefined && (!existing.isFile() || (await isOpenFile(path)))) {
            await writeFile(path, lines, { flag: 'a' });
        } else {
            await replace(await canonicalPath(path), existing, lines);
        }
    } catch (error) {
        if (!(error instanceof Error) || error instanceof SanyamError) {
            throw error;
        }
        throw unwritable(path, reasonOf(error));
    }
}

async function replace(target: string, existing: Stats | undefined, lines: AsyncIterable<string>): Promise<void> {
    const beside = join(dirname(target), `.sanyam-${randomUUID()}`);
    const restoreSignals = onSignal(() => rmSync(beside, { force: true }));
    try {
        if (existing !== undefined) {
            // Renaming needs no right to write to the file.
            await access(target, constants.W_OK);
        }
        const file = await open(beside, 'wx', OWNER_ONLY);
        try {
            await file.writeFile(lines);
            if (existing !== undefined) {
                await file.chmod(existing.mode & 0o777);
            }
            // Some file systems report a full disk only here.
            await file.sync();
        } finally {
            await file.close();
        }
        await rename(beside, target);
    } catch (error) {
        await rm(beside, { force: true });
        throw error;
    } finally {
        restoreSignals();
    }
}

function undefinedIfMissing(error: unknown): undefined {
    if (!isMissing(error)) {
        throw error;
    }
}
