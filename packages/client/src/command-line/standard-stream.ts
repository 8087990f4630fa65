// SPDX-License-Identifier: MIT

import { createReadStream, fstatSync, statSync } from 'node:fs';
import { readFile, readlink, realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { CommandError, EXIT } from './command-error';

/** In place of a file, this means standard input or standard output. `./-` is a file of this name. */
export const STANDARD_STREAM = '-';

/** Other names of the streams. Opening them fails when the stream is a socket. */
const STANDARD_INPUT = new Set([STANDARD_STREAM, '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0']);
const STANDARD_OUTPUT = new Set([STANDARD_STREAM, '/dev/stdout', '/dev/fd/1', '/proc/self/fd/1']);

export function isStandardInput(path: string): boolean {
    return STANDARD_INPUT.has(path);
}

export function isStandardOutput(path: string): boolean {
    return STANDARD_OUTPUT.has(path);
}

/** Returns whether a path names an open file, as /dev/fd/3 does. Something else may be reading or writing it. */
export async function isOpenFile(path: string): Promise<boolean> {
    // /dev/stderr is a link to /proc/self/fd/2.
    const target = await readlink(path).catch(() => path);
    const folders = [dirname(path), dirname(resolve(dirname(path), target))];
    const real = await Promise.all(folders.map(folder => realpath(folder).catch(() => folder)));
    return real.some(folder => /^\/(dev|dev\/fd|proc\/.*)$/.test(folder));
}

/** The bits of an open file's flags that say for what it is open, and their value for reading and writing. */
const ACCESS_MODE = 0o3;
const READ_AND_WRITE = 0o2;

/** The numbers of the streams. */
const INPUT = 0;
const OUTPUT = 1;

/**
 * Checks that standard output is open.
 *
 * @param advice what the user can do about it, as a sentence
 * @throws CommandError when it is closed
 */
export async function requireStandardOutput(advice: string): Promise<void> {
    if (await isClosed(OUTPUT)) {
        throw new CommandError(EXIT.failure, 'NO_OUTPUT', `Standard output is closed. ${advice}`);
    }
}

/**
 * Returns standard input. Reading it fails when it is a folder.
 *
 * @throws CommandError when it is closed
 */
export async function openStandardInput(): Promise<Readable> {
    if (await isClosed(INPUT)) {
        throw new CommandError(EXIT.failure, 'NO_INPUT', 'Standard input is closed. Name a file, or pipe the text in.');
    }
    // What Node does not know, as a folder or a disk, is an empty stream in `process.stdin`.
    const found = fstatSync(INPUT);
    return found.isDirectory() || found.isBlockDevice()
        ? createReadStream('', { fd: INPUT, autoClose: false })
        : process.stdin;
}

/**
 * Returns whether a shell has closed a stream, as `>&-` and `<&-` do. Node puts the null device there, open for reading
 * and writing. Everything that is written would be lost without an error, and what is read would be empty. With
 * `> /dev/null`, the device is open for writing only, and with `< /dev/null` for reading only. Only Linux tells the
 * difference.
 */
async function isClosed(stream: number): Promise<boolean> {
    const flags = await readFile(`/proc/self/fdinfo/${stream}`, 'utf8').then(
        text => parseInt(/^flags:\s*([0-7]+)$/m.exec(text)?.[1] ?? '0', 8),
        () => 0
    );
    return (flags & ACCESS_MODE) === READ_AND_WRITE && fstatSync(stream).rdev === statSync('/dev/null').rdev;
}
