// SPDX-License-Identifier: MIT

import { readCredentials } from './credentials.js';
import { readOwner, stateOf } from './lock.js';

/** How to call a running cloud as its operator. */
export interface RunningCloud {
    readonly supabaseUrl: string;
    readonly serviceRoleKey: string;
}

/**
 * Returns how to call a running cloud as its operator.
 *
 * @param folder the data folder of the cloud
 * @returns undefined if the cloud does not run, or is still starting
 * @throws StartUpError when the file with the passwords is damaged
 */
export async function runningCloud(folder: string): Promise<RunningCloud | undefined> {
    const credentials = await readCredentials(folder);
    const owner = await readOwner(folder);
    if (credentials === undefined || owner === undefined || owner.address === null || stateOf(owner) === 'dead') {
        return undefined;
    }
    return { supabaseUrl: owner.address, serviceRoleKey: credentials.serviceRoleKey };
}
