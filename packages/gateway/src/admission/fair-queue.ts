// SPDX-License-Identifier: MIT

import type { Source } from './source';
import { largest } from './largest';

/** A queue in which networks take turns, and the connections of a network. Those of a connection keep their order. */
export class FairQueue<T> {
    /** In the order of their next turn. */
    private readonly networks = new Map<string, Map<object, T[]>>();
    private length = 0;

    get size(): number {
        return this.length;
    }

    add({ network, connection }: Source, item: T): void {
        const connections = this.networks.get(network) ?? new Map<object, T[]>();
        this.networks.set(network, connections);
        const items = connections.get(connection) ?? [];
        connections.set(connection, items);
        items.push(item);
        this.length++;
    }

    /** Removes the item whose turn it is, and returns it. */
    take(): T | undefined {
        for (const [network, connections] of this.networks) {
            for (const [connection, [item, ...rest]] of connections) {
                this.length--;
                moveBehind(connections, connection, rest, rest.length > 0);
                moveBehind(this.networks, network, connections, connections.size > 0);
                return item;
            }
        }
        return undefined;
    }

    /** Returns whether the item was in the queue. */
    remove({ network, connection }: Source, item: T): boolean {
        const connections = this.networks.get(network);
        const items = connections?.get(connection);
        const index = items?.indexOf(item) ?? -1;
        if (connections === undefined || items === undefined || index < 0) {
            return false;
        }
        items.splice(index, 1);
        this.length--;
        if (items.length === 0) {
            connections.delete(connection);
        }
        if (connections.size === 0) {
            this.networks.delete(network);
        }
        return true;
    }

    /**
     * Returns the last item of the connection with the most items, in the network with the most. Between equals, it is
     * the one whose turn comes last.
     */
    get heaviest(): T | undefined {
        const connections = largest([...this.networks.values()].reverse(), sizeOf);
        return largest([...(connections?.values() ?? [])].reverse(), items => items.length)?.at(-1);
    }
}

function moveBehind<K, V>(map: Map<K, V>, key: K, value: V, stays: boolean): void {
    map.delete(key);
    if (stays) {
        map.set(key, value);
    }
}

function sizeOf(connections: Map<object, readonly unknown[]>): number {
    let size = 0;
    for (const items of connections.values()) {
        size += items.length;
    }
    return size;
}
