// SPDX-License-Identifier: MIT

import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { realpath, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive, processStart } from '../process/process-identity.js';
import { readPostmasterFile } from './postmaster-file.js';

/** Milliseconds that an orphan gets to end after each signal. */
const PATIENCE = 5_000;

/** Milliseconds between two checks whether the orphan has ended. */
const INTERVAL = 20;

/**
 * Ends a PostgreSQL whose cloud was killed. Removes a postmaster.pid that would block the next start, because its id
 * now belongs to another process or to a zombie. Call this only with the lock of the folder: it assumes that no running
 * cloud uses this PostgreSQL.
 *
 * @param folder the cluster, which may be missing
 * @returns the id of the ended process
 */
export async function endOrphan(folder: string): Promise<number | undefined> {
    const mark = await readPostmasterFile(folder);
    if (mark?.pid === undefined) {
        return undefined;
    }
    const { pid, path } = mark;
    const start = processStart(pid);
    const isOrphan = start !== undefined && isPostgresOn(pid, await realpath(folder));
    if (isOrphan) {
        await end(pid, start);
    }
    // PostgreSQL refuses to start while the id is in use, even by a zombie. It finds leftover workers by their shared
    // memory, with or without this file.
    if (isAlive(pid)) {
        await rm(path, { force: true });
    }
    return isOrphan ? pid : undefined;
}

/** Tries a fast shutdown, an immediate shutdown and a kill. The next start recovers from each. */
async function end(pid: number, start: string): Promise<void> {
    for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
        if (processStart(pid) === start) {
            process.kill(pid, signal);
        }
        if (await isGone(pid, start)) {
            return;
        }
    }
    throw new Error(`The PostgreSQL of an earlier start (process ${pid}) does not end.`);
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

/** Returns whether the process is the PostgreSQL with its data in this folder. */
function isPostgresOn(pid: number, folder: string): boolean {
    try {
        if (process.platform === 'linux') {
            // The working directory of a server is its data folder.
            return (
                readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres' &&
                readlinkSync(`/proc/${pid}/cwd`) === folder
            );
        }
        const commandLine = commandLineOf(pid);
        return /postgres/i.test(commandLine) && commandLine.includes(folder);
    } catch {
        // The process has ended, or belongs to another user. Either way, it is not ours.
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
