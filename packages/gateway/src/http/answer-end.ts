// SPDX-License-Identifier: MIT

import type { HttpBindings } from '@hono/node-server';
import type { Socket } from 'node:net';

/** The listeners of the answers of a connection that have not ended. A client can send several requests at once. */
const unended = new WeakMap<Socket, Set<() => void>>();

/**
 * Calls a listener once: when the client has taken all of the answer, or has gone, also if it has gone already. Node
 * before 24 closes no answer that waits behind another of its connection, so the end of the connection counts too.
 */
export function onAnswerEnd({ incoming: { socket }, outgoing }: HttpBindings, listener: () => void): void {
    const listeners = listenersOf(socket);
    const end = () => {
        if (listeners.delete(end)) {
            listener();
        }
    };
    listeners.add(end);
    outgoing.once('close', end);
    if (socket.destroyed) {
        end();
    }
}

/** One listener of the connection serves all of its answers, however many there are. */
function listenersOf(socket: Socket): Set<() => void> {
    const known = unended.get(socket);
    if (known !== undefined) {
        return known;
    }
    const listeners = new Set<() => void>();
    unended.set(socket, listeners);
    socket.once('close', () => listeners.forEach(end => end()));
    return listeners;
}
