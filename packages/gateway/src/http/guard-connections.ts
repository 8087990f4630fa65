// SPDX-License-Identifier: MIT

import type { RequestListener, Server } from 'node:http';
import type { Socket } from 'node:net';
import { Entrance } from '../admission/entrance';
import { OpenConnections } from '../admission/open-connections';
import type { Metrics } from '../observability/metrics';
import { resetWhenClientEnds } from './unfinished-answers';

/** How many connections there can be. */
export interface ConnectionLimits {
    /** Open connections. */
    readonly open?: number;
    /** New connections that wait. */
    readonly waiting?: number;
}

type ConnectionListener = (this: Server, socket: Socket) => void;

/**
 * Keeps a network that opens connections without end from taking the time and the memory of all: its connections wait
 * behind those of others, and there are at most so many.
 *
 * @param limits that differ from the usual ones
 * @returns the open connections
 */
export function guardConnections(
    server: Server,
    { connectionsDropped }: Pick<Metrics, 'connectionsDropped'>,
    limits: ConnectionLimits = {}
): OpenConnections {
    const open = new OpenConnections(() => connectionsDropped.inc({ reason: 'open' }), limits.open);
    // Node's own listener makes a parser for a connection, which is most of its cost.
    const listeners = server.listeners('connection') as ConnectionListener[];
    server.removeAllListeners('connection');
    const entrance = new Entrance(
        socket => {
            open.add(socket);
            listeners.forEach(listener => listener.call(server, socket));
            resetWhenClientEnds(socket);
        },
        () => connectionsDropped.inc({ reason: 'new' }),
        limits.waiting
    );
    server.on('connection', socket => entrance.add(socket));
    return open;
}

/** Returns a listener that notes which connections have requests. */
export function noteRequests(open: OpenConnections, listener: RequestListener): RequestListener {
    return (request, response) => {
        const { socket } = request;
        open.begin(socket);
        response.once('close', () => open.end(socket));
        listener(request, response);
    };
}
