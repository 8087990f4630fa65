// SPDX-License-Identifier: MIT

import type { HttpBindings } from '@hono/node-server';

/**
 * Ends the connection of an answer that is not complete, so that its client does not take it for whole. In HTTP/1.0 an
 * answer without a length ends with its connection, so only a reset says that something is missing. In HTTP/1.1 the last
 * chunk is missing, and the client can still read what has arrived.
 */
export function cutOff({ incoming, outgoing }: HttpBindings): void {
    if (incoming.httpVersion === '1.0') {
        incoming.socket.resetAndDestroy();
    }
    outgoing.destroy();
}
