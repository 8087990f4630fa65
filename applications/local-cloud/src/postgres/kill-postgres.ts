// SPDX-License-Identifier: MIT

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';

/**
 * Kills PostgreSQL with all its processes. Stops the first process before, so that it can neither recover nor fork.
 *
 * @param dataFolder of the cloud
 * @throws Error when PostgreSQL does not run
 */
export async function killPostgres(dataFolder: string): Promise<void> {
    const [first = ''] = (await readFile(join(dataFolder, 'database', 'postmaster.pid'), 'utf8')).split('\n');
    process.kill(Number(first), 'SIGSTOP');
    const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'ppid=,pid=']);
    const children = stdout
        .split('\n')
        .map(line => line.trim().split(/\s+/))
        .flatMap(([parent, child]) => (parent === first && child !== undefined ? [Number(child)] : []));
    for (const pid of [...children, Number(first)]) {
        process.kill(pid, 'SIGKILL');
    }
    while (isThere(Number(first))) {
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
