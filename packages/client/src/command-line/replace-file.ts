// SPDX-License-Identifier: MIT

import { shellWord } from '@sanyam/types';
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, rmSync, type Stats } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf } from './file-error';

const ENDINGS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The rights of a new file before the umask. */
const NEW_FILE = 0o666;

/** The rights of a new file that only its owner may read. */
export const OWNER_ONLY = 0o600;

const PLAIN_RIGHTS = 0o777;
const GROUP_RUNS = 0o010;

/** Without the right to run, it marks the file for its group. Only members of the group may set it. */
const SET_GROUP = 0o2000;
const ALL_RIGHTS = 0o7777;

/** The system keeps a file in its place: it is a mount, as files of a container can be. */
const KEPT_IN_PLACE = new Set<string | undefined>(['EBUSY', 'EXDEV']);

/** What a file gets: a text as a whole, or parts as they come. */
export type Content = Uint8Array | AsyncIterable<Uint8Array | string>;

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
    readonly beforeReplacing?: (() => Promise<void>) | undefined;
}

/**
 * Replaces a file, or creates it. The text is written beside the file and renamed, so an interruption leaves the old
 * file or the new one. A mount, a file with several names (hard links) and a file of another owner would become another
 * file, so the text beside them is then copied into them.
 *
 * @param target the canonical path of the file. Renaming over a symbolic link would replace the link.
 * @throws HalfWrittenError when copying fails in the middle. After other errors, and those of the content, the old file
 *   is unchanged.
 */
export async function replaceFile(
    target: string,
    content: Content,
    { existing, mode = NEW_FILE, beforeReplacing }: ReplaceOptions = {}
): Promise<void> {
    const beside = join(dirname(target), `.sanyam-${randomUUID()}`);
    let isCopying = false;
    const restoreSignals = onSignal(() => {
        if (isCopying) {
            process.stderr.write(`sanyam: ${target} is incomplete. ${wholeTextIn(beside)}.\n`);
        } else {
            rmSync(beside, { force: true });
        }
    });
    try {
        const isEqual = await writeNew(beside, content, existing, mode);
        await beforeReplacing?.();
        if (!isEqual || !(await canRename(beside, target))) {
            isCopying = true;
            await copyInto(target, beside);
            isCopying = false;
            await rm(beside, { force: true });
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

/** Returns a sentence that names the copy of a file that is incomplete, without its full stop. */
export function wholeTextIn(copy: string): string {
    return `The whole text is in ${shellWord(copy, process.platform)}`;
}

/** Does some work before a signal ends this process. @returns what undoes this */
function onSignal(work: () => void): () => void {
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

/** Renames a file. @returns false when the system keeps the target in its place */
async function canRename(beside: string, target: string): Promise<boolean> {
    try {
        await rename(beside, target);
        return true;
    } catch (error) {
        if (KEPT_IN_PLACE.has(codeOf(error))) {
            return false;
        }
        throw error;
    }
}

/** Copies a file into one that keeps its identity. @throws HalfWrittenError when it has not the whole text */
async function copyInto(target: string, copy: string): Promise<void> {
    const file = await open(target, 'r+');
    try {
        await fill(file, createReadStream(copy));
    } catch (error) {
        throw new HalfWrittenError(copy, error);
    } finally {
        await file.close();
    }
}

/**
 * Returns the rights of a file that stay when its text changes. As in the kernel, a program with another text does not
 * run as its owner or its group.
 */
function keptRights(mode: number): number {
    return mode & ((mode & GROUP_RUNS) === 0 ? PLAIN_RIGHTS | SET_GROUP : PLAIN_RIGHTS);
}

/**
 * Writes a new file with the owner and the rights of the file that it replaces.
 *
 * @returns whether it can take the place of that file without a difference to its owner, its rights or its other names
 */
async function writeNew(path: string, content: Content, existing: Stats | undefined, mode: number): Promise<boolean> {
    const file = await open(path, 'wx+', existing === undefined ? mode : OWNER_ONLY);
    try {
        await fill(file, content instanceof Uint8Array ? inOnePart(content) : content);
        if (existing === undefined) {
            return true;
        }
        // Only the administrator may give a file away.
        await file.chown(existing.uid, existing.gid).catch(() => undefined);
        const rights = keptRights(existing.mode);
        await file.chmod(rights);
        const { uid, gid, mode: given } = await file.stat();
        const isSame = uid === existing.uid && gid === existing.gid && (given & ALL_RIGHTS) === rights;
        return existing.nlink === 1 && isSame;
    } finally {
        await file.close();
    }
}

async function* inOnePart(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
    yield bytes;
}

/** Gives an open file this text and nothing after it. @throws Error when it has another one afterwards */
async function fill(file: FileHandle, content: AsyncIterable<Uint8Array | string>): Promise<void> {
    const digest = createHash('sha256');
    let size = 0;
    for await (const part of content) {
        const bytes = typeof part === 'string' ? Buffer.from(part) : part;
        // It continues where the last part ended.
        await file.writeFile(bytes);
        digest.update(bytes);
        size += bytes.length;
    }
    await file.truncate(size);
    // Some file systems report a full disk only here.
    await file.sync();
    // Through the same handle, because the rights of the file may not let anyone read it.
    if ((await digestOf(file.createReadStream({ start: 0, autoClose: false }))) !== digest.digest('hex')) {
        throw new Error('the file does not contain what was written');
    }
}

async function digestOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
    const digest = createHash('sha256');
    for await (const bytes of stream) {
        digest.update(bytes);
    }
    return digest.digest('hex');
}
