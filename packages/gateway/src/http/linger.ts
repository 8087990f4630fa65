// SPDX-License-Identifier: MIT

import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Milliseconds that a client may continue to send after the answer, as in nginx. */
const LINGER_TIME = 5000;

/** Bytes that are still read, approximately. Some clients read the answer only after they have sent everything. */
const LINGER_SIZE = 32 * 1024 * 1024;

/** Milliseconds between two checks of both limits. */
const WATCH = 50;

const lingering = new WeakSet<Duplex>();

/** Returns whether a connection has got its last answer. What still arrives is discarded. */
export function isLingering(socket: Duplex): boolean {
    return lingering.has(socket);
}

/**
 * Lets a client read an answer that arrives before it has sent its whole request. Node destroys the socket after the
 * last answer. If unread bytes are left, TCP resets the connection and the client loses the answer. So, like nginx,
 * this ends the sending side and discards what still arrives, for a while.
 */
export function lingerAfterAnswer(request: IncomingMessage): void {
    const { socket } = request;
    socket.destroySoon = () => {
        if (!lingering.has(socket)) {
            linger(socket);
            request.once('end', () => socket.destroy());
            // The former reader of the body has given up, and would only hold it back.
            request.removeAllListeners('data');
            request.resume();
        }
    };
}

/** Ends a connection that has no request, and discards what still arrives, for a while. */
export function linger(socket: Duplex): void {
    lingering.add(socket);
    const bytesRead = () => (socket instanceof Socket ? socket.bytesRead : 0);
    const deadline = performance.now() + LINGER_TIME;
    const end = bytesRead() + LINGER_SIZE;
    // Node's parser reads the socket directly, so a listener could not count the bytes.
    const watch = setInterval(() => {
        if (bytesRead() > end || performance.now() > deadline) {
            socket.destroy();
        }
    }, WATCH);
    socket.once('close', () => clearInterval(watch));
    socket.end();
    socket.resume();
}
