// SPDX-License-Identifier: MIT

import type { ServerResponse } from 'node:http';

/** Milliseconds that a client may take nothing of its answer. nginx waits 60 s (send_timeout). */
const LONGEST_PAUSE = 20_000;

/** Milliseconds that every answer has. */
const GRACE = 30_000;

/**
 * Bytes per millisecond that a client must take of what is left after that: 32 KB/s, as 2G and poor satellite links have.
 * A slower client cannot read large answers.
 */
const SLOWEST = 32;

/** Milliseconds between two looks at an answer that is made while it is taken. Nothing of it may wait at the moment. */
const SHORTEST_WAIT = 5000;

/**
 * Ends the connection of a client that does not take its answer, which would stay in memory. Call it when the answer is
 * ready, or when its first part is.
 */
export function endSlowReader(response: ServerResponse): void {
    const { socket } = response;
    if (socket === null) {
        return;
    }
    // Node counts every byte that the client takes. It sets another time for the next request.
    socket.setTimeout(LONGEST_PAUSE);
    // A client that takes a byte now and then is not idle, but would hold the answer for hours.
    let timer: NodeJS.Timeout;
    const after = (milliseconds: number, look: () => void) => {
        timer = setTimeout(look, milliseconds);
        timer.unref();
    };
    const taken = () => socket.bytesWritten - socket.writableLength;
    const watch = () => {
        const left = socket.writableLength;
        const goal = taken() + left;
        after(Math.max(left / SLOWEST, SHORTEST_WAIT), () => (taken() < goal ? socket.destroy() : watch()));
    };
    after(GRACE, watch);
    response.once('close', () => clearTimeout(timer));
}
