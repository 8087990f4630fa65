// SPDX-License-Identifier: MIT

import { isLoopback } from '@sanyam/types';

/**
 * Returns the address of a gateway in the form that is stored and compared: without a slash at the end, without the
 * default port, without the path of the API, and with the host in lower case.
 *
 * @throws TypeError when the address is invalid
 */
export function normalizeAddress(url: string): string {
    const { protocol, username, password, origin, pathname } = new URL(url);
    if (!/^https?:$/.test(protocol) || username !== '' || password !== '') {
        throw new TypeError('A gateway address begins with http:// or https:// and contains no user name.');
    }
    // The examples of the API's documentation have addresses with this path.
    return origin + pathname.replace(/\/+$/, '').replace(/\/+api\/v1$/, '');
}

/** Returns whether two normalized addresses lead to the same gateway. This computer has several names. */
export function isSameGateway(one: string, other: string): boolean {
    return comparable(one) === comparable(other);
}

function comparable(address: string): string {
    const url = new URL(address);
    const host = url.hostname.replace(/\.$/, '');
    url.hostname = isLoopback(host) ? 'localhost' : host;
    return url.toString();
}
