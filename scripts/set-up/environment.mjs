// SPDX-License-Identifier: MIT

/** The names and addresses of this machine, as NO_PROXY lists them. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Keeps the connections between our programs out of the user's proxy, for this process and its children. The programs do
 * the same, but only here it works for `node:http`, too, which reads NO_PROXY when a process starts.
 */
export function keepLoopbackDirect() {
    const given = process.env.no_proxy ?? process.env.NO_PROXY ?? '';
    const hosts = given.split(/[\s,]+/).filter(host => host !== '');
    if (!hosts.includes('*')) {
        const value = [...new Set([...hosts, ...LOOPBACK])].join(',');
        Object.assign(process.env, { no_proxy: value, NO_PROXY: value });
    }
}
