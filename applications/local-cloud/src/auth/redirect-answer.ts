// SPDX-License-Identifier: MIT

import type { AuthError } from './auth-error.js';
import type { Session } from './session.js';

/** The error of a redirect, as OAuth names it. */
const OAUTH_ERRORS: Readonly<Record<number, string>> = {
    400: 'invalid_request',
    401: 'unauthorized_client',
    403: 'access_denied',
    500: 'server_error'
};

/** Returns the address of an application with the code that it exchanges for a session. */
export function withCode(target: string, code: string): string {
    const url = new URL(target);
    url.searchParams.set('code', code);
    return url.href;
}

/** Returns the address of an application with a session in its fragment. */
export function withSession(target: string, session: Session, values: Readonly<Record<string, string>> = {}): string {
    const url = new URL(target);
    url.hash = new URLSearchParams({
        access_token: session.access_token,
        expires_at: String(session.expires_at),
        expires_in: String(session.expires_in),
        refresh_token: session.refresh_token,
        sb: '',
        token_type: session.token_type,
        ...values
    }).toString();
    return url.href;
}

/** Returns the address of an application with an error. */
export function withError(target: string, { status, errorCode, message }: AuthError, inQuery: boolean): string {
    const values = { error: OAUTH_ERRORS[status] ?? 'server_error', error_code: errorCode, error_description: message };
    return withValues(target, values, inQuery);
}

/** Puts values into the fragment of an address, and if asked for also into its query. */
export function withValues(target: string, values: Readonly<Record<string, string>>, inQuery: boolean): string {
    const url = new URL(target);
    if (inQuery) {
        for (const [name, value] of Object.entries(values)) {
            url.searchParams.set(name, value);
        }
    }
    // Supabase Auth escapes the fragment twice.
    url.hash = new URLSearchParams({ ...values, sb: '' }).toString().replaceAll('%', '%25');
    return url.href;
}
