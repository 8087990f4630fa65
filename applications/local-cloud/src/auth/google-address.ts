// SPDX-License-Identifier: MIT

/** The addresses of Google that Supabase Lite has, and where a provider at another address has the same. */
const PATHS = new Map([
    ['https://accounts.google.com/o/oauth2/v2/auth', '/authorize'],
    ['https://oauth2.googleapis.com/token', '/token'],
    ['https://www.googleapis.com/oauth2/v3/certs', '/certs'],
    ['https://www.googleapis.com/userinfo/v2/me', '/userinfo']
]);

/**
 * Returns an address of Google at another server, with its query.
 *
 * @returns the address itself, if it is none of Google's
 */
export function atServer(address: string, server: string): string {
    const [base = '', query] = address.split('?');
    const path = PATHS.get(base);
    return path === undefined ? address : `${server}${path}${query === undefined ? '' : `?${query}`}`;
}

/**
 * Sends the requests of this process to Google to another server. Supabase Lite has Google's addresses in its code, and
 * takes the global `fetch`.
 */
export function sendGoogleTo(server: string): void {
    const { fetch } = globalThis;
    globalThis.fetch = (input, init) =>
        fetch(typeof input === 'string' || input instanceof URL ? atServer(String(input), server) : input, init);
}
