// SPDX-License-Identifier: MIT

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** Whether this system tells the processor time and the memory of processes. */
export const canObserve = process.platform === 'linux';

/** @returns nanoseconds of processor time of each thread, by its id */
export function processorTimes(pids) {
    const times = new Map();
    for (const pid of pids) {
        for (const thread of ifExists(() => readdirSync(`/proc/${pid}/task`)) ?? []) {
            const text = ifExists(() => readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8'));
            times.set(thread, Number(text?.split(' ')[0] ?? 0));
        }
    }
    return times;
}

/** @returns microseconds between two results of `processorTimes`, without threads that ended in between */
export function processorTimeBetween(before, after) {
    return [...after].reduce((sum, [thread, time]) => sum + time - (before.get(thread) ?? 0), 0) / 1000;
}

/** Returns a process and its children, such as PostgreSQL with its backends. */
export function familyOf(pid) {
    const children = ifExists(() => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'))?.trim() ?? '';
    return [pid, ...(children === '' ? [] : children.split(' ').map(Number))];
}

/** Returns the memory of a process in bytes: the current value, and the maximum since the last reset. */
export function memoryOf(pid) {
    const status = ifExists(() => readFileSync(`/proc/${pid}/status`, 'utf8')) ?? '';
    const field = name => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * 1024;
    return { now: field('VmRSS'), peak: field('VmHWM') };
}

/** Resets the maximum memory of a process. */
export function resetPeak(pid) {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

/** Returns undefined when the process ends during the read. */
function ifExists(look) {
    try {
        return look();
    } catch (error) {
        if (error.code === 'ENOENT' || error.code === 'ESRCH') {
            return undefined;
        }
        throw error;
    }
}
