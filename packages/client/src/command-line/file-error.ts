// SPDX-License-Identifier: MIT

import { CommandError, EXIT } from './command-error';

/** Returns the code of a file system's error, such as ENOENT. */
export function codeOf(error: unknown): string | undefined {
    return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

export function isMissing(error: unknown): boolean {
    return codeOf(error) === 'ENOENT';
}

/** What the usual codes of a file system mean. */
const SENTENCES = new Map<string | undefined, string>([
    ['ENOENT', 'there is no such file or folder'],
    ['EISDIR', 'it is a folder'],
    ['EEXIST', 'a file has the path of its folder'],
    ['ENOTDIR', 'a part of its path is not a folder'],
    ['EACCES', 'you do not have permission'],
    ['EROFS', 'it is on a read-only disk'],
    ['ENOSPC', 'the disk is full'],
    ['EPIPE', 'its reader stopped reading'],
    ['ENAMETOOLONG', 'its name is too long'],
    ['ELOOP', 'its symbolic links lead in a circle']
]);

/** Returns why a file system refused something, without the system call and its paths. */
export function reasonOf(error: unknown): string {
    const reason = error instanceof Error ? error.message.replace(/, \w+(?: '.*)?$/s, '') : String(error);
    return SENTENCES.get(codeOf(error)) ?? reason;
}

/** Returns the error for a file that cannot be read. */
export function unreadable(path: string, error: unknown): CommandError {
    return new CommandError(EXIT.failure, 'UNREADABLE_FILE', `Could not read ${path}: ${reasonOf(error)}.`);
}

/** Returns the error for a file that cannot be written. */
export function unwritable(path: string, reason: string): CommandError {
    return new CommandError(EXIT.failure, 'UNWRITABLE_FILE', `Could not write ${path}: ${reason}.`);
}
