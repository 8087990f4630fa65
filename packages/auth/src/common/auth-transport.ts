// SPDX-License-Identifier: MIT

import { z } from 'zod';

/** How long a request to the auth server may take, in milliseconds: hashing a password takes under one second. */
const REQUEST_TIMEOUT = 15_000;

/** A refresh token is good for one renewal. */
const USED_ALREADY = 'refresh_token_already_used';

/** By these codes an auth server says that a session is over for good. */
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

/** Whether the code of an auth server's error says that the session is over for good. */
export function endsSession(code: string | undefined): boolean {
    return code !== undefined && REFUSALS.has(code);
}

/**
 * The way to the auth server. Adds to `fetch` what the auth client lacks: a time limit, cancelling, that windows may
 * renew a session at the same moment, and that only an auth server's own refusal ends it. Without that, any answer between 400 and 499 to a refresh, such as a
 * proxy's log-in page or a rate limit, would sign the user out.
 */
export class AuthTransport {
    private attempt: AbortSignal | undefined;
    private refused = false;

    constructor(private readonly send: typeof fetch) {}

    /** Whether the server has refused to go on with the session since there last was a new one. */
    get hasRefused(): boolean {
        return this.refused;
    }

    /** The refusal concerned a session that another one has taken the place of. */
    forgetRefusal(): void {
        this.refused = false;
    }

    /** Runs `work`, whose sign-in or sign-up requests end when `signal` does. */
    async during<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
        this.attempt = signal;
        try {
            return await work();
        } finally {
            this.attempt = undefined;
        }
    }

    readonly fetch: typeof fetch = async (input, init) => {
        const url = new URL(input instanceof Request ? input.url : input);
        const refreshes = url.searchParams.get('grant_type') === 'refresh_token';
        const signals = [AbortSignal.timeout(REQUEST_TIMEOUT)];
        if (this.attempt && !refreshes) {
            signals.push(this.attempt);
        }
        const request = { ...init, signal: AbortSignal.any(signals) };
        let response = await this.send(input, request);
        if (refreshes && (await codeOf(response)) === USED_ALREADY) {
            // By another window, perhaps in this very moment. The server takes it from both, but only when the other's
            // renewal is finished.
            response = await this.send(input, request);
        }
        if (url.pathname.endsWith('/token')) {
            this.refused = refreshes && endsSession(await codeOf(response));
            if (refreshes && !response.ok && !this.refused) {
                throw new TypeError(`The server answered HTTP ${response.status}`);
            }
        }
        return response;
    };
}

/** By which code an auth server refuses; undefined where it does not, or something else does. */
async function codeOf(response: Response): Promise<string | undefined> {
    if (response.status < 400 || response.status >= 500) {
        return undefined;
    }
    const body = await response
        .clone()
        .text()
        .then((text): unknown => JSON.parse(text))
        // An answer that is no JSON comes from something in front of the auth server.
        .catch(() => undefined);
    return refusalSchema.safeParse(body).data;
}
