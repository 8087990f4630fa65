// SPDX-License-Identifier: MIT

/**
 * The address of a gateway in the one form that is kept and compared: no slash at the end, no port that goes without
 * saying, the host in small letters.
 *
 * @throws TypeError when it is none
 */
export function normalizeAddress(url: string): string {
    const { protocol, username, password, origin, pathname } = new URL(url);
    if (!/^https?:$/.test(protocol) || username !== '' || password !== '') {
        throw new TypeError('The address of a gateway begins with http:// or https://, and names no user.');
    }
    return origin + pathname.replace(/\/+$/, '');
}
