// SPDX-License-Identifier: MIT

import { isIP } from 'node:net';

/** The host of a URL or of a Host header, in the form in which browsers compare it. */
export interface Authority {
    /** Lowercase, without a final dot. An IPv6 address has no brackets and is as short as possible. */
    readonly name: string;
    /** Undefined if the text names none. */
    readonly port: string | undefined;
}

/** A name or an address, and a port. Everything else in a Host header is a mistake or an attack. */
const HOST = /^(\[[\da-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?$/i;

/** Returns the host that a Host header names, or `undefined` if the header is invalid. */
export function parseHost(host: string): Authority | undefined {
    const [, name, port] = HOST.exec(host) ?? [];
    if (name === undefined || !URL.canParse(`http://${name}`)) {
        return undefined;
    }
    return { name: canonical(new URL(`http://${name}`).hostname), port };
}

/** Returns the host of an `http:` or `https:` address, such as an origin, or `undefined` for every other text. */
export function authorityOf(address: string): Authority | undefined {
    if (!URL.canParse(address)) {
        return undefined;
    }
    const { protocol, hostname, port } = new URL(address);
    if (protocol !== 'http:' && protocol !== 'https:') {
        return undefined;
    }
    return { name: canonical(hostname), port: port === '' ? undefined : port };
}

/** An IPv4 address that is written as an IPv6 address, as Node does for sockets that accept both. */
const MAPPED = /^::ffff:(?:(\d+\.\d+\.\d+\.\d+)|([\da-f]{1,4}):([\da-f]{1,4}))$/;

/** Returns an IP address in its shortest form, and a name without its final dot. */
export function canonical(name: string): string {
    const plain = name.toLowerCase().replace(/^\[(.*)\]$/, '$1');
    const address = isIP(plain) === 6 ? new URL(`http://[${plain}]`).hostname.slice(1, -1) : plain;
    const [, dotted, high, low] = MAPPED.exec(address) ?? [];
    if (high !== undefined && low !== undefined) {
        const bytes = [high, low].map(half => Number.parseInt(half, 16)).flatMap(half => [half >> 8, half & 0xff]);
        return bytes.join('.');
    }
    return dotted ?? address.replace(/\.$/, '');
}
