// SPDX-License-Identifier: MIT

import { randomUUID } from 'node:crypto';
import { rmSync, type Stats } from 'node:fs';
import { access, appendFile, constants, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { canonicalPath, isMissing } from './canonical-path';
import { CommandError, EXIT } from './command-error';
import { isOpenFile } from './standard-stream';

const ENDINGS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The rights of a new file before the umask. */
const NEW_FILE = 0o666;

/**
 * Writes a text to a file. A file is replaced as a whole: the text is written beside it and renamed, so that a failure
 * leaves the old file. A device or a pipe gets the text directly.
 *
 * @param beforeReplacing is called when everything but the renaming has succeeded
 * @returns whether the path is a file, which now has this text
 * @throws CommandError when it cannot be written
 */
export async function writeDocument(
    path: string,
    text: string,
    beforeReplacing: () => Promise<void>
): Promise<boolean> {
    const bytes = Buffer.from(text);
    const existing = await statIfExists(path);
    if (existing?.isDirectory() === true) {
        throw unwritable(path, 'it is a folder. Add the name of a file');
    }
    const replaces = existing === undefined || (existing.isFile() && !(await isOpenFile(path)));
    try {
        await (replaces ? replaceFile(path, bytes, { existing, beforeReplacing }) : appendFile(path, bytes));
        return replaces;
    } catch (error) {
        const reason = reasonOf(error);
        const isKept = replaces && existing !== undefined;
        throw unwritable(path, isKept ? `${reason}. The old file is unchanged` : reason);
    }
}

function unwritable(path: string, reason: string): CommandError {
    return new CommandError(EXIT.failure, 'UNWRITABLE_FILE', `Could not write ${path}: ${reason}.`);
}

/** Returns the message of an error without the system call, which names the temporary file. */
function reasonOf(error: unknown): string {
    return error instanceof Error ? error.message.replace(/, \w+(?: '.*)?$/s, '') : String(error);
}

export interface ReplaceOptions {
    /** The file that is replaced, whose owner and rights stay. */
    readonly existing?: Stats | undefined;
    /** The rights of a new file. */
    readonly mode?: number;
    /** Is called when everything but the renaming has succeeded. */
    readonly beforeReplacing?: () => Promise<void>;
}

/** Replaces a file, or creates it. An interruption leaves the old file or the new one. */
export async function replaceFile(
    path: string,
    bytes: Uint8Array,
    { existing, mode = NEW_FILE, beforeReplacing }: ReplaceOptions = {}
): Promise<void> {
    // Renaming over a link would replace the link.
    const target = await canonicalPath(path);
    const beside = join(dirname(target), `.sanyam-${randomUUID()}`);
    const endings = ENDINGS.map(signal => {
        const end = () => {
            rmSync(beside, { force: true });
            process.kill(process.pid, signal);
        };
        process.once(signal, end);
        return () => process.off(signal, end);
    });
    try {
        if (existing !== undefined) {
            // Renaming needs no right to write to the file.
            await access(target, constants.W_OK);
        }
        await writeNew(beside, bytes, existing, mode);
        await beforeReplacing?.();
        await rename(beside, target);
    } catch (error) {
        await rm(beside, { force: true });
        throw error;
    } finally {
        endings.forEach(restore => restore());
    }
}

/** Writes a new file with the owner and the rights of the file that it replaces. */
async function writeNew(path: string, bytes: Uint8Array, existing: Stats | undefined, mode: number): Promise<void> {
    const file = await open(path, 'wx+', existing === undefined ? mode : 0o600);
    try {
        await file.writeFile(bytes);
        if (existing !== undefined) {
            // Only the administrator may give a file away.
            await file.chown(existing.uid, existing.gid).catch(() => undefined);
            await file.chmod(existing.mode & 0o777);
        }
        // Some file systems report a full disk only here.
        await file.sync();
        // Through the same handle, because the rights of the file may not let anyone read it.
        if (!(await buffer(file.createReadStream({ start: 0, autoClose: false }))).equals(bytes)) {
            throw new Error('the file does not contain what was written');
        }
    } finally {
        await file.close();
    }
}

async function statIfExists(path: string): Promise<Stats | undefined> {
    try {
        return await stat(path);
    } catch (error) {
        if (isMissing(error)) {
            return undefined;
        }
        throw error;
    }
}
