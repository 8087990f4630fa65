// SPDX-License-Identifier: MIT

import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * Returns when a process started, which tells it from a later process with the same id.
 * Undefined without such a process. Empty when the system does not tell.
 */
export function processStart(pid: number): string | undefined {
    if (!isAlive(pid)) {
        return undefined;
    }
    if (process.platform === 'linux') {
        return linuxProcessStart(pid);
    }
    if (process.platform === 'win32') {
        return '';
    }
    try {
        // The language and the time zone change the text, and two clouds may have different ones.
        const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
        return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', env }).trim();
    } catch {
        // The process ended after the check.
        return undefined;
    }
}

/** Returns the machine or the container in which process ids are unique. Empty on systems without containers. */
export function processSpace(): string {
    return process.platform === 'linux' ? `${hostname()} ${readlinkSync('/proc/self/ns/pid')}` : '';
}

/** Returns whether a process has this id. Also true for a zombie. */
export function isAlive(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        // EPERM: the process exists and belongs to another user.
        return error instanceof Error && 'code' in error && error.code === 'EPERM';
    }
}

function linuxProcessStart(pid: number): string | undefined {
    let stat: string;
    try {
        stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    } catch {
        // The process ended after the check.
        return undefined;
    }
    // The name in parentheses may contain anything. The next field is the state, the 22nd the start time (proc(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, start] = [fields[0], fields[19]];
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return state === 'Z' ? undefined : `${boot} ${start}`;
}
