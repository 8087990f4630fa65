// SPDX-License-Identifier: MIT

import type { Server } from 'node:net';

/** Returns the port of a server that listens. */
export function portOf(server: Server): number {
    const address = server.address();
    if (address === null || typeof address === 'string') {
        throw new TypeError('The server has no port.');
    }
    return address.port;
}
