// SPDX-License-Identifier: MIT

import { readlink, realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

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
