// SPDX-License-Identifier: MIT

/** The only JSON escapes that can be a lone surrogate. */
const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/;

/**
 * Refuses text that JavaScript would change silently: lone surrogates, and bytes that are not UTF-8. PostgreSQL refuses
 * both, so PostgREST does too. Supabase Lite would store a document that differs from the request.
 *
 * @returns the refusal, or undefined when the request can continue, with its body still unread
 */
export async function refuseDamagedText(request: Request): Promise<Response | undefined> {
    if (request.body === null || !new URL(request.url).pathname.startsWith('/rest/v1/')) {
        return undefined;
    }
    const bytes = await request.clone().arrayBuffer();
    let text: string;
    try {
        text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
        return refusal('PGRST102', 'Empty or invalid json', null);
    }
    return hasLoneSurrogate(text)
        ? refusal('22P02', 'invalid input syntax for type json', 'Unicode low surrogate must follow a high surrogate.')
        : undefined;
}

function hasLoneSurrogate(json: string): boolean {
    if (!SURROGATE_ESCAPE.test(json)) {
        return false;
    }
    let found = false;
    try {
        JSON.parse(json, (key, value: unknown) => {
            found ||= !key.isWellFormed() || (typeof value === 'string' && !value.isWellFormed());
            return value;
        });
    } catch {
        // Not JSON. Supabase Lite reports that.
    }
    return found;
}

function refusal(code: string, message: string, details: string | null): Response {
    return Response.json({ code, details, hint: null, message }, { status: 400 });
}
