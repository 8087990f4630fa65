// SPDX-License-Identifier: MIT

import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** Milliseconds that a client may continue to send after the answer, as in nginx. */
const LINGER_TIME = 5000;

/** Bytes that are still read, approximately. Some clients read the answer only after they have sent everything. */
const LINGER_SIZE = 32 * 1024 * 1024;

/** Milliseconds between two checks of both limits. */
const WATCH = 50;

/**
 * Lets a client read an answer that arrives before it has sent its whole request. Node destroys the socket after the
 * last answer. If unread bytes are left, TCP resets the connection and the client loses the answer. So, like nginx,
 * this ends the sending side and discards what still arrives, for a while.
 */
export function lingerAfterAnswer(request: IncomingMessage): void {
    const { socket } = request;
    let lingers = false;
    socket.destroySoon = () => {
        if (!lingers) {
            lingers = true;
            linger(request, socket);
        }
    };
}

function linger(request: IncomingMessage, socket: Socket): void {
    const deadline = performance.now() + LINGER_TIME;
    const end = socket.bytesRead + LINGER_SIZE;
    // Node's parser reads the socket directly, so a listener could not count the bytes.
    const watch = setInterval(() => {
        if (socket.bytesRead > end || performance.now() > deadline) {
            socket.destroy();
        }
    }, WATCH);
    socket.once('close', () => clearInterval(watch));
    socket.end();
    request.once('end', () => socket.destroy());
    // The former reader of the body has given up, and would only hold it back.
    request.removeAllListeners('data');
    request.resume();
}
