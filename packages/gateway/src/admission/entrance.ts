// SPDX-License-Identifier: MIT

import type { Socket } from 'node:net';
import { FairQueue } from './fair-queue';
import { sourceOf } from './source';

/** New connections that wait. To serve this many takes a fifth of a second. */
const ROOM = 512;

/** Turns of the event loop in which connections arrive, until one that waits is served nevertheless. */
const TURNS_OF_ARRIVALS = 32;

/** Connections that are served in a turn in which none arrives. They delay requests on open connections by 2 ms. */
const BATCH = 8;

const ignore = () => undefined;

/**
 * Where new connections wait until they are served. To accept a connection and to reset it costs a twentieth of what its
 * request costs. So those that still arrive go first: Node accepts one in each turn of its event loop, and the system
 * lets connections wait in one line for all, in which a flood would be in front of everybody. Here networks take turns.
 */
export class Entrance {
    private readonly waiting = new FairQueue<Socket>();
    private turns = 0;
    private hasArrival = false;
    private isAwake = false;

    /**
     * @param serve gets each connection in its turn
     * @param onRefuse is told about each connection that found no room
     * @param room connections that wait. When more come, the network with the most loses its last one.
     */
    constructor(
        private readonly serve: (socket: Socket) => void,
        private readonly onRefuse: () => void = ignore,
        private readonly room = ROOM
    ) {}

    add(socket: Socket): void {
        const source = sourceOf(socket);
        this.waiting.add(source, socket);
        // Without a listener, the error of a client that goes would end the process.
        socket.on('error', ignore);
        socket.once('close', () => this.waiting.remove(source, socket));
        const surplus = this.waiting.size > this.room ? this.waiting.heaviest : undefined;
        if (surplus !== undefined) {
            this.waiting.remove(sourceOf(surplus), surplus);
            surplus.resetAndDestroy();
            this.onRefuse();
        }
        this.hasArrival = true;
        this.wake();
    }

    private wake(): void {
        if (!this.isAwake) {
            this.isAwake = true;
            setImmediate(() => {
                this.isAwake = false;
                this.serveSome();
            });
        }
    }

    /** Serves the connections that this turn of the event loop has time for. */
    private serveSome(): void {
        const isBusy = this.hasArrival;
        this.hasArrival = false;
        this.turns = isBusy ? this.turns + 1 : 0;
        const due = isBusy ? Number(this.turns % TURNS_OF_ARRIVALS === 0) : BATCH;
        for (let served = 0; served < due; served++) {
            const socket = this.waiting.take();
            if (socket === undefined) {
                return;
            }
            socket.off('error', ignore);
            this.serve(socket);
        }
        if (this.waiting.size > 0) {
            this.wake();
        }
    }
}
