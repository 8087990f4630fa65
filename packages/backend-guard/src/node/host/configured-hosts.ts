// SPDX-License-Identifier: MIT

import { authorityOf, type Authority } from './authority';

/** Letters of any language, digits, dots and hyphens, or an IPv6 address in brackets; then perhaps a port. */
const CONFIGURED = /^(https?:\/\/)?(\[[\da-f:.]+\]|[\p{L}\p{N}._-]+)(:\d{1,5})?\/?$/iu;

/**
 * Returns the hosts of THEIA_HOSTS, a list with commas. Theia reads it, too.
 *
 * @throws Error with a sentence that names the variable and the invalid host
 */
export function readConfiguredHosts(theiaHosts: string | undefined): Authority[] {
    return (theiaHosts ?? '')
        .split(',')
        .map(host => host.trim())
        .filter(host => host !== '')
        .map(host => {
            const authority = CONFIGURED.test(host)
                ? authorityOf(host.includes('://') ? host : `http://${host}`)
                : undefined;
            if (authority === undefined) {
                throw new Error(
                    `THEIA_HOSTS has the invalid host “${host}”. Separate hosts with commas, such as ide.example.com,ide.example.com:8443.`
                );
            }
            return authority;
        });
}

/** Returns the name that `--hostname` gives, unless it means every address of the machine. */
export function hostnameOption(hostname: string | undefined): Authority[] {
    const authority =
        hostname === undefined || hostname === '0.0.0.0' || hostname === '::'
            ? undefined
            : authorityOf(`http://${hostname.includes(':') ? `[${hostname}]` : hostname}`);
    return authority === undefined ? [] : [authority];
}
