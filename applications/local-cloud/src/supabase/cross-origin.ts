// SPDX-License-Identifier: MIT

/** How long a browser may remember the answer, in seconds: Chromium believes no longer one. */
const MAX_AGE = 7200;

/**
 * Answers pages of every origin, as hosted Supabase does: what counts is the token, and no cookie is involved.
 * Supabase Lite does so for `/rest/v1` only, which leaves a page unable to sign anyone in.
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
