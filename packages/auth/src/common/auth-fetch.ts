// SPDX-License-Identifier: MIT

import { z } from 'zod';

/** How long a request to the auth server may take, in milliseconds. Hashing a password takes under one second. */
const REQUEST_TIMEOUT = 15_000;

/** A refresh token is good for one renewal. */
const USED_ALREADY = 'refresh_token_already_used';

/** With these codes an auth server says that a session is over for good. */
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
    // Supabase Auth puts the code here for clients that name an API version, as the auth client does.
    z.object({ code: z.string() }).transform(body => body.code)
]);

/** Returns whether this error code of an auth server means that the session is over for good. */
export function endsSession(code: string | undefined): boolean {
    return code !== undefined && REFUSALS.has(code);
}

export interface AuthFetchOptions {
    readonly send: typeof fetch;
    /** Returns the signal that cancels the sign-in or sign-up in progress. */
    readonly cancelSignal: () => AbortSignal | undefined;
    /** The server refused to renew the session. The auth client removes it next. */
    readonly onRefusal: () => void;
}

/**
 * Returns the `fetch` of the auth client. It adds a time limit and cancelling, lets two windows renew a session at the
 * same moment, and ends a session only when the auth server itself refuses it. The auth client alone would sign the
 * user out at any status from 400 to 499, such as a proxy's log-in page or a rate limit.
 */
export function createAuthFetch({ send, cancelSignal, onRefusal }: AuthFetchOptions): typeof fetch {
    return async (input, init) => {
        const url = new URL(input instanceof Request ? input.url : input);
        const refreshes = url.searchParams.get('grant_type') === 'refresh_token';
        const timeout = AbortSignal.timeout(REQUEST_TIMEOUT);
        const cancel = refreshes ? undefined : cancelSignal();
        const request = { ...init, signal: cancel ? AbortSignal.any([timeout, cancel]) : timeout };
        if (!refreshes) {
            return send(input, request);
        }
        let response = await send(input, request);
        if ((await codeOf(response)) === USED_ALREADY) {
            // Another window may have used it a moment ago. The server accepts it again when that renewal is finished.
            response = await send(input, request);
        }
        if (endsSession(await codeOf(response))) {
            onRefusal();
        } else if (!response.ok) {
            throw new TypeError(`The server answered HTTP ${response.status}`);
        }
        return response;
    };
}

/** Returns the code with which an auth server refuses; `undefined` when it accepts, or something else refuses. */
async function codeOf(response: Response): Promise<string | undefined> {
    if (response.status < 400 || response.status >= 500) {
        return undefined;
    }
    const body = await response
        .clone()
        .text()
        .then((text): unknown => JSON.parse(text))
        // A body that is not JSON comes from something in front of the auth server.
        .catch(() => undefined);
    return refusalSchema.safeParse(body).data;
}
