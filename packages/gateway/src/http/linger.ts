// SPDX-License-Identifier: MIT

import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** How long a client may go on sending after the answer, in milliseconds: as long as nginx waits for more. */
const LINGER_TIME = 5000;

/** How much of what it sends is still taken, in bytes, about: some clients send all before they look for an answer. */
const LINGER_SIZE = 32 * 1024 * 1024;

/** How often both are looked at, in milliseconds. */
const WATCH = 50;

/**
 * Sees to it that a client can read an answer that comes before it has sent its whole request. Node destroys the socket
 * of the last answer at once; with bytes on it that nobody read, TCP then resets the connection, and the client loses
 * what it has not read. So, as nginx does, this ends the sending side and throws away what still comes, for a while.
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
    // Node's parser reads the socket past all listeners, so none of them could count.
    const watch = setInterval(() => {
        if (socket.bytesRead > end || performance.now() > deadline) {
            socket.destroy();
        }
    }, WATCH);
    socket.once('close', () => clearInterval(watch));
    socket.end();
    request.once('end', () => socket.destroy());
    // Whoever read the body has given up, and would only hold it back.
    request.removeAllListeners('data');
    request.resume();
}
