// SPDX-License-Identifier: MIT

import { connect } from 'node:net';

/**
 * Sends bytes unchanged on a new connection.
 *
 * @param text the bytes, one per character
 * @param options `end`: whether the client ends the connection after sending, without waiting for the answer. `follow`:
 *     when exactly the first text has arrived, the client sends the second one
 * @returns what arrived before the connection ended; empty when it was dropped
 */
export function sendRaw(
    url: string,
    text: string,
    options: { end?: boolean; follow?: readonly [awaited: string, next: string] } = {}
): Promise<string> {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port) });
    let received = '';
    socket.on('data', chunk => {
        received += chunk.toString('latin1');
        if (received === options.follow?.[0]) {
            socket.write(options.follow[1], 'latin1');
            return;
        }
        // The body arrives together with the headers, so the answer is complete.
        if (received.includes('\r\n\r\n')) {
            socket.end();
        }
    });
    // The connection closes after an error too.
    socket.on('error', () => undefined);
    socket.write(text, 'latin1');
    if (options.end === true) {
        socket.end();
    }
    return new Promise(resolve => socket.once('close', () => resolve(received)));
}
