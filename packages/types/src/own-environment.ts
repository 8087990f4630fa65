// SPDX-License-Identifier: MIT

import { keepLoopbackDirect } from './loopback';

/** The variables of PostgreSQL's clients. The drivers read them for whatever an address does not say, such as TLS. */
const OF_POSTGRES = /^PG[A-Z]/;

/**
 * Removes from an environment what would change a program's connections although its configuration does not say so: the
 * proxy for servers on this machine, and the variables of PostgreSQL's clients. Child processes inherit the result.
 *
 * @param environment such as `process.env`, which it changes
 * @param kept variables of PostgreSQL's clients that stay
 */
export function isolateEnvironment(
    environment: Record<string, string | undefined>,
    kept: readonly string[] = []
): void {
    keepLoopbackDirect(environment);
    for (const name of Object.keys(environment)) {
        if (OF_POSTGRES.test(name) && !kept.includes(name)) {
            Reflect.deleteProperty(environment, name);
        }
    }
}
