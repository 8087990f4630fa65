// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { isAddress } from '../auth/address.js';
import { AuthError } from '../auth/auth-error.js';
import { decodeUtf8, hasNul, isDamaged, partsOf } from './json-body.js';

/** Bytes. bcrypt ignores all others, so two passwords with the same beginning would be the same. */
const MAX_PASSWORD_BYTES = 72;

/** Characters, as in Supabase Auth and its column. */
const MAX_EMAIL_LENGTH = 255;

/** Arrays and objects in each other. PostgreSQL and the JSON encoder of JavaScript fail at some thousands. */
const MAX_DEPTH = 1000;

/** What gives a user an address, after /auth/v1/. Who already has another one can still sign in. */
const ADDRESS_GIVERS = /^(signup|user|invite|admin\/users(\/[^/]*)?|admin\/generate_link)\/?$/;

/** Identity providers send a form here. */
const FORM = '/auth/v1/callback';

const ROOT = '/auth/v1/';

/** Only their digests are stored. */
const PASSWORDS = new Set(['password', 'current_password']);

const text = z.string('must be a string');
const object = z.record(z.string(), z.unknown(), 'must be an object');

/** The fields of all requests to Supabase Auth. A name means the same in each of them. */
const fieldsSchema = z.object({
    email: text.max(MAX_EMAIL_LENGTH, `has at most ${MAX_EMAIL_LENGTH} characters`).optional(),
    password: z
        .string('must be a string')
        .refine(
            password => Buffer.byteLength(password) <= MAX_PASSWORD_BYTES,
            `cannot be longer than ${MAX_PASSWORD_BYTES} characters`
        )
        .optional(),
    phone: text.optional(),
    refresh_token: text.optional(),
    auth_code: text.optional(),
    code_verifier: text.optional(),
    code_challenge: text.optional(),
    code_challenge_method: text.optional(),
    token: text.optional(),
    token_hash: text.optional(),
    type: text.optional(),
    redirect_to: text.optional(),
    nonce: text.optional(),
    channel: text.optional(),
    provider: text.optional(),
    id_token: text.optional(),
    access_token: text.optional(),
    current_password: text.optional(),
    create_user: z.boolean('must be true or false').optional(),
    data: object.optional(),
    gotrue_meta_security: object.optional()
});

/**
 * Checks the body of a request to Supabase Auth as Supabase Auth itself does. Supabase Lite replaces damaged characters
 * silently, ignores the end of a long password, stores a NUL, which PostgreSQL does not have, signs up addresses that look like
 * others, and answers 500 to values of a wrong type.
 *
 * @returns the request to pass on, with its body unread, or the refusal
 */
export async function checkAuthRequest(request: Request): Promise<Request | Response> {
    const { pathname } = new URL(request.url);
    if (request.body === null || !pathname.startsWith(ROOT) || pathname.startsWith(FORM)) {
        return request;
    }
    const body = decodeUtf8(await request.clone().arrayBuffer());
    if (body === undefined) {
        return notJson('the body is not UTF-8');
    }
    if (body === '') {
        // Supabase Lite reports that where it needs one.
        return request;
    }
    const fields = z.record(z.string(), z.unknown()).safeParse(parse(body)).data;
    if (fields === undefined) {
        return notJson('the body must be an object');
    }
    for (const { value, depth } of partsOf(fields)) {
        if (isDamaged(value)) {
            return notJson('a low surrogate must follow a high surrogate');
        }
        if (depth > MAX_DEPTH) {
            return notJson(`values can be nested ${MAX_DEPTH} levels deep`);
        }
    }
    const unstorable = Object.entries(fields).find(([name, value]) => !PASSWORDS.has(name) && hasNul(value));
    if (unstorable !== undefined) {
        return error('validation_failed', `${capitalized(unstorable[0])} cannot contain the character NUL.`);
    }
    // In Supabase Auth, null is the same as no value.
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
    const [fault] = fieldsSchema.safeParse(given).error?.issues ?? [];
    if (fault !== undefined) {
        return refusal(fault);
    }
    const email = String(given['email'] ?? '');
    if (email !== '' && ADDRESS_GIVERS.test(pathname.slice(ROOT.length)) && !isAddress(email)) {
        return error('validation_failed', 'Unable to validate email address: invalid format');
    }
    return Object.keys(given).length === Object.keys(fields).length ? request : withBody(request, given);
}

/** Returns undefined for what is not JSON. */
function parse(body: string): unknown {
    try {
        return JSON.parse(body);
    } catch {
        return undefined;
    }
}

/** Returns a request with another body. */
function withBody({ url, method, headers, signal }: Request, body: object): Request {
    const others = new Headers(headers);
    others.delete('content-length');
    return new Request(url, { method, headers: others, signal, body: JSON.stringify(body) });
}

function refusal({ code, path, message }: z.core.$ZodIssue): Response {
    const name = path.join('.');
    return code === 'invalid_type'
        ? notJson(`“${name}” ${message}`)
        : error('validation_failed', `${capitalized(name)} ${message}`);
}

function capitalized(name: string): string {
    return name.charAt(0).toUpperCase() + name.slice(1);
}

function notJson(reason: string): Response {
    return error('bad_json', `Could not parse request body as JSON: ${reason}.`);
}

function error(errorCode: string, msg: string): Response {
    return new AuthError(400, errorCode, msg).toResponse();
}
