// SPDX-License-Identifier: MIT

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ifExists } from '../data-folder/if-exists.js';

/** The lines of a postmaster.pid, from 0 (PostgreSQL: src/include/utils/pidfile.h). */
const PID = 0;
const PORT = 3;

/** What PostgreSQL writes about itself into its data folder. */
export interface PostmasterFile {
    readonly path: string;
    /** Undefined if the file is damaged. */
    readonly pid: number | undefined;
    /** Undefined while PostgreSQL starts. */
    readonly port: number | undefined;
}

/** Returns where PostgreSQL has its files in the data folder of a cloud. */
export function clusterFolder(dataFolder: string): string {
    return join(dataFolder, 'database');
}

/**
 * Reads the postmaster.pid of a cluster.
 *
 * @param cluster the folder of the cluster
 * @returns undefined if no PostgreSQL has started there, or it has stopped
 */
export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | undefined> {
    const path = join(cluster, 'postmaster.pid');
    const lines = (await ifExists(readFile(path, 'utf8')))?.split('\n');
    return lines && { path, pid: numberIn(lines[PID]), port: numberIn(lines[PORT]) };
}

/** Returns a number above 1, or undefined: 0 and 1 would be all processes of the group, and the system's first. */
function numberIn(line: string | undefined): number | undefined {
    const number = Number(line);
    return Number.isInteger(number) && number > 1 ? number : undefined;
}
