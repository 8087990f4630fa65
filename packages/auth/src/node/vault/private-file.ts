// SPDX-License-Identifier: MIT

import { randomUUID } from 'node:crypto';
import { chmod, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';

const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
const UNFINISHED = '.tmp';

/** A session has about 3 KB. More than this is not ours. In bytes. */
const MAXIMUM_BYTES = 1024 * 1024;

/** Makes a folder that only the user can enter, and removes what a crash has left there. */
export async function preparePrivateFolder(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
    // A folder that was copied, or restored from a backup, may be open to others.
    await chmod(folder, FOLDER_MODE);
    const left = (await readdir(folder)).filter(name => name.endsWith(UNFINISHED));
    await Promise.all(left.map(name => rm(path.join(folder, name), { force: true })));
}

/** Returns the content of a file, which only the user can read from then on; `undefined` if there is none. */
export async function readPrivateFile(file: string): Promise<Buffer | undefined> {
    try {
        await using handle = await open(file, 'r');
        const { size } = await handle.stat();
        if (size > MAXIMUM_BYTES) {
            throw new Error(`${file} is too large.`);
        }
        await handle.chmod(FILE_MODE);
        return await handle.readFile();
    } catch (error) {
        if (codeOf(error) === 'ENOENT') {
            return undefined;
        }
        throw error;
    }
}

/** Writes a file that only the user can read. After a crash, it has either the former content or the new one. */
export async function writePrivateFile(file: string, content: Buffer): Promise<void> {
    const unfinished = `${file}.${randomUUID()}${UNFINISHED}`;
    try {
        await create(unfinished, content);
        await rename(unfinished, file);
    } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
    }
}

/** Writes a file that only the user can read, unless it exists. Returns whether it was written. */
export async function createPrivateFile(file: string, content: Buffer): Promise<boolean> {
    try {
        await create(file, content);
        return true;
    } catch (error) {
        if (codeOf(error) === 'EEXIST') {
            return false;
        }
        throw error;
    }
}

async function create(file: string, content: Buffer): Promise<void> {
    await using handle = await open(file, 'wx', FILE_MODE);
    await handle.writeFile(content);
    // Otherwise some file systems rename before they write, and a power cut leaves an empty file.
    await handle.sync();
}

function codeOf(error: unknown): unknown {
    return error instanceof Error && 'code' in error ? error.code : undefined;
}
