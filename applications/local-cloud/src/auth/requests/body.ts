// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { isAddress } from '../address.js';
import { AuthError, invalid } from '../auth-error.js';

/** As Supabase Auth stores and finds it. */
export const email = z.string().transform(text => text.toLowerCase());

/**
 * Reads the body of a request. Its fields have the right types, because checkAuthRequest has seen it.
 *
 * @throws AuthError when it is not an object
 */
export async function readBody<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.infer<Schema>> {
    const text = await request.text();
    let json: unknown;
    try {
        json = JSON.parse(text);
    } catch {
        throw badJson(text === '' ? 'unexpected end of JSON input' : 'invalid character');
    }
    const { data, error } = schema.safeParse(json);
    if (error !== undefined) {
        throw badJson(error.issues[0]?.message ?? '');
    }
    return data;
}

/** @throws AuthError when there is no address, or none that Supabase Auth accepts */
export function requireEmail(address: string): void {
    if (address === '') {
        throw invalid('An email address is required');
    }
    if (!isAddress(address)) {
        throw invalid('Unable to validate email address: invalid format');
    }
}

function badJson(reason: string): AuthError {
    return new AuthError(400, 'bad_json', `Could not parse request body as JSON: ${reason}`);
}

/** Returns a request with another body, for Supabase Lite, and to another path if one is given. */
export function withJson(request: Request, body: object, path?: string): Request {
    const headers = new Headers(request.headers);
    headers.delete('content-length');
    headers.set('content-type', 'application/json');
    const url = path === undefined ? request.url : new URL(path, request.url);
    return new Request(url, { method: request.method, headers, body: JSON.stringify(body) });
}
