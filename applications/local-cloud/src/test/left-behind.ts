// SPDX-License-Identifier: MIT

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** Returns the folder of an ephemeral cloud, from its progress lines. */
export function ephemeralFolderOf(said: string): string {
    const folder = /data: (.*) \(deleted at the end\)/.exec(said)?.[1];
    if (folder === undefined) {
        throw new Error(`The cloud did not name its data folder:\n${said}`);
    }
    return folder;
}

/** Returns the process id of the newest gateway, from the progress lines of the cloud. */
export function gatewayOf(said: string): number {
    const pid = [...said.matchAll(/gateway: http:\S+, process (\d+)/g)].at(-1)?.[1];
    if (pid === undefined) {
        throw new Error(`The cloud did not name the process of its gateway:\n${said}`);
    }
    return Number(pid);
}

/** Returns the ids of the processes with the folder in their command line, and the folder itself if it exists. */
export function tracesOf(folder: string): Array<number | string> {
    return [...processesOn(folder), ...(existsSync(folder) ? [folder] : [])];
}

/** Resolves when nothing of a cloud is left. The gateway of a killed cloud ends a moment after it. */
export async function noTracesOf(folder: string): Promise<void> {
    while (tracesOf(folder).length > 0) {
        await delay(20);
    }
}

/** Returns the processes with the folder in their command line. Works only on Linux. */
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
        // The process ended while the list was read.
        return '';
    }
}
