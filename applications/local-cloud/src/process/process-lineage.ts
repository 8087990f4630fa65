// SPDX-License-Identifier: MIT

import { readFileSync } from 'node:fs';
import { isAlive, processStart } from './process-identity.js';

/** Milliseconds between two checks whether the starting processes still exist. */
const INTERVAL = 500;

/**
 * Calls back once when the process that started this one has ended. If a package manager ran a script, that includes
 * all processes up to the package manager, because it may die without ending the shell in between.
 */
export function onStarterGone(callBack: () => void): void {
    const parent = process.ppid;
    const starters = lineage(parent).map(pid => ({ pid, start: processStart(pid) }));
    const gone = (): boolean =>
        process.ppid !== parent ||
        starters.some(({ pid, start }) => (start === undefined ? !isAlive(pid) : processStart(pid) !== start));
    const timer = setInterval(() => {
        if (gone()) {
            clearInterval(timer);
            callBack();
        }
    }, INTERVAL);
    timer.unref();
    if (process.channel !== undefined) {
        process.once('disconnect', () => {
            clearInterval(timer);
            callBack();
        });
        process.channel?.unref();
    }
}

/** Returns the parent, and on Linux its ancestors up to the first one that no package manager started. */
function lineage(parent: number): number[] {
    const pids = [parent];
    for (let pid = parent; process.platform === 'linux' && wasStartedByScript(pid);) {
        pid = parentOf(pid);
        pids.push(pid);
    }
    return pids;
}

/** npm and yarn set this variable for the programs of a script. */
function wasStartedByScript(pid: number): boolean {
    try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8')
            .split('\0')
            .some(variable => variable.startsWith('npm_lifecycle_event='));
    } catch {
        // The process has ended or belongs to another user, so it cannot be followed.
        return false;
    }
}

function parentOf(pid: number): number {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}
