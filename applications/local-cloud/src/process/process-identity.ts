// SPDX-License-Identifier: MIT

import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * What tells a process from a later one with the same number: when it began.
 * Undefined when there is no such process; empty where the system does not say.
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
        return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    } catch {
        // It ended since we looked.
        return undefined;
    }
}

/** The machine, or the container on it, in which process numbers mean the same; empty where there are no containers. */
export function processSpace(): string {
    return process.platform === 'linux' ? `${hostname()} ${readlinkSync('/proc/self/ns/pid')}` : '';
}

/** Whether a process has this number, be it one that has ended and waits for its parent to ask for its exit code. */
export function isAlive(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        // EPERM: it is there, and belongs to somebody else.
        return error instanceof Error && 'code' in error && error.code === 'EPERM';
    }
}

function linuxProcessStart(pid: number): string | undefined {
    let stat: string;
    try {
        stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    } catch {
        // It ended since we looked.
        return undefined;
    }
    // The name, in parentheses, may hold anything; state is the field after it, start time the 22nd (proc(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, start] = [fields[0], fields[19]];
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return state === 'Z' ? undefined : `${boot} ${start}`;
}
