// SPDX-License-Identifier: MIT

import { isLoopback } from '@sanyam/types';
import { authorityOf, canonical, parseHost, type Authority } from './authority';

/** What a request says about the address that it was sent to. */
export interface RequestAddress {
    /** All Host headers. A request with several, or with none, is refused. */
    readonly hosts: readonly string[];
    /** The request target: a path, or a whole URL, which then counts beside the Host header. */
    readonly target: string;
    readonly origin: string | undefined;
    /** The `Sec-Fetch-Site` and `Sec-Fetch-Mode` headers, with which a browser says what made the request. */
    readonly fetchSite: string | undefined;
    readonly fetchMode: string | undefined;
    /** The IP address on which the connection arrived. */
    readonly localAddress: string | undefined;
}

/**
 * Theia's routes that read any file, and make an archive of any folder. Pages call them by `fetch` or open them. An image
 * in a stranger's document would call them in another mode.
 */
const FILES = /^\/files?(?:[/?]|$)/i;

/** An absolute target names its own host, such as `http://host/path`. */
const ABSOLUTE = /^[a-z][a-z\d+.-]*:/i;

/**
 * Decides which requests the backend answers. The backend gives a terminal to every page of its own origin. DNS rebinding
 * makes a foreign page such a page: its host name first leads to the attacker, then to 127.0.0.1. The Host header still
 * has the foreign name, so a request must name a host that no attacker controls:
 *
 * - a loopback name or address, such as `localhost:3000` or `[::1]`, on any port
 * - the IP address on which the connection arrived. DNS cannot rebind an address.
 * - a configured name
 */
export class ServedHosts {
    /**
     * @param configured hosts that also count as origins: a proxy may change the Host header
     * @param own other hosts of this backend, which only a Host header may name
     */
    constructor(
        private readonly configured: readonly Authority[],
        private readonly own: readonly Authority[] = []
    ) {}

    /** Returns a sentence that says why a request is refused, or `undefined` if the backend may answer it. */
    refusal(request: RequestAddress): string | undefined {
        const [text, ...others] = request.hosts;
        const host = text === undefined || others.length > 0 ? undefined : parseHost(text);
        if (host === undefined) {
            return 'Could not answer the request. Send exactly one valid Host header.';
        }
        if (!this.serves(host, request.localAddress)) {
            return this.notServed(host);
        }
        if (ABSOLUTE.test(request.target)) {
            const target = authorityOf(request.target);
            if (target === undefined || !this.serves(target, request.localAddress)) {
                return this.notServed(target);
            }
        }
        if (request.fetchMode === 'no-cors' && FILES.test(pathIn(request.target))) {
            return 'Could not answer the request. A page may fetch files, but not show them in place.';
        }
        return this.isForeign(request, host)
            ? 'Could not answer the request. It comes from a page of another origin. Open the IDE in a tab of its own. ' +
                  'If it runs behind a proxy, add the host of the proxy to THEIA_HOSTS and restart it.'
            : undefined;
    }

    private serves(host: Authority, localAddress: string | undefined): boolean {
        return (
            isLoopback(host.name) ||
            (localAddress !== undefined && host.name === canonical(localAddress)) ||
            [...this.configured, ...this.own].some(
                ({ name, port }) => name === host.name && (port === undefined || isSamePort(port, host.port))
            )
        );
    }

    private notServed(host: Authority | undefined): string {
        const name = host === undefined ? 'the host of this request' : `the host “${host.name}”`;
        return (
            `Could not answer the request. The IDE does not serve ${name}. ` +
            'Open it with the address that it printed at start, or add the host to THEIA_HOSTS and restart it.'
        );
    }

    private isForeign({ origin, fetchSite, fetchMode }: RequestAddress, host: Authority): boolean {
        if (origin !== undefined && origin !== '') {
            return !this.isOwnOrigin(origin, host);
        }
        // Without an Origin, a browser reads or opens something. A foreign page may only open the IDE in a tab.
        return (fetchSite === 'cross-site' || fetchSite === 'same-site') && fetchMode !== 'navigate';
    }

    /** Behind a proxy, the Host header may be the proxy's target. The origin is then one of the configured names. */
    private isOwnOrigin(origin: string, host: Authority): boolean {
        const authority = authorityOf(origin);
        if (authority === undefined) {
            return false;
        }
        const isHost = authority.name === host.name && portOf(authority, origin) === portOf(host, origin);
        return (
            isHost ||
            this.configured.some(
                ({ name, port }) =>
                    name === authority.name && portOf({ name, port }, origin) === portOf(authority, origin)
            )
        );
    }
}

function pathIn(target: string): string {
    return ABSOLUTE.test(target) && URL.canParse(target) ? new URL(target).pathname : target;
}

/** The default ports of http and https. Behind a proxy, the backend does not know which protocol the browser uses. */
const DEFAULT_PORTS: readonly (string | undefined)[] = ['80', '443', undefined];

function isSamePort(first: string | undefined, second: string | undefined): boolean {
    return first === second || (DEFAULT_PORTS.includes(first) && DEFAULT_PORTS.includes(second));
}

/** Returns the port of a host, which is the default port of the origin's protocol if it names none. */
function portOf({ port }: Authority, origin: string): string {
    return port ?? (origin.startsWith('https:') ? '443' : '80');
}
