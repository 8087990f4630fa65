// SPDX-License-Identifier: MIT

import { keepLoopbackDirect } from '@sanyam/types/lib/loopback.js';

/** The variables of PostgreSQL's clients. The drivers read them for whatever an address does not say, such as TLS. */
const OF_POSTGRES = /^PG[A-Z]/;

/**
 * Removes from the environment of this process what would change the connections between the parts of the cloud: the
 * user's variables for other databases, and the proxy for this machine. Child processes inherit the result.
 */
export function isolateEnvironment(): void {
    keepLoopbackDirect(process.env);
    for (const name of Object.keys(process.env)) {
        if (OF_POSTGRES.test(name)) {
            Reflect.deleteProperty(process.env, name);
        }
    }
}
