// SPDX-License-Identifier: MIT

import { isIPv6, type Socket } from 'node:net';

/** Where a request comes from. */
export interface Source {
    /** An IPv4 address, or the first half of an IPv6 address: one customer of a provider has all addresses behind it. */
    readonly network: string;
    readonly connection: object;
}

/** An IPv4 address as IPv6 sockets show it. */
const MAPPED = /^::ffff:(?=\d+\.)/i;

/** Returns where the requests of a connection come from. */
export function sourceOf(socket: Pick<Socket, 'remoteAddress'>): Source {
    return { network: networkOf(socket.remoteAddress ?? ''), connection: socket };
}

/** Returns an IPv4 address that is written as an IPv6 address as itself, and another address unchanged. */
export function withoutMapping(address: string): string {
    return address.replace(MAPPED, '');
}

function networkOf(remoteAddress: string): string {
    const address = withoutMapping(remoteAddress);
    if (!isIPv6(address)) {
        return address;
    }
    const [head = '', tail = ''] = address.replace(/%.*$/, '').split('::');
    const groups = head.split(':').filter(group => group !== '');
    const last = tail.split(':').filter(group => group !== '');
    const zeros = address.includes('::') ? Array<string>(8 - groups.length - last.length).fill('0') : [];
    return [...groups, ...zeros, ...last].slice(0, 4).join(':');
}
