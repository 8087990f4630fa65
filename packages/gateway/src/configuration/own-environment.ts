// SPDX-License-Identifier: MIT

import { keepLoopbackDirect } from '@sanyam/types';

type Environment = Record<string, string | undefined>;

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Removes from an environment what would change the gateway's connections although its configuration does not say so:
 * the proxy for servers on this machine, and the variables of PostgreSQL's clients, which `pg` reads for whatever
 * DATABASE_URL does not say. PGSSLMODE stays for a database on another machine, so that TLS is never lost silently.
 *
 * @param environment such as `process.env`, which it changes
 */
export function isolateEnvironment(environment: Environment): void {
    keepLoopbackDirect(environment);
    const kept = isOnThisMachine(environment['DATABASE_URL']) ? [] : ['PGSSLMODE'];
    for (const name of Object.keys(environment)) {
        if (/^PG[A-Z]/.test(name) && !kept.includes(name)) {
            Reflect.deleteProperty(environment, name);
        }
    }
}

function isOnThisMachine(address = ''): boolean {
    return URL.canParse(address) && LOOPBACK.test(new URL(address).hostname);
}
