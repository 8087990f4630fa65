// SPDX-License-Identifier: MIT

import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';

/** A connection from any address, which not every system has. It remembers whether it was reset. */
export class SocketStandIn extends EventEmitter {
    isReset = false;

    constructor(readonly remoteAddress: string) {
        super();
    }

    get socket(): Socket {
        return this as unknown as Socket;
    }

    resetAndDestroy(): void {
        this.isReset = true;
        this.emit('close');
    }
}
