// SPDX-License-Identifier: MIT

import { isLoopback, isolateEnvironment } from '@sanyam/types';

type Environment = Record<string, string | undefined>;

/**
 * Leaves only what the configuration says to decide about the gateway's connections. PGSSLMODE stays for a database on
 * another machine, so that TLS is never lost silently.
 *
 * @param environment such as `process.env`, which it changes
 */
export function isolateGateway(environment: Environment): void {
    isolateEnvironment(environment, isOnThisMachine(environment['DATABASE_URL']) ? [] : ['PGSSLMODE']);
}

function isOnThisMachine(address = ''): boolean {
    return URL.canParse(address) && isLoopback(new URL(address).hostname);
}
