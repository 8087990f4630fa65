// SPDX-License-Identifier: MIT

import type { ServerResponse } from 'node:http';

/** Milliseconds that a client may take nothing of its answer. nginx waits 60 s (send_timeout). */
const LONGEST_PAUSE = 20_000;

/** Milliseconds that every answer has. */
const GRACE = 30_000;

/** Bytes per millisecond that a client must take of what is left after that: 32 KB/s, slower than any connection. */
const SLOWEST = 32;

/**
 * Ends the connection of a client that does not take its answer, which would stay in memory. Call it when the answer is
 * ready.
 */
export function endSlowReader(response: ServerResponse): void {
    const { socket } = response;
    if (socket === null) {
        return;
    }
    // Node counts every byte that the client takes. It sets another time for the next request.
    socket.setTimeout(LONGEST_PAUSE);
    // A client that takes a byte now and then is not idle, but would hold the answer for hours.
    let timer = setTimeout(() => {
        timer = setTimeout(() => socket.destroy(), socket.writableLength / SLOWEST);
        timer.unref();
    }, GRACE);
    timer.unref();
    response.once('close', () => clearTimeout(timer));
}
