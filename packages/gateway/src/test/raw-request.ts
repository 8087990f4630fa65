// SPDX-License-Identifier: MIT

import { connect } from 'node:net';

/**
 * Sends bytes as they are, whatever they are, on a connection of their own.
 *
 * @param text each character is a byte
 * @param options `end`: whether the client ends the connection when it has sent them, and not with the answer
 * @returns what came back before the connection ended; nothing when it was dropped
 */
export function sendRaw(url: string, text: string, options: { end?: boolean } = {}): Promise<string> {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port) });
    let received = '';
    socket.on('data', chunk => {
        received += chunk.toString('latin1');
        // An answer whose body came with it is all that is waited for.
        if (received.includes('\r\n\r\n')) {
            socket.end();
        }
    });
    // The connection ends then, too.
    socket.on('error', () => undefined);
    socket.write(text, 'latin1');
    if (options.end === true) {
        socket.end();
    }
    return new Promise(resolve => socket.once('close', () => resolve(received)));
}
