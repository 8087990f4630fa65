// SPDX-License-Identifier: MIT

import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { readFile, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ifThere } from '../data-folder/if-there.js';
import { isAlive, processStart } from '../process/process-identity.js';

/** How long an orphan may take for each way of being told to end, in milliseconds. */
const PATIENCE = 5_000;

/** How often it is looked whether it is gone, in milliseconds. */
const INTERVAL = 20;

/**
 * Ends a PostgreSQL whose cloud was killed, and removes a mark that would keep the next one from starting: one whose
 * number another process has by now, or a dead process that nobody buries.
 * Only for the owner of the folder's lock: it takes for granted that no live cloud uses that PostgreSQL.
 *
 * @param folder the cluster; it need not exist
 * @returns the number of the process that was ended
 */
export async function endOrphan(folder: string): Promise<number | undefined> {
    const mark = join(folder, 'postmaster.pid');
    const text = await ifThere(readFile(mark, 'utf8'));
    const pid = Number(text?.split('\n')[0]);
    if (!Number.isInteger(pid) || pid <= 1) {
        return undefined;
    }
    const start = processStart(pid);
    const isOrphan = start !== undefined && isPostgresOn(pid, await realpath(folder));
    if (isOrphan) {
        await end(pid, start);
    }
    // PostgreSQL asks whether the number is in use, which it is by a dead process, too, until its parent has asked for
    // its exit code. Whether workers of it are left is asked of the shared memory, mark or no mark.
    if (isAlive(pid)) {
        await rm(mark, { force: true });
    }
    return isOrphan ? pid : undefined;
}

/** Fast shutdown, immediate shutdown, and at last without asking: the next start recovers from each. */
async function end(pid: number, start: string): Promise<void> {
    for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
        if (processStart(pid) === start) {
            process.kill(pid, signal);
        }
        if (await isGone(pid, start)) {
            return;
        }
    }
    throw new Error(`The PostgreSQL of an earlier start, process ${pid}, does not end.`);
}

async function isGone(pid: number, start: string): Promise<boolean> {
    for (const deadline = performance.now() + PATIENCE; performance.now() < deadline;) {
        if (processStart(pid) !== start) {
            return true;
        }
        await delay(INTERVAL);
    }
    return false;
}

/** True when the process is the PostgreSQL whose data lies in the folder. */
function isPostgresOn(pid: number, folder: string): boolean {
    try {
        if (process.platform === 'linux') {
            // A server works in the folder of its data.
            return (
                readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres' &&
                readlinkSync(`/proc/${pid}/cwd`) === folder
            );
        }
        const commandLine = commandLineOf(pid);
        return /postgres/i.test(commandLine) && commandLine.includes(folder);
    } catch {
        // It ended meanwhile, or is somebody else's: not one that we started.
        return false;
    }
}

function commandLineOf(pid: number): string {
    const [program, ...rest]: [string, ...string[]] =
        process.platform === 'win32'
            ? [
                  'powershell',
                  '-NoProfile',
                  '-Command',
                  `(Get-CimInstance Win32_Process -Filter ProcessId=${pid}).CommandLine`
              ]
            : ['ps', '-o', 'command=', '-p', String(pid)];
    return execFileSync(program, rest, { encoding: 'utf8' });
}
