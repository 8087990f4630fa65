// SPDX-License-Identifier: MIT

import { decodeUtf8 } from './json-body.js';
import type { FunctionArgument, FunctionArguments } from './function-arguments.js';
import { membersOf } from './member-sources.js';

const CALL = /^\/rest\/v1\/rpc\/([^/]+)$/;

/** The texts of PostgreSQL's boolean, of which Supabase Lite understands none. */
const TRUTHS = new Map([
    ...['true', 't', 'yes', 'y', 'on', '1'].map(text => [text, 'true'] as const),
    ...['false', 'f', 'no', 'n', 'off', '0'].map(text => [text, 'false'] as const)
]);

/**
 * Gives a function the arguments that PostgREST would give it. PostgREST takes the text of a JSON value for an argument
 * that is not JSON. Supabase Lite makes “[object Object]” of an object, another number of a large one, and `false` of
 * “yes”.
 *
 * @returns the request to pass on, with its body unread, or the refusal of a value that its type does not have
 */
export async function checkArguments(request: Request, functions: FunctionArguments): Promise<Request | Response> {
    const [, name = ''] = CALL.exec(new URL(request.url).pathname) ?? [];
    const known = functions.get(name);
    if (request.method !== 'POST' || request.body === null || known === undefined) {
        return request;
    }
    // Bytes that are not UTF-8 are refused before.
    const body = decodeUtf8(await request.clone().arrayBuffer()) ?? '';
    let changed = '';
    let copied = 0;
    for (const { name: argument, begin, end } of membersOf(body) ?? []) {
        const expected = known.get(argument);
        const source = body.slice(begin, end);
        const given = expected === undefined ? source : argumentOf(source, expected);
        if (expected !== undefined && given === undefined) {
            return refusal(expected.type, source);
        }
        if (given !== source) {
            changed += body.slice(copied, begin) + given;
            copied = end;
        }
    }
    return copied === 0 ? request : withBody(request, changed + body.slice(copied));
}

/** Returns the JSON for an argument, or undefined if its type does not have this value. */
function argumentOf(source: string, { kind }: FunctionArgument): string | undefined {
    const isText = source.startsWith('"');
    if (kind === 'json' || source === 'null' || (isText && kind !== 'boolean')) {
        return source;
    }
    const value = parse(source);
    if (value === undefined) {
        // Not JSON. Supabase Lite reports that.
        return source;
    }
    switch (kind) {
        case 'boolean':
            return typeof value === 'boolean' ? source : TRUTHS.get(textOf(value));
        case 'text':
            // Supabase Lite passes on a number that JavaScript has exactly.
            return typeof value === 'number' && String(value) === source ? source : JSON.stringify(source);
        case 'other':
            return undefined;
    }
}

/** Returns undefined for what is not JSON. */
function parse(source: string): unknown {
    try {
        return JSON.parse(source);
    } catch {
        return undefined;
    }
}

/** Returns a text as PostgreSQL reads it for a boolean. */
function textOf(value: unknown): string {
    return typeof value === 'string' ? value.trim().toLowerCase() : '';
}

function withBody({ url, method, headers, signal }: Request, body: string): Request {
    const others = new Headers(headers);
    others.delete('content-length');
    return new Request(url, { method, headers: others, signal, body });
}

/** Returns the answer of PostgREST, which passes PostgreSQL's on (SQLSTATE 22P02: invalid_text_representation). */
function refusal(type: string, source: string): Response {
    const value: unknown = JSON.parse(source);
    return Response.json(
        {
            code: '22P02',
            details: null,
            hint: null,
            message: `invalid input syntax for type ${type}: "${typeof value === 'string' ? value : source}"`
        },
        { status: 400 }
    );
}
