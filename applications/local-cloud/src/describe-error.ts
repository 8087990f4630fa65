// SPDX-License-Identifier: MIT

import { StartUpError } from './start-up-error.js';
import { ProgramError } from './process/run.js';

/** The values that the messages name. */
export interface Surroundings {
    readonly folder: string;
    readonly databasePort: number;
}

/** How Node and PostgreSQL report a full disk: a code, a message or an SQLSTATE. */
const DISK_FULL =
    /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded|not enough space on the disk|Check free disk space|\b53100\b/i;

const PORT_TAKEN = /Address already in use|Only one usage of each socket address/i;

const NOT_PERMITTED = /EACCES|EPERM|EROFS/;

/** Returns a sentence that says what to do, or a stack trace for a bug. */
export function describeError(error: unknown, surroundings: Surroundings): string {
    const { folder } = surroundings;
    if (error instanceof StartUpError && !isDiskFull(error.cause)) {
        return error.message;
    }
    if (isDiskFull(error) || (error instanceof Error && isDiskFull(error.cause))) {
        return diskFull(folder);
    }
    const { code, port, path, syscall } = systemError(error);
    if (code === 'EADDRINUSE') {
        return portTaken(port, '--cloud-port');
    }
    if (error instanceof ProgramError && PORT_TAKEN.test(error.output)) {
        return portTaken(surroundings.databasePort, '--database-port');
    }
    if (code !== undefined && syscall?.startsWith('spawn') === true) {
        return notStarted(path ?? syscall, code);
    }
    if (code !== undefined && NOT_PERMITTED.test(code)) {
        return unusable(path ?? folder, code);
    }
    if (error instanceof ProgramError) {
        return error.message;
    }
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Returns whether an error, or a line of PostgreSQL's log, reports a full disk. */
export function isDiskFull(error: unknown): boolean {
    if (error instanceof Error) {
        return DISK_FULL.test(`${error.message} ${systemError(error).code ?? ''}`);
    }
    return typeof error === 'string' && DISK_FULL.test(error);
}

export function diskFull(folder: string): string {
    return `The disk that holds ${folder} is full. Free some space there. If the cloud has stopped, start it again.`;
}

/** Returns the message for a path that the system refuses. The code says why. */
export function unusable(path: string, code: string): string {
    return `${path} cannot be used (${code}). Start the cloud as its owner, or choose another folder with --data.`;
}

/** Returns the message for a program that the system does not start. */
function notStarted(program: string, code: string): string {
    return code === 'ENOENT'
        ? `Could not start “${program}”: it is in no folder of the PATH. Check the variable PATH.`
        : `Could not start “${program}” (${code}). Check that you may run it.`;
}

/** Returns the message for a port that is in use. The flag chooses another port. */
export function portTaken(port: number | undefined, flag: string): string {
    return (
        `Port ${port ?? '?'} of 127.0.0.1 is already in use. Stop the program that uses it, ` +
        `or choose another port with ${flag}.`
    );
}

function systemError(error: unknown): Partial<NodeJS.ErrnoException & { port: number }> {
    return error instanceof Error ? error : {};
}
