// SPDX-License-Identifier: MIT

import { decodeUtf8, isDamaged, partsOf } from './json-body.js';

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
    const text = decodeUtf8(await request.clone().arrayBuffer());
    if (text === undefined) {
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
    try {
        for (const { value } of partsOf(JSON.parse(json))) {
            if (isDamaged(value)) {
                return true;
            }
        }
    } catch {
        // Not JSON. Supabase Lite reports that.
    }
    return false;
}

function refusal(code: string, message: string, details: string | null): Response {
    return Response.json({ code, details, hint: null, message }, { status: 400 });
}
