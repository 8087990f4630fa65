// SPDX-License-Identifier: MIT

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** The folder that an ephemeral cloud said it works in. */
export function ephemeralFolderOf(said: string): string {
    const folder = /data: (.*) \(deleted at the end\)/.exec(said)?.[1];
    if (folder === undefined) {
        throw new Error(`It never said where its data lies:\n${said}`);
    }
    return folder;
}

/** The number of the process of the gateway, of which the cloud spoke last. */
export function gatewayOf(said: string): number {
    const pid = [...said.matchAll(/gateway: http:\S+, process (\d+)/g)].at(-1)?.[1];
    if (pid === undefined) {
        throw new Error(`It never said which process is its gateway:\n${said}`);
    }
    return Number(pid);
}

/** The numbers of the processes that name the folder in their command line, and the folder itself if it exists. */
export function tracesOf(folder: string): Array<number | string> {
    return [...processesOn(folder), ...(existsSync(folder) ? [folder] : [])];
}

/** Resolves when nothing of a cloud is left. Its gateway ends by itself, a moment after a cloud that was killed. */
export async function noTracesOf(folder: string): Promise<void> {
    while (tracesOf(folder).length > 0) {
        await delay(20);
    }
}

/** The processes that name the folder in their command line. Linux only, as is the machine that tests. */
export function processesOn(folder: string): number[] {
    return readdirSync('/proc')
        .filter(name => /^\d+$/.test(name))
        .filter(pid => commandLine(pid).includes(folder))
        .map(Number);
}

function commandLine(pid: string): string {
    try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    } catch {
        // It ended while the list was read.
        return '';
    }
}
