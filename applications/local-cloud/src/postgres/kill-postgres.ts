// SPDX-License-Identifier: MIT

import { execFile } from 'node:child_process';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { clusterFolder, readPostmasterFile } from './postmaster-file.js';

/**
 * Kills PostgreSQL with all its processes. Stops the first process before, so that it can neither recover nor fork.
 *
 * @param dataFolder of the cloud
 * @throws Error when PostgreSQL does not run
 */
export async function killPostgres(dataFolder: string): Promise<void> {
    const first = (await readPostmasterFile(clusterFolder(dataFolder)))?.pid;
    if (first === undefined) {
        throw new Error(`No PostgreSQL runs in ${dataFolder}.`);
    }
    process.kill(first, 'SIGSTOP');
    const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'ppid=,pid=']);
    const children = stdout
        .split('\n')
        .map(line => line.trim().split(/\s+/))
        .flatMap(([parent, child]) => (Number(parent) === first && child !== undefined ? [Number(child)] : []));
    for (const pid of [...children, first]) {
        process.kill(pid, 'SIGKILL');
    }
    while (isThere(first)) {
        await setImmediate();
    }
}

/** Returns whether the process exists. Also true for a zombie. */
function isThere(pid: number): boolean {
    try {
        return process.kill(pid, 0);
    } catch {
        return false;
    }
}
