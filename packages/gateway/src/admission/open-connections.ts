// SPDX-License-Identifier: MIT

import type { Socket } from 'node:net';
import { largest } from './largest';
import { sourceOf } from './source';

/** Each takes about 20 KB. A proxy needs far fewer. Clients open a connection again that was idle. */
const MOST = 1024;

/** The connections of a network. */
class Network {
    /** Those without a request, in the order in which they became idle. */
    readonly idle = new Set<Socket>();
    /** Those with a request, and the number of their requests, in the order in which they became busy. */
    readonly busy = new Map<Socket, number>();

    get size(): number {
        return this.idle.size + this.busy.size;
    }

    /** The one whose loss matters least. */
    get least(): Socket | undefined {
        const [first = this.busy.keys().next().value] = this.idle;
        return first;
    }
}

/** The open connections. When there are too many, the network with the most loses one. */
export class OpenConnections implements Iterable<Socket> {
    private readonly networks = new Map<string, Network>();
    private size = 0;

    /**
     * @param onDrop is told about each connection that is dropped
     * @param most connections that can be open
     */
    constructor(
        private readonly onDrop: () => void = () => undefined,
        private readonly most = MOST
    ) {}

    add(socket: Socket): void {
        const { network: name } = sourceOf(socket);
        const network = this.networks.get(name) ?? new Network();
        this.networks.set(name, network);
        network.idle.add(socket);
        this.size++;
        socket.once('close', () => this.remove(name, socket));
        if (this.size > this.most) {
            this.drop();
        }
    }

    /** Notes that a connection has a request. It is dropped only when no other one of its network is idle. */
    begin(socket: Socket): void {
        const network = this.networkWith(socket);
        if (network !== undefined) {
            network.idle.delete(socket);
            network.busy.set(socket, (network.busy.get(socket) ?? 0) + 1);
        }
    }

    /** Notes that a request has ended. */
    end(socket: Socket): void {
        const network = this.networkWith(socket);
        const requests = network?.busy.get(socket);
        if (network === undefined || requests === undefined) {
            return;
        }
        if (requests > 1) {
            network.busy.set(socket, requests - 1);
        } else {
            network.busy.delete(socket);
            network.idle.add(socket);
        }
    }

    *[Symbol.iterator](): Iterator<Socket> {
        for (const { idle, busy } of this.networks.values()) {
            yield* [...idle, ...busy.keys()];
        }
    }

    /** Returns nothing for a connection that is not open any more. */
    private networkWith(socket: Socket): Network | undefined {
        const network = this.networks.get(sourceOf(socket).network);
        return network?.idle.has(socket) === true || network?.busy.has(socket) === true ? network : undefined;
    }

    private drop(): void {
        const [name, network] = largest(this.networks, ([, { size }]) => size) ?? [];
        const socket = network?.least;
        if (name !== undefined && socket !== undefined) {
            this.remove(name, socket);
            socket.resetAndDestroy();
            this.onDrop();
        }
    }

    private remove(name: string, socket: Socket): void {
        const network = this.networks.get(name);
        if (network !== undefined && (network.idle.delete(socket) || network.busy.delete(socket))) {
            this.size--;
            if (network.size === 0) {
                this.networks.delete(name);
            }
        }
    }
}
