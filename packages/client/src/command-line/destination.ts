// SPDX-License-Identifier: MIT

import type { Stats } from 'node:fs';
import { access, constants, open, stat } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import { SanyamError } from '../client/sanyam-error';
import { canonicalPath } from './canonical-path';
import { CommandError } from './command-error';
import { isMissing, reasonOf, unwritable } from './file-error';
import { type Content, HalfWrittenError, replaceFile, type ReplaceOptions, wholeTextIn } from './replace-file';
import { isOpenFile } from './standard-stream';

/** Where a command writes a text. */
export interface Destination {
    /** The path as the user typed it. */
    readonly path: string;
    /** The file that is replaced. Undefined for a device, a pipe and an open file: they get the text directly. */
    readonly file?: ReplacedFile;
}

export interface ReplacedFile {
    readonly canonicalPath: string;
    /** Undefined when it does not exist yet. */
    readonly existing: Stats | undefined;
}

/**
 * Returns what is at a path, so that what can be refused is refused before a text is requested.
 *
 * @throws CommandError for a folder, a file that the user may not write, and a folder in which no file can be created
 */
export async function destinationOf(path: string): Promise<Destination> {
    const existing = await orUnwritable(path, '', stat(path).catch(undefinedIfMissing));
    if (existing?.isDirectory() === true || path.endsWith('/') || path.endsWith(sep)) {
        throw unwritable(path, 'it is a folder. Add the name of a file');
    }
    if (existing !== undefined && (!existing.isFile() || (await isOpenFile(path)))) {
        return { path };
    }
    const canonical = await orUnwritable(path, '', canonicalPath(path));
    if (existing !== undefined) {
        // Renaming needs no right to write to the file.
        await orUnwritable(path, UNCHANGED, access(canonical, constants.W_OK));
    }
    const advice = existing === undefined ? '' : `. Sanyam needs the right to create a file in its folder${UNCHANGED}`;
    await orUnwritable(path, advice, access(dirname(canonical), constants.W_OK));
    return { path, file: { canonicalPath: canonical, existing } };
}

const UNCHANGED = '. The old file is unchanged';

/**
 * Writes a text. A file is replaced as a whole, so that a failure leaves the old file or none.
 *
 * @throws CommandError when it cannot be written, and what the content throws
 */
export async function writeTo(
    { path, file }: Destination,
    content: Content,
    options: Pick<ReplaceOptions, 'mode' | 'beforeReplacing'> = {}
): Promise<void> {
    try {
        await (file === undefined
            ? append(path, content instanceof Uint8Array ? [content] : content)
            : replaceFile(file.canonicalPath, content, { existing: file.existing, ...options }));
    } catch (error) {
        if (error instanceof SanyamError || error instanceof CommandError) {
            throw error;
        }
        if (error instanceof HalfWrittenError) {
            throw unwritable(path, `${reasonOf(error.cause)}. It is incomplete. ${wholeTextIn(error.copy)}`);
        }
        if (error instanceof CutOffError) {
            throw unwritable(path, `${reasonOf(error.cause)}. Only the first ${error.bytes} bytes were written`);
        }
        throw unwritable(path, `${reasonOf(error)}${file?.existing === undefined ? '' : UNCHANGED}`);
    }
}

/** A device, a pipe or an open file has got a part of the text. */
class CutOffError extends Error {
    constructor(
        readonly bytes: number,
        cause: unknown
    ) {
        super('The text is incomplete.', { cause });
    }
}

/** Adds a text to what is at a path. @throws CutOffError when it got a part of the text */
async function append(path: string, content: Iterable<Uint8Array> | AsyncIterable<Uint8Array | string>): Promise<void> {
    const stream = await open(path, 'a');
    let written = 0;
    const write = async (bytes: Uint8Array): Promise<void> => {
        for (let begin = 0; begin < bytes.length;) {
            const { bytesWritten } = await stream.write(bytes, begin);
            begin += bytesWritten;
            written += bytesWritten;
        }
    };
    try {
        for await (const part of content) {
            await write(typeof part === 'string' ? Buffer.from(part) : part).catch((error: unknown) => {
                throw written === 0 ? error : new CutOffError(written, error);
            });
        }
    } finally {
        await stream.close();
    }
}

async function orUnwritable<T>(path: string, advice: string, work: Promise<T>): Promise<T> {
    try {
        return await work;
    } catch (error) {
        throw unwritable(path, reasonOf(error) + advice);
    }
}

function undefinedIfMissing(error: unknown): undefined {
    if (!isMissing(error)) {
        throw error;
    }
}
