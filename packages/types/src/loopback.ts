// SPDX-License-Identifier: MIT

/** The names and addresses of this machine, as NO_PROXY lists them. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** The first one that is set counts. On Windows both are one variable. */
const NAMES = ['no_proxy', 'NO_PROXY'] as const;

/** localhost, 127.0.0.0/8 and ::1 */
const LOOPBACK_HOST = /^(?:localhost\.?|127(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}|::1|\[::1\])$/i;

/**
 * Returns whether a host is this machine, whatever the DNS says. Names such as `app.localhost` are not: browsers keep
 * them on this machine, but Node asks the DNS, which may answer with another machine.
 *
 * @param host a name or an address as `URL.hostname` has it, or an IPv6 address without brackets
 */
export function isLoopback(host: string): boolean {
    return LOOPBACK_HOST.test(host);
}

/**
 * Keeps connections to this machine out of the user's proxy, which cannot reach it. With NODE_USE_ENV_PROXY, Node sends
 * every request through HTTP_PROXY unless NO_PROXY names the host. In a running process this works for `fetch`; for
 * `node:http`, the environment must have it when the process starts.
 *
 * @param environment such as `process.env`, which it changes
 */
export function keepLoopbackDirect(environment: Record<string, string | undefined>): void {
    const given = NAMES.map(name => environment[name]).find(value => value !== undefined) ?? '';
    const hosts = given.split(/[\s,]+/).filter(host => host !== '');
    // An asterisk means no proxy at all, and only when it stands alone.
    if (hosts.includes('*')) {
        return;
    }
    const value = [...new Set([...hosts, ...LOOPBACK])].join(',');
    for (const name of NAMES) {
        environment[name] = value;
    }
}
