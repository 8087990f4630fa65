// SPDX-License-Identifier: MIT

/** Seconds that a browser may cache the answer. Chromium accepts no more. */
const MAX_AGE = 7200;

/**
 * Allows pages of every origin, as hosted Supabase does. That is safe, because requests carry a token and no cookie.
 * Supabase Lite does so only for `/rest/v1`, and then a page cannot sign in.
 */
export async function crossOrigin(request: Request, answer: () => Promise<Response>): Promise<Response> {
    const wanted = request.headers.get('Access-Control-Request-Headers');
    if (request.method === 'OPTIONS' && request.headers.has('Access-Control-Request-Method')) {
        return new Response(null, {
            status: 204,
            headers: {
                'Access-Control-Allow-Origin': '*',
                'Access-Control-Allow-Methods': 'GET, POST, PATCH, PUT, DELETE, OPTIONS, HEAD',
                'Access-Control-Max-Age': String(MAX_AGE),
                ...(wanted === null ? {} : { 'Access-Control-Allow-Headers': wanted })
            }
        });
    }
    const response = await answer();
    if (response.headers.has('Access-Control-Allow-Origin')) {
        return response;
    }
    const headers = new Headers(response.headers);
    headers.set('Access-Control-Allow-Origin', '*');
    return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
