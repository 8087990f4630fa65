// SPDX-License-Identifier: MIT

import { clusterFolder, readPostmasterFile } from '../postgres/postmaster-file.js';
import { readCredentials } from './credentials.js';

/** How to connect to the database of a running cloud. */
export interface RunningDatabase {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly password: string;
    readonly database: string;
}

/**
 * Returns how to connect to the database of a running cloud as its owner.
 *
 * @param folder the data folder of the cloud
 * @returns undefined if the cloud does not run
 * @throws StartUpError when the file with the passwords is damaged
 */
export async function runningDatabase(folder: string): Promise<RunningDatabase | undefined> {
    const credentials = await readCredentials(folder);
    const port = (await readPostmasterFile(clusterFolder(folder)))?.port;
    if (credentials === undefined || port === undefined) {
        return undefined;
    }
    return {
        host: '127.0.0.1',
        port,
        user: 'postgres',
        password: credentials.postgresPassword,
        database: 'postgres'
    };
}
