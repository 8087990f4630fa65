// SPDX-License-Identifier: MIT

/**
 * Returns a request whose path has no escapes that it does not need. Supabase Lite decodes a path before it looks for a
 * route, so `/auth/v1/%73ignup` is the sign-up there. The checks before it must see the same path.
 *
 * @returns the refusal if the path cannot be decoded
 */
export function withPlainPath(request: Request): Request | Response {
    const url = new URL(request.url);
    if (!url.pathname.includes('%')) {
        return request;
    }
    try {
        const plain = encodeURI(decodeURIComponent(url.pathname)).replaceAll('?', '%3F').replaceAll('#', '%23');
        if (plain === url.pathname) {
            return request;
        }
        url.pathname = plain;
        const { method, headers, body, signal } = request;
        // A body that is a stream needs “duplex”, which the types of TypeScript do not have.
        const init: RequestInit & { duplex: 'half' } = { method, headers, body, signal, duplex: 'half' };
        return new Request(url, init);
    } catch {
        return Response.json({ message: 'The path has an invalid escape.' }, { status: 400 });
    }
}
