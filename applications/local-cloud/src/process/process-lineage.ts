// SPDX-License-Identifier: MIT

import { readFileSync } from 'node:fs';
import { isAlive, processStart } from './process-identity.js';

/** How often it is looked whether the starting processes are there, in milliseconds. */
const INTERVAL = 500;

/**
 * Calls back once when the process that started this one is gone: its parent, and where a package manager ran a
 * script, all up to the package manager, which may die without a word to the shell between.
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

/** The parent, and on Linux its ancestors up to the first that was not itself started by a package manager. */
function lineage(parent: number): number[] {
    const pids = [parent];
    for (let pid = parent; process.platform === 'linux' && wasStartedByScript(pid);) {
        pid = parentOf(pid);
        pids.push(pid);
    }
    return pids;
}

/** npm and yarn both tell the programs of a script its name. */
function wasStartedByScript(pid: number): boolean {
    try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8')
            .split('\0')
            .some(variable => variable.startsWith('npm_lifecycle_event='));
    } catch {
        // It is gone, or somebody else's: nothing that can be followed.
        return false;
    }
}

function parentOf(pid: number): number {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}
