// SPDX-License-Identifier: MIT

/**
 * Returns a request whose query PostgreSQL can look for. A value with the character NUL becomes one that nobody issued, and
 * that is no address: it is answered as any wrong one, and a browser is led back.
 */
export function withStorableQuery(request: Request): Request {
    const url = new URL(request.url);
    const names = [...url.searchParams].filter(([, value]) => value.includes('\0')).map(([name]) => name);
    if (names.length === 0) {
        return request;
    }
    for (const name of names) {
        url.searchParams.set(name, '\u{FFFD}');
    }
    return new Request(url, request);
}
