// SPDX-License-Identifier: MIT

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';

/**
 * Kills PostgreSQL with all its processes: the first one is stopped before, so that it can neither mend nor fork.
 *
 * @param dataFolder of the cloud
 * @throws Error when it does not run
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

/** Also true for one that has ended and whose parent has not noticed yet. */
function isThere(pid: number): boolean {
    try {
        return process.kill(pid, 0);
    } catch {
        return false;
    }
}
