// SPDX-License-Identifier: MIT

import { randomUUID } from 'node:crypto';
import { rmSync, type Stats } from 'node:fs';
import { access, constants, type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { canonicalPath } from './canonical-path';
import { codeOf } from './file-error';

const ENDINGS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The rights of a new file before the umask. */
const NEW_FILE = 0o666;

/** The system keeps a file in its place: it is a mount, as files of a container can be. */
const KEPT_IN_PLACE = new Set<string | undefined>(['EBUSY', 'EXDEV']);

/** A file that could not be replaced has lost its old text, and has not all of the new one. */
export class HalfWrittenError extends Error {
    /** @param copy the path of a file with the whole new text */
    constructor(
        readonly copy: string,
        cause: unknown
    ) {
        super('The file is incomplete.', { cause });
    }
}

export interface ReplaceOptions {
    /** The file that is replaced, whose owner and rights stay. */
    readonly existing?: Stats | undefined;
    /** The rights of a new file. */
    readonly mode?: number;
    /** Is called when the new text is on the disk, before the file changes. */
    readonly beforeReplacing?: () => Promise<void>;
}

/**
 * Replaces a file, or creates it. The text is written beside the file and renamed, so an interruption leaves the old
 * file or the new one. A mount and a file with several names (hard links) would part from the others, so they are then
 * overwritten in place.
 *
 * @throws HalfWrittenError when that fails in the middle; after other errors the old file is unchanged
 */
export async function replaceFile(
    path: string,
    bytes: Uint8Array,
    { existing, mode = NEW_FILE, beforeReplacing }: ReplaceOptions = {}
): Promise<void> {
    // Renaming over a link would replace the link.
    const target = await canonicalPath(path);
    const beside = join(dirname(target), `.sanyam-${randomUUID()}`);
    const restoreSignals = onSignal(() => rmSync(beside, { force: true }));
    try {
        if (existing !== undefined) {
            // Renaming needs no right to write to the file.
            await access(target, constants.W_OK);
        }
        await writeNew(beside, bytes, existing, mode);
        await beforeReplacing?.();
        if (existing !== undefined && existing.nlink > 1) {
            await overwrite(target, bytes, beside);
        } else {
            await renameOrOverwrite(target, bytes, beside);
        }
    } catch (error) {
        if (!(error instanceof HalfWrittenError)) {
            await rm(beside, { force: true });
        }
        throw error;
    } finally {
        restoreSignals();
    }
}

/** Does some work before a signal ends this process. @returns what undoes this */
export function onSignal(work: () => void): () => void {
    const undo = ENDINGS.map(signal => {
        const end = () => {
            work();
            process.kill(process.pid, signal);
        };
        process.once(signal, end);
        return () => process.off(signal, end);
    });
    return () => undo.forEach(restore => restore());
}

async function renameOrOverwrite(target: string, bytes: Uint8Array, beside: string): Promise<void> {
    try {
        await rename(beside, target);
    } catch (error) {
        if (!KEPT_IN_PLACE.has(codeOf(error))) {
            throw error;
        }
        await overwrite(target, bytes, beside);
    }
}

/** Writes a text into a file that keeps its identity. The copy beside it goes when the file has the whole text. */
async function overwrite(target: string, bytes: Uint8Array, beside: string): Promise<void> {
    const file = await open(target, 'r+');
    try {
        await fill(file, bytes);
    } catch (error) {
        throw new HalfWrittenError(beside, error);
    } finally {
        await file.close();
    }
    await rm(beside, { force: true });
}

/** Writes a new file with the owner and the rights of the file that it replaces. */
async function writeNew(path: string, bytes: Uint8Array, existing: Stats | undefined, mode: number): Promise<void> {
    const file = await open(path, 'wx+', existing === undefined ? mode : 0o600);
    try {
        if (existing !== undefined) {
            // Only the administrator may give a file away.
            await file.chown(existing.uid, existing.gid).catch(() => undefined);
            await file.chmod(existing.mode & 0o777);
        }
        await fill(file, bytes);
    } finally {
        await file.close();
    }
}

/** Gives an open file this text and nothing after it. @throws Error when it has another one afterwards */
async function fill(file: FileHandle, bytes: Uint8Array): Promise<void> {
    await file.writeFile(bytes);
    await file.truncate(bytes.length);
    // Some file systems report a full disk only here.
    await file.sync();
    // Through the same handle, because the rights of the file may not let anyone read it.
    if (!(await buffer(file.createReadStream({ start: 0, autoClose: false }))).equals(bytes)) {
        throw new Error('the file does not contain what was written');
    }
}
