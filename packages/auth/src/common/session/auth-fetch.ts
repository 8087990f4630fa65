// SPDX-License-Identifier: MIT

import type { SessionEnd } from '@sanyam/types';
import { z } from 'zod';
import type { SessionEvent } from './session-state';
import type { SharedRenewal } from './shared-renewal';

/** Timeout of a request to the auth server in milliseconds. Hashing a password takes less than a second. */
const REQUEST_TIMEOUT = 15_000;

/** The error code for a refresh token that was used before. It is valid for one renewal. */
const USED_ALREADY = 'refresh_token_already_used';

/** The error code for a token whose session the server does not know. The auth client removes the stored session then. */
const UNKNOWN_SESSION = 'session_not_found';

/** Error codes of the auth server that end a session permanently, and what they say of it. */
const ENDS: ReadonlyMap<string, SessionEnd> = new Map([
    ['bad_jwt', 'revoked'],
    [USED_ALREADY, 'revoked'],
    ['refresh_token_not_found', 'revoked'],
    ['session_expired', 'revoked'],
    [UNKNOWN_SESSION, 'revoked'],
    ['validation_failed', 'revoked'],
    ['user_banned', 'locked'],
    ['user_not_found', 'deleted']
]);

const refusalSchema = z.union([
    z.object({ error_code: z.string() }).transform(body => body.error_code),
    // Supabase Auth uses this field for clients that send an API version, as the auth client does.
    z.object({ code: z.string() }).transform(body => body.code)
]);

/** Returns why this error code of the auth server ends the session permanently; `undefined` if it does not. */
export function endOfSession(code: string | undefined): SessionEnd | undefined {
    return code === undefined ? undefined : ENDS.get(code);
}

export interface AuthFetchOptions {
    readonly send: typeof fetch;
    /** Returns the signal that cancels the sign-in or sign-up in progress. */
    readonly cancelSignal: () => AbortSignal | undefined;
    /** Called while the session is renewed. The auth client itself tells that a renewal has succeeded. */
    readonly onRenewal: (event: Extract<SessionEvent, { kind: 'refreshing' | 'unreachable' | 'reached' }>) => void;
    /**
     * Called when the server refuses a session, before the auth client removes it and tells the other windows.
     *
     * @param token the access token or the refresh token that the server refused
     * @returns `false` if another session is stored by now, which must stay
     */
    readonly onRefusal: (end: SessionEnd, token: string) => Promise<boolean>;
    /** Lets one window at a time renew the session. */
    readonly renewal: Pick<SharedRenewal, 'renew'>;
}

/**
 * Returns the `fetch` of the auth client. It adds a timeout and cancellation, lets one window at a time renew the session,
 * and ends a session only when the auth server itself refuses it. The auth client alone would sign out the
 * user on any 4xx response, such as the login page of a proxy or a rate limit. The lifetime of a token counts from its
 * arrival: the clock of this computer may differ from the server's.
 */
export function createAuthFetch({ send, cancelSignal, onRenewal, onRefusal, renewal }: AuthFetchOptions): typeof fetch {
    return async (input, init) => {
        const url = new URL(input instanceof Request ? input.url : input);
        const refreshes = url.searchParams.get('grant_type') === 'refresh_token';
        const timeout = AbortSignal.timeout(REQUEST_TIMEOUT);
        const cancel = refreshes ? undefined : cancelSignal();
        const request = { ...init, signal: cancel ? AbortSignal.any([timeout, cancel]) : timeout };
        const refuse = async (end: SessionEnd | undefined, token: string): Promise<void> => {
            if (end !== undefined && !(await onRefusal(end, token))) {
                throw new TypeError('The server refused a session that another one has replaced.');
            }
        };
        if (!refreshes) {
            const response = await send(input, request);
            await refuse((await codeOf(response)) === UNKNOWN_SESSION ? 'revoked' : undefined, accessTokenIn(request));
            return withoutServerTime(response);
        }
        onRenewal({ kind: 'refreshing' });
        const token = refreshTokenIn(request);
        const response = await renewal
            .renew(token, request.signal, async () => withoutServerTime(await renew(() => send(input, request))))
            .catch((error: unknown) => {
                onRenewal({ kind: 'unreachable' });
                throw error;
            });
        const end = endOfSession(await codeOf(response));
        await refuse(end, token);
        if (end === undefined) {
            onRenewal({ kind: 'reached' });
        }
        return response;
    };
}

/** Returns the token with which a request was sent; empty if it had none. */
function accessTokenIn({ headers }: RequestInit): string {
    return new Headers(headers).get('authorization')?.replace(/^Bearer /i, '') ?? '';
}

const renewalSchema = z.object({ refresh_token: z.string() });

/** Returns the token in the request of the auth client for a renewal. */
function refreshTokenIn({ body }: RequestInit): string {
    return renewalSchema.parse(JSON.parse(z.string().parse(body))).refresh_token;
}

/**
 * Sends the request for a renewal.
 *
 * @returns a success, or a refusal by the auth server
 * @throws if the auth server did not decide, as behind the login page of a network, or with a rate limit
 */
async function renew(send: () => Promise<Response>): Promise<Response> {
    let response = await send();
    if ((await codeOf(response)) === USED_ALREADY) {
        // Without locks, another window may be renewing with the same token. The server accepts it again after that.
        response = await send();
    }
    if (!response.ok && !endOfSession(await codeOf(response))) {
        throw new TypeError(`The server responded with HTTP ${response.status}`);
    }
    return response;
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
