// SPDX-License-Identifier: MIT

import { z } from 'zod';

/** Timeout of a request to the auth server in milliseconds. Hashing a password takes less than a second. */
const REQUEST_TIMEOUT = 15_000;

/** The error code for a refresh token that was used before. It is valid for one renewal. */
const USED_ALREADY = 'refresh_token_already_used';

/** Error codes of the auth server that end a session permanently. */
const REFUSALS = new Set([
    'bad_jwt',
    USED_ALREADY,
    'refresh_token_not_found',
    'session_expired',
    'session_not_found',
    'user_banned',
    'user_not_found',
    'validation_failed'
]);

const refusalSchema = z.union([
    z.object({ error_code: z.string() }).transform(body => body.error_code),
    // Supabase Auth uses this field for clients that send an API version, as the auth client does.
    z.object({ code: z.string() }).transform(body => body.code)
]);

/** Returns whether this error code of the auth server ends the session permanently. */
export function endsSession(code: string | undefined): boolean {
    return code !== undefined && REFUSALS.has(code);
}

export interface AuthFetchOptions {
    readonly send: typeof fetch;
    /** Returns the signal that cancels the sign-in or sign-up in progress. */
    readonly cancelSignal: () => AbortSignal | undefined;
    /** Called when the server refuses to renew the session, before the auth client removes it. */
    readonly onRefusal: () => void;
}

/**
 * Returns the `fetch` of the auth client. It adds a timeout and cancellation, lets two windows renew a session at the
 * same time, and ends a session only when the auth server itself refuses it. The auth client alone would sign out the
 * user on any 4xx response, such as the login page of a proxy or a rate limit. The lifetime of a token counts from its
 * arrival: the clock of this computer may differ from the server's.
 */
export function createAuthFetch({ send, cancelSignal, onRefusal }: AuthFetchOptions): typeof fetch {
    return async (input, init) => {
        const url = new URL(input instanceof Request ? input.url : input);
        const refreshes = url.searchParams.get('grant_type') === 'refresh_token';
        const timeout = AbortSignal.timeout(REQUEST_TIMEOUT);
        const cancel = refreshes ? undefined : cancelSignal();
        const request = { ...init, signal: cancel ? AbortSignal.any([timeout, cancel]) : timeout };
        if (!refreshes) {
            return withoutServerTime(await send(input, request));
        }
        let response = await send(input, request);
        if ((await codeOf(response)) === USED_ALREADY) {
            // Another window may be renewing with the same token. The server accepts it again after that renewal.
            response = await send(input, request);
        }
        if (endsSession(await codeOf(response))) {
            onRefusal();
        } else if (!response.ok) {
            throw new TypeError(`The server responded with HTTP ${response.status}`);
        }
        return withoutServerTime(response);
    };
}

const grantSchema = z.looseObject({ access_token: z.string(), expires_in: z.number(), expires_at: z.number() });

/**
 * Removes the time at which a new session expires by the server's clock. The auth client compares that time with the clock
 * of this computer, and computes it from the lifetime if it is missing. With a clock that is slow, it would send expired
 * tokens; with one that is fast, it would renew the session before each request.
 */
async function withoutServerTime(response: Response): Promise<Response> {
    if (!response.ok || !response.headers.get('content-type')?.includes('json')) {
        return response;
    }
    const body: unknown = await response
        .clone()
        .json()
        .catch(() => undefined);
    const grant = grantSchema.safeParse(body);
    if (!grant.success) {
        return response;
    }
    // Without a value, the member is not written.
    return Response.json(
        { ...grant.data, expires_at: undefined },
        { status: response.status, statusText: response.statusText }
    );
}

/** Returns the error code of the auth server; `undefined` on success, or if the error is not from the auth server. */
async function codeOf(response: Response): Promise<string | undefined> {
    if (response.status < 400 || response.status >= 500) {
        return undefined;
    }
    const body = await response
        .clone()
        .text()
        .then((text): unknown => JSON.parse(text))
        // A body that is not JSON comes from a proxy in front of the auth server.
        .catch(() => undefined);
    return refusalSchema.safeParse(body).data;
}
