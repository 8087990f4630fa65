// SPDX-License-Identifier: MIT

/** The only escapes in JSON that may be half a character. */
const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/;

/**
 * Answers for PostgREST where Supabase Lite would not: PostgreSQL refuses JSON with half a character or with bytes
 * that are no UTF-8, while JavaScript repairs both without a word, and the document would not be what was sent.
 *
 * @returns the refusal; undefined when the request may go on, whose body is then still unread
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
    return hasHalfCharacter(text)
        ? refusal('22P02', 'invalid input syntax for type json', 'Unicode low surrogate must follow a high surrogate.')
        : undefined;
}

function hasHalfCharacter(json: string): boolean {
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
        // No JSON at all: Supabase Lite says so.
    }
    return found;
}

function refusal(code: string, message: string, details: string | null): Response {
    return Response.json({ code, details, hint: null, message }, { status: 400 });
}
