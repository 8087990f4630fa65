// SPDX-License-Identifier: MIT

import type { RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** The answers of each connection that have not ended. A client can send several requests at once. */
const unfinished = new WeakMap<Duplex, Set<ServerResponse>>();

/** Returns a listener that remembers each answer until its end, for {@link unfinishedAnswers}. */
export function rememberAnswers(listener: RequestListener): RequestListener {
    return (request, response) => {
        const answers = unfinished.get(request.socket) ?? new Set();
        unfinished.set(request.socket, answers.add(response));
        response.once('close', () => answers.delete(response));
        listener(request, response);
    };
}

/** Returns the answers of a connection that have not ended, in the order of their requests. */
export function unfinishedAnswers(socket: Duplex): ServerResponse[] {
    return [...(unfinished.get(socket) ?? [])];
}

/**
 * Resets the connection when its client ends its side in the middle of an answer. Node would end the other side, too, in
 * order. In HTTP/1.0 that is the end of a whole answer.
 */
export function resetWhenClientEnds(socket: Socket): void {
    // Before the listener of Node, which ends the connection.
    socket.prependListener('end', () => {
        const isCut = unfinishedAnswers(socket).some(
            ({ req, headersSent, writableEnded }) => req.httpVersion === '1.0' && headersSent && !writableEnded
        );
        if (isCut) {
            socket.resetAndDestroy();
        }
    });
}
