// SPDX-License-Identifier: MIT

import {
    BROWSER_TOKEN_COOKIE_NAME,
    BrowserConnectionTokenBackendContribution
} from '@theia/core/lib/node/hosting/browser-connection-token';
import { injectable } from '@theia/core/shared/inversify';
import type { IncomingMessage } from 'node:http';
import { parseHost } from './authority';

/** The part of a response that sets cookies. */
interface CookieResponse {
    cookie(name: string, value: string, options: { httpOnly: boolean; sameSite: 'strict'; path: string }): unknown;
}

/**
 * Keeps Theia's connection token in a cookie for each port. Cookies ignore ports. With one name, each IDE on a host would
 * take the token of the others away when a page of it opens: their downloads, uploads and next sockets would get 403.
 */
@injectable()
export class PortConnectionToken extends BrowserConnectionTokenBackendContribution {
    protected override expressMiddleware(request: IncomingMessage, response: CookieResponse, next: () => void): void {
        const token = this.getTokenFromCookie(request);
        if (token === undefined || !this.isTokenValid(token)) {
            const options = { httpOnly: true, sameSite: 'strict', path: '/' } as const;
            response.cookie(cookieName(request), this.browserConnectionToken.value, options);
        }
        next();
    }

    /** A page on another port can set a cookie of this name for a longer path, which browsers then send first. */
    protected override getTokenFromCookie(request: IncomingMessage): string | undefined {
        const prefix = `${cookieName(request)}=`;
        const cookies = request.headers.cookie?.split(';').map(text => text.trim()) ?? [];
        const tokens = cookies.filter(text => text.startsWith(prefix)).map(text => text.slice(prefix.length));
        return tokens.find(token => this.isTokenValid(token)) ?? tokens[0];
    }
}

/** Returns the name of the cookie for the port that the browser uses, which its Host header names. */
function cookieName({ headers }: IncomingMessage): string {
    const port = parseHost(headers.host ?? '')?.port;
    return port === undefined ? BROWSER_TOKEN_COOKIE_NAME : `${BROWSER_TOKEN_COOKIE_NAME}-${port}`;
}
