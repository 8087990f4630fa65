// SPDX-License-Identifier: MIT

import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, isIPv6 } from 'node:net';
import { type Source, sourceOf, withoutMapping } from './source';

/** A network of proxies: the addresses that begin with these bits of an address. */
export interface ProxyNetwork {
    readonly address: string;
    readonly bits: number;
}

/** Tells where requests come from, also behind proxies that the operator names. */
export class TrustedProxies {
    private readonly networks = new BlockList();
    private readonly isEmpty: boolean;

    constructor(networks: readonly ProxyNetwork[]) {
        this.isEmpty = networks.length === 0;
        for (const { address, bits } of networks) {
            this.networks.addSubnet(address, bits, familyOf(address));
        }
    }

    /**
     * Returns where a request comes from. Each proxy adds the address that it sees at the end of `X-Forwarded-For`. So the
     * last one that is no proxy is the client; what is before it, the client can have written. If the connection is not of
     * a proxy, the header counts for nothing.
     */
    sourceOf({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): Source {
        const source = sourceOf(socket);
        let address = withoutMapping(socket.remoteAddress ?? '');
        const forwarded = headers['x-forwarded-for'];
        if (this.isEmpty || forwarded === undefined || !this.has(address)) {
            return source;
        }
        // Node joins several headers with commas.
        for (const hop of String(forwarded).split(',').reverse()) {
            const before = addressIn(hop.trim());
            if (before === undefined) {
                break;
            }
            address = before;
            if (!this.has(address)) {
                break;
            }
        }
        return { ...sourceOf({ remoteAddress: address }), connection: source.connection };
    }

    private has(address: string): boolean {
        return isIP(address) !== 0 && this.networks.check(address, familyOf(address));
    }
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
    return isIPv6(address) ? 'ipv6' : 'ipv4';
}

/** Returns the address of a hop. Some proxies add the port: `192.0.2.7:4711`, `[2001:db8::1]:4711`. */
function addressIn(hop: string): string | undefined {
    const [, bracketed, plain] = /^(?:\[([^\]]+)\](?::\d+)?|([\d.]+):\d+)$/.exec(hop) ?? [];
    const address = withoutMapping(bracketed ?? plain ?? hop);
    return isIP(address) === 0 ? undefined : address;
}
