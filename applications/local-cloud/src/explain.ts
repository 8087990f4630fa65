// SPDX-License-Identifier: MIT

import { CloudError } from './cloud-error.js';
import { ProgramError } from './process/run.js';

/** What the sentences name. */
export interface Surroundings {
    readonly folder: string;
    readonly databasePort: number;
}

/** What a full disk is called by Node, and by PostgreSQL in a message and as an SQLSTATE. */
const DISK_FULL =
    /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded|not enough space on the disk|Check free disk space|\b53100\b/i;

const PORT_TAKEN = /Address already in use|Only one usage of each socket address/i;

const NOT_PERMITTED = /EACCES|EPERM|EROFS/;

/** A sentence that says what to do, for what can be mended; a stack trace for what is a bug of ours. */
export function explain(error: unknown, surroundings: Surroundings): string {
    const { folder } = surroundings;
    if (error instanceof CloudError && !isDiskFull(error.cause)) {
        return error.message;
    }
    if (isDiskFull(error) || (error instanceof Error && isDiskFull(error.cause))) {
        return diskFull(folder);
    }
    const { code, port, path } = systemError(error);
    if (code === 'EADDRINUSE') {
        return portTaken(port, '--port');
    }
    if (error instanceof ProgramError && PORT_TAKEN.test(error.output)) {
        return portTaken(surroundings.databasePort, '--database-port');
    }
    if (code !== undefined && NOT_PERMITTED.test(code)) {
        return unusable(path ?? folder, code);
    }
    if (error instanceof ProgramError) {
        return error.message;
    }
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** True for an error, or a line of PostgreSQL's log, that means: no space. */
export function isDiskFull(error: unknown): boolean {
    if (error instanceof Error) {
        return DISK_FULL.test(`${error.message} ${systemError(error).code ?? ''}`);
    }
    return typeof error === 'string' && DISK_FULL.test(error);
}

export function diskFull(folder: string): string {
    return `The disk that holds ${folder} is full: free some space there, then start the cloud again.`;
}

/** For a path that the system does not let us use; the code says why. */
export function unusable(path: string, code: string): string {
    return `${path} cannot be used (${code}): start as the user to whom it belongs, or choose another with --data.`;
}

/** For a port of 127.0.0.1 that is in use; the flag chooses another. */
export function portTaken(port: number | undefined, flag: string): string {
    return (
        `Port ${port ?? '?'} of 127.0.0.1 is already in use: stop the program that uses it, ` +
        `or choose another port with ${flag}.`
    );
}

function systemError(error: unknown): Partial<NodeJS.ErrnoException & { port: number }> {
    return error instanceof Error ? error : {};
}
