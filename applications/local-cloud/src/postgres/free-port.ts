// SPDX-License-Identifier: MIT

import { once } from 'node:events';
import { createServer } from 'node:net';
import { portOf } from '../port-of.js';
import type { Progress } from '../progress.js';

export interface WantedPort {
    /** 0 takes a free port. */
    readonly number: number;
    /** Whether nobody asked for this port, so that another one will do. */
    readonly isDefault: boolean;
}

/** Far enough that the default ports of the three servers do not meet. */
const STEP = 10;
const ATTEMPTS = 20;

/** Returns a port of 127.0.0.1 that was free a moment ago. */
export async function freePort(): Promise<number> {
    return (await portFor(0)) ?? 0;
}

/**
 * Returns the wanted port, whether it is free or not. Only a default port gives way to the next free one, and says so.
 * The next one is the same at each start, because browsers keep sessions by the address of the cloud.
 *
 * @param what the server that gets the port
 */
export async function choosePort({ number, isDefault }: WantedPort, what: string, progress: Progress): Promise<number> {
    if (!isDefault || number === 0 || (await portFor(number)) !== undefined) {
        return number;
    }
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        const next = number + attempt * STEP;
        if ((await portFor(next)) !== undefined) {
            progress.say(`port ${number} is in use by another program: ${what} gets port ${next}`);
            return next;
        }
    }
    return 0;
}

/** Returns the port if it is free, or any free one for 0. Undefined when the port is in use. */
async function portFor(wanted: number): Promise<number | undefined> {
    const server = createServer();
    try {
        server.listen(wanted, '127.0.0.1');
        await once(server, 'listening');
    } catch {
        return undefined;
    }
    const port = portOf(server);
    server.close();
    await once(server, 'close');
    return port;
}
