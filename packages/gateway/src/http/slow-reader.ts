// SPDX-License-Identifier: MIT

import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How long a client may take for its answer. */
export interface ReaderLimits {
    /** Milliseconds that a client may take nothing of its answer. */
    readonly longestPause: number;
    /** Milliseconds that every answer has. */
    readonly grace: number;
    /** Bytes per millisecond that a client must take of what is left after that. */
    readonly slowest: number;
    /** Milliseconds between two looks at an answer that is made while it is taken. Nothing of it may wait at the moment. */
    readonly shortestWait: number;
}

const LIMITS: ReaderLimits = {
    // nginx waits 60 s (send_timeout).
    longestPause: 20_000,
    grace: 30_000,
    // 32 KB/s, as 2G and poor satellite links have. A slower client cannot read large answers.
    slowest: 32,
    shortestWait: 5000
};

/**
 * Ends the connection of a client that does not take its answer, which would stay in memory. Call it when the answer is
 * ready, or when its first part is. The time of an answer begins when the answers before it have been taken.
 */
export function endSlowReader(response: ServerResponse, limits = LIMITS): void {
    // Node counts every byte that the client takes. It sets another time for the next request. Without this listener, it
    // would end the connection in order, and an answer in HTTP/1.0 would look whole.
    response.setTimeout(limits.longestPause, () => response.socket?.resetAndDestroy());
    if (response.socket === null) {
        // Node gives the connection to one answer at a time. A client can send several requests at once.
        response.once('socket', (socket: Socket) => watchReader(response, socket, limits));
    } else {
        watchReader(response, response.socket, limits);
    }
}

function watchReader(response: ServerResponse, socket: Socket, limits: ReaderLimits): void {
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
        after(Math.max(left / limits.slowest, limits.shortestWait), () =>
            taken() < goal ? socket.resetAndDestroy() : watch()
        );
    };
    after(limits.grace, watch);
    response.once('close', () => clearTimeout(timer));
}
